"""What editors and owners see of one another: names, roles, languages, invitations."""

from collections.abc import Mapping, Sequence

from alertbot.chat.access import Act
from alertbot.chat.screens.page import (
    Row,
    Screen,
    back,
    button,
    languages_of,
    paged,
    screen,
    switch,
    to_copy,
    turning,
)
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Invitation, Person, Role

LONGEST_NAME = 24
_MOST_OFFERED = 10  # invitations on the screen, so that its buttons stay few
LETTERS: Mapping[Role, str] = {Role.EDITOR: "e", Role.OWNER: "o"}  # as they stand in buttons


def role_of(words: Words, role: Role) -> str:
    """A role, in the middle of a sentence."""
    return words.gettext("owner") if role is Role.OWNER else words.gettext("editor")


def listing(
    words: Words, me: Person, everybody: Sequence[Person], offered: Sequence[Invitation], *, page: int
) -> Screen:
    """Everybody; owners open each, and see who is invited."""
    shown, at, pages = paged(everybody, page)
    lines = [_line(words, me, each) for each in shown]
    rows: list[Row] = []
    if me.role is Role.OWNER:
        rows += [(button(words, bidi.isolate(each.name), Act.PERSON, each.id),) for each in shown]
    rows += turning(words, Act.PEOPLE, at, pages)
    if me.role is Role.OWNER:
        newest = offered[-_MOST_OFFERED:]
        rows += [(button(words, _offer(words, each), Act.INVITATION, each.id),) for each in newest]
        rows.append(
            (
                button(words, words.gettext("Invite an editor"), Act.INVITE, LETTERS[Role.EDITOR]),
                button(words, words.gettext("Invite an owner"), Act.INVITE, LETTERS[Role.OWNER]),
            )
        )
    else:
        lines.append(words.gettext("Owners invite and remove people."))
        own = words.gettext("Languages that I review")
        rows.append((button(words, own, Act.PERSON_LANGUAGES, me.id),))
    rows.append(back(words, Act.NEWSROOM))
    return screen(words, *lines, title=words.gettext("People"), rows=rows)


def _line(words: Words, me: Person, person: Person) -> str:
    name = bidi.isolate(person.name)
    if person.id == me.id:
        name = words.gettext("{name} (you)").format(name=name)
    role = role_of(words, person.role)
    if not person.languages:
        return words.gettext("{name}: {role}").format(name=name, role=role)
    return words.gettext("{name}: {role}, reviews {languages}").format(
        name=name, role=role, languages=languages_of(words, person.languages)
    )


def _offer(words: Words, offer: Invitation) -> str:
    if offer.label:
        return words.gettext("Invited: {name}").format(name=bidi.isolate(offer.label))
    if offer.role is Role.OWNER:
        return words.gettext("Invited: an owner")
    return words.gettext("Invited: an editor")


def one(words: Words, me: Person, person: Person) -> Screen:
    """Somebody, and what an owner may do."""
    rows: list[Row] = [
        (
            button(words, words.gettext("Languages"), Act.PERSON_LANGUAGES, person.id),
            button(words, words.gettext("Name"), Act.PERSON_NAME, person.id),
        ),
        back(words, Act.PEOPLE),
    ]
    lines = [_line(words, me, person)]
    if person.id == me.id:
        lines.append(words.gettext("Nobody can remove themselves. Another owner can."))
    else:
        rows.insert(1, (button(words, words.gettext("Remove"), Act.PERSON_REMOVE, person.id),))
    return screen(words, *lines, title=person.name, rows=rows)


def languages(words: Words, me: Person, person: Person, offered: Sequence[str]) -> Screen:
    """Which languages somebody reviews, each with a switch."""
    acts = (Act.REVIEWS_ON, Act.REVIEWS_OFF)
    rows: list[Row] = [
        (switch(words, words.name_of(tag), tag in person.languages, acts, person.id, tag),) for tag in offered
    ]
    if me.role is Role.OWNER:
        rows.append(back(words, Act.PERSON, person.id))
    else:
        rows.append(back(words, Act.PEOPLE))
    lines = (
        words.gettext("Who reviews a language is told when a text waits in it, and may decide about it."),
        words.gettext("Readers of a language that somebody reviews wait for it, as the policy says."),
    )
    own = person.id == me.id
    title = words.gettext("Languages that I review") if own else person.name
    return screen(words, *lines, title=title, rows=rows)


