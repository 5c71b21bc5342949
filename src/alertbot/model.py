"""The values that pass between the stages, frozen, in the order of the pipeline.

    feed ─▶ entry ─▶ article ─▶ edition ─▶ alert ─▶ run ─▶ receipt

Instants are aware datetimes in UTC, durations are timedeltas, languages are BCP 47 tags of the table
in `languages.table` (for example "ug", "kk-Arab", "zh-Hans").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any, Generic, NewType, TypeVar

T = TypeVar("T")

FeedId = NewType("FeedId", int)
EntryId = NewType("EntryId", int)
ArticleId = NewType("ArticleId", int)
TopicId = NewType("TopicId", int)
EditionId = NewType("EditionId", int)
AlertId = NewType("AlertId", int)
RunId = NewType("RunId", int)
SubscriberId = NewType("SubscriberId", int)
PersonId = NewType("PersonId", int)
WorkId = NewType("WorkId", int)
WordId = NewType("WordId", int)
TermId = NewType("TermId", int)
SuggestionId = NewType("SuggestionId", int)
InvitationId = NewType("InvitationId", int)
RequestId = NewType("RequestId", int)
FeedbackId = NewType("FeedbackId", int)


class Sensitive(Generic[T]):
    """A value that must never be printed: its repr and str are a placeholder.

    `reveal()` gives the value; calling it is a decision that can be searched for.
    """

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        self._value = value

    def reveal(self) -> T:
        """The value itself."""
        return self._value

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other._value == self._value

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._value))


class ChatId(Sensitive[int]):
    """Telegram's number of a chat or person (up to 52 bits, negative for groups)."""

    __slots__ = ()


class Direction(StrEnum):
    """Which way a script runs."""

    LTR = "ltr"
    RTL = "rtl"


# ── watch ────────────────────────────────────────────────────────────────────────────────────────


class FeedState(StrEnum):
    """Whether a feed is asked."""

    ACTIVE = "active"
    PAUSED = "paused"  # by an editor
    GONE = "gone"  # the server said 410; an editor decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What the server gave to ask "has it changed?" with, byte for byte (RFC 9110 §8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as the newsroom keeps it."""

    id: FeedId
    url: str
    title: str
    language: str  # the language its entries are written in, as the editor said or the feed declares
    state: FeedState
    hosts: frozenset[str]  # hosts that links of this feed may lead to
    topics: tuple[TopicId, ...]  # topics that every entry of this feed is filed under
    announce_first: bool  # whether the first poll announces what it finds (the playground's feeds)
    validators: Validators
    body_hash: bytes | None  # of the last body read
    polled_at: datetime | None  # the last poll that ended, whatever its outcome
    ok_at: datetime | None  # the last poll that succeeded
    next_poll_at: datetime
    failures: int  # in a row
    last_error: str | None  # a short English phrase of the log, not for readers
    moved_to: str | None  # where redirects lead, until adopted: to another site, or for good
    moved_seen: int  # how many polls in a row saw that; 0 where the redirect is a passing one
    moved_told: str | None = None  # the other site's host that editors were told of
    moved_refused: str | None = None  # the other site's host that an editor said to stay away from


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedEntry:
    """One item of a feed document as it was read: text may hold HTML, nothing is trusted."""

    guid: str | None
    link: str | None  # absolute
    title: str  # plain text, cleaned
    summary: str  # HTML or text
    content: str  # HTML or text; "" where the feed has none
    published_at: datetime | None  # as declared and plausible; None where absent or absurd
    language: str | None
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed document as it was read, newest or oldest first as the document has it."""

    title: str
    link: str | None
    language: str | None
    ttl: timedelta | None
    entries: tuple[ParsedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEntry:
    """A parsed entry with what it is recognised by (16 bytes each, see watch.identify)."""

    entry: ParsedEntry
    key: bytes
    link_key: bytes | None  # None where other entries of the document share the link
    title_key: bytes | None
    content_hash: bytes  # of its very words: the same again is left out before it is parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntry:
    """What is kept of a stored entry to recognise it by."""

    id: EntryId
    key: bytes
    link_key: bytes | None
    title_key: bytes | None
    content_hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item of a feed, recognised again at the next poll by `key`."""

    id: EntryId
    feed: FeedId
    key: bytes  # 16 bytes, see watch.identify
    link: str | None
    title: str
    summary: str
    content: str
    language: str | None
    categories: tuple[str, ...]
    published_at: datetime
    first_seen_at: datetime


