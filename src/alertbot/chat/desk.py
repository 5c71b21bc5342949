"""What every handler gets: the desk it works at, the person in front of it, and what it answers."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from alertbot.chat import feedback as feedback_rules
from alertbot.chat.allowance import Allowance
from alertbot.chat.callbacks import Press
from alertbot.chat.screens.page import Row, Screen
from alertbot.errors import NotAllowed, NotFound
from alertbot.languages import conversion, table
from alertbot.languages.catalogues import Catalogues, Words
from alertbot.model import ChatId, Freeze, Keeping, Person, Role, Subscriber
from alertbot.prepare.holds import Times
from alertbot.prepare.studio import Studio
from alertbot.storage import dialogs, freezes, people, subscribers
from alertbot.storage import words as stored
from alertbot.storage.dialogs import Dialog
from alertbot.storage.engine import Database
from alertbot.watch.probe import Probe


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What there is to work with; nothing of it is about one person."""

    database: Database
    catalogues: Catalogues
    offered: tuple[str, ...]  # languages, in the owner's order
    newsroom: str
    home: str | None = None  # the newsroom's own address
    username: str  # the bot's, for links
    probe: Callable[[str], Awaitable[Probe]]  # looks at an address; raises WebError and FeedError
    studio: Studio  # what is made on request
    spell: Callable[[str], str] = str  # how what is said is spelt at last: the operator's hamza
    times: Times = field(default_factory=Times)  # the operator's deadlines
    keeping: Keeping = field(default_factory=Keeping)  # the longest that the operator has things kept
    allowance: Allowance = field(default_factory=lambda: Allowance(secrets.token_bytes(32)))
    feedback: feedback_rules.Rules = field(
        default_factory=lambda: feedback_rules.rules(partial(bytes, secrets.token_bytes(32)))
    )  # how readers write to the editors

    @property
    def made_in(self) -> tuple[str, ...]:
        """The languages in which texts are made, and so reviewed: no script that they are converted to."""
        return conversion.made_in(self.offered)

    def words_offered(self) -> tuple[Words, ...]:
        """The words of every offered language."""
        return tuple(self.catalogues[tag] for tag in self.offered)

    def words_for(self, person: Person) -> Words:
        """The words of an editor's language."""
        return self.catalogues[person.language if person.language in table.TABLE else self.offered[0]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A person who asks for something now, with all that is known of them."""

    user: ChatId
    now: datetime
    words: Words
    speaks: bool  # whether `words` are in a language they chose, or that of their client
    subscriber: Subscriber | None
    person: Person | None
    dialog: Dialog | None  # what they are being asked
    freeze: Freeze | None = None  # while all alerts are stopped
    watches: bool = False  # whether they have no topic and receive alerts by words alone
    message: int | None = None  # the message they wrote, or under which they pressed a button
    wrote: bool = False  # whether they wrote it

    @property
    def role(self) -> Role:
        """What this person may do."""
        if self.person is not None:
            return self.person.role
        return Role.STRANGER if self.subscriber is None else Role.READER


@dataclass(frozen=True, slots=True)
class Telling:
    """What a colleague is shown, of their own language; `menu` where their command menu changes too."""

    user: ChatId
    screen: Screen
    menu: tuple[Words, Role] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the person is shown, once everything is stored."""

    screen: Screen | None = None  # in place of the menu that was pressed, else as a new message
    after: Screen | None = None  # a new message behind it
    under: tuple[Row, ...] | None = None  # new buttons under the alert that was pressed, whose links stay
    toast: str | None = None  # a short notice over the chat
    menu: tuple[Words, Role] | None = None  # the command menu of this chat, from now on
    farewell: bool = False  # the person is forgotten: take the command menu away
    away: tuple[int, ...] = ()  # messages that go at once, or later where that fails
    more: tuple[Screen, ...] = ()  # new messages behind all
    tell: tuple[Telling, ...] = ()  # colleagues
    later: "Callable[[], Awaitable[Reply]] | None" = None  # takes long: its reply takes the screen's place


Handler = Callable[[Desk, Visit, Press], Awaitable[Reply]]
Taker = Callable[[Desk, Visit, Dialog, str], Awaitable[Reply]]  # of a message that answers a question


async def welcome(desk: Desk, user: ChatId, *, client_language: str | None, now: datetime) -> Visit:
    """Look a person up. Rights are read here, at every message and press, and nowhere kept."""
    async with desk.database.reading() as c:
        subscriber = await subscribers.find(c, user)
        person = await people.find(c, user)
        dialog = None if person is None and subscriber is None else await dialogs.get(c, user, now=now)
        freeze = await freezes.current(c)
        watches = subscriber is not None and not subscriber.topics and await stored.watches(c, subscriber.id)
    words, speaks = _words(desk, subscriber, person, client_language)
    return Visit(
        user=user, now=now, words=words, speaks=speaks, subscriber=subscriber, person=person, dialog=dialog,
        freeze=freeze, watches=watches,
    )  # fmt: skip


async def again(desk: Desk, visit: Visit) -> Visit:
    """The same person after something was stored."""
    known = await welcome(desk, visit.user, client_language=None, now=visit.now)
    fresh = replace(known, message=visit.message, wrote=visit.wrote)
    if fresh.subscriber is None and fresh.person is None:
        return replace(fresh, words=visit.words, speaks=visit.speaks)
    return fresh


async def tell_others(
    desk: Desk, visit: Visit, shown: Callable[[Words, Person], Screen]
) -> tuple[Telling, ...]:
    """A screen for every other editor and owner, in their own language."""
    async with desk.database.reading() as c:
        everybody = await people.everyone(c)
    return tuple(
        Telling(each.user, shown(desk.words_for(each), each)) for each in everybody if each.user != visit.user
    )


def subscribed(visit: Visit) -> Subscriber:
    """Whoever came through the subscribers' door. Raises NotFound for anyone else."""
    if visit.subscriber is None:
        raise NotFound("not a subscriber")
    return visit.subscriber


def staff(visit: Visit) -> Person:
    """Whoever came through the editors' door. Raises NotAllowed for anyone else."""
    if visit.person is None:
        raise NotAllowed
    return visit.person


def _words(
    desk: Desk, subscriber: Subscriber | None, person: Person | None, client_language: str | None
) -> tuple[Words, bool]:
    chosen = subscriber.languages[0] if subscriber is not None else None
    if chosen is None and person is not None:
        chosen = person.language
    if chosen is not None and chosen in table.TABLE:
        return desk.catalogues[chosen], True
    client = table.recognise(client_language)
    if client is not None and client in desk.offered:
        return desk.catalogues[client], True
    return desk.catalogues[desk.offered[0]], False
