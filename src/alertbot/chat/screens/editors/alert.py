"""What editors see of an alert by hand while they write it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from alertbot.chat.access import Act
from alertbot.chat.screens.editors import checks
from alertbot.chat.screens.page import (
    Row,
    Screen,
    back,
    button,
    choice,
    languages_of,
    quoted,
    screen,
    switch,
    topic_switches,
    turning,
    utf16,
)
from alertbot.dispatch.render import LONGEST_TITLE, Entity, Message
from alertbot.languages import bidi, clean
from alertbot.languages.catalogues import Words, gettext_noop
from alertbot.model import Draft, DraftEdition, Origin, Topic, Urgency
from alertbot.prepare.outgoing import outgoing

LONGEST_TEXT = 3000  # characters; a message holds 4096
_SHOWN_TEXT = 300
_ORIGINS: Mapping[Origin, str] = {
    Origin.MACHINE: gettext_noop("machine translation, not checked"),
    Origin.MACHINE_CHECKED: gettext_noop("translated by machine, checked by a person"),
    Origin.PERSON: gettext_noop("translated by a person"),
}


def ask_text(words: Words, draft: Draft | None, *, problem: str | None = None) -> Screen:
    """Asks for title and text in one message."""
    lines = [
        words.gettext(
            "Send me the alert in one message: the title on the first line, the text below it. Write it as "
            "readers shall read it."
        )
    ]
    if draft is not None and draft.editions:
        lines.append(words.gettext("Its versions in other languages will be taken away: they would not fit."))
    return screen(
        words,
        *([problem, *lines] if problem else lines),
        title=words.gettext("Alert by hand"),
        rows=((button(words, words.gettext("Cancel"), Act.CANCEL, Act.ALERT if draft else Act.NEWSROOM),),),
    )


def main(
    words: Words,
    draft: Draft,
    topics: Sequence[Topic],
    offered: Sequence[str],
    *,
    doubts: Sequence[str] = (),
) -> Screen:
    """The alert as it is, and everything that can be done with it.

    `doubts` are complaints about the language that it is said to be in.
    """
    named = [bidi.isolate(topic.name(words.tag)) for topic in topics if topic.id in draft.topics]
    shown = {each.shown for each in outgoing(draft, offered)}
    others = [tag for tag in offered if tag != draft.language and tag in shown]
    out = [tag for tag in offered if tag not in shown]
    urgent = draft.urgency is Urgency.URGENT
    lines = [
        quoted(draft.title, draft.language),
        quoted(clean.line(draft.text, longest=_SHOWN_TEXT), draft.language),
        "",
        words.gettext("Written in: {language}").format(language=bidi.isolate(words.name_of(draft.language))),
        *(checks.said(words, each) for each in doubts),
        words.gettext("Topics: {topics}").format(
            topics=words.join(named) if named else words.gettext("none")
        ),
        words.gettext("Urgent: yes") if urgent else words.gettext("Urgent: no"),
        words.gettext("Link: {link}").format(
            link=bidi.isolate_ltr(draft.link) if draft.link else words.gettext("none")
        ),
        words.gettext("Also in: {languages}").format(
            languages=languages_of(words, others) if others else words.gettext("none")
        ),
    ]
    if out:
        lines.append(
            words.gettext(
                "Left out: {languages}. Their readers get it in their next language, or as it is written."
            ).format(languages=languages_of(words, out))
        )
    lines += [line for line in [_missing(words, draft)] if line is not None]
    urgency = (Act.ALERT_URGENT, Act.ALERT_ORDINARY)
    rows: list[Row] = [
        (button(words, words.gettext("Preview"), Act.ALERT_PREVIEW),),
        (button(words, words.gettext("TEST: send it to me alone"), Act.ALERT_TEST, draft.version),),
        (
            button(words, words.gettext("Change the text"), Act.ALERT_TEXT),
            button(words, words.gettext("Written in"), Act.ALERT_WRITTEN),
        ),
        (
            button(words, words.gettext("Topics"), Act.ALERT_TOPICS),
            button(words, words.gettext("Languages"), Act.ALERT_VERSIONS),
        ),
        (
            button(words, words.gettext("Link"), Act.ALERT_LINK),
            switch(words, words.gettext("Urgent"), urgent, urgency),
        ),
        (button(words, words.gettext("Throw away"), Act.ALERT_DROP), *back(words)),
    ]
    if is_complete(draft):
        rows.append((button(words, words.gettext("Go on to LIVE …"), Act.ALERT_LIVE),))
    return screen(words, *lines, title=words.gettext("Alert by hand"), rows=rows)


def is_complete(draft: Draft) -> bool:
    """Whether it may go LIVE: under a topic, and seen by its author as a TEST just as it is now."""
    return bool(draft.topics) and draft.tested == draft.version


def _missing(words: Words, draft: Draft) -> str | None:
    if not draft.topics:
        return words.gettext("Choose at least one topic: it goes to the readers of these.")
    if not is_complete(draft):
        return words.gettext("Send yourself a TEST of it as it is now. Then it can go LIVE.")
    return None


def written(words: Words, draft: Draft, offered: Sequence[str]) -> Screen:
    """In which language is it written?"""
    rows: list[Row] = [
        (choice(words, words.name_of(tag), tag == draft.language, Act.ALERT_WRITTEN_IN, tag),)
        for tag in offered
    ]
    return screen(
        words,
        words.gettext("In which language is the alert written?"),
        title=words.gettext("Alert by hand"),
        rows=(*rows, back(words, Act.ALERT)),
    )


def topics(words: Words, draft: Draft, offered: Sequence[Topic], *, page: int) -> Screen:
    """The topics whose readers get it."""
    acts = (Act.ALERT_WITH, Act.ALERT_WITHOUT)
    rows = topic_switches(words, offered, draft.topics, acts, Act.ALERT_TOPICS, page=page)
    return screen(
        words,
        words.gettext("The readers of the topics with a check mark get the alert, each of them once."),
        title=words.gettext("Topics of the alert"),
        rows=(*rows, back(words, Act.ALERT)),
    )


def ask_link(words: Words, draft: Draft, *, problem: str | None = None) -> Screen:
    """Asks for an address that readers may open."""
    lines = [
        words.gettext(
            "Send me the address of a page that the alert leads to. It must be on a site of a feed."
        )
    ]
    rows: list[Row] = [(button(words, words.gettext("Cancel"), Act.CANCEL, Act.ALERT),)]
    if draft.link is not None:
        rows.insert(0, (button(words, words.gettext("Without a link"), Act.ALERT_NO_LINK),))
    return screen(
        words, *([problem, *lines] if problem else lines), title=words.gettext("Link of the alert"), rows=rows
    )


def versions(
    words: Words,
    draft: Draft,
    offered: Sequence[str],
    machines: Collection[str],
    *,
    note: str | None = None,
) -> Screen:
    """The alert's languages: written, translated, left out. `machines`: what some translator makes of it."""
    others = [tag for tag in offered if tag != draft.language]
    shown = {each.shown for each in outgoing(draft, offered)}
    lines = [*([] if note is None else [note, ""])]
    lines += [
        words.gettext("{language}: {state}").format(
            language=bidi.isolate(words.name_of(tag)),
            state=_state(words, draft.editions.get(tag), converted=tag in shown),
        )
        for tag in others
    ]
    lines.append(words.gettext("Choose a language to write it yourself, or to look at what a machine wrote."))
    rows: list[Row] = [(button(words, words.name_of(tag), Act.ALERT_VERSION, tag),) for tag in others]
    if any(tag in machines and tag not in draft.editions for tag in others):
        rows.append((button(words, words.gettext("Translate by machine"), Act.ALERT_MACHINE),))
    rows.append(back(words, Act.ALERT))
    return screen(words, *lines, title=words.gettext("Languages of the alert"), rows=rows)


