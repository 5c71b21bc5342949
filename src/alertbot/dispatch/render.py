"""An edition as a Telegram message: plain text with entities, one thing to a line.

There is no markup, so nothing to inject and nothing to mis-parse. Words around the text are in the
reader's own language, title and summary in the edition's, converted to the reader's script where that is
another: in one script, or in two under one another, each running its own way. Every line reads right by
itself, aloud, and where a client ignores isolates.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from alertbot.languages import bidi, clean, conversion, table
from alertbot.languages.catalogues import Words
from alertbot.model import Article, ArticleId, Direction, Edition, Origin, Topic
from alertbot.web.barred import bars

LONGEST_TEXT = 4096  # code points (Bot API, sendMessage)
LONGEST_TITLE = 95  # of an edition; a script that needs more letters for the same words is not cut,
LONGEST_SUMMARY = 300  # since Uyghur and Kazakh say "not" at the end
LONGEST_SOURCE = 100
LONGEST_TOPIC = 80
_LONGEST_URL = 2048

# A run of the other direction is what belongs together: a name of several words, an address. Between two
# names of a list the line itself goes on, so that a number stays beside its own name.
_JOINER = "\u2060"
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LTR_LETTER = f"(?:(?![{_RTL}])[^\\W\\d_][\u0300-\u036f]*)"
_BETWEEN = rf"(?:[\d\s'’&+/.@_{_JOINER}-]|,(?=\d)|:(?=\S))"
_TAIL = (
    r"(?:-?\d+)*[+#%]*"  # A-7, C++
    r"(?:(?:(?<=\bNo)|(?<=\bNr))\.\s?\d+)?"
    r"(?:[\s.,:]+\d[\d.,]*(?=[)\]»”]))?"  # (School 5)
)
_ADDRESS = (  # looked for at the head of a run only, so that a long one takes linear time
    rf"(?<![^\s{_RTL}()«»“”{_JOINER}])[^\s{_RTL}()«»“”{_JOINER}]*{_JOINER}(?:[^\s{_RTL}()«»“”]*[^\W_{_RTL}]/?)"
)
_LTR_RUN = re.compile(f"{_ADDRESS}|[@#]?{_LTR_LETTER}(?:(?:{_LTR_LETTER}|{_BETWEEN})*{_LTR_LETTER})?{_TAIL}")
_RTL_RUN = re.compile(f"(?:(?<!\\d)\\d+-)?[{_RTL}](?:(?:[{_RTL}]|[\\s'’-]|\\d+-(?=[{_RTL}]))*[{_RTL}])?")
# Numbers of several groups: thousands set apart by spaces, dates and telephone numbers. A range of two
# (2010-2015) is read in the line's own direction.
_NUMBER = re.compile(r"(?<![\w.,])(?:\+?\d+(?:[ \xa0-]\d+){2,}|\+\d+(?:[ \xa0-]\d+)?|\d{1,3} \d{3})(?!\w)")
_APART = re.compile(f"([{bidi.LRI}{bidi.RLI}][^{bidi.PDI}]*{bidi.PDI})")

# What Telegram would make a link of by itself. A word joiner, which cannot be seen, keeps it text:
# links lead to approved hosts only.
_LINKISH = re.compile(
    r"(?<=:)(?=//)"  # https://
    r"|(?<=[^\s.]\.)(?=[^\W\d_])"  # example.org
    r"|(?<=\d\.)(?=\d+\.\d+\.\d)"  # 192.0.2.1
    r"|(?<=[@#$])(?=\w)"  # @name, /@name, #tag, $TAG; behind a letter too, from which marks may part it
    r"|(?<=[^\w/]/)(?=\w)|(?<=^/)(?=\w)"  # /command
)

# Telephone and card numbers, which Telegram links too: with a plus, or of so many digits.
_MARKS = "\u200e\u200f\u2066-\u2069"
_CALLABLE = re.compile(rf"\+(?:[\s(){_MARKS}-]*\d){{7,}}|(?<!\d)\d(?:[\s().{_MARKS}-]{{0,6}}\d){{8,}}")
_PARTED = re.compile(rf"(?<=[{_MARKS}]/)(?=\w)")  # A/0: a mark makes a command of its end
_GROUP = re.compile(rf"(\d{{3}})(?=\d)|(?<=\d)(?=[\s().{_MARKS}-])|(?<=\+)")


@dataclass(frozen=True, slots=True)
class Entity:
    """How a stretch of the text looks or leads; offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A button under the message: it opens `url` or sends `data` back."""

    text: str
    url: str | None = None
    data: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent, to whomever."""

    text: str
    entities: tuple[Entity, ...]
    buttons: tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    direction: Direction
    core: str = ""  # the part the entity covers
    entity: str | None = None
    url: str | None = None


