"""Readers' own words, sealed: which they watch, and which they want to hear nothing of.

Rows are never changed, only added and removed: whoever keeps them in memory learns of new ones by their
ids, and of removed ones by asking which are still there.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.errors import AlreadyThere
from alertbot.model import Sensitive, SubscriberId, Word, WordId
from alertbot.storage import versions
from alertbot.storage.tables import subscriber, word

LONGEST = 64  # characters of a word or phrase
MOST = 50  # of one reader, both kinds together
_PADDED_TO = 32  # letters; what is longer gets the next multiple
_MOST_ASKED = 1000  # ids in one statement


@dataclass(frozen=True, slots=True)
class Watched:
    """A word with the languages of its reader, in order of preference."""

    word: Word
    languages: tuple[str, ...]


async def add(connection: AsyncConnection, id: SubscriberId, text: str, *, skip: bool = False) -> WordId:
    """Watch a word or phrase from now on, or skip what has it; one that is of the other kind changes it.

    Raises AlreadyThere, and ValueError for what is empty, too long or one too many. For the alerts that
    are on their way call `exceptions.revisit`.
    """
    if not 0 < len(text) <= LONGEST:
        raise ValueError(f"a word has 1 to {LONGEST} characters, not {len(text)}")
    await versions.bump(connection, versions.Version.WORDS)
    known = await of(connection, id)
    same = next((each for each in known if each.text.reveal().casefold() == text.casefold()), None)
    if same is not None and same.skip == skip:
        raise AlreadyThere(same.id)
    if same is not None:
        await _delete(connection, id, same.id)
    elif len(known) >= MOST:
        raise ValueError(f"at most {MOST} words")
    inserted = await connection.execute(insert(word).values(_row(id, text, skip)).returning(word.c.id))
    return WordId(inserted.scalar_one())


async def of(connection: AsyncConnection, id: SubscriberId) -> list[Word]:
    """The words of a reader, in the order they came."""
    rows = await connection.execute(select(word).where(word.c.subscriber_id == id).order_by(word.c.id))
    return [_word(row.id, row.subscriber_id, row.text, row.skip) for row in rows]


async def watches(connection: AsyncConnection, id: SubscriberId) -> bool:
    """Whether a reader watches any word."""
    found = select(word.c.id).where(word.c.subscriber_id == id, word.c.skip.is_(False)).limit(1)
    return (await connection.execute(found)).first() is not None


async def remove(connection: AsyncConnection, id: SubscriberId, which: WordId) -> None:
    """Watch or skip it no longer; nothing happens where it is another's, or gone."""
    await versions.bump(connection, versions.Version.WORDS)
    await _delete(connection, id, which)


async def renew(connection: AsyncConnection, id: SubscriberId) -> None:
    """Have the words of a reader, whose languages changed, read anew: they get new ids."""
    known = await of(connection, id)
    if not known:
        return
    await versions.bump(connection, versions.Version.WORDS)
    await connection.execute(delete(word).where(word.c.subscriber_id == id))
    await connection.execute(insert(word), [_row(id, each.text.reveal(), each.skip) for each in known])


async def page(connection: AsyncConnection, *, after: WordId, limit: int) -> list[Watched]:
    """The next words of all readers with an id above `after`, by id."""
    rows = await connection.execute(
        select(word, subscriber.c.languages)
        .join(subscriber, subscriber.c.id == word.c.subscriber_id)
        .where(word.c.id > after)
        .order_by(word.c.id)
        .limit(limit)
    )
    return [
        Watched(_word(row.id, row.subscriber_id, row.text, row.skip), tuple(row.languages)) for row in rows
    ]


async def still_there(connection: AsyncConnection, ids: Collection[WordId]) -> set[WordId]:
    """Those of `ids` that are watched or skipped still."""
    asked, found = sorted(ids), set[WordId]()
    for at in range(0, len(asked), _MOST_ASKED):
        rows = await connection.execute(select(word.c.id).where(word.c.id.in_(asked[at : at + _MOST_ASKED])))
        found.update(WordId(id) for id in rows.scalars())
    return found


async def _delete(connection: AsyncConnection, id: SubscriberId, which: WordId) -> None:
    await connection.execute(delete(word).where(word.c.id == which, word.c.subscriber_id == id))


def _row(id: SubscriberId, text: str, skip: bool) -> dict[str, object]:
    padding = " " * (-len(text.encode()) % _PADDED_TO)
    return {"subscriber_id": id, "text": [id, text, padding], "skip": skip}


def _word(id: int, of_whom: int, sealed: tuple[int, str, str], skip: bool) -> Word:
    return Word(id=WordId(id), subscriber=SubscriberId(of_whom), text=Sensitive(sealed[1]), skip=skip)
