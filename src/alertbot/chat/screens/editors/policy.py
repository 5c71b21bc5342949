"""What owners decide: what is reviewed in each language, and how long readers wait for it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from alertbot.chat.access import Act
from alertbot.chat.screens.page import (
    Row,
    Screen,
    back,
    button,
    choice,
    paged,
    paired,
    screen,
    switch,
    topic_switches,
    turning,
)
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words, gettext_noop
from alertbot.model import ReviewMode, ReviewPolicy, Topic, TopicId, Urgency
from alertbot.prepare import review
from alertbot.prepare.holds import Times

# The modes by the letter that stands in the button; none is the default.
MODES: Mapping[str, ReviewMode | None] = {
    "d": None,
    "a": ReviewMode.AUTOMATIC,
    "c": ReviewMode.WHEN_CLEAN,
    "r": ReviewMode.ALWAYS,
}
NAMES: Mapping[ReviewMode, str] = {
    ReviewMode.AUTOMATIC: gettext_noop("automatic"),
    ReviewMode.WHEN_CLEAN: gettext_noop("automatic when the checks find nothing"),
    ReviewMode.ALWAYS: gettext_noop("always looked over"),
}
_BRIEF = {**NAMES, ReviewMode.WHEN_CLEAN: gettext_noop("automatic if clean")}  # as they fit on a button
WAITS: Mapping[Urgency, Sequence[int]] = {  # minutes
    Urgency.ORDINARY: (5, 15, 30, 60, 120),
    Urgency.URGENT: (2, 5, 10, 15),
}


def home(
    words: Words,
    policy: ReviewPolicy,
    languages: Sequence[str],
    *,
    attended: Mapping[str, bool],
    times: Times,
) -> Screen:
    """What is decided about each language, and where to change it."""
    lines = [
        words.gettext("Machine translations go out by themselves or are looked over by editors first."),
        *(_language(words, policy, tag, attended=attended[tag]) for tag in languages),
        _wait(words, policy, Urgency.ORDINARY, times),
        _wait(words, policy, Urgency.URGENT, times),
    ]
    rows: list[Row] = [
        (button(words, bidi.isolate(words.name_of(tag)), Act.POLICY_LANGUAGE, tag, 0),) for tag in languages
    ]
    rows.append((button(words, words.gettext("How long readers wait"), Act.POLICY_WAITS),))
    rows.append((button(words, words.gettext("Texts that name people"), Act.POLICY_NAMED, 0),))
    rows.append((button(words, words.gettext("Two-person rules"), Act.RULES),))
    rows.append((button(words, words.gettext("How long things are kept"), Act.POLICY_KEEP),))
    rows.append((button(words, words.gettext("Pages under alerts"), Act.POLICY_PREVIEWS),))
    rows.append((button(words, words.gettext("Languages that I review"), Act.POLICY_OWN),))
    rows.append(back(words, Act.NEWSROOM))
    return screen(words, *lines, title=words.gettext("Policy"), rows=rows)


def _language(words: Words, policy: ReviewPolicy, tag: str, *, attended: bool) -> str:
    mode = review.mode(policy, tag, (), attended=attended)
    line = words.gettext("{language}: {mode}").format(
        language=bidi.isolate(words.name_of(tag)), mode=words.gettext(NAMES[mode])
    )
    if attended:
        return line
    return words.gettext("{language} (nobody reviews it now)").format(language=line)


def _wait(words: Words, policy: ReviewPolicy, urgency: Urgency, times: Times) -> str:
    time = review.patience(policy, urgency, ordinary=times.ordinary, urgent=times.urgent)
    minutes = max(1, round(time / timedelta(minutes=1)))
    if urgency is Urgency.URGENT:
        text = words.ngettext(
            "Readers wait {number} minute for an urgent alert in their first language.",
            "Readers wait {number} minutes for an urgent alert in their first language.",
            minutes,
        )
    else:
        text = words.ngettext(
            "Readers wait {number} minute for an alert in their first language.",
            "Readers wait {number} minutes for an alert in their first language.",
            minutes,
        )
    return text.format(number=words.number(minutes))


def language(words: Words, policy: ReviewPolicy, tag: str, topic: Topic | None, *, attended: bool) -> Screen:
    """When machine translations into a language wait, perhaps under one topic only."""
    chosen = policy.modes.get(tag) if topic is None else policy.topic_modes.get((tag, topic.id))
    id = 0 if topic is None else topic.id
    rows: list[Row] = [
        (choice(words, _brief(words, mode, topic), mode is chosen, Act.POLICY_MODE, tag, id, letter),)
        for letter, mode in MODES.items()
    ]
    name = words.name_of(tag)
    if topic is None:
        rows.append((button(words, words.gettext("Topics"), Act.POLICY_TOPICS, tag, 0),))
        rows.append(back(words, Act.POLICY))
    else:
        name = f"{bidi.isolate(name)} · {bidi.isolate(topic.name(words.tag))}"
        rows.append(back(words, Act.POLICY_TOPICS, tag, 0))
    lines = (
        words.gettext("When do machine translations into this language wait for an editor?"),
        words.gettext("{choice} means now: {mode}.").format(
            choice=bidi.isolate(_brief(words, None, topic)),
            mode=words.gettext(NAMES[_unchosen(policy, tag, topic, attended=attended)]),
        ),
        words.gettext("{choice} means: a text waits only if a check finds something.").format(
            choice=bidi.isolate(_brief(words, ReviewMode.WHEN_CLEAN, topic))
        ),
        words.gettext("What a check finds serious waits in any case, and never goes out without an editor."),
    )
    return screen(words, *lines, title=name, rows=rows)


def _brief(words: Words, mode: ReviewMode | None, topic: Topic | None) -> str:
    if mode is not None:
        return words.gettext(_BRIEF[mode])
    return words.gettext("as usual") if topic is None else words.gettext("as in other topics")


def _unchosen(policy: ReviewPolicy, tag: str, topic: Topic | None, *, attended: bool) -> ReviewMode:
    """What holds where nothing is chosen here."""
    if topic is None:
        return review.default(tag, attended=attended)
    return review.mode(policy, tag, (), attended=attended)


def topics(words: Words, policy: ReviewPolicy, tag: str, known: Sequence[Topic], *, page: int) -> Screen:
    """The topics that may have a mode of their own in a language."""
    shown, at, pages = paged(known, page)
    modes = [(topic, policy.topic_modes.get((tag, topic.id))) for topic in shown]
    rows: list[Row] = [
        (choice(words, topic.name(words.tag), mode is not None, Act.POLICY_LANGUAGE, tag, topic.id),)
        for topic, mode in modes
    ]
    rows += turning(words, Act.POLICY_TOPICS, at, pages, before=(tag,))
    rows.append(back(words, Act.POLICY_LANGUAGE, tag, 0))
    lines = [
        words.gettext("A topic can have a rule of its own. Of several the strictest counts."),
        *(_topic(words, topic, mode) for topic, mode in modes if mode is not None),
    ]
    return screen(words, *lines, title=words.name_of(tag), rows=rows)


def _topic(words: Words, topic: Topic, mode: ReviewMode) -> str:
    name = bidi.isolate(topic.name(words.tag))
    return words.gettext("{topic}: {mode}").format(topic=name, mode=words.gettext(NAMES[mode]))


def waits(words: Words, policy: ReviewPolicy, times: Times) -> Screen:
    """How long readers wait for their first language before their next one serves."""
    lines = (
        words.gettext(
            "So long an alert waits for a reader's first language, and a translation for an editor. After "
            "that, what nobody has looked at goes out labelled as not checked, or the next language is sent."
        ),
        _wait(words, policy, Urgency.ORDINARY, times),
        _wait(words, policy, Urgency.URGENT, times),
    )
    rows: list[Row] = [
        (button(words, _alerts(words, urgency), Act.POLICY_WAITS, urgency.name.lower()),) for urgency in WAITS
    ]
    title = words.gettext("How long readers wait")
    return screen(words, *lines, title=title, rows=(*rows, back(words, Act.POLICY)))


def wait(words: Words, policy: ReviewPolicy, urgency: Urgency, times: Times) -> Screen:
    """How long readers wait for an alert that is this urgent, and the times to choose from."""
    now = review.patience(policy, urgency, ordinary=times.ordinary, urgent=times.urgent)
    rows = paired(
        choice(words, _minutes(words, n), timedelta(minutes=n) == now, Act.POLICY_WAIT, int(urgency), n)
        for n in WAITS[urgency]
    )
    return screen(
        words,
        _wait(words, policy, urgency, times),
        title=_alerts(words, urgency),
        rows=(*rows, back(words, Act.POLICY_WAITS)),
    )


def urgency_of(name: str) -> Urgency | None:
    """The urgency that a button names."""
    return next((urgency for urgency in WAITS if urgency.name.lower() == name), None)


def _alerts(words: Words, urgency: Urgency) -> str:
    if urgency is Urgency.URGENT:
        return words.gettext("Urgent alerts")
    return words.gettext("Ordinary alerts")


def _minutes(words: Words, n: int) -> str:
    return words.ngettext("{number} minute", "{number} minutes", n).format(number=words.number(n))


def named(words: Words, policy: ReviewPolicy, known: Sequence[Topic], *, page: int) -> Screen:
    """Under which topics a translation that names people waits for an editor."""
    acts = (Act.NAMED_ON, Act.NAMED_OFF)
    rows = topic_switches(words, known, policy.named, acts, Act.POLICY_NAMED, page=page)
    rows.append(back(words, Act.POLICY))
    lines = (
        words.gettext(
            "Choose the topics about detention or death. A machine translation under them that seems to name "
            "a person never goes out without an editor."
        ),
        words.gettext(
            "Two words with capitals side by side count as a name. Between scripts without capitals, every "
            "text counts."
        ),
    )
    return screen(words, *lines, title=words.gettext("Texts that name people"), rows=rows)


def own(words: Words, chosen: Sequence[str], languages: Sequence[str]) -> Screen:
    """Which languages the owner reviews."""
    acts = (Act.OWN_ON, Act.OWN_OFF)
    rows: list[Row] = [(switch(words, words.name_of(tag), tag in chosen, acts, tag),) for tag in languages]
    rows.append(back(words, Act.POLICY))
    lines = (
        words.gettext("You may decide in every language. You are told when something waits in these."),
        words.gettext("Readers of a language that somebody reviews wait for it, as the policy says."),
    )
    return screen(words, *lines, title=words.gettext("Languages that I review"), rows=rows)


def topic_of(known: Sequence[Topic], id: int) -> Topic | None:
    """The topic with this number; None for 0, which stands for all of them."""
    return next((topic for topic in known if topic.id == TopicId(id)), None)
