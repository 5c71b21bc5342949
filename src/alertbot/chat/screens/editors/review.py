"""What editors see of the texts that wait for them: the list, one text beside its source, and questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alertbot.chat.access import Act
from alertbot.chat.screens.editors.findings import finding
from alertbot.chat.screens.page import Button, Row, Screen, back, button, numbered, paged, screen, turning
from alertbot.chat.screens.sheet import Sheet
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words, gettext_noop
from alertbot.model import ArticleId, Edition, HoldReason, Person, PersonId, Urgency
from alertbot.storage.review import Waiting

FRESH = "n"  # the argument that asks for the list in a new message: the notice stays what it is
MOST_SHOWN = 5  # texts of the list on one screen, each with its facts
_LONGEST_TITLE = 95

_WHY: Mapping[HoldReason, str] = {
    HoldReason.POLICY: gettext_noop("Every machine translation into this language is looked over."),
    HoldReason.FINDINGS: gettext_noop("A check asks to look twice."),
    HoldReason.HARD: gettext_noop("A check found something serious."),
    HoldReason.NAMED: gettext_noop("It seems to name a person, under a topic where that is looked over."),
    HoldReason.NO_DRAFT: gettext_noop("No machine has translated it. You can."),
    HoldReason.EDITED: gettext_noop("It was changed and has not been approved yet."),
}
_SHORT: Mapping[HoldReason, str] = {
    HoldReason.POLICY: gettext_noop("to be looked over"),
    HoldReason.FINDINGS: gettext_noop("look twice"),
    HoldReason.HARD: gettext_noop("serious finding"),
    HoldReason.NAMED: gettext_noop("names a person"),
    HoldReason.NO_DRAFT: gettext_noop("to be translated"),
    HoldReason.EDITED: gettext_noop("changed, not approved"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is the same on every screen of one editor."""

    words: Words
    me: Person
    names: Mapping[PersonId, str]  # what colleagues are called
    now: datetime


def listing(
    around: Around,
    waiting: Sequence[Waiting],
    *,
    page: int,
    away: bool,
    clean: int,
    sources: Mapping[ArticleId, Edition],
    note: str | None = None,
) -> Screen:
    """What waits, in its order; `clean` is how many may go out in one press.

    Of a text that nobody has translated yet the title of its source is shown.
    """
    words = around.words
    shown, at, pages = paged(waiting, page, MOST_SHOWN)
    sheet = Sheet(words)
    sheet.line(words.gettext("Review"), bold=True)
    if note is not None:
        sheet.line(note)
    sheet.line(count(words, len(waiting)))
    if away:
        sheet.line(words.gettext("You are away: others review, and you are told nothing."))
    listed = numbered(shown, at, MOST_SHOWN)
    for number, each in listed:
        sheet.line()
        sheet.line(f"{words.number(number)}. {_facts(around, each)}")
        titled = each.edition if each.edition.revision else sources.get(each.edition.article, each.edition)
        sheet.quote(titled.title[:_LONGEST_TITLE], "", titled.language)
    opening = tuple(
        button(words, words.number(number), Act.REVIEW_ITEM, each.edition.id) for number, each in listed
    )
    rows: list[Row] = [opening] if opening else []
    rows += turning(words, Act.REVIEW, at, pages)
    if clean > 1:
        rows.append((_approve_clean(words, clean, max(each.id for each in waiting)),))
    turn = (Act.BACK, words.gettext("I am back")) if away else (Act.AWAY, words.gettext("I am away"))
    rows.append((button(words, turn[1], turn[0]),))
    rows.append(back(words, Act.NEWSROOM))
    return sheet.screen(rows)


def _approve_clean(words: Words, clean: int, last: int) -> Button:
    text = words.ngettext(
        "Approve {number} text without findings", "Approve {number} texts without findings", clean
    ).format(number=words.number(clean))
    return button(words, text, Act.APPROVE_CLEAN, last, clean)


def count(words: Words, n: int) -> str:
    """How many texts wait."""
    if n == 0:
        return words.gettext("Nothing waits for you.")
    return words.ngettext("{number} text waits.", "{number} texts wait.", n).format(number=words.number(n))


def _facts(around: Around, waiting: Waiting) -> str:
    """Language, urgency, why, how long still, and who is on it, on one line."""
    words = around.words
    facts = [bidi.isolate(words.name_of(waiting.edition.language))]
    if waiting.urgency is Urgency.URGENT:
        facts.append(words.gettext("urgent"))
    facts += [words.gettext(_SHORT[reason]) for reason in waiting.reasons]
    if (left := waiting.deadline_at - around.now) > timedelta(0):
        facts.append(_minutes(words, left))
    if (other := _other(around, waiting)) is not None:
        facts.append(words.gettext("{name} is on it").format(name=bidi.isolate(other)))
    elif waiting.assigned_to is not None:
        facts.append(_assigned(around, waiting.assigned_to))
    return " · ".join(facts)


def _minutes(words: Words, left: timedelta) -> str:
    minutes = max(1, round(left.total_seconds() / 60))
    return words.ngettext("{number} minute left", "{number} minutes left", minutes).format(
        number=words.number(minutes)
    )


