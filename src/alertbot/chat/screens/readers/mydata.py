"""All that is stored about a person, as that person is shown it."""

from collections.abc import Iterator, Sequence

from alertbot.chat.access import Act
from alertbot.chat.screens.page import Row, Screen, back, button, languages_of, private, screen
from alertbot.chat.screens.readers.feedback import mine
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import AlertId, Feedback, Person, Role, Subscriber, SubscriberState, Topic, Word

_MOST_REACHED = 100  # numbers of alerts that fit on the screen
_MOST_OF_WORDS = 1000  # characters of the reader's words that do


def mydata(
    words: Words,
    subscriber: Subscriber | None,
    person: Person | None,
    topics: Sequence[Topic],
    *,
    reached: Sequence[AlertId],
    days: int,
    fading: int = 0,
    written: Sequence[Feedback] = (),
    answers: int = 0,
    own: Sequence[Word] = (),
) -> Screen:
    """All that is stored about a person, shown to that person alone; receipts for so many days.

    `fading` is how many messages of the chat are noted to be deleted, without this one, `answers` how many
    of the editors are kept until they are opened.
    """
    lines = []
    if subscriber is not None:
        lines += [
            *_subscriber(words, subscriber, topics),
            *_own(words, own),
            *_reached(words, reached, days),
            *mine(words, written),
            *_answers(words, answers),
        ]
    if person is not None:
        lines += _person(words, person)
    known = subscriber is not None or person is not None
    if fading or known:
        noted = words.gettext("Messages in this chat that are noted until they are deleted: {number}")
        lines.append(noted.format(number=words.number(fading + known)))
    if not lines:
        lines.append(words.gettext("Nothing is stored about you."))
    rows: list[Row] = [back(words)]
    if subscriber is not None:
        rows.insert(0, (button(words, words.gettext("Words"), Act.WORDS),))
        rows.insert(1, (button(words, words.gettext("Erase everything about me"), Act.FORGET),))
    if written:
        rows.insert(0, (button(words, words.gettext("Take my messages back"), Act.FEEDBACK_TAKE_BACK),))
    shown = screen(words, *lines, title=words.gettext("What is stored about you"), rows=rows)
    return private(words, shown) if known else shown


def _subscriber(words: Words, subscriber: Subscriber, topics: Sequence[Topic]) -> list[str]:
    names = [bidi.isolate(topic.name(words.tag)) for topic in topics if topic.id in subscriber.topics]
    year, _, month = subscriber.consent_month.partition("-")
    lines = [
        words.gettext("Your Telegram number, encrypted: {number}").format(
            number=bidi.isolate_ltr(str(subscriber.chat.reveal()))
        ),
        words.gettext("Languages: {languages}").format(languages=languages_of(words, subscriber.languages)),
        *_second_script(words, subscriber),
        words.gettext("The original, if none of my languages is ready: yes")
        if subscriber.originals
        else words.gettext("The original, if none of my languages is ready: no"),
        words.gettext("Discreet alerts: yes")
        if subscriber.discreet
        else words.gettext("Discreet alerts: no"),
        words.gettext("Topics: {topics}").format(
            topics=words.join(names) if names else words.gettext("none")
        ),
        _pause(words, subscriber),
        words.gettext("Consent: version {version}, given in {month}").format(
            version=words.number(subscriber.consent_version), month=bidi.isolate_ltr(f"{month}/{year}")
        ),
    ]
    if subscriber.timezone is not None:
        zone = bidi.isolate_ltr(subscriber.timezone)
        lines.append(words.gettext("Time zone: {zone}").format(zone=zone))
    return lines


def _own(words: Words, own: Sequence[Word]) -> list[str]:
    """The reader's words; where they are too many for one message, the rest stands in the lists of words."""
    fitting = list(_fitting(own))
    watched, skipped = (
        words.join([bidi.isolate(word.text.reveal()) for word in fitting if word.skip == skip])
        or words.gettext("none")
        for skip in (False, True)
    )
    lines = [
        words.gettext("Words you watch, encrypted: {words}").format(words=watched),
        words.gettext("Words you skip, encrypted: {words}").format(words=skipped),
    ]
    left = len(own) - len(fitting)
    if left:
        lines.append(
            words.ngettext(
                "{number} more word stands in your lists of words.",
                "{number} more words stand in your lists of words.",
                left,
            ).format(number=words.number(left))
        )
    return lines


def _fitting(own: Sequence[Word]) -> Iterator[Word]:
    room = _MOST_OF_WORDS
    for word in own:
        room -= len(word.text.reveal())
        if room < 0:
            return
        yield word


def _second_script(words: Words, subscriber: Subscriber) -> list[str]:
    if subscriber.second_script is None:
        return []
    script = bidi.isolate(words.name_of(subscriber.second_script))
    return [words.gettext("In the same message also in: {script}").format(script=script)]


def _pause(words: Words, subscriber: Subscriber) -> str:
    if subscriber.state is not SubscriberState.PAUSED:
        return words.gettext("Pause: none")
    if subscriber.paused_until is None:
        return words.gettext("Pause: until you resume")
    date = bidi.isolate(words.date(subscriber.paused_until))
    return words.gettext("Pause: until {date}").format(date=date)


def _reached(words: Words, reached: Sequence[AlertId], days: int) -> list[str]:
    kept = words.ngettext(
        "Which alerts reached you is kept for {number} day.",
        "Which alerts reached you is kept for {number} days.",
        days,
    ).format(number=words.number(days))
    if not reached:
        return [kept, words.gettext("Alerts that reached you in that time: none")]
    numbers = " ".join(bidi.isolate_ltr(f"#{id}") for id in reached[-_MOST_REACHED:])
    count = words.ngettext(
        "Alerts that reached you in that time: {number} ({alerts})",
        "Alerts that reached you in that time: {number} (the latest: {alerts})",
        len(reached),
    ).format(number=words.number(len(reached)), alerts=numbers)
    return [kept, count]


def _answers(words: Words, n: int) -> list[str]:
    if not n:
        return []
    kept = words.gettext("Answers of the editors, encrypted, kept until you have opened them: {number}")
    return [kept.format(number=words.number(n))]


def _person(words: Words, person: Person) -> list[str]:
    role = words.gettext("owner") if person.role is Role.OWNER else words.gettext("editor")
    lines = [
        words.gettext("Your Telegram number as {role}, encrypted: {number}").format(
            role=role, number=bidi.isolate_ltr(str(person.user.reveal()))
        ),
        words.gettext("Your name to colleagues: {name}").format(name=bidi.isolate(person.name)),
        words.gettext("Your language in the menu: {language}").format(
            language=bidi.isolate(words.name_of(person.language))
        ),
    ]
    if person.languages:
        reviewed = languages_of(words, person.languages)
        lines.append(words.gettext("Languages you review: {languages}").format(languages=reviewed))
    lines.append(words.gettext("What you decide as {role}, in the log, for a time").format(role=role))
    lines.append(
        words.gettext("The alert that you are writing by hand, if there is one: encrypted, for a day at most")
    )
    return lines
