"""Editors and owners: who they are, and how they come and go."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.engine import Row
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import ChatId, Invitation, Person, PersonId, Role, WorkKind
from alertbot.storage import dialogs, invitations, work
from alertbot.storage.tables import audit, person, review

invite = invitations.add  # who invites calls it so


async def find(connection: AsyncConnection, user: ChatId) -> Person | None:
    """The editor or owner with this number of Telegram's, if there is one."""
    row = (await connection.execute(select(person).where(person.c.user_id == user))).first()
    return None if row is None else from_row(row)


async def get(connection: AsyncConnection, id: PersonId) -> Person | None:
    """The editor or owner with this number of ours, if they are still there."""
    row = (await connection.execute(select(person).where(person.c.id == id))).first()
    return None if row is None else from_row(row)


async def everyone(connection: AsyncConnection) -> list[Person]:
    """All editors and owners, those first that came first."""
    rows = await connection.execute(select(person).order_by(person.c.id))
    return [from_row(row) for row in rows]


async def owners_locked(connection: AsyncConnection) -> list[Person]:
    """All owners, whom nobody else can remove until this transaction ends.

    Two who remove each other at once come one after the other, so that one stays.
    """
    owners = select(person).where(person.c.role == Role.OWNER).order_by(person.c.id)
    locked = owners.with_for_update(key_share=True)  # who only writes their number down need not wait
    return [from_row(row) for row in await connection.execute(locked)]


async def set_language(connection: AsyncConnection, id: PersonId, *, language: str) -> None:
    """Speak this language in the editor's screens."""
    await connection.execute(update(person).where(person.c.id == id).values(language=language))


async def set_label(connection: AsyncConnection, id: PersonId, label: str) -> None:
    """Let colleagues see this name; "" for the drawn one."""
    await connection.execute(update(person).where(person.c.id == id).values(label=label or None))


async def count(connection: AsyncConnection, role: Role) -> int:
    """How many people have this role."""
    statement = select(func.count()).select_from(person).where(person.c.role == role)
    return int((await connection.execute(statement)).scalar_one())


async def redeem(
    connection: AsyncConnection, payload: str, *, user: ChatId, language: str, now: datetime
) -> Person | None:
    """Use an invitation up by the payload of its link. None where it is used, expired or unknown."""
    found = await invitations.opened(connection, payload, now=now)
    return None if found is None else await accept(connection, found, user=user, language=language, now=now)


async def accept(
    connection: AsyncConnection, offer: Invitation, *, user: ChatId, language: str, now: datetime
) -> Person | None:
    """Take an invitation up: who does so has its role now. None where it is gone by now.

    It is left as it is by whoever has the role or a higher one already.
    """
    known = await find(connection, user)
    if known is not None and known.role >= offer.role:
        return known
    taken = await invitations.take(connection, offer.id, now=now)
    if taken is None:
        return None
    if known is None:
        await _add(connection, offer, user=user, language=language, languages=taken)
    else:
        label = offer.label or known.label or None
        changed = update(person).where(person.c.id == known.id)
        await connection.execute(changed.values(role=offer.role, label=label))
    return await find(connection, user)


async def remove(connection: AsyncConnection, id: PersonId) -> Person | None:
    """End somebody's rights; what they had in hand is free for others. None where they are gone already.

    Their alert by hand, their requests and the invitations they gave go with them.
    """
    mine = update(review).where(review.c.claimed_by == id)
    await connection.execute(mine.values(claimed_by=None, claimed_until=None))
    await connection.execute(update(review).where(review.c.assigned_to == id).values(assigned_to=None))
    row = (await connection.execute(delete(person).where(person.c.id == id).returning(*person.c))).first()
    if row is None:
        return None
    gone = from_row(row)
    await work.drop(connection, WorkKind.BY_HAND, id)
    await dialogs.close(connection, gone.user)
    return gone


async def is_taken(connection: AsyncConnection, name: str) -> bool:
    """Whether a colleague is called so already, or an open invitation will."""
    names = {each.name.casefold() for each in await everyone(connection)}
    offered = {each.label.casefold() for each in await invitations.all(connection)}
    return name.casefold() in names | offered


async def _add(
    connection: AsyncConnection, offer: Invitation, *, user: ChatId, language: str, languages: Sequence[str]
) -> None:
    await connection.execute(
        insert(person).values(
            user_id=user,
            role=offer.role,
            pseudonym=await _pseudonym(connection, offer.role),
            label=offer.label or None,
            language=language,
            languages=list(languages),
        )
    )


async def _pseudonym(connection: AsyncConnection, role: Role) -> str:
    """A name that says nothing of who it is, and that nobody has, nor had in the log."""
    while True:
        drawn = f"{role.name.lower()}-{secrets.token_hex(2)}"
        here = select(person.c.id).where(person.c.pseudonym == drawn)
        logged = select(audit.c.id).where(audit.c.who == drawn)
        if (await connection.execute(select(exists(here) | exists(logged)))).scalar() is False:
            return drawn


def from_row(row: Row[tuple[object, ...]]) -> Person:
    """The person of a row of the table."""
    return Person(
        id=PersonId(row.id),
        user=row.user_id,
        role=Role(row.role),
        pseudonym=row.pseudonym,
        label=row.label or "",
        language=row.language,
        languages=tuple(row.languages),
    )