def _state(words: Words, edition: DraftEdition | None, *, converted: bool) -> str:
    if edition is None:
        return words.gettext("its script is converted") if converted else words.gettext("left out")
    state = words.gettext(_ORIGINS[edition.origin])
    return words.gettext("{state} (look at it!)").format(state=state) if edition.complaints else state


def version(words: Words, draft: Draft, tag: str, *, machine: bool, problem: str | None = None) -> Screen:
    """The alert in one language more, and the question for it."""
    edition = draft.editions.get(tag)
    language = bidi.isolate(words.name_of(tag))
    lines = [] if problem is None else [problem, ""]
    rows: list[Row] = []
    lines += [quoted(draft.title, draft.language), quoted(draft.text, draft.language), ""]
    if edition is not None:
        lines += [quoted(edition.title, tag), quoted(edition.text, tag), ""]
        lines.append(words.gettext("This is: {state}").format(state=words.gettext(_ORIGINS[edition.origin])))
        lines += [checks.said(words, each) for each in edition.complaints]
        if edition.origin is Origin.MACHINE:
            rows.append((button(words, words.gettext("I have checked it"), Act.ALERT_CHECKED, tag),))
        rows.append((button(words, words.gettext("Leave this language out"), Act.ALERT_LEAVE, tag),))
    elif machine:
        rows.append((button(words, words.gettext("Translate by machine"), Act.ALERT_MACHINE, tag),))
    lines.append(
        words.gettext(
            "To write it yourself, send me the alert in {language}: the title on the first line, the text "
            "below it."
        ).format(language=language)
    )
    return screen(words, *lines, title=words.name_of(tag), rows=(*rows, back(words, Act.ALERT_VERSIONS)))


