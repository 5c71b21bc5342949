"""What editors see of the topics: names, keywords and feeds."""

from collections.abc import Sequence

from alertbot.chat.access import Act
from alertbot.chat.screens.editors import unfiled
from alertbot.chat.screens.page import Row, Screen, back, button, paged, screen, switch, turning
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Feed, Topic

LONGEST_NAME = 64
LONGEST_KEYWORD = 128
MOST_KEYWORDS = 200
_SHOWN_KEYWORDS = 40  # of each language, so that the screen stays one message


def listing(words: Words, topics: Sequence[Topic], *, page: int, waiting: int = 0) -> Screen:
    """All topics, hidden ones too, and the way to the articles that wait for one."""
    shown, at, pages = paged(topics, page)
    rows: list[Row] = []
    if waiting:
        rows.append((button(words, unfiled.waiting(words, waiting), Act.UNFILED),))
    rows += [(button(words, _label(words, topic), Act.TOPIC, topic.id),) for topic in shown]
    rows += turning(words, Act.MANAGE, at, pages)
    rows.append((button(words, words.gettext("Add a topic"), Act.TOPIC_ADD),))
    rows.append(back(words, Act.NEWSROOM))
    if topics:
        line = words.gettext("Choose a topic to change its names, keywords and feeds.")
    else:
        line = words.gettext("There are no topics yet. Readers need at least one to receive alerts.")
    return screen(words, line, title=words.gettext("Manage topics"), rows=rows)


def _label(words: Words, topic: Topic) -> str:
    name = bidi.isolate(topic.name(words.tag))
    return name if topic.active else words.gettext("{topic} (hidden)").format(topic=name)


def one(
    words: Words,
    topic: Topic,
    feeds: Sequence[Feed],
    languages: Sequence[str],
    *,
    link: str | None,
    note: str | None = None,
) -> Screen:
    """One topic: names and keywords in each offered language, feeds, and a link that readers can use."""
    lines = [] if note is None else [note]
    lines += [_name(words, topic, tag) for tag in languages]
    lines += [_keywords(words, tag, topic.keywords[tag]) for tag in languages if topic.keywords.get(tag)]
    filed = [bidi.isolate(feed.title or feed.url) for feed in feeds if topic.id in feed.topics]
    lines.append(
        words.gettext("Feeds: {feeds}").format(feeds=words.join(filed) if filed else words.gettext("none"))
    )
    if not topic.active:
        lines.append(
            words.gettext("This topic is hidden: readers are not offered it and nothing is filed under it.")
        )
    if link is not None:
        lines += [words.gettext("A link that offers this topic to readers:"), bidi.isolate_ltr(link)]
    if topic.active:
        turn = button(words, words.gettext("Hide"), Act.TOPIC_HIDE, topic.id)
    else:
        turn = button(words, words.gettext("Show"), Act.TOPIC_SHOW, topic.id)
    return screen(
        words,
        *lines,
        title=topic.name(words.tag),
        rows=(
            (
                button(words, words.gettext("Names"), Act.TOPIC_NAMES, topic.id),
                button(words, words.gettext("Keywords"), Act.TOPIC_WORDS, topic.id),
            ),
            (button(words, words.gettext("Feeds"), Act.TOPIC_FEEDS, topic.id), turn),
            back(words, Act.MANAGE),
        ),
    )


def _name(words: Words, topic: Topic, tag: str) -> str:
    language = bidi.isolate(words.name_of(tag))
    if tag not in topic.names:
        return words.gettext("Name in {language}: none yet").format(language=language)
    return words.gettext("Name in {language}: {name}").format(
        language=language, name=bidi.isolate(topic.names[tag])
    )


def _keywords(words: Words, tag: str, keywords: Sequence[str]) -> str:
    shown = words.join([bidi.isolate(word) for word in keywords[:_SHOWN_KEYWORDS]])
    language = bidi.isolate(words.name_of(tag))
    if len(keywords) <= _SHOWN_KEYWORDS:
        return words.gettext("Keywords in {language}: {keywords}").format(language=language, keywords=shown)
    left = len(keywords) - _SHOWN_KEYWORDS
    return words.ngettext(
        "Keywords in {language}: {keywords} (and {number} more)",
        "Keywords in {language}: {keywords} (and {number} more)",
        left,
    ).format(language=language, keywords=shown, number=words.number(left))


def which_language(words: Words, topic: Topic, languages: Sequence[str], act: Act) -> Screen:
    """Asks in which language a name or keywords will be given; `act` is what then follows."""
    rows: list[Row] = [
        (button(words, bidi.isolate(words.name_of(tag)), act, topic.id, tag),) for tag in languages
    ]
    return screen(
        words,
        words.gettext("In which language?"),
        title=topic.name(words.tag),
        rows=(*rows, back(words, Act.TOPIC, topic.id)),
    )


def ask_new(words: Words, *, problem: str | None = None) -> Screen:
    """Asks for the name of a new topic, in the editor's language."""
    language = bidi.isolate(words.name_of(words.tag))
    lines = [words.gettext("Send me the name of the new topic in {language}.").format(language=language)]
    return screen(
        words,
        *([problem, *lines] if problem else lines),
        title=words.gettext("Add a topic"),
        rows=((button(words, words.gettext("Cancel"), Act.CANCEL, Act.MANAGE),),),
    )


def ask_name(words: Words, topic: Topic, tag: str, *, problem: str | None = None) -> Screen:
    """Asks for a topic's name in one language."""
    language = bidi.isolate(words.name_of(tag))
    lines = [words.gettext("Send me the name of this topic in {language}.").format(language=language)]
    return screen(
        words,
        *([problem, *lines] if problem else lines),
        title=topic.name(words.tag),
        rows=((button(words, words.gettext("Cancel"), Act.CANCEL, Act.TOPIC, topic.id),),),
    )


def ask_keywords(words: Words, topic: Topic, tag: str, *, problem: str | None = None) -> Screen:
    """Asks for all keywords of a topic in one language."""
    language = bidi.isolate(words.name_of(tag))
    lines = [
        words.gettext(
            "Send me the keywords in {language}, one on each line or with commas between them. An article "
            "that has one of them is filed under this topic."
        ).format(language=language)
    ]
    rows: list[Row] = [(button(words, words.gettext("Cancel"), Act.CANCEL, Act.TOPIC, topic.id),)]
    if keywords := topic.keywords.get(tag):
        lines.append(words.gettext("They take the place of the present ones:"))
        lines.append("\n".join(keywords[:_SHOWN_KEYWORDS]))
        rows.insert(0, (button(words, words.gettext("Remove all"), Act.TOPIC_WORDS_NONE, topic.id, tag),))
    return screen(words, *([problem, *lines] if problem else lines), title=topic.name(words.tag), rows=rows)


def filing(words: Words, topic: Topic, feeds: Sequence[Feed], *, page: int) -> Screen:
    """Which feeds are filed under this topic as a whole."""
    shown, at, pages = paged(feeds, page)
    acts = (Act.FILE_ON, Act.FILE_OFF)
    rows: list[Row] = [
        (switch(words, feed.title or feed.url, topic.id in feed.topics, acts, feed.id, topic.id, "t", at),)
        for feed in shown
    ]
    rows += turning(words, Act.TOPIC_FEEDS, at, pages, before=(topic.id,))
    rows.append(back(words, Act.TOPIC, topic.id))
    if feeds:
        line = words.gettext("Every article of the feeds with a check mark is filed under this topic.")
    else:
        line = words.gettext("There are no feeds yet.")
    return screen(words, line, title=topic.name(words.tag), rows=rows)
