"""The log in words: who did what and when, by the names that colleagues see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any

from alertbot.chat.access import Act
from alertbot.chat.screens.editors import freeze, policy, rewriting, second
from alertbot.chat.screens.page import Row, Screen, back, button, choice, languages_of, screen, turning
from alertbot.languages import bidi, clean
from alertbot.languages.catalogues import Words, gettext_noop
from alertbot.model import Role
from alertbot.storage.audit import Deed, Record

PAGE = 8  # records on one screen
_LONGEST = 95  # characters of a title, a name or an address
_LONGEST_REASON = 300

# The kinds of deeds: what stands before the dot.
KINDS: Mapping[str, str] = {
    "alert": gettext_noop("Alerts"),
    "review": gettext_noop("Translations"),
    "feed": gettext_noop("Feeds"),
    "topic": gettext_noop("Topics"),
    "name": gettext_noop("Names"),
    "people": gettext_noop("People"),
    "policy": gettext_noop("Policy"),
    "second": gettext_noop("Second person"),
}

# A sentence for each deed. {name} did it; the other names in braces come from what was kept with it.
SENTENCES: Mapping[str, str] = {
    Deed.APPROVED: gettext_noop("{name} approved a text in {language}: {title}"),
    Deed.APPROVED_CLEAN: gettext_noop("{name} approved a text without findings in {language}: {title}"),
    Deed.EDITED: gettext_noop("{name} changed a text in {language}: {title}"),
    Deed.REJECTED: gettext_noop("{name} rejected a text in {language}: {title}"),
    Deed.SENT_ON: gettext_noop("{name} sent a text in {language} to {colleague}: {title}"),
    Deed.RELEASED: gettext_noop("A text in {language} went out unchecked when its time was over: {title}"),
    Deed.GIVEN_UP: gettext_noop("Nobody decided about a text in {language}, so it does not go out: {title}"),
    Deed.AWAY: gettext_noop("{name} went away."),
    Deed.BACK: gettext_noop("{name} came back."),
    Deed.POLICY: gettext_noop("{name} changed the policy."),
    Deed.RULE: gettext_noop("{name} set whether a second person is needed for this: {rule}"),
    Deed.ASKED: gettext_noop("{name} asked for a second person: {what}"),
    Deed.CONFIRMED: gettext_noop("{name} confirmed as the second person: {what}"),
    Deed.REFUSED: gettext_noop("{name} refused as the second person: {what}"),
    Deed.WITHDRAWN: gettext_noop("{name} took back what was asked for: {what}"),
    Deed.INVITED: gettext_noop("{name} invited somebody as {role}: {colleague}"),
    Deed.TAKEN_BACK: gettext_noop("{name} took back an invitation: {colleague}"),
    Deed.APPOINTED: gettext_noop("{name} accepted an invitation as {role}."),
    Deed.REMOVED: gettext_noop("{name} removed {colleague}."),
    Deed.RENAMED: gettext_noop("{name} changed what colleagues call somebody: {colleague}"),
    Deed.LANGUAGES: gettext_noop("{name} set the languages that {colleague} reviews: {languages}"),
    Deed.FEED_ADDED: gettext_noop("{name} added the feed {title}: {address}"),
    Deed.FEED_PAUSED: gettext_noop("{name} paused the feed {title}."),
    Deed.FEED_RESUMED: gettext_noop("{name} resumed the feed {title}."),
    Deed.FEED_REMOVED: gettext_noop("{name} removed the feed {title}."),
    Deed.FEED_FOLLOWED: gettext_noop("{name} followed the feed {title} to {address}"),
    Deed.HOST_ADDED: gettext_noop("{name} let links of the feed {title} lead to {address}"),
    Deed.HOST_REMOVED: gettext_noop("{name} no longer lets links of the feed {title} lead to {address}"),
    Deed.FEED_STAYED: gettext_noop("{name} did not follow the feed {title} to {address}"),
    Deed.FILED: gettext_noop("{name} filed the feed {title} under {topic}."),
    Deed.NOT_FILED: gettext_noop("{name} no longer files the feed {title} under {topic}."),
    Deed.TOPIC_ADDED: gettext_noop("{name} added the topic {topic}."),
    Deed.TOPIC_NAMED: gettext_noop("{name} named a topic in {language}: {topic}"),
    Deed.TOPIC_WORDS: gettext_noop("{name} changed the keywords of {topic} in {language}."),
    Deed.TOPIC_HIDDEN: gettext_noop("{name} hid the topic {topic}."),
    Deed.TOPIC_SHOWN: gettext_noop("{name} showed the topic {topic} again."),
    Deed.ARTICLE_FILED: gettext_noop("{name} filed an article under {topic}: {title}"),
    Deed.ARTICLE_NOT_FILED: gettext_noop("{name} no longer files an article under {topic}: {title}"),
    Deed.ARTICLE_SENT: gettext_noop("{name} let an article go out: {title}"),
    Deed.ARTICLE_LEFT: gettext_noop("{name} left out an article: {title}"),
    Deed.NAME_ADDED: gettext_noop("{name} added {term} to the names."),
    Deed.NAME_RENDERED: gettext_noop("{name} set how {term} is said in {language}: {better}"),
    Deed.NAME_UNRENDERED: gettext_noop("{name} removed how {term} is said in {language}."),
    Deed.NAME_NOTED: gettext_noop("{name} changed the note on {term}."),
    Deed.NAME_REMOVED: gettext_noop("{name} removed {term} from the names."),
    Deed.SUGGESTION_TAKEN: gettext_noop("{name} accepted a suggestion for {term}."),
    Deed.SUGGESTION_DECLINED: gettext_noop("{name} declined a suggestion: {term}"),
    Deed.ALERT_LIVE: gettext_noop("{name} sent an alert by hand: {title}"),
    Deed.ALERT_ASKED: gettext_noop("{name} asked a second editor to confirm an alert: {title}"),
    Deed.ALERT_CONFIRMED: gettext_noop("{name} confirmed an alert: {title}"),
    Deed.ALERT_CANCELLED: gettext_noop("{name} cancelled an alert: {title}"),
    Deed.FROZEN: gettext_noop("{name} stopped all alerts."),
    Deed.RESUMED: gettext_noop("{name} let alerts go out again."),
}
# More exact ones, where what was kept tells it.
_POLICY: Mapping[str, str] = {
    "mode": gettext_noop("{name} set when texts in {language} are looked over: {mode}"),
    "mode of topic": gettext_noop("{name} set when texts in {language} on {topic} are looked over: {mode}"),
    "deadline ordinary": gettext_noop("{name} set how many minutes readers wait for an alert: {minutes}"),
    "deadline urgent": gettext_noop(
        "{name} set how many minutes readers wait for an urgent alert: {minutes}"
    ),
    "named on": gettext_noop("{name} has texts on {topic} looked over when they name people."),
    "named off": gettext_noop("{name} no longer has texts on {topic} looked over when they name people."),
    "own languages": gettext_noop("{name} chose the languages to review: {languages}"),
}
_RULE_ON = gettext_noop("{name} wants a second person for this: {rule}")
_RULE_OFF = gettext_noop("{name} wants no second person for this any more: {rule}")
_FREEZE = {reason.value: text for reason, text in freeze.REASONS.items()}
_UNKNOWN = gettext_noop("{name} did something that this version has no words for.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What records refer to by number, by the names that it has now."""

    titles: Mapping[int, str] = field(default_factory=dict)  # of editions
    topics: Mapping[int, str] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)
    zone: tzinfo = UTC