def translating(words: Words) -> Screen:
    """Translators are at work."""
    return screen(words, words.gettext("The alert is being translated. It comes in a moment."))


def preview(words: Words, message: Message, language: str, *, page: int, pages: int) -> Screen:
    """One of the versions just as readers get it, under a line that says it is a preview."""
    head = words.gettext("PREVIEW {number} of {count}: {language}").format(
        number=words.number(page + 1),
        count=words.number(pages),
        language=bidi.isolate(words.name_of(language)),
    )
    rows = [*turning(words, Act.ALERT_PREVIEW, page, pages), back(words, Act.ALERT)]
    return under(words, head, message, rows)


def under(words: Words, head: str, message: Message, rows: Sequence[Row]) -> Screen:
    """A message under a line of ours that cannot be overlooked; its own buttons are left away."""
    first = bidi.line(head, words.direction)
    above = f"{first}\n\n"
    bold = Entity(type="bold", offset=0, length=utf16(first))
    moved = tuple(replace(each, offset=each.offset + utf16(above)) for each in message.entities)
    return Screen(above + message.text, (bold, *moved), tuple(rows))


def drop(words: Words, draft: Draft) -> Screen:
    """The last question before it is thrown away."""
    return screen(
        words,
        quoted(draft.title, draft.language),
        words.gettext("It will be gone for good. Nobody has received it."),
        title=words.gettext("Throw the alert away?"),
        rows=(
            back(words, Act.ALERT),
            (button(words, words.gettext("Yes, throw it away"), Act.ALERT_DROP_SURE),),
        ),
    )


def text_problem(words: Words, title: str, text: str) -> str | None:
    """What is wrong with a title or text, None where nothing is."""
    if not title:
        return words.gettext("I found no title in your message.")
    if len(title) > LONGEST_TITLE:
        return words.gettext("The title has {length} letters; at most {most} are shown.").format(
            length=words.number(len(title)), most=words.number(LONGEST_TITLE)
        )
    if len(text) > LONGEST_TEXT:
        return words.gettext("The text has {length} letters; at most {most} are possible.").format(
            length=words.number(len(text)), most=words.number(LONGEST_TEXT)
        )
    return None