def render(
    article: Article, edition: Edition, *, words: Words, topic: Topic | None, scripts: Sequence[str] = ()
) -> Message:
    """The message of `edition` for readers whose first language is that of `words`.

    `scripts` are the one or two languages in which title and summary are shown, each the edition's or one
    it can be shown in (`conversion.can_show`); none: the edition's. At most LONGEST_TEXT code points,
    whatever comes in. A link is made only to an approved host.
    """
    first, *second = scripts or (edition.language,)
    url = approved_url((edition.url, article.url), article.hosts)
    lines = [
        _title(edition, first),
        _said(label(article, edition, words=words, scripts=(first, *second)), words),
        _summary(edition, first),
        *(line for script in second for line in (_title(edition, script), _summary(edition, script))),
        _named(_source(article, edition, first), words),
        _domain_line(url or edition.url or article.url, url, words),
        _said(words.date(article.published_at), words),
        _named(_topic_name(topic, words), words),
    ]
    text, entities = _joined([line for line in lines if line.text])
    return Message(text, entities, _buttons(article, url, words))


def told(raw: str, language: str, *, longest: int | None = None) -> str:
    """A text of an edition for editors: clean, foreign runs set apart, nothing in it a link."""
    shown = _unlinked(clean.line(raw, longest=longest))
    return _isolated(shown, _direction(language, shown))


def label(article: Article, edition: Edition, *, words: Words, scripts: Sequence[str] = ()) -> str:
    """How the text came to be, in the reader's words, and whether its script is another than it was."""
    first, *second = scripts or (edition.language,)
    said = _origin_label(article, edition, first, words)
    if edition.language == first and not second:
        return said
    if edition.language in (first, *second):
        # TRANSLATORS: {label} is a sentence such as "Translated by a person from Uyghur". The alert stands
        # there in two scripts, and one was made of the other.
        return words.gettext("{label}. One of the scripts was converted automatically.").format(label=said)
    # TRANSLATORS: {label} is a sentence such as "Translated by a person from Uyghur"
    return words.gettext("{label}. Script converted automatically.").format(label=said)


def _origin_label(article: Article, edition: Edition, script: str, words: Words) -> str:
    match edition.origin:
        case Origin.ORIGINAL:
            return _original_label(edition, script, words)
        case Origin.SUMMARISED:
            return words.gettext("Summary by machine, not checked")
        case Origin.EDITORS:
            return words.gettext("Written by the editors")
        case Origin.CONVERTED:
            return words.gettext("Script converted automatically")
    text = {
        Origin.MACHINE: words.gettext("Machine translation from {language}, not checked"),
        Origin.MACHINE_CHECKED: words.gettext("Translated by machine from {language}, checked by a person"),
        Origin.PERSON: words.gettext("Translated by a person from {language}"),
    }[edition.origin]
    return text.format(language=words.name_of(edition.source_language or article.language))


def _original_label(edition: Edition, script: str, words: Words) -> str:
    if words.tag in (edition.language, script):
        return words.gettext("The newsroom's own text")
    text = words.gettext("Original language: {language}")
    return text.format(language=words.name_of(edition.language))


def approved_url(urls: Sequence[str | None], hosts: Collection[str]) -> str | None:
    """The first of `urls` that leads to one of `hosts` (with or without "www."), by HTTP or HTTPS.

    None that `web.barred` names, whoever approved it.
    """
    approved = {host.lower().removeprefix("www.") for host in hosts} - {""}
    return next(
        (url for url in urls if url and domain(url) in approved and _is_sound(url) and not bars(url)), None
    )