def listing(
    words: Words,
    records: Sequence[Record],
    around: Around,
    *,
    role: Role,
    page: int,
    more: bool,
    whose: str,
    name: str | None,
    kind: str,
) -> Screen:
    """One page, newest first; `whose` and `name` are the pseudonym and the name of whom it is about."""
    lines = _chosen(words, name if role is Role.OWNER else None, kind)
    if role is not Role.OWNER:
        lines.append(words.gettext("You see what you did yourself. Owners see everything."))
    day = ""
    for record in records:
        if (today := words.date(record.at, around.zone)) != day:
            lines += ["", bidi.isolate(today)]
            day = today
        time = bidi.isolate_ltr(words.time(record.at, around.zone))
        lines.append(f"{time} · {sentence(words, record, around)}")
        lines += _reason(words, record)
    if not records:
        lines.append(words.gettext("Nothing has been done yet."))
    elif around.zone is UTC:
        lines += ["", words.gettext("The times are in UTC.")]
    rows = turning(words, Act.LOG, page, page + 1 + more, whose, kind)
    filters = [button(words, words.gettext("What"), Act.LOG_KIND, whose)]
    if role is Role.OWNER:
        filters.insert(0, button(words, words.gettext("Who"), Act.LOG_WHOSE, kind))
    return screen(
        words, *lines, title=words.gettext("Log"), rows=(*rows, tuple(filters), back(words, Act.NEWSROOM))
    )


def _chosen(words: Words, name: str | None, kind: str) -> list[str]:
    lines = []
    if name is not None:
        lines.append(words.gettext("Who: {name}").format(name=bidi.isolate(name)))
    if kind in KINDS:
        lines.append(words.gettext("What: {kind}").format(kind=words.gettext(KINDS[kind])))
    return lines


