"""What editors see of the feeds."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from alertbot.chat.access import Act
from alertbot.chat.screens.editors import lookalikes, moving
from alertbot.chat.screens.page import (
    Row,
    Screen,
    back,
    button,
    choice,
    paged,
    screen,
    switch,
    topic_switches,
    turning,
)
from alertbot.dispatch.render import told
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Feed, FeedState, Topic, TopicId
from alertbot.watch import moved


def listing(words: Words, feeds: Sequence[Feed], *, page: int, now: datetime) -> Screen:
    """All feeds with their health at a glance."""
    shown, at, pages = paged(feeds, page)
    lines = [health(words, feed, now) for feed in shown]
    rows: list[Row] = [
        (button(words, bidi.isolate(lookalikes.title(feed)), Act.FEED, feed.id),) for feed in shown
    ]
    rows += turning(words, Act.FEEDS, at, pages)
    rows.append((button(words, words.gettext("Add a feed"), Act.FEED_ADD),))
    rows.append(back(words, Act.NEWSROOM))
    if not feeds:
        lines = [words.gettext("There are no feeds yet. Add one, and its new articles become alerts.")]
    return screen(words, *lines, title=words.gettext("Feeds"), rows=rows)


def health(words: Words, feed: Feed, now: datetime) -> str:
    """One sentence about how a feed is."""
    title = bidi.isolate(lookalikes.title(feed))
    if feed.state is FeedState.PAUSED:
        return words.gettext("{feed} is paused.").format(feed=title)
    if feed.state is FeedState.GONE:
        return words.gettext("{feed} is gone: its site says so.").format(feed=title)
    if (host := moved.away(feed)) is not None and host != feed.moved_refused:
        return words.gettext("{feed} leads to another site now and waits for a decision.").format(feed=title)
    if feed.failures:
        return words.ngettext(
            "{feed} does not work: it failed {number} time.",
            "{feed} does not work: it failed {number} times in a row.",
            feed.failures,
        ).format(feed=title, number=words.number(feed.failures))
    if feed.ok_at is None:
        return words.gettext("{feed} has not been asked yet.").format(feed=title)
    return words.gettext("{feed} works. Last asked: {ago}.").format(
        feed=title, ago=bidi.isolate(words.ago(now - feed.ok_at))
    )


def one(
    words: Words,
    feed: Feed,
    topics: Sequence[Topic],
    *,
    now: datetime,
    note: str | None = None,
    alike: Mapping[str, str] = MappingProxyType({}),
) -> Screen:
    """One feed, and what can be done with it; `note` is a sentence about what just happened.

    `alike` is as in `moving.notice`.
    """
    lines = [health(words, feed, now), bidi.isolate_ltr(feed.url)]
    if note is not None:
        lines.insert(0, note)
    lines.append(_language(words, feed.language))
    lines.append(_topics(words, topics, feed.topics))
    if feed.failures and feed.last_error:
        lines.append(words.gettext("The problem: {reason}").format(reason=bidi.isolate(feed.last_error)))
    lines += moving.lines(words, feed, alike)
    if feed.moved_to and moved.away(feed) is None:
        lines.append(
            words.gettext("The site says it has moved to: {address}").format(
                address=bidi.isolate_ltr(feed.moved_to)
            )
        )
    if feed.state is FeedState.ACTIVE:
        turn = button(words, words.gettext("Pause"), Act.FEED_PAUSE, feed.id)
    else:
        turn = button(words, words.gettext("Resume"), Act.FEED_RESUME, feed.id)
    return screen(
        words,
        *lines,
        title=lookalikes.title(feed),
        rows=(
            *moving.buttons(words, feed),
            (button(words, words.gettext("Ask now"), Act.FEED_NOW, feed.id), turn),
            (button(words, words.gettext("Sites of its links"), Act.FEED_HOSTS, feed.id),),
            (
                button(words, words.gettext("Topics"), Act.FEED_TOPICS, feed.id),
                button(words, words.gettext("Remove"), Act.FEED_REMOVE, feed.id),
            ),
            back(words, Act.FEEDS),
        ),
    )


def filing(words: Words, feed: Feed, topics: Sequence[Topic], *, page: int) -> Screen:
    """Which topics everything of this feed is filed under."""
    acts = (Act.FILE_ON, Act.FILE_OFF)
    of, behind = (feed.id,), ("f",)
    rows = topic_switches(
        words, topics, feed.topics, acts, Act.FEED_TOPICS, page=page, before=of, behind=behind
    )
    rows.append(back(words, Act.FEED, feed.id))
    return screen(
        words,
        words.gettext("Every article of this feed is filed under the topics with a check mark."),
        title=lookalikes.title(feed),
        rows=rows,
    )


def remove(words: Words, feed: Feed) -> Screen:
    """The last question before a feed goes."""
    return screen(
        words,
        words.gettext(
            "Remove this feed? Its articles are forgotten too. Alerts that were sent stay with the readers."
        ),
        title=lookalikes.title(feed),
        rows=(
            (button(words, words.gettext("Yes, remove it"), Act.FEED_REMOVE_SURE, feed.id),),
            back(words, Act.FEED, feed.id),
        ),
    )


def ask_address(words: Words, *, problem: str | None = None) -> Screen:
    """Asks for the address of a feed or page; `problem` says what was wrong with the last one."""
    lines = [words.gettext("Send me the address of a feed, or of a web page that has one.")]
    return screen(
        words,
        *([problem, *lines] if problem else lines),
        title=words.gettext("Add a feed"),
        rows=((button(words, words.gettext("Cancel"), Act.CANCEL, Act.FEEDS),),),
    )


def found(
    words: Words,
    *,
    title: str,
    url: str,
    entries: int,
    titles: Sequence[str],
    language: str | None,
    languages: Sequence[str],
    topics: Sequence[Topic],
    chosen: Collection[TopicId],
    alike: Mapping[str, str] = MappingProxyType({}),
) -> Screen:
    """The feed that was found, its language and topics still to be settled.

    `alike` are hosts of it that could be taken for known ones, with those.
    """
    lines = [
        *lookalikes.lines(words, alike),
        *([bidi.isolate_ltr(url)] if title else []),
        words.ngettext("It has {number} entry.", "It has {number} entries.", entries).format(
            number=words.number(entries)
        )
        if entries
        else words.gettext("It has no entries yet. If that surprises you, check the address."),
        *(
            words.gettext("For example: {title}").format(title=bidi.isolate(told(each, language or "")))
            for each in titles
        ),
        _language(words, language)
        if language
        else words.gettext("It does not say its language. Choose the language it is written in."),
        words.gettext(
            "Everything in it is filed under the topics you choose here; other topics are found by keywords."
        ),
    ]
    rows: list[Row] = [
        (choice(words, words.name_of(tag), tag == language, Act.FEED_LANGUAGE, tag),) for tag in languages
    ]
    acts = (Act.FEED_WITH, Act.FEED_WITHOUT)
    rows += [(switch(words, topic.name(words.tag), topic.id in chosen, acts, topic.id),) for topic in topics]
    if language:
        rows.append((button(words, words.gettext("Add this feed"), Act.FEED_SAVE),))
    rows.append((button(words, words.gettext("Cancel"), Act.CANCEL, Act.FEEDS),))
    return screen(
        words, *lines, title=told(title or url, language or "", longest=lookalikes.LONGEST_TITLE), rows=rows
    )


def _language(words: Words, tag: str) -> str:
    return words.gettext("Language: {language}").format(language=bidi.isolate(words.name_of(tag)))


def _topics(words: Words, topics: Sequence[Topic], chosen: Collection[TopicId]) -> str:
    names = [bidi.isolate(topic.name(words.tag)) for topic in topics if topic.id in chosen]
    return words.gettext("Topics: {topics}").format(
        topics=words.join(names) if names else words.gettext("none")
    )