# ── prepare ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What can be read of an entry: its page where that could be had, else the feed's own content."""

    url: str | None  # canonical, trackers removed
    title: str
    text: str  # visible text, paragraphs separated by newlines
    language: str  # a tag of the table, or the page's own tag where the table has none
    published_at: datetime
    image_url: str | None
    alternates: Mapping[str, str]  # the same story in other languages: tag → URL (rel=alternate hreflang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What readers choose; named in each language."""

    id: TopicId
    slug: str
    emoji: str  # "" unless the owner gave one
    position: int
    names: Mapping[str, str]  # language tag → name
    keywords: Mapping[str, Sequence[str]]  # language tag → words
    active: bool = True
    converted: Mapping[str, str] = field(
        default_factory=dict
    )  # its names in the other scripts, made of these

    def name(self, language: str) -> str:
        """The topic's name in `language`, else in its base language, else English, else any."""
        for tag in (language, language.partition("-")[0], "en"):
            found = self.names.get(tag) or self.converted.get(tag)
            if found:
                return found
        return next(iter(self.names.values()), self.slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """Why an article is under a topic."""

    topic: TopicId
    reason: str  # "feed", "category", "keyword", "model" or "editor"
    words: tuple[str, ...] = ()  # the categories and the words of the text that matched


class TermKind(StrEnum):
    """What a term of the glossary is the name of."""

    PLACE = "place"
    PERSON = "person"
    BODY = "body"  # a state, ministry, party, company, organisation
    PEOPLE = "people"  # a people, a language, a religion
    TERM = "term"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A name or term with its approved rendering in each language."""

    id: TermId
    kind: TermKind
    note: str  # for editors: which choice a rendering is, and what else is said
    renderings: Mapping[str, str]  # language tag → the approved one
    others: Mapping[str, Sequence[str]]  # language tag → what means the same in texts
    slug: str | None = None  # of the starting set; None for what editors added
    unchecked: frozenset[str] = frozenset()  # languages whose rendering no editor has set

    def name(self, language: str) -> str:
        """The term in `language`, else in its base language, else English, else any, else its number."""
        for tag in (language, language.partition("-")[0], "en"):
            if tag in self.renderings:
                return self.renderings[tag]
        return next(iter(self.renderings.values()), f"#{self.id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A rendering that an editor's correction speaks for."""

    id: SuggestionId
    term: TermId | None  # None where the glossary does not know what was corrected
    language: str
    instead: str  # what was corrected
    better: str  # what it was corrected to
    count: int  # how often


class ArticleState(StrEnum):
    """How far an article has come."""

    PREPARED = "prepared"  # its original edition is made; alerts may open
    UNFILED = "unfiled"  # no topic fits: waits for an editor
    SILENT = "silent"  # stored without announcing (a first poll)


class Origin(StrEnum):
    """How a text came to be; the reader is always told (the label of an alert)."""

    ORIGINAL = "original"
    SUMMARISED = "summarised"  # the newsroom's language, made short by a model
    MACHINE = "machine"  # machine translation, not checked
    MACHINE_CHECKED = "machine_checked"  # machine translation, checked by a person
    PERSON = "person"  # translated by a person
    EDITORS = "editors"  # written by the editors
    CONVERTED = "converted"  # script converted automatically


class EditionState(StrEnum):
    """Whether an edition may go to readers."""

    AWAITED = "awaited"  # expected: the newsroom announced it, or a translator is at work
    HELD = "held"  # waits for a person
    READY = "ready"
    FAILED = "failed"  # no provider could; the reader's next language serves
    REJECTED = "rejected"  # a person said no


class ReviewMode(StrEnum):
    """When a machine's text waits for an editor; a hard finding makes it wait in every mode."""

    AUTOMATIC = "automatic"  # never
    WHEN_CLEAN = "when_clean"  # where a guard complains
    ALWAYS = "always"


class HoldReason(StrEnum):
    """Why an edition waits for an editor."""

    POLICY = "policy"  # everything a machine makes in this language is reviewed
    FINDINGS = "findings"  # a guard asks to look twice
    HARD = "hard"  # a guard found what no faithful text has
    NAMED = "named"  # it names people under a topic where the owner wants eyes on that
    NO_DRAFT = "no_draft"  # no machine made it: an editor can
    EDITED = "edited"  # an editor changed it and has not approved it yet


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPolicy:
    """What owners decided about reviewing; what they did not decide is as `prepare.review` has it."""

    modes: Mapping[str, ReviewMode] = field(default_factory=dict)  # language → mode
    topic_modes: Mapping[tuple[str, TopicId], ReviewMode] = field(default_factory=dict)
    named: frozenset[TopicId] = frozenset()  # under these, editions that name people wait for an editor
    deadline: timedelta | None = None  # how long readers wait for their first language
    urgent_deadline: timedelta | None = None


class Retained(StrEnum):
    """What is kept for a while that an owner may shorten; the values are kept, so they never change."""

    RECEIPTS = "receipts"  # which alert reached whom
    LOG = "log"  # who decided what
    TEXTS = "texts"  # of reviews: those that were replaced or refused, and what the checks found


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How long things are kept, each at least a day."""

    receipts: timedelta = timedelta(days=14)
    log: timedelta = timedelta(days=180)
    texts: timedelta = timedelta(days=90)
    answers: timedelta = timedelta(days=30)  # of paid providers, whole articles among them

    def time(self, what: Retained) -> timedelta:
        """How long `what` is kept."""
        times = {Retained.RECEIPTS: self.receipts, Retained.LOG: self.log, Retained.TEXTS: self.texts}
        return times[what]

    def within(self, longest: "Keeping") -> "Keeping":
        """The same, nothing kept longer than `longest` says."""
        return Keeping(
            receipts=min(self.receipts, longest.receipts),
            log=min(self.log, longest.log),
            texts=min(self.texts, longest.texts),
            answers=min(self.answers, longest.answers),
        )


@dataclass(frozen=True, slots=True)
class KeptFinding:
    """What a guard found in a revision, kept for editors; `guard` is the guard's short name."""

    guard: str
    words: tuple[str, ...] = ()
    hard: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An article in one language, at one revision."""

    id: EditionId
    article: ArticleId
    language: str
    state: EditionState
    revision: int  # 1 for the first text; corrections count up
    title: str
    summary: str  # one or two sentences
    origin: Origin
    source_language: str | None  # what it was translated from; None for originals
    url: str | None  # where this language's own page is
    source: str | None = None  # the newsroom's name in this language, where a feed of its own has told it


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A story: one or more entries with the same content, and its editions."""

    id: ArticleId
    state: ArticleState
    url: str | None  # of the original
    source: str  # the newsroom's name as readers see it (the feed's title)
    language: str  # of the original
    text: str
    published_at: datetime
    created_at: datetime
    hosts: frozenset[str]  # hosts its links may lead to
    topics: tuple[TopicId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What was asked of a provider, in the units that providers charge by."""

    characters: int = 0  # of the texts sent, code points
    input_tokens: int = 0
    output_tokens: int = 0
    micros: int = 0  # millionths of the operator's currency

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            characters=self.characters + other.characters,
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            micros=self.micros + other.micros,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a provider has done lately."""

    failures: int = 0  # in a row
    resting_until: datetime | None = None
    last_error: str | None = None  # a short English phrase of the log


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """The whole text of an article in one language, as it is shown on request."""

    language: str
    title: str
    text: str  # paragraphs separated by newlines
    origin: Origin
    source_language: str | None  # what it was translated or converted from; None for originals


# ── dispatch ─────────────────────────────────────────────────────────────────────────────────────


class Urgency(IntEnum):
    """How an alert interrupts."""

    ORDINARY = 0
    URGENT = 1


class AlertState(StrEnum):
    """What is being said about an article now."""

    OPEN = "open"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """An article on its way to readers."""

    id: AlertId
    article: ArticleId
    urgency: Urgency
    state: AlertState
    opened_at: datetime
    deadline_at: datetime  # from then on a reader's next language serves


class RunState(StrEnum):
    """Whether a run still walks."""

    OPEN = "open"
    DONE = "done"
    PARKED = "parked"  # Telegram refused the message itself; an editor decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One walk of an alert through the readers of one first-choice language.

    It visits the ids above `start`, up to `max_id`, then wraps to those from 1 to `start`.
    Every id up to `cursor` in that order is done with (sent, skipped, or given an exception row).
    """

    id: RunId
    alert: AlertId
    language: str
    state: RunState
    priority: int  # lower goes first
    start: int
    max_id: int
    wrapped: bool  # whether the walk is in its second part
    cursor: int  # the last id done in the present part
    epoch: int  # the dispatcher's lease under which it was last written
    sent: int
    failed: int
    ready: int | None = None  # editions ready when it opened; None where its own language's was among them
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run has come: what its next dispatcher goes on from."""

    run: RunId
    state: RunState
    wrapped: bool
    cursor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """One reader who could not be served when the run came by (a row of `exception`)."""

    alert: AlertId
    subscriber: SubscriberId
    due_at: datetime
    attempts: int


class Variant(IntEnum):
    """As what an alert was sent; the value stands in receipts."""

    ALERT = 0
    DISCREET = 1  # it says that there is news; a correction keeps it so


@dataclass(frozen=True, slots=True)
class Receipt:
    """That Telegram confirmed one copy: kept briefly, for corrections."""

    subscriber: SubscriberId
    message_id: int
    edition: EditionId
    revision: int
    variant: int = 0  # a `Variant`, by its value


# ── people ───────────────────────────────────────────────────────────────────────────────────────


class SubscriberKind(StrEnum):
    """What kind of chat receives."""

    PERSON = "person"
    GROUP = "group"
    CHANNEL = "channel"


class SubscriberState(StrEnum):
    """Whether a subscriber receives now."""

    ACTIVE = "active"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A person, group or channel that receives: all we know of them, and no more."""

    id: SubscriberId
    chat: ChatId
    kind: SubscriberKind
    state: SubscriberState
    languages: tuple[str, ...]  # one to three, in order of preference; the first is the interface's
    originals: bool  # whether an untranslated original is welcome where no chosen language is ready
    second_script: str | None = None  # of the first language: alerts come in both, in one message
    discreet: bool = False  # alerts say at first only that there is news
    timezone: str | None
    paused_until: datetime | None  # None while active, or when paused until resumed
    consent_version: int
    consent_month: str  # "2026-11"; the day is not kept
    topics: tuple[TopicId, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word that a reader watches, or wants to hear nothing of; never printed."""

    id: WordId
    subscriber: SubscriberId
    text: Sensitive[str]
    skip: bool = False


class Role(IntEnum):
    """What a person may do; each includes those below."""

    STRANGER = 0
    READER = 1
    EDITOR = 2
    OWNER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An editor or owner."""

    id: PersonId
    user: ChatId
    role: Role
    pseudonym: str  # drawn at random, for the log of the machine; nobody chose it
    language: str  # of the interface in editors' screens
    languages: tuple[str, ...]  # in which they review
    label: str = ""  # what an owner called them when inviting

    @property
    def name(self) -> str:
        """What colleagues see, on screens alone."""
        return self.label or self.pseudonym


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An open invitation; the secret of its link is kept nowhere."""

    id: InvitationId
    role: Role
    label: str  # how colleagues will see whoever accepts, "" for a pseudonym
    by: PersonId | None  # the owner who invites; None: the operator of the machine
    expires_at: datetime


class Rule(StrEnum):
    """What may need a second person; the values are kept, so they never change."""

    OWNERS = "owners"  # appointing or removing an owner
    EDITORS = "editors"  # the same of an editor
    NEW_HOST = "host"  # adding a feed of a host that no feed has
    REMOVING = "removing"  # a feed or a topic
    URGENT = "urgent"  # urgent alerts by hand
    BY_HAND = "by_hand"  # the others by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What somebody wants to do and a second person has to confirm."""

    id: RequestId
    by: PersonId
    kind: str
    rule: Rule
    detail: Mapping[str, Any]  # JSON
    expires_at: datetime


class ReportReason(StrEnum):
    """What a reader says is wrong with an alert; the values are kept and stand in buttons."""

    NAME = "n"  # or number
    TRANSLATION = "t"
    TOPIC = "p"
    DANGER = "d"  # it endangers somebody
    OTHER = "o"


class FeedbackState(StrEnum):
    """How far what a reader wrote to the editors is."""

    WAITING = "waiting"
    ANSWERED = "answered"  # the answer is on its way to the reader
    CLOSED = "closed"  # without an answer; the reader is about to be told
    BROUGHT = "brought"  # discreetly: the reader knows that there is news, and has yet to open it


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What a reader wrote to the editors, until the reader has an answer; then that, until it was read.

    Editors see `name`, which changes with every conversation, and never who it is. `token` lets the
    reader go on with the conversation when nothing of it is kept any more.
    """

    id: FeedbackId
    subscriber: SubscriberId
    name: str
    token: str
    language: str
    state: FeedbackState
    reason: ReportReason | None  # of a report about an alert
    edition: EditionId | None  # which it is about
    texts: tuple[str, ...]  # in the order they came
    answer: str | None
    version: int  # rises with everything that comes
    since: datetime
    expires_at: datetime
    claimed_by: PersonId | None
    claimed_until: datetime | None

    def held_by(self, now: datetime) -> PersonId | None:
        """Who is answering it now."""
        holds = self.claimed_until is not None and self.claimed_until > now
        return self.claimed_by if holds else None


class FreezeReason(StrEnum):
    """Why all alerts were stopped."""

    WRONG = "wrong"  # an alert that is wrong or endangers someone went out, or is about to
    TAKEOVER = "takeover"  # the bot or an account may be in other hands
    FEED = "feed"  # a feed sends what it should not
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """That all releases and sends are stopped, until an owner resumes."""

    since: datetime
    reason: FreezeReason
    note: str  # the editor's own words, "" where there are none
    by: str  # the name of who stopped them, "" where that person is gone


class DraftState(StrEnum):
    """How far an alert by hand is."""

    WRITING = "writing"
    WAITING = "waiting"  # for a second editor
    COUNTING = "counting"  # goes out at `opens_at` unless somebody cancels


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEdition:
    """An alert by hand in one language more."""

    title: str
    text: str
    origin: Origin  # MACHINE, MACHINE_CHECKED or PERSON
    complaints: tuple[str, ...] = ()  # of the guards, to be looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An alert that an editor writes by hand; one at a time for each."""

    author: PersonId
    state: DraftState
    version: int  # another one after each change: what was tested or confirmed was one version
    tested: int  # the version that its author saw as a TEST; 0 for none
    urgency: Urgency
    source: str  # the newsroom's name
    language: str  # that it is written in
    title: str
    text: str  # "" where there is nothing beyond the title
    link: str | None
    topics: tuple[TopicId, ...]
    editions: Mapping[str, DraftEdition]  # the other languages
    opens_at: datetime | None  # while counting; while waiting, when the question lapses


# ── work ─────────────────────────────────────────────────────────────────────────────────────────


class WorkKind(StrEnum):
    """What a work row asks for; `subject` is the id named behind each."""

    POLL = "poll"  # a feed
    ARTICLE = "article"  # an entry to extract, file and summarise
    TRANSLATE = "translate"  # an edition to make from the article's original
    REVIEW = "review"  # an edition that waits for an editor, due at its deadline
    BY_HAND = "by_hand"  # a person's alert by hand to release


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A claimed work row: finish, retry or park it with its token before the lease ends."""

    id: WorkId
    kind: WorkKind
    subject: int
    attempts: int  # this one included
    token: int  # the fencing token of this claim
    due_at: datetime  # when the lease ends
