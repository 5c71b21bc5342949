"""Whole texts of articles in other languages than their own, made once for all readers."""

from datetime import datetime
from hashlib import blake2b

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from alertbot.model import ArticleId, Origin, Whole
from alertbot.storage import batches, upsert
from alertbot.storage.tables import whole_text

_HASH_BYTES = 16


def source_hash(text: str) -> bytes:
    """What tells whether an article's text has changed since others were made of it."""
    return blake2b(text.encode(), digest_size=_HASH_BYTES).digest()


async def get(
    connection: AsyncConnection, article: ArticleId, language: str, *, source_hash: bytes
) -> Whole | None:
    """The article's text in `language`, if it was made of what `source_hash` is the hash of.

    With an empty text where it was made and is not fit to be shown.
    """
    found = select(whole_text).where(
        whole_text.c.article_id == article,
        whole_text.c.language == language,
        whole_text.c.source_hash == source_hash,
    )
    row = (await connection.execute(found)).first()
    if row is None:
        return None
    return Whole(
        language=row.language,
        title=row.title,
        text=row.text,
        origin=Origin(row.origin),
        source_language=row.source_language,
    )


async def put(
    connection: AsyncConnection,
    article: ArticleId,
    whole: Whole,
    *,
    source_hash: bytes,
    provider: str | None,
    now: datetime,
) -> None:
    """Keep the article's text in a language, in place of what was kept."""
    values = {
        "source_hash": source_hash,
        "title": whole.title,
        "text": whole.text,
        "origin": whole.origin,
        "source_language": whole.source_language,
        "provider": provider,
        "created_at": now,
    }
    row = upsert.insert(connection, whole_text).values(article_id=article, language=whole.language, **values)
    await connection.execute(
        row.on_conflict_do_update(index_elements=["article_id", "language"], set_=values)
    )


async def expire(connection: AsyncConnection, *, before: datetime, limit: int = batches.SOME) -> int:
    """Forget up to `limit` texts that were made before then: how many. They can be made again."""
    return await batches.delete_some(connection, whole_text, whole_text.c.created_at < before, limit=limit)