def domain(url: str | None) -> str:
    """The host of a URL as readers see it, "" where it has none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return clean.line(host.lower().removeprefix("www."), longest=253)  # RFC 1035 §2.3.4


def options_data(article: ArticleId) -> str:
    """What the Options button of an alert sends: unsigned and eternal, it acts only on who presses it."""
    return f"o:{article}"


def whole_data(article: ArticleId) -> str:
    """What the Whole article button sends, with the same rights; it opens new messages."""
    return f"n:w:{article}"


def told_paragraph(raw: str, language: str) -> str:
    """A paragraph of an article as it may stand in a message: as `told`, and the right way round."""
    shown = told(raw, language)
    return bidi.line(shown, _direction(language, shown))


def _is_sound(url: str) -> bool:
    if len(url) > _LONGEST_URL or not url.isprintable() or any(each.isspace() for each in url):
        return False
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and "@" not in parts.netloc


def _buttons(article: Article, url: str | None, words: Words) -> tuple[tuple[Button, ...], ...]:
    link = () if url is None else ((Button(domain(url), url=url),),)
    own = [Button(words.gettext("Options"), data=options_data(article.id))]
    if article.text.strip():
        own.insert(0, Button(words.gettext("Whole article"), data=whole_data(article.id)))
    return (*link, tuple(own))


def _title(edition: Edition, script: str) -> _Line:
    return _told(clean.line(edition.title, longest=LONGEST_TITLE), edition.language, script, entity="bold")


def _summary(edition: Edition, script: str) -> _Line:
    return _told(clean.line(edition.summary, longest=LONGEST_SUMMARY), edition.language, script)


def _source(article: Article, edition: Edition, script: str) -> str:
    """The newsroom's name, in the script that is read where it is a name in that language."""
    name, language = (
        (article.source, article.language) if edition.source is None else (edition.source, edition.language)
    )
    written = clean.line(name, longest=LONGEST_SOURCE)
    # In Latin letters a name may well be of another language.
    if conversion.can_show(language, script) and not language.endswith("-Latn"):
        written = conversion.shown(written, language, script)
    return _unlinked(written)


def _told(text: str, language: str, script: str, *, entity: str | None = None) -> _Line:
    """A line of the edition's own text, in the script it is read in."""
    shown = _unlinked(conversion.shown(text, language, script))
    direction = _direction(script, shown)
    isolated = _isolated(shown, direction)
    return _Line(isolated, direction, core=isolated, entity=entity)


def _said(text: str, words: Words) -> _Line:
    """A line of ours."""
    return _Line(_isolated(text, words.direction), words.direction)


def _named(name: str, words: Words) -> _Line:
    """A line that is a name, set apart as a whole where it is written the other way."""
    begun = next((each for each in name if each.isalpha()), "")
    if _foreign(words.direction).match(begun):
        return _Line(_uncallable(bidi.foreign(name, within=words.direction)), words.direction)
    return _said(name, words)


def _domain_line(shown: str | None, url: str | None, words: Words) -> _Line:
    """The domain; set as code where it may not lead anywhere, since Telegram would link it."""
    host = domain(shown)
    right_to_left = words.direction is Direction.RTL
    text = bidi.foreign(host, within=Direction.RTL) if right_to_left and host else host
    return _Line(text, words.direction, core=host, entity="text_link" if url else "code", url=url)


def _topic_name(topic: Topic | None, words: Words) -> str:
    if topic is None:
        return ""
    return _unlinked(clean.line(f"{topic.emoji} {topic.name(words.tag)}", longest=LONGEST_TOPIC))


def _unlinked(text: str) -> str:
    return _LINKISH.sub(_JOINER, text)


def _direction(language: str, text: str) -> Direction:
    """The direction of a language, or of the text itself where the table does not know the language."""
    if language in table.TABLE:
        return table.TABLE[language].direction
    return Direction.RTL if re.match(f"[\\W\\d_]*[{_RTL}]", text) else Direction.LTR


def _isolated(text: str, direction: Direction) -> str:
    """`text` with its runs of the other direction set apart, and its numbers kept in order."""
    apart = _foreign(direction).sub(lambda found: bidi.foreign(found[0], within=direction), text)
    if direction is Direction.LTR:
        return _uncallable(apart)
    ordered = "".join(
        piece if piece.startswith((bidi.LRI, bidi.RLI)) else _NUMBER.sub(_ordered, piece)
        for piece in _APART.split(apart)
    )
    return _uncallable(ordered)


def _ordered(number: re.Match[str]) -> str:
    return bidi.number(number[0])


def _uncallable(text: str) -> str:
    """`text` with its marks, in which nothing can be called or commanded: joiners stand between."""
    unparted = _PARTED.sub(_JOINER, text)
    return _CALLABLE.sub(lambda found: _GROUP.sub(lambda group: f"{group[0]}{_JOINER}", found[0]), unparted)


def _foreign(direction: Direction) -> re.Pattern[str]:
    return _LTR_RUN if direction is Direction.RTL else _RTL_RUN


def _joined(lines: Sequence[_Line]) -> tuple[str, tuple[Entity, ...]]:
    text = ""
    entities: list[Entity] = []
    for line in lines:
        headed = bidi.line(line.text, line.direction)
        if line.entity is not None:
            before = text + headed[: headed.index(line.core)]
            entities.append(Entity(line.entity, _utf16(before), _utf16(line.core), line.url))
        text += headed + "\n"
    return text.removesuffix("\n"), tuple(entities)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
