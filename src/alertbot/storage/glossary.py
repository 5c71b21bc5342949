"""The glossary: names and terms with their approved rendering in each language, and what is suggested.

A starting set is loaded once. What editors removed stays away when it is loaded again, and what they
changed stays as they want it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.errors import NotFound
from alertbot.languages.glossary import Entry, Glossary
from alertbot.model import Suggestion, SuggestionId, Term, TermId, TermKind
from alertbot.storage import upsert, versions
from alertbot.storage.tables import rendering, suggestion, term

LONGEST = 128  # characters of a rendering
_MOST_ASKED = 1000  # ids in one statement
_VERSION = versions.Version.GLOSSARY


class Kept:
    """The glossary in memory, read again when it has changed."""

    def __init__(self) -> None:
        self._read: tuple[int, Glossary] | None = None

    async def current(self, connection: AsyncConnection) -> Glossary:
        """The glossary as it is now, always the same object while it does not change."""
        version = await versions.read(connection, _VERSION)
        if self._read is None or self._read[0] != version:
            self._read = version, Glossary(await all(connection))
        return self._read[1]


async def all(connection: AsyncConnection) -> list[Term]:  # noqa: A001 (called glossary.all)
    """All terms, in the order they came."""
    rows = await connection.execute(select(term).where(term.c.removed.is_(False)).order_by(term.c.id))
    return await _with_renderings(connection, rows.all())


async def get(connection: AsyncConnection, id: TermId) -> Term:
    """One term. Raises NotFound."""
    rows = await connection.execute(select(term).where(term.c.id == id, term.c.removed.is_(False)))
    found = await _with_renderings(connection, rows.all())
    if not found:
        raise NotFound(f"no term {id}")
    return found[0]


async def load(connection: AsyncConnection, entries: Sequence[Entry]) -> int:
    """Add what was never there of a starting set, and say how much that was."""
    await versions.bump(connection, _VERSION)  # first: two processes that start together load in turn
    known = set((await connection.execute(select(term.c.slug))).scalars())
    new = [entry for entry in entries if entry.slug not in known]
    for entry in new:
        id = await _insert(connection, slug=entry.slug, kind=entry.kind, note=entry.note)
        await _write(connection, id, entry.renderings, entry.others, checked=False)
    return len(new)


async def is_untouched(connection: AsyncConnection) -> bool:
    """Whether nothing was ever written to the glossary."""
    return (await connection.execute(select(func.count()).select_from(term))).scalar_one() == 0


async def add(
    connection: AsyncConnection,
    *,
    kind: TermKind,
    renderings: Mapping[str, str],
    note: str = "",
    others: Mapping[str, Sequence[str]] | None = None,
) -> TermId:
    """A new term."""
    await versions.bump(connection, _VERSION)
    id = await _insert(connection, slug=None, kind=kind, note=note)
    await _write(connection, id, renderings, others or {}, checked=True)
    return id


async def set_rendering(
    connection: AsyncConnection, id: TermId, language: str, text: str, *, others: Sequence[str] | None = None
) -> None:
    """Call the term so in `language` from now on; `others` mean it too, None leaves them.

    Raises NotFound.
    """
    await _expect(connection, id)
    values: dict[str, object] = {"text": text, "checked": True}
    if others is not None:
        values["others"] = [each for each in dict.fromkeys(others) if each != text]
    row = upsert.insert(connection, rendering).values(
        **{"term_id": id, "language": language, "others": [], **values}
    )
    await connection.execute(row.on_conflict_do_update(index_elements=["term_id", "language"], set_=values))


async def remove_rendering(connection: AsyncConnection, id: TermId, language: str) -> None:
    """Have no approved rendering in `language`. Raises NotFound for a term that is not there."""
    await _expect(connection, id)
    await connection.execute(
        delete(rendering).where(rendering.c.term_id == id, rendering.c.language == language)
    )


async def set_note(connection: AsyncConnection, id: TermId, note: str) -> None:
    """Tell editors this about the term. Raises NotFound."""
    await _expect(connection, id)
    await connection.execute(update(term).where(term.c.id == id).values(note=note))


async def remove(connection: AsyncConnection, id: TermId) -> None:
    """Have the term no longer, even if it is of the starting set and that is loaded again."""
    await _expect(connection, id)
    await connection.execute(delete(rendering).where(rendering.c.term_id == id))
    await connection.execute(delete(suggestion).where(suggestion.c.term_id == id))
    await connection.execute(update(term).where(term.c.id == id).values(removed=True))


async def suggest(
    connection: AsyncConnection, *, language: str, instead: str, better: str, now: datetime
) -> None:
    """Note that an editor corrected `instead` to `better` in a text of `language`.

    One that was corrected so before is counted; one that was declined stays so. Who corrected is not
    kept. What is longer than a rendering may be is no name, and is passed over.
    """
    if not 0 < len(instead) <= LONGEST or not 0 < len(better) <= LONGEST:
        return
    known = Glossary(await all(connection)).terms_called(instead, language)
    row = upsert.insert(connection, suggestion).values(
        term_id=known[0].id if known else None, language=language, instead=instead, better=better,
        count=1, declined=False, created_at=now,
    )  # fmt: skip
    await connection.execute(
        row.on_conflict_do_update(
            index_elements=["language", "instead", "better"], set_={"count": suggestion.c.count + 1}
        )
    )


async def suggestions(connection: AsyncConnection) -> list[Suggestion]:
    """What waits for an editor, the most frequent first."""
    rows = await connection.execute(
        select(suggestion)
        .where(suggestion.c.declined.is_(False))
        .order_by(suggestion.c.count.desc(), suggestion.c.id)
    )
    return [_suggestion(row) for row in rows]


async def accept(connection: AsyncConnection, id: SuggestionId) -> TermId:
    """Make the better one the approved rendering; what it replaces still means the term. Raises NotFound."""
    row = (await connection.execute(select(suggestion).where(suggestion.c.id == id))).first()
    if row is None:
        raise NotFound(f"no suggestion {id}")
    if row.term_id is None:
        of = await add(
            connection, kind=TermKind.TERM, renderings={row.language: row.better},
            others={row.language: [row.instead]},
        )  # fmt: skip
    else:
        of = TermId(row.term_id)
        known = await get(connection, of)
        others = [*known.others.get(row.language, ()), known.renderings.get(row.language), row.instead]
        await set_rendering(
            connection, of, row.language, row.better, others=[each for each in others if each]
        )
    await connection.execute(delete(suggestion).where(suggestion.c.id == id))
    return of


async def decline(connection: AsyncConnection, id: SuggestionId) -> None:
    """Hear of it no more, however often the same is corrected."""
    await connection.execute(update(suggestion).where(suggestion.c.id == id).values(declined=True))


async def _insert(connection: AsyncConnection, *, slug: str | None, kind: TermKind, note: str) -> TermId:
    inserted = await connection.execute(
        insert(term).values(slug=slug, kind=kind, note=note, removed=False).returning(term.c.id)
    )
    return TermId(inserted.scalar_one())


async def _write(
    connection: AsyncConnection,
    id: TermId,
    renderings: Mapping[str, str],
    others: Mapping[str, Sequence[str]],
    *,
    checked: bool,
) -> None:
    rows = [
        {
            "term_id": id,
            "language": language,
            "text": text,
            "others": list(others.get(language, ())),
            "checked": checked,
        }
        for language, text in renderings.items()
    ]
    if rows:
        await connection.execute(insert(rendering), rows)


async def _expect(connection: AsyncConnection, id: TermId) -> None:
    """Count the change that follows. Raises NotFound."""
    await versions.bump(connection, _VERSION)
    await get(connection, id)


async def _with_renderings(connection: AsyncConnection, rows: Sequence[Any]) -> list[Term]:
    found = await _renderings(connection, [row.id for row in rows])
    return [
        Term(
            id=TermId(row.id),
            slug=row.slug,
            kind=TermKind(row.kind),
            note=row.note,
            renderings={each.language: each.text for each in found[row.id]},
            others={each.language: tuple(each.others) for each in found[row.id] if each.others},
            unchecked=frozenset(each.language for each in found[row.id] if not each.checked),
        )
        for row in rows
    ]


async def _renderings(connection: AsyncConnection, ids: Sequence[int]) -> Mapping[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for at in range(0, len(ids), _MOST_ASKED):
        statement = select(rendering).where(rendering.c.term_id.in_(ids[at : at + _MOST_ASKED]))
        for row in await connection.execute(statement.order_by(rendering.c.language)):
            found[row.term_id].append(row)
    return found


def _suggestion(row: Any) -> Suggestion:
    return Suggestion(
        id=SuggestionId(row.id),
        term=None if row.term_id is None else TermId(row.term_id),
        language=row.language,
        instead=row.instead,
        better=row.better,
        count=row.count,
    )