def whose(words: Words, authors: Mapping[str, str], *, chosen: str, kind: str) -> Screen:
    """Whose actions shall be shown? `authors` are names by pseudonym."""
    everybody = choice(words, words.gettext("everybody"), not chosen, Act.LOG, 0, "", kind)
    rows: list[Row] = [(everybody,)]
    rows += [(choice(words, name, each == chosen, Act.LOG, 0, each, kind),) for each, name in authors.items()]
    rows.append(back(words, Act.LOG, 0, chosen, kind))
    return screen(
        words, words.gettext("Whose actions shall be shown?"), title=words.gettext("Log"), rows=rows
    )


def kinds(words: Words, *, chosen: str, whose: str) -> Screen:
    """Which kind shall be shown?"""
    rows: list[Row] = [(choice(words, words.gettext("everything"), not chosen, Act.LOG, 0, whose, ""),)]
    rows += [
        (choice(words, words.gettext(text), kind == chosen, Act.LOG, 0, whose, kind),)
        for kind, text in KINDS.items()
    ]
    rows.append(back(words, Act.LOG, 0, whose, chosen))
    return screen(words, words.gettext("What shall be shown?"), title=words.gettext("Log"), rows=rows)


def sentence(words: Words, record: Record, around: Around) -> str:
    """What a record tells, in one sentence."""
    said = words.gettext(_template(record))
    return said.format_map(_Filled(_values(words, record, around)))


class _Filled(dict[str, str]):
    """What is missing in an old record is said to be missing."""

    def __missing__(self, key: str) -> str:
        return "…"


def _template(record: Record) -> str:
    detail = record.detail
    if record.deed == Deed.RULE and "on" in detail:
        return _RULE_ON if detail["on"] else _RULE_OFF
    if record.deed == Deed.POLICY:
        return _POLICY.get(_policy_kind(detail), SENTENCES[Deed.POLICY])
    return SENTENCES.get(record.deed, _UNKNOWN)


def _policy_kind(detail: Mapping[str, Any]) -> str:
    kind = str(detail.get("what", ""))
    match kind:
        case "mode":
            return "mode of topic" if detail.get("topic") else kind
        case "deadline":
            return f"deadline {detail.get('urgency')}"
        case "named":
            return "named on" if detail.get("on") else "named off"
    return kind


def _values(words: Words, record: Record, around: Around) -> dict[str, str]:
    detail = record.detail
    values = {"name": bidi.isolate(record.who or words.gettext("somebody"))}
    for part in ("title", "address", "term", "better"):
        if detail.get(part):
            values[part] = bidi.isolate(clean.line(str(detail[part]), longest=_LONGEST))
    if title := around.titles.get(record.subject_id):
        values["title"] = bidi.isolate(clean.line(title, longest=_LONGEST))
    values |= _about_people(words, detail, around)
    values |= _about_languages(words, detail)
    values |= _decided(words, detail, around)
    return values


def _about_people(words: Words, detail: Mapping[str, Any], around: Around) -> dict[str, str]:
    values = {}
    if "name" in detail:
        values["colleague"] = bidi.isolate(detail["name"] or words.gettext("without a name"))
    if "to" in detail:
        values["colleague"] = bidi.isolate(around.people.get(detail["to"], "…"))
    if "role" in detail:
        owner = detail["role"] == Role.OWNER
        values["role"] = words.gettext("owner") if owner else words.gettext("editor")
    return values


def _about_languages(words: Words, detail: Mapping[str, Any]) -> dict[str, str]:
    values = {}
    if "language" in detail:
        values["language"] = bidi.isolate(words.name_of(detail["language"]))
    if "languages" in detail:
        values["languages"] = languages_of(words, detail["languages"]) or words.gettext("none")
    return values


def _decided(words: Words, detail: Mapping[str, Any], around: Around) -> dict[str, str]:
    values = {}
    if "topic" in detail:
        topic = detail["topic"]
        values["topic"] = bidi.isolate(topic if isinstance(topic, str) else around.topics.get(topic, "…"))
    if "mode" in detail:
        names = {mode.value: text for mode, text in policy.NAMES.items()}
        known = names.get(detail["mode"])
        values["mode"] = words.gettext("as usual") if known is None else words.gettext(known)
    if "minutes" in detail:
        values["minutes"] = bidi.isolate(words.number(detail["minutes"]))
    if "rule" in detail:
        values["rule"] = second.rule_name(words, detail["rule"])
    if "kind" in detail:
        values["what"] = second.what(words, detail["kind"], detail)
    return values


def _reason(words: Words, record: Record) -> list[str]:
    """Why, on a line of its own: chosen, or in the editor's own words."""
    detail = record.detail
    own = detail.get("words") or detail.get("reason") or ""
    if not own:
        return []
    chosen = rewriting.REASONS.get(own) or _FREEZE.get(own)
    reason = words.gettext(chosen) if chosen else clean.line(str(own), longest=_LONGEST_REASON)
    return [words.gettext("Reason: {reason}").format(reason=bidi.isolate(reason))]
