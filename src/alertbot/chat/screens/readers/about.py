"""What the bot says about itself and about the reader: help, privacy, stored data, stopping, forgetting."""

from collections.abc import Iterator, Sequence

from alertbot.chat import links
from alertbot.chat.access import Act
from alertbot.chat.screens.page import Row, Screen, back, button, home_page, languages_of, private, screen
from alertbot.chat.screens.readers.feedback import mine
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import AlertId, Feedback, Person, Role, Subscriber, SubscriberState, Topic, Word

_MOST_REACHED = 100  # numbers of alerts that fit on the screen
_MOST_OF_WORDS = 1000  # characters of the reader's words that do


def commands(words: Words, role: Role) -> list[tuple[str, str]]:
    """The commands and what each does, for the help and for Telegram's own menu."""
    known = [
        ("latest", words.gettext("the latest alerts")),
        ("topics", words.gettext("choose topics")),
        ("words", words.gettext("watch words, or skip them")),
        ("language", words.gettext("choose languages")),
        ("pause", words.gettext("receive nothing for a while")),
        ("resume", words.gettext("receive alerts again")),
        ("feedback", words.gettext("write to the editors")),
        ("mydata", words.gettext("see what is stored about you")),
        ("privacy", words.gettext("how we protect you")),
        ("forget", words.gettext("erase everything about you")),
        ("stop", words.gettext("stop receiving alerts")),
        ("help", words.gettext("what this bot can do")),
        ("start", words.gettext("the menu")),
    ]
    if role >= Role.EDITOR:
        known.append(("review", words.gettext("look over translations (for editors)")))
        known.append(("feeds", words.gettext("the feeds (for editors)")))
        known.append(("names", words.gettext("names and terms (for editors)")))
        known.append(("stats", words.gettext("numbers (for editors)")))
        known.append(("alert", words.gettext("write an alert by hand (for editors)")))
        known.append(("try", words.gettext("what would become of an article (for editors)")))
        known.append(("freeze", words.gettext("stop all alerts at once (for editors)")))
        known.append(("people", words.gettext("editors and owners (for editors)")))
        known.append(("log", words.gettext("who did what (for editors)")))
    if role >= Role.OWNER:
        known.append(("policy", words.gettext("what is reviewed, and how long it may take (for owners)")))
    return known


def help_(words: Words, newsroom: str, role: Role, *, home: str | None = None) -> Screen:
    """Every command; all of them have buttons too."""
    # A command first on its line: Telegram makes it a link there, also in right-to-left text.
    lines = [
        words.gettext("{command} – {what}").format(command=bidi.isolate_ltr(f"/{name}"), what=what)
        for name, what in commands(words, role)
    ]
    return screen(
        words,
        words.gettext(
            "This bot sends you alerts from {newsroom} in your language, on the topics you choose."
        ).format(newsroom=bidi.isolate(newsroom)),
        *home_page(home),
        words.gettext("You can do everything with buttons. You can also send these commands:"),
        "",
        *lines,
        title=words.gettext("Help"),
        rows=(back(words),),
    )


