"""Alembic's entry: runs the revisions on the connection that `storage.schema` hands over."""

from typing import Any, Literal

from alembic import context

from alertbot.storage.columns import SealedChatId, SealedJson, UtcDateTime, WideId
from alertbot.storage.tables import metadata


def _render(kind: str, item: Any, _context: object) -> str | Literal[False]:
    # Revisions must not change when our types do: they name what the database sees.
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, SealedChatId | SealedJson):
        return "sa.LargeBinary()"
    if item is WideId:
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=_render,
)
with context.begin_transaction():
    context.run_migrations()
