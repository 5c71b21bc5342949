"""Answers of providers, kept under what they depend on, so that nothing is paid for twice."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.storage import batches, upsert
from alertbot.storage.tables import answer


async def get(connection: AsyncConnection, key: bytes) -> list[str] | None:
    """The answer kept under `key`; None where there is none."""
    found = (await connection.execute(select(answer.c.texts).where(answer.c.key == key))).first()
    return None if found is None else list(found.texts)


async def put(
    connection: AsyncConnection, key: bytes, texts: Sequence[str], *, provider: str, now: datetime
) -> None:
    """Keep an answer; one that is there already stays."""
    row = {"key": key, "provider": provider, "texts": list(texts), "created_at": now}
    await connection.execute(
        upsert.insert(connection, answer).values(row).on_conflict_do_nothing(index_elements=["key"])
    )


async def expire(connection: AsyncConnection, *, before: datetime, limit: int = batches.SOME) -> int:
    """Forget up to `limit` answers that were made before then: how many."""
    return await batches.delete_some(connection, answer, answer.c.created_at < before, limit=limit)