def privacy(words: Words, *, days: int, consenting: Sequence[int] | None = None) -> Screen:
    """The promises to readers in short, and what we cannot promise.

    `days` is how long receipts are kept at the most; `consenting` holds the linked topics of someone who
    has not agreed yet: Back leads them to the question.
    """
    promises = (
        words.ngettext(
            "We store only your encrypted Telegram number, your languages, topics and pause, whether alerts "
            "are discreet, your words (encrypted), the version and month of your consent, for {number} day "
            "which alerts reached you, what you write to the editors until it is answered, and their answer "
            "until you have it. Messages that are to be deleted are noted until they are.",
            "We store only your encrypted Telegram number, your languages, topics and pause, whether alerts "
            "are discreet, your words (encrypted), the version and month of your consent, for {number} days "
            "which alerts reached you, what you write to the editors until it is answered, and their answer "
            "until you have it. Messages that are to be deleted are noted until they are.",
            days,
        ).format(number=words.number(days)),
        words.gettext(
            "A stolen copy of our database does not show who you are, or which words you watch, without its "
            "key."
        ),
        words.gettext("{command} erases you at once. Blocking the bot erases you too.").format(
            command=bidi.isolate_ltr("/forget")
        ),
        words.gettext("Our logs never contain your number, your name or your messages."),
        words.gettext("Nobody can make the bot list its subscribers, not even our editors."),
        words.gettext(
            "We never ask for a phone number, a code, a login or an installation, and send no files."
        ),
        words.gettext("Links lead only to the sources' own sites, and you see where before you open them."),
        words.gettext(
            "What a machine wrote is labelled, and it can add no link, no name of an account and no number."
        ),
        words.gettext("After a failure you may get an alert twice, but you never miss one."),
        words.gettext("Nothing about you goes to a translation or AI service."),
    )
    lines = [
        words.gettext("{number}. {promise}").format(number=words.number(n), promise=promise)
        for n, promise in enumerate(promises, 1)
    ]
    way = back(words) if consenting is None else back(words, Act.CONSENT, words.tag, links.join(consenting))
    return screen(
        words,
        *lines,
        "",
        words.gettext(
            "What we cannot promise: Telegram knows that you use this bot. If someone steals the bot's token "
            "or seizes its running server, they could learn who you are."
        ),
        title=words.gettext("How we protect you"),
        rows=(way,),
    )


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


def stop(words: Words) -> Screen:
    """Two ways to stop."""
    return screen(
        words,
        words.gettext("You can pause your alerts, or have everything about you erased."),
        title=words.gettext("Stop"),
        rows=(
            (button(words, words.gettext("Pause"), Act.PAUSE),),
            (button(words, words.gettext("Erase everything about me"), Act.FORGET),),
            back(words),
        ),
    )


def forget(words: Words, role: Role, *, days: int) -> Screen:
    """The last question before everything goes; receipts are kept for `days`."""
    lines = [
        words.gettext(
            "Everything stored about you as a reader will be erased at once. This cannot be undone."
        ),
        words.ngettext(
            "Then I clean this chat: I delete the messages of the last two days, as far as Telegram allows, "
            "and empty older alerts of the last {number} day.",
            "Then I clean this chat: I delete the messages of the last two days, as far as Telegram allows, "
            "and empty older alerts of the last {number} days.",
            days,
        ).format(number=words.number(days)),
        words.gettext("Other messages stay on your phone until you delete the chat."),
    ]
    if role >= Role.EDITOR:
        lines.append(words.gettext("You stay an editor; only an owner can end that."))
    return screen(
        words,
        *lines,
        title=words.gettext("Erase everything about you?"),
        rows=((button(words, words.gettext("Yes, erase everything"), Act.FORGET_SURE),), back(words)),
    )


def forgotten(words: Words) -> Screen:
    """It is done."""
    return screen(
        words,
        words.gettext("Everything about you has been erased. You will receive no more alerts."),
        words.gettext("I am cleaning this chat now. It takes a few minutes. Then I keep nothing more of it."),
        words.gettext(
            "To delete the rest, open the menu of this chat in Telegram and choose to delete the chat. "
            "If Telegram asks whether to delete it for both sides, say yes."
        ),
        rows=((button(words, words.gettext("Start again"), Act.GREET, ""),),),
    )


def not_subscribed(words: Words) -> Screen:
    """A way in for someone who asks for what only subscribers have."""
    return screen(
        words,
        words.gettext("You do not receive alerts yet, and nothing is stored about you as a reader."),
        rows=((button(words, words.gettext("Start"), Act.GREET, ""),),),
    )


def said(words: Words, sentence: str, *, stranger: bool) -> Screen:
    """One sentence, and the way on."""
    if stranger:
        way = button(words, words.gettext("Start"), Act.GREET, "")
    else:
        way = button(words, words.gettext("Menu"), Act.HOME)
    return screen(words, sentence, rows=((way,),))