def _other(around: Around, waiting: Waiting) -> str | None:
    """The colleague who has it in hand, if one has."""
    holder = waiting.held_by(around.now)
    return None if holder is None or holder == around.me.id else around.names.get(holder, "…")


def _assigned(around: Around, to: PersonId) -> str:
    words = around.words
    if to == around.me.id:
        return words.gettext("sent to you")
    return words.gettext("sent to {name}").format(name=bidi.isolate(around.names.get(to, "…")))


def item(
    around: Around,
    waiting: Waiting,
    source: Edition | None,
    *,
    url: str | None,
    colleagues: bool,
    note: str | None = None,
) -> Screen:
    """One text beside its source, what the checks found, why it waits and until when."""
    words, edition = around.words, waiting.edition
    sheet = Sheet(words)
    version = words.gettext("{language} version").format(
        language=bidi.isolate(words.name_of(edition.language))
    )
    sheet.line(version, bold=True)
    for line in _about(around, waiting, note):
        sheet.line(line)
    marks = [word for finding in waiting.findings for word in finding.words]
    if edition.revision:
        sheet.line()
        sheet.line(words.gettext("The translation:"))
        sheet.quote(edition.title, edition.summary, edition.language, marks=marks)
    if source is not None:
        sheet.line()
        sheet.line(
            words.gettext("The source, in {language}:").format(
                language=bidi.isolate(words.name_of(source.language))
            )
        )
        sheet.quote(source.title, source.summary, source.language, marks=marks)
    mine = _other(around, waiting) is None
    if mine:
        sheet.line()
        sheet.line(how_to_write(words, translated=edition.revision > 0))
    return sheet.screen(_item_rows(around, waiting, mine=mine, url=url, colleagues=colleagues))


def _about(around: Around, waiting: Waiting, note: str | None) -> list[str]:
    words = around.words
    lines = [] if note is None else [note]
    if (other := _other(around, waiting)) is not None:
        lines.append(words.gettext("{name} is on it.").format(name=bidi.isolate(other)))
    if waiting.urgency is Urgency.URGENT:
        lines.append(words.gettext("This is urgent."))
    lines += [words.gettext(_WHY[reason]) for reason in waiting.reasons]
    lines += [f"– {finding(words, each)}" for each in waiting.findings]
    lines.append(_until(around, waiting))
    return lines


def _until(around: Around, waiting: Waiting) -> str:
    """Until when it waits, and what then."""
    words = around.words
    left = waiting.deadline_at - around.now
    if left <= timedelta(0):
        return words.gettext(
            "Its readers have been sent their next language already. Who got nothing gets this one."
        )
    minutes = max(1, round(left.total_seconds() / 60))
    if waiting.by_itself:
        text = words.ngettext(
            "If nobody decides, it goes out in {number} minute, labelled as not checked.",
            "If nobody decides, it goes out in {number} minutes, labelled as not checked.",
            minutes,
        )
    else:
        text = words.ngettext(
            "It goes out only if somebody approves it. In {number} minute its readers are sent their next "
            "language.",
            "It goes out only if somebody approves it. In {number} minutes its readers are sent their next "
            "language.",
            minutes,
        )
    return text.format(number=words.number(minutes))


def how_to_write(words: Words, *, translated: bool) -> str:
    """How an editor sends a text."""
    if translated:
        return words.gettext(
            "To change it, send me the whole text: the title on the first line, the summary below."
        )
    return words.gettext(
        "To translate it, send me the translation: the title on the first line, the summary below."
    )


def _item_rows(
    around: Around, waiting: Waiting, *, mine: bool, url: str | None, colleagues: bool
) -> list[Row]:
    words, edition = around.words, waiting.edition
    rows: list[Row] = []
    if mine and edition.revision:
        rows.append((button(words, words.gettext("Approve"), Act.APPROVE, edition.id, edition.revision),))
        rows.append(
            (
                button(words, words.gettext("Change"), Act.REWRITE, edition.id),
                button(words, words.gettext("Reject"), Act.REJECT, edition.id, edition.revision),
            )
        )
    elif mine:
        leave_out = words.gettext("Do not translate it")
        rows.append((button(words, leave_out, Act.REJECT, edition.id, edition.revision),))
    if mine and colleagues:
        rows.append((button(words, words.gettext("Send to a colleague"), Act.COLLEAGUES, edition.id),))
    if url is not None:
        rows.append((Button(words.gettext("Read the article"), url=url),))
    rows.append(
        (
            button(words, words.gettext("Next"), Act.REVIEW_NEXT, edition.id),
            button(words, words.gettext("Back"), Act.REVIEW),
        )
    )
    return rows


def notice(words: Words, waiting: int, *, urgent: int) -> Screen:
    """The one message that tells an editor how much waits; it changes as the number does."""
    lines = [count(words, waiting)]
    if urgent:
        lines.append(
            words.ngettext("{number} of them is urgent.", "{number} of them are urgent.", urgent).format(
                number=words.number(urgent)
            )
        )
    rows: tuple[Row, ...] = ()
    if waiting:
        rows = ((button(words, words.gettext("Review"), Act.REVIEW, 0, FRESH),),)
    return screen(words, *lines, rows=rows)
