"""Every table and column there is, each with a note of what it tells about a person.

The schema is an allow-list: a column without a privacy note fails a test. "none" means that the
column holds nothing about subscribers; editors and owners are people too and have notes of their own.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)

from alertbot.storage.columns import SealedChatId, SealedJson, UtcDateTime, WideId, column

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

NONE = "none"
Tag = String(16)  # a BCP 47 tag of the table of languages

# ── people ───────────────────────────────────────────────────────────────────────────────────────

subscriber = Table(
    "subscriber",
    metadata,
    column("id", WideId, primary_key=True, privacy="a number of ours, never reused, not Telegram's"),
    column(
        "chat_id",
        SealedChatId("subscriber.chat_id"),
        unique=True,
        privacy="who it is; sealed, unreadable without the key",
    ),
    column("kind", String(8), privacy="person, group or channel"),
    column("state", String(8), privacy="receiving or paused"),
    column("language", Tag, privacy="first choice of language; may suggest origin, of an unnamed row"),
    column("languages", JSON, privacy="up to three languages in order, of an unnamed row"),
    column("originals", Boolean, privacy="whether untranslated originals are welcome"),
    column(
        "second_script",
        Tag,
        nullable=True,
        privacy="a second script of the first language; may suggest a family of two countries",
    ),
    column("discreet", Boolean, privacy="whether alerts say at first only that there is news"),
    column(
        "timezone",
        String(64),
        nullable=True,
        privacy="chosen by the reader for hours; a region, of an unnamed row",
    ),
    column("paused_until", UtcDateTime, nullable=True, privacy="when a pause ends"),
    column("consent_version", SmallInteger, privacy="which consent text was agreed to"),
    column("consent_month", String(7), privacy="the month of consent, not the day"),
    sqlite_autoincrement=True,
)

subscription = Table(
    "subscription",
    metadata,
    column(
        "topic_id",
        WideId,
        ForeignKey("topic.id", ondelete="CASCADE"),
        primary_key=True,
        privacy="a chosen topic, of an unnamed row",
    ),
    column(
        "language", Tag, primary_key=True, privacy="copy of subscriber.language, to walk readers by language"
    ),
    column(
        "subscriber_id",
        WideId,
        ForeignKey("subscriber.id", ondelete="CASCADE"),
        primary_key=True,
        privacy="our number",
    ),
    Index(None, "subscriber_id"),
    sqlite_with_rowid=False,
)

word = Table(
    "word",
    metadata,
    column("id", WideId, primary_key=True, privacy=NONE),
    column(
        "subscriber_id",
        WideId,
        ForeignKey("subscriber.id", ondelete="CASCADE"),
        privacy="our number",
    ),
    column(
        "text",
        SealedJson("word.text"),
        privacy="a watched word; sealed with our number and padding, so that neither equal words of two "
        "readers nor a word's length show",
    ),
    column("skip", Boolean, privacy="whether it is a word to skip"),
    UniqueConstraint("subscriber_id", "text"),
    sqlite_autoincrement=True,
)

behind = Table(
    "behind",
    metadata,
    column(
        "subscriber_id",
        WideId,
        ForeignKey("subscriber.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        privacy="our number",
    ),
    column("since_alert_id", WideId, privacy="the first alert held back for this reader"),
    column(
        "wake_at",
        UtcDateTime,
        nullable=True,
        index=True,
        privacy="when held alerts go out; tells chosen hours, of an unnamed row",
    ),
)

person = Table(
    "person",
    metadata,
    column("id", WideId, primary_key=True, privacy="a number of ours for an editor or owner"),
    column("user_id", SealedChatId("person.user_id"), unique=True, privacy="which editor; sealed"),
    column("role", SmallInteger, privacy="editor or owner"),
    column("pseudonym", String(64), privacy="a name drawn at random, for the log"),
    column(
        "label",
        SealedJson("person.label"),
        nullable=True,
        privacy="the name that an owner gave an editor for colleagues; sealed",
    ),
    column("language", Tag, privacy="the editor's interface language"),
    column("languages", JSON, privacy="the languages the editor reviews"),
    sqlite_autoincrement=True,
)

invitation = Table(
    "invitation",
    metadata,
    column("id", WideId, primary_key=True, privacy=NONE),
    column("token_hash", LargeBinary, unique=True, privacy="hash of a single-use link, worthless without it"),
    column("role", SmallInteger, privacy="what the link makes of who accepts it"),
    column("languages", JSON, privacy="the languages an invited editor will review"),
    column(
        "label",
        SealedJson("invitation.label"),
        nullable=True,
        privacy="the name that an owner gave whom they invite; sealed, gone within a day",
    ),
    column(
        "person_id",
        WideId,
        ForeignKey("person.id", ondelete="CASCADE"),
        nullable=True,
        privacy="which owner invites, by our number; none: the operator of the machine",
    ),
    column("expires_at", UtcDateTime, privacy=NONE),
    sqlite_autoincrement=True,
)

request = Table(
    "request",
    metadata,
    column("id", WideId, primary_key=True, privacy=NONE),
    column(
        "person_id",
        WideId,
        ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        privacy="which editor asks for a second person, by our number",
    ),
    column("kind", String(16), privacy="what the editor wants to do"),
    column("rule", String(16), privacy=NONE),
    column(
        "detail",
        SealedJson("request.detail"),
        privacy="what it is about; may hold a name given to an editor; sealed, gone within the hour",
    ),
    column("expires_at", UtcDateTime, index=True, privacy="when the request lapses, within the hour"),
    sqlite_autoincrement=True,
)

dialog = Table(
    "dialog",
    metadata,
    column(
        "user_id",
        SealedChatId("dialog.user_id"),
        primary_key=True,
        privacy="who is asked something; sealed, gone when answered or expired",
    ),
    column("kind", String(32), privacy="what was asked"),
    column("data", SealedJson("dialog.data"), privacy="what was answered so far; sealed"),
    column("expires_at", UtcDateTime, index=True, privacy="when the question lapses, within the hour"),
)

fading = Table(
    "fading",
    metadata,
    column(
        "chat_id",
        SealedChatId("fading.chat_id"),
        primary_key=True,
        privacy="in whose chat a message is to go; sealed, gone when it is, within three days at the latest",
    ),
    column(
        "message_id",
        BigInteger,
        primary_key=True,
        autoincrement=False,
        privacy="which message; its text is not kept",
    ),
    column("way", String(8), privacy=NONE),
    column("language", Tag, privacy="in which language an emptied message says so"),
    column("due_at", UtcDateTime, index=True, privacy="when it is to go, within minutes"),
)

freeze = Table(
    "freeze",
    metadata,
    column("name", String(16), primary_key=True, privacy=NONE),
    column("since", UtcDateTime, privacy=NONE),
    column("reason", String(16), privacy=NONE),
    column("note", SealedJson("freeze.note"), privacy="an editor's words on why; sealed, gone when resumed"),
    column(
        "person_id",
        WideId,
        ForeignKey("person.id", ondelete="SET NULL"),
        nullable=True,
        privacy="which editor stopped the alerts, by our number",
    ),
)

draft = Table(
    "draft",
    metadata,
    column(
        "person_id",
        WideId,
        ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        privacy="which editor writes an alert, by our number",
    ),
    column("state", String(16), privacy=NONE),
    column("version", Integer, privacy=NONE),
    column("tested", Integer, privacy=NONE),
    column("urgency", SmallInteger, privacy=NONE),
    column(
        "content", SealedJson("draft.content"), privacy="an alert not yet sent; sealed, gone within a day"
    ),
    column("opens_at", UtcDateTime, nullable=True, privacy=NONE),
    column("expires_at", UtcDateTime, index=True, privacy="when an unsent alert is forgotten, within a day"),
)

feedback = Table(
    "feedback",
    metadata,
    column("id", WideId, primary_key=True, privacy=NONE),
    column(
        "subscriber_id",
        WideId,
        ForeignKey("subscriber.id", ondelete="CASCADE"),
        index=True,
        privacy="our number of who wrote to the editors; gone when the answer was read",
    ),
    column("language", Tag, privacy="in which language editors should read it; may suggest origin"),
    column("state", String(8), privacy="whether the editors have answered, and the reader was told"),
    column("reason", String(1), nullable=True, privacy="what a reader says is wrong with an alert"),
    column(
        "edition_id",
        WideId,
        ForeignKey("edition.id", ondelete="SET NULL"),
        nullable=True,
        index=True,
        privacy="the text that a reader reported; of an unnamed row",
    ),
    column(
        "content",
        SealedJson("feedback.content"),
        privacy="what was written and answered, with a name that changes every time; sealed",
    ),
    column("version", Integer, privacy="how many messages came"),
    column("rung", Boolean, privacy=NONE),
    column("since", UtcDateTime, privacy="when it was written"),
    column("expires_at", UtcDateTime, index=True, privacy="when it is erased even without an answer"),
    column(
        "claimed_by",
        WideId,
        ForeignKey("person.id", ondelete="SET NULL"),
        nullable=True,
        privacy="which editor is answering, by our number",
    ),
    column("claimed_until", UtcDateTime, nullable=True, privacy=NONE),
    column("tried_at", UtcDateTime, nullable=True, privacy="when the answer could not be brought last"),
    sqlite_autoincrement=True,
)

# ── watch ────────────────────────────────────────────────────────────────────────────────────────

feed = Table(
    "feed",
    metadata,
    column("id", WideId, primary_key=True, privacy=NONE),
    column("url", String, unique=True, privacy=NONE),
    column("title", String, privacy=NONE),
    column("language", Tag, privacy=NONE),
    column("state", String(8), privacy=NONE),
    column("hosts", JSON, privacy=NONE),
    column("announce_first", Boolean, privacy=NONE),
    column("etag", String, nullable=True, privacy=NONE),
    column("last_modified", String, nullable=True, privacy=NONE),
    column("body_hash", LargeBinary, nullable=True, privacy=NONE),
    column("polled_at", UtcDateTime, nullable=True, privacy=NONE),
    column("ok_at", UtcDateTime, nullable=True, privacy=NONE),
    column("next_poll_at", UtcDateTime, privacy=NONE),
    column("failures", Integer, privacy=NONE),
    column("last_error", String, nullable=True, privacy=NONE),
    column("moved_to", String, nullable=True, privacy=NONE),
    column("moved_seen", SmallInteger, privacy=NONE),
    column("moved_told", String, nullable=True, privacy=NONE),
    column("moved_refused", String, nullable=True, privacy=NONE),
    sqlite_autoincrement=True,
)

feed_topic = Table(
    "feed_topic",
    metadata,
    column("feed_id", WideId, ForeignKey("feed.id", ondelete="CASCADE"), primary_key=True, privacy=NONE),
    column("topic_id", WideId, ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, privacy=NONE),
    Index(None, "topic_id"),
)

entry = Table(
    "entry",
    metadata,
    column("id", WideId, primary_key=True, privacy=NONE),
    column("feed_id", WideId, ForeignKey("feed.id", ondelete="CASCADE"), privacy=NONE),
    column("key", LargeBinary, privacy=NONE),
    column("link_key", LargeBinary, nullable=True, privacy=NONE),
    column("title_key", LargeBinary, nullable=True, privacy=NONE),
    column("content_hash", LargeBinary, privacy=NONE),
    column("link", String, nullable=True, privacy=NONE),
    column("title", String, privacy=NONE),
    column("summary", String, privacy=NONE),
    column("content", String, privacy=NONE),
    column("language", Tag, nullable=True, privacy=NONE),
    column("categories", JSON, privacy=NONE),
    column("published_at", UtcDateTime, privacy=NONE),
    column("first_seen_at", UtcDateTime, privacy=NONE),
    column("silent", Boolean, privacy=NONE),
    UniqueConstraint("feed_id", "key"),
    Index(None, "feed_id", "link_key"),
    sqlite_autoincrement=True,
)

# ── prepare ──────────────────────────────────────────────────────────────────────────────────────

topic = Table(
    "topic",
    metadata,
    column("id", WideId, primary_key=True, privacy=NONE),
    column("slug", String(32), unique=True, privacy=NONE),
    column("emoji", String(16), privacy=NONE),
    column("position", Integer, privacy=NONE),
    column("active", Boolean, privacy=NONE),
    sqlite_autoincrement=True,
)

topic_name = Table(
    "topic_name",
    metadata,
    column("topic_id", WideId, ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, privacy=NONE),
    column("language", Tag, primary_key=True, privacy=NONE),
    column("name", String(64), privacy=NONE),
)

topic_keyword = Table(
    "topic_keyword",
    metadata,
    column("topic_id", WideId, ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, privacy=NONE),
    column("language", Tag, primary_key=True, privacy=NONE),
    column("keyword", String(128), primary_key=True, privacy=NONE),
)

term = Table(
    "term",
    metadata,
    column("id", WideId, primary_key=True, privacy=NONE),
    column("slug", String(64), nullable=True, unique=True, privacy=NONE),
    column("kind", String(8), privacy=NONE),
    column("note", String, privacy=NONE),
    column("removed", Boolean, privacy=NONE),
    sqlite_autoincrement=True,
)

rendering = Table(
    "rendering",
    metadata,
    column("term_id", WideId, ForeignKey("term.id", ondelete="CASCADE"), primary_key=True, privacy=NONE),
    column("language", Tag, primary_key=True, privacy=NONE),
    column("text", String(128), privacy="may name people the news is about"),
    column("others", JSON, privacy="may name people the news is about"),
    column("checked", Boolean, privacy=NONE),
)

suggestion = Table(
    "suggestion",
    metadata,
    column("id", WideId, primary_key=True, privacy=NONE),
    column("term_id", WideId, ForeignKey("term.id", ondelete="CASCADE"), nullable=True, privacy=NONE),
    column("language", Tag, privacy=NONE),
    column("instead", String(128), privacy="may name people the news is about"),
    column("better", String(128), privacy="may name people the news is about"),
    column("count", Integer, privacy="how many corrections; not whose"),
    column("declined", Boolean, privacy=NONE),
    column("created_at", UtcDateTime, privacy=NONE),
    UniqueConstraint("language", "instead", "better"),
    Index(None, "term_id"),
    sqlite_autoincrement=True,
)

article = Table(
    "article",
    metadata,
    column("id", WideId, primary_key=True, privacy=NONE),
    column("state", String(16), index=True, privacy=NONE),
    column("url", String, nullable=True, privacy=NONE),
    column("source", String, privacy=NONE),
    column("language", Tag, privacy=NONE),
    column("text", String, privacy="public article text; may name people the news is about"),
    column("hosts", JSON, privacy=NONE),
    column("image_url", String, nullable=True, privacy=NONE),
    column("published_at", UtcDateTime, privacy=NONE),
    column("created_at", UtcDateTime, privacy=NONE),
    sqlite_autoincrement=True,
)

article_url = Table(
    "article_url",
    metadata,
    column("url_key", LargeBinary, primary_key=True, privacy=NONE),
    column("article_id", WideId, ForeignKey("article.id", ondelete="CASCADE"), index=True, privacy=NONE),
    column("language", Tag, nullable=True, privacy=NONE),
)

article_entry = Table(
    "article_entry",
    metadata,
    column(
        "article_id", WideId, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, privacy=NONE
    ),
    column("entry_id", WideId, ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True, privacy=NONE),
    Index(None, "entry_id"),
)

article_topic = Table(
    "article_topic",
    metadata,
    column(
        "article_id", WideId, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, privacy=NONE
    ),
    column("topic_id", WideId, ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, privacy=NONE),
    column("reason", String(16), privacy=NONE),
    column("words", JSON, privacy=NONE),
    Index(None, "topic_id"),
)

edition = Table(
    "edition",
    metadata,
    column("id", WideId, primary_key=True, privacy=NONE),
    column("article_id", WideId, ForeignKey("article.id", ondelete="CASCADE"), privacy=NONE),
    column("language", Tag, privacy=NONE),
    column("state", String(16), privacy=NONE),
    column("revision", SmallInteger, privacy=NONE),
    column("url", String, nullable=True, privacy=NONE),
    column("source", String, nullable=True, privacy=NONE),
    column("created_at", UtcDateTime, privacy=NONE),
    column("ready_at", UtcDateTime, nullable=True, privacy=NONE),
    UniqueConstraint("article_id", "language"),
    sqlite_autoincrement=True,
)

revision = Table(
    "revision",
    metadata,
    column(
        "edition_id", WideId, ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True, privacy=NONE
    ),
    column("number", SmallInteger, primary_key=True, autoincrement=False, privacy=NONE),
    column("title", String, privacy="may name people the news is about"),
    column("summary", String, privacy="may name people the news is about"),
    column("origin", String(16), privacy=NONE),
    column("source_language", Tag, nullable=True, privacy=NONE),
    column("provider", String(64), nullable=True, privacy=NONE),
    column(
        "person_id",
        WideId,
        ForeignKey("person.id", ondelete="SET NULL"),
        nullable=True,
        privacy="which editor wrote or checked it, by our number",
    ),
    column("created_at", UtcDateTime, privacy=NONE),
    column("findings", JSON, nullable=True, privacy="may name people the news is about"),
)

review = Table(
    "review",
    metadata,
    # Never used twice: a text that was changed waits under a new number, so "all that you were shown" is
    # "all up to the number you were shown".
    column("id", WideId, primary_key=True, privacy=NONE),
    column("edition_id", WideId, ForeignKey("edition.id", ondelete="CASCADE"), unique=True, privacy=NONE),
    column("reasons", JSON, privacy=NONE),
    column("by_itself", Boolean, privacy=NONE),
    column("since", UtcDateTime, privacy=NONE),
    column("deadline_at", UtcDateTime, privacy=NONE),
    column(
        "claimed_by",
        WideId,
        ForeignKey("person.id", ondelete="SET NULL"),
        nullable=True,
        privacy="which editor looks at it now, by our number",
    ),
    column("claimed_until", UtcDateTime, nullable=True, privacy="when that ends, within minutes"),
    column(
        "assigned_to",
        WideId,
        ForeignKey("person.id", ondelete="SET NULL"),
        nullable=True,
        privacy="which editor was asked to look at it, by our number",
    ),
    sqlite_autoincrement=True,
)

reviewer = Table(
    "reviewer",
    metadata,
    column(
        "person_id",
        WideId,
        ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        privacy="our number of an editor",
    ),
    column("away", Boolean, privacy="whether an editor is away, as they said"),
    column(
        "notice_id",
        WideId,
        nullable=True,
        privacy="Telegram's number of the one notice in an editor's chat; nothing without the chat",
    ),
    column("notice_at", UtcDateTime, nullable=True, privacy="when an editor was last told that work waits"),
    column("told", Integer, privacy="a count of what waits, as the notice says"),
    column("told_urgent", Boolean, privacy=NONE),
    column("owed", Boolean, privacy=NONE),
)

policy = Table(
    "policy",
    metadata,
    column("name", String(64), primary_key=True, privacy=NONE),
    column("value", JSON, privacy=NONE),
)

audit = Table(
    "audit",
    metadata,
    column("id", WideId, primary_key=True, privacy=NONE),
    column("at", UtcDateTime, index=True, privacy="when an editor decided"),
    column(
        "person_id",
        WideId,
        ForeignKey("person.id", ondelete="SET NULL"),
        nullable=True,
        privacy="which editor decided, by our number; none: that editor is gone, or it happened by itself",
    ),
    column(
        "who",
        String(64),
        nullable=True,
        index=True,
        privacy="the random name of who decided, also when they are gone; none: it happened by itself",
    ),
    column("deed", String(32), privacy=NONE),
    column("subject", String(16), privacy=NONE),
    column("subject_id", WideId, privacy=NONE),
    column(
        "detail",
        SealedJson("audit.detail"),
        privacy="what was decided; may hold an editor's own words, and names in the news; sealed",
    ),
    Index(None, "subject", "subject_id"),
    sqlite_autoincrement=True,
)

# ── providers ────────────────────────────────────────────────────────────────────────────────────

answer = Table(
    "answer",
    metadata,
    column("key", LargeBinary, primary_key=True, privacy=NONE),
    column("provider", String(64), privacy=NONE),
    column("texts", JSON, privacy="may name people the news is about"),
    column("created_at", UtcDateTime, index=True, privacy=NONE),
)

provider_day = Table(
    "provider_day",
    metadata,
    column("day", String(10), primary_key=True, privacy=NONE),
    column("provider", String(64), primary_key=True, privacy=NONE),
    column("calls", Integer, privacy="a count"),
    column("failures", Integer, privacy="a count"),
    column("kept", Integer, privacy="a count of answers that were kept already"),
    column("characters", BigInteger, privacy="a count, of public texts"),
    column("input_tokens", BigInteger, privacy="a count, of public texts"),
    column("output_tokens", BigInteger, privacy="a count, of public texts"),
    column("micros", BigInteger, privacy="what the newsroom paid"),
)

provider_health = Table(
    "provider_health",
    metadata,
    column("provider", String(64), primary_key=True, privacy=NONE),
    column("failures", Integer, privacy="a count"),
    column("resting_until", UtcDateTime, nullable=True, privacy=NONE),
    column("last_error", String, nullable=True, privacy=NONE),
)

whole_text = Table(
    "whole_text",
    metadata,
    column(
        "article_id",
        WideId,
        ForeignKey("article.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        privacy=NONE,
    ),
    column("language", Tag, primary_key=True, privacy=NONE),
    column("source_hash", LargeBinary, privacy=NONE),
    column("title", String, privacy="may name people the news is about"),
    column("text", String, privacy="public article text; may name people the news is about"),
    column("origin", String(16), privacy=NONE),
    column("source_language", Tag, nullable=True, privacy=NONE),
    column("provider", String(64), nullable=True, privacy=NONE),
    column("created_at", UtcDateTime, privacy=NONE),
)

# ── dispatch ─────────────────────────────────────────────────────────────────────────────────────

alert = Table(
    "alert",
    metadata,
    column("id", WideId, primary_key=True, privacy=NONE),
    column("article_id", WideId, ForeignKey("article.id", ondelete="CASCADE"), unique=True, privacy=NONE),
    column("urgency", SmallInteger, privacy=NONE),
    column("state", String(16), privacy=NONE),
    column("revision", SmallInteger, privacy=NONE),
    column("opened_at", UtcDateTime, index=True, privacy=NONE),
    column("deadline_at", UtcDateTime, privacy=NONE),
    column("settled_at", UtcDateTime, nullable=True, index=True, privacy=NONE),
    sqlite_autoincrement=True,
)

run = Table(
    "run",
    metadata,
    column("id", WideId, primary_key=True, privacy=NONE),
    column("alert_id", WideId, ForeignKey("alert.id", ondelete="CASCADE"), index=True, privacy=NONE),
    column("language", Tag, privacy=NONE),
    column("state", String(8), privacy=NONE),
    column("priority", SmallInteger, privacy=NONE),
    column("start", WideId, privacy="a random number of ours where the walk began"),
    column("max_id", WideId, privacy=NONE),
    column("wrapped", Boolean, privacy=NONE),
    column("cursor", WideId, privacy="our number of the last reader done"),
    column("epoch", WideId, privacy=NONE),
    column("sent", Integer, privacy="a count"),
    column("failed", Integer, privacy="a count"),
    column("ready", SmallInteger, nullable=True, privacy=NONE),
    column("opened_at", UtcDateTime, privacy=NONE),
    column("ended_at", UtcDateTime, nullable=True, privacy=NONE),
    Index(None, "state", "priority", "id"),
    sqlite_autoincrement=True,
)

exception = Table(
    "exception",
    metadata,
    column("alert_id", WideId, ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True, privacy=NONE),
    column(
        "subscriber_id",
        WideId,
        ForeignKey("subscriber.id", ondelete="CASCADE"),
        primary_key=True,
        privacy="our number",
    ),
    column("due_at", UtcDateTime, index=True, privacy=NONE),
    column("attempts", SmallInteger, privacy=NONE),
    Index(None, "subscriber_id"),
)

reached = Table(
    "reached",
    metadata,
    column(
        "alert_id",
        WideId,
        ForeignKey("alert.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        privacy=NONE,
    ),
    column(
        "subscribers",
        LargeBinary,
        privacy="our numbers of those it reached (a roaring bitmap), without who they are",
    ),
    column("receipt_id", WideId, privacy="the last receipt counted in"),
)

receipt = Table(
    "receipt",
    metadata,
    column("id", WideId, primary_key=True, privacy=NONE),
    column("alert_id", WideId, ForeignKey("alert.id", ondelete="CASCADE"), privacy=NONE),
    column("created_at", UtcDateTime, index=True, privacy="when a batch was sent; kept for keep.receipts"),
    column("first_id", WideId, privacy="lowest of our numbers inside"),
    column("last_id", WideId, privacy="highest of our numbers inside"),
    column("count", Integer, privacy="a count"),
    column(
        "packed",
        LargeBinary,
        privacy="which alert reached which of our numbers, as which message; kept for keep.receipts",
    ),
    Index(None, "alert_id", "first_id"),
    sqlite_autoincrement=True,
)

day_total = Table(
    "day_total",
    metadata,
    column("day", String(10), primary_key=True, privacy=NONE),
    column("kind", String(16), primary_key=True, privacy=NONE),
    column("bucket", Integer, primary_key=True, autoincrement=False, privacy=NONE),
    column(
        "count",
        Integer,
        privacy="how many readers, rounded down to tens, or how many deliveries took about so long",
    ),
)

# ── coordination ─────────────────────────────────────────────────────────────────────────────────

work = Table(
    "work",
    metadata,
    column("id", WideId, primary_key=True, privacy=NONE),
    column("kind", String(16), privacy=NONE),
    column("subject", WideId, privacy=NONE),
    column("due_at", UtcDateTime, privacy=NONE),
    column("attempts", SmallInteger, privacy=NONE),
    column("token", WideId, privacy=NONE),
    column("parked", Boolean, privacy=NONE),
    column("last_error", String, nullable=True, privacy=NONE),
    UniqueConstraint("kind", "subject"),
    Index(None, "kind", "parked", "due_at", "id"),
    sqlite_autoincrement=True,
)

lease = Table(
    "lease",
    metadata,
    column("name", String(64), primary_key=True, privacy=NONE),
    column("holder", String(64), privacy="a random name of a process"),
    column("epoch", WideId, privacy=NONE),
    column("until", UtcDateTime, privacy=NONE),
    column("next_at", UtcDateTime, nullable=True, privacy=NONE),
    column("paused_until", UtcDateTime, nullable=True, privacy=NONE),
)

seen_update = Table(
    "seen_update",
    metadata,
    column("bot_id", WideId, primary_key=True, autoincrement=False, privacy=NONE),
    column(
        "update_id",
        WideId,
        primary_key=True,
        autoincrement=False,
        privacy="Telegram's number of a message to the bot; no content, no sender; gone within a day",
    ),
    column("failures", SmallInteger, privacy=NONE),
    column("done", Boolean, privacy=NONE),
    column("at", UtcDateTime, privacy=NONE),
)

waiting = Table(
    "waiting",
    metadata,
    column("bot_id", WideId, primary_key=True, autoincrement=False, privacy=NONE),
    column(
        "update_id",
        WideId,
        primary_key=True,
        autoincrement=False,
        privacy="Telegram's number of a message to the bot; gone when it is answered",
    ),
    column(
        "sender_id",
        SealedChatId("waiting.sender_id"),
        privacy="who wrote or pressed; sealed, unreadable without the key; gone when it is answered",
    ),
    column(
        "body",
        SealedJson("waiting.body"),
        privacy="what was written or pressed, without names; sealed; gone when it is answered",
    ),
    column("in_queue", Boolean, privacy="whether somebody whom we do not know waits in the queue"),
    column("since", UtcDateTime, privacy=NONE),
    Index(None, "sender_id"),
    Index(None, "in_queue", "since"),
)

meta = Table(
    "meta",
    metadata,
    column("name", String(32), primary_key=True, privacy=NONE),
    column("value", String, privacy=NONE),
)
