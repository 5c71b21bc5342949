"""An edition as a Telegram message: plain text with entities, one thing to a line.

There is no markup, so nothing to inject and nothing to mis-parse. Words around the text are in the
reader's own language, title and summary in the edition's. Every line reads right by itself, aloud, and
where a client ignores isolates.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from alertbot.languages import bidi, clean, table
from alertbot.languages.catalogues import Words
from alertbot.model import Article, ArticleId, Direction, Edition, Origin, Topic

LONGEST_TEXT = 4096  # code points (Bot API, sendMessage)
LONGEST_TITLE = 95
LONGEST_SUMMARY = 300
LONGEST_SOURCE = 100
LONGEST_TOPIC = 80
_LONGEST_URL = 2048

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LTR_LETTER = f"(?:(?![{_RTL}])[^\\W\\d_][\u0300-\u036f]*)"
_BETWEEN = "[\\d\\s'’&+/.,:@_\u2060-]"  # with the word joiner below: an address is one run
_TAIL = r"(?:-?\d+)*[+#%]*"  # A-7, C++
_LTR_RUN = re.compile(f"[@#]?{_LTR_LETTER}(?:(?:{_LTR_LETTER}|{_BETWEEN})*{_LTR_LETTER})?{_TAIL}")
_RTL_RUN = re.compile(f"[{_RTL}](?:(?:[{_RTL}]|{_BETWEEN})*[{_RTL}])?")

# What Telegram would make a link of by itself. A word joiner, which cannot be seen, keeps it text:
# links lead to approved hosts only.
_WORD_JOINER = "\u2060"
_LINKISH = re.compile(
    r"(?<=:)(?=//)"  # https://
    r"|(?<=[^\W_]\.)(?=[^\W\d_])"  # example.org
    r"|(?<=\d\.)(?=\d+\.\d+\.\d)"  # 192.0.2.1
    r"|(?:(?<=^[@#$/])|(?<=\W[@#$])|(?<=[^\w/]/))(?=\w)"  # @name, /@name, #tag, $TAG, /command
)


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


def render(article: Article, edition: Edition, *, words: Words, topic: Topic | None) -> Message:
    """The message of `edition` for readers whose first language is that of `words`.

    At most LONGEST_TEXT code points, whatever comes in. A link is made only to an approved host.
    """
    url = approved_url((edition.url, article.url), article.hosts)
    lines = [
        _told(edition.title, edition.language, longest=LONGEST_TITLE, entity="bold"),
        _said(label(article, edition, words=words), words),
        _told(edition.summary, edition.language, longest=LONGEST_SUMMARY),
        _named(_unlinked(clean.line(edition.source or article.source, longest=LONGEST_SOURCE)), words),
        _domain_line(url or edition.url or article.url, url, words),
        _said(words.date(article.published_at), words),
        _named(_topic_name(topic, words), words),
    ]
    text, entities = _joined([line for line in lines if line.text])
    return Message(text, entities, _buttons(article, url, words))


def label(article: Article, edition: Edition, *, words: Words) -> str:
    """How the text came to be, in the reader's words."""
    match edition.origin:
        case Origin.ORIGINAL:
            return _original_label(edition, words)
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


def _original_label(edition: Edition, words: Words) -> str:
    if edition.language == words.tag:
        return words.gettext("The newsroom's own text")
    text = words.gettext("Original language: {language}")
    return text.format(language=words.name_of(edition.language))


def approved_url(urls: Sequence[str | None], hosts: Collection[str]) -> str | None:
    """The first of `urls` that leads to one of `hosts` (with or without "www."), by HTTP or HTTPS."""
    approved = {host.lower().removeprefix("www.") for host in hosts} - {""}
    return next((url for url in urls if url and domain(url) in approved and _is_sound(url)), None)


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


def told(raw: str, language: str) -> str:
    """A paragraph of an article as it may stand in a message: cleaned, unlinked, the right way round."""
    line = _told(raw, language, longest=None)
    return bidi.line(line.text, line.direction)


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


def _told(raw: str, language: str, *, longest: int | None, entity: str | None = None) -> _Line:
    """A line of the edition's own text."""
    shown = _unlinked(clean.line(raw, longest=longest))
    direction = _direction(language, shown)
    isolated = _isolated(shown, direction)
    return _Line(isolated, direction, core=isolated, entity=entity)


def _said(text: str, words: Words) -> _Line:
    """A line of ours."""
    return _Line(_isolated(text, words.direction), words.direction)


def _named(name: str, words: Words) -> _Line:
    """A line that is a name, set apart as a whole where it is written the other way."""
    foreign = _foreign(words.direction).search(name) is not None
    return _Line(bidi.isolate(name) if foreign else name, words.direction)


def _domain_line(shown: str | None, url: str | None, words: Words) -> _Line:
    """The domain; set as code where it may not lead anywhere, since Telegram would link it."""
    host = domain(shown)
    text = bidi.isolate_ltr(host) if words.direction is Direction.RTL else host
    return _Line(text, words.direction, core=host, entity="text_link" if url else "code", url=url)


def _topic_name(topic: Topic | None, words: Words) -> str:
    if topic is None:
        return ""
    return _unlinked(clean.line(f"{topic.emoji} {topic.name(words.tag)}", longest=LONGEST_TOPIC))


def _unlinked(text: str) -> str:
    return _LINKISH.sub(_WORD_JOINER, text)


def _direction(language: str, text: str) -> Direction:
    """The direction of a language, or of the text itself where the table does not know the language."""
    if language in table.TABLE:
        return table.TABLE[language].direction
    return Direction.RTL if re.match(f"[\\W\\d_]*[{_RTL}]", text) else Direction.LTR


def _isolated(text: str, direction: Direction) -> str:
    """`text` with its runs of the other direction set apart."""
    return _foreign(direction).sub(lambda found: bidi.isolate(found[0]), text)


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