def remove(words: Words, person: Person) -> Screen:
    """The last question before somebody goes."""
    return screen(
        words,
        words.gettext(
            "Remove {name}? From the next press on, {name} may do nothing here any more. What {name} had in "
            "hand is free for others, and an alert that {name} was writing is thrown away."
        ).format(name=bidi.isolate(person.name)),
        words.gettext("{name} is told. What {name} decided stays as it is, and stays in the log.").format(
            name=bidi.isolate(person.name)
        ),
        title=person.name,
        rows=(
            (button(words, words.gettext("Yes, remove"), Act.PERSON_REMOVE_SURE, person.id),),
            back(words, Act.PERSON, person.id),
        ),
    )


def removed(words: Words, role: Role) -> Screen:
    """To whoever was removed: one sentence."""
    if role is Role.OWNER:
        line = words.gettext("You are no owner of this bot any more: another owner has ended it.")
    else:
        line = words.gettext("You are no editor of this bot any more: an owner has ended it.")
    return screen(words, line, rows=((button(words, words.gettext("Menu"), Act.HOME),),))


def was_removed(words: Words, person: Person, *, by: str) -> Screen:
    """To the other owners."""
    line = words.gettext("{name} has removed {colleague} from the people who look after this bot.").format(
        name=bidi.isolate(by), colleague=bidi.isolate(person.name)
    )
    return screen(words, line, rows=(back(words, Act.PEOPLE),))


def ask_name(words: Words, role: Role, *, problem: str | None = None) -> Screen:
    """What shall colleagues call whom is invited?"""
    lines = [
        words.gettext("Send me a name that colleagues will see. It is better if it is not the real one."),
        words.gettext("Without one, a name is drawn at random."),
    ]
    title = words.gettext("Invite an owner") if role is Role.OWNER else words.gettext("Invite an editor")
    return screen(
        words,
        *([problem, *lines] if problem else lines),
        title=title,
        rows=(
            (button(words, words.gettext("Without a name"), Act.INVITE_NAMELESS, LETTERS[role]),),
            (button(words, words.gettext("Cancel"), Act.CANCEL, Act.PEOPLE),),
        ),
    )


def rename(words: Words, person: Person, *, problem: str | None = None) -> Screen:
    """What shall colleagues call them from now on?"""
    line = words.gettext("Send me a name that colleagues will see. It is better if it is not the real one.")
    rows: list[Row] = [(button(words, words.gettext("Cancel"), Act.CANCEL, Act.PERSON, person.id),)]
    if person.label:
        rows.insert(0, (button(words, words.gettext("Without a name"), Act.PERSON_NAMELESS, person.id),))
    return screen(words, *([problem, line] if problem else [line]), title=person.name, rows=rows)


def link(words: Words, role: Role, name: str, address: str) -> Screen:
    """The link, this once: to be copied, and not opened by mistake."""
    if role is Role.OWNER:
        first = words.gettext("Whoever opens this link and accepts becomes an owner of this bot:")
    else:
        first = words.gettext("Whoever opens this link and accepts becomes an editor of this bot:")
    lines = [
        first,
        bidi.isolate_ltr(address),
        words.gettext("It works once, within 24 hours, and cannot be shown again."),
        words.gettext(
            "Send it to that person alone, where nobody else can read it. All owners are told when it is "
            "used."
        ),
    ]
    if name:
        lines.append(words.gettext("Colleagues will see: {name}").format(name=bidi.isolate(name)))
    shown = screen(words, *lines, title=words.gettext("Invitation"), rows=(back(words, Act.PEOPLE),))
    return to_copy(shown, address)


def invitation(words: Words, offer: Invitation, *, by: str | None) -> Screen:
    """An invitation that is open still."""
    lines = [_offer(words, offer), words.gettext("Role: {role}").format(role=role_of(words, offer.role))]
    if by is not None:
        lines.append(words.gettext("Invited by: {name}").format(name=bidi.isolate(by)))
    lines.append(words.gettext("Nobody has accepted it yet. It ends by itself within a day."))
    return screen(
        words,
        *lines,
        title=words.gettext("Invitation"),
        rows=(
            (button(words, words.gettext("Take it back"), Act.INVITATION_BACK, offer.id),),
            back(words, Act.PEOPLE),
        ),
    )


def appointed(words: Words, person: Person) -> Screen:
    """To the owners: an invitation was accepted."""
    if person.role is Role.OWNER:
        line = words.gettext("{name} has accepted an invitation and is an owner of this bot now.")
    else:
        line = words.gettext("{name} has accepted an invitation and is an editor of this bot now.")
    return screen(
        words,
        line.format(name=bidi.isolate(person.name)),
        words.gettext("If you do not know why, look at the people at once."),
        rows=((button(words, words.gettext("People"), Act.PEOPLE),), back(words, Act.NEWSROOM)),
    )
