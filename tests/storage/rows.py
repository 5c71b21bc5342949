"""Rows in every table there is, made from the columns themselves, so that new tables have some too."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import JSON, Boolean, Column, Integer, LargeBinary, String, insert, select

from alertbot.model import ChatId
from alertbot.storage.columns import SealedChatId, SealedJson, UtcDateTime
from alertbot.storage.engine import Connection
from alertbot.storage.tables import metadata
from tests.conftest import NOON

_SPECIAL = {  # what makes a row one that expires: a text that was replaced, an alert that is not counting
    ("edition", "revision"): 2,
    ("revision", "number"): 1,
    ("draft", "state"): "writing",
    ("day_total", "day"): f"{NOON:%Y-%m-%d}",
}


async def one_of_each(c: Connection, numbers: Iterator[int] | None = None) -> None:
    """A row of noon in every table, parents first; what lapses by itself does so an hour later.

    Texts and sealed values hold `canary(table, n)`; with `numbers` going on, each call makes new ones.
    """
    numbers = numbers or count(1)
    for table in metadata.sorted_tables:
        n = next(numbers)
        values = {each.name: _value(each, n) for each in table.columns}
        values |= {key.parent.name: await _newest(c, key.column) for key in table.foreign_keys}
        values |= {name: value for (of, name), value in _SPECIAL.items() if of == table.name}
        await c.execute(insert(table).values(values))


def canary(table: str, n: int) -> str:
    """A text that stands nowhere else."""
    return f"canary/{table}/{n:06}/"


async def _newest(c: Connection, column: Column[object]) -> object:
    return (await c.execute(select(column).order_by(column.desc()).limit(1))).scalar_one()


def _value(column: Column[object], n: int) -> object:  # noqa: PLR0911
    told = canary(column.table.name, n)
    match column.type:
        case SealedChatId():
            return ChatId(4_000_000_000 + n)
        case SealedJson() | JSON():
            return [told]
        case UtcDateTime():
            return NOON + timedelta(hours=1 if column.name == "expires_at" else 0)
        case Boolean():
            return False
        case LargeBinary():
            return told.encode()
        case Integer():
            return n if column.primary_key else 0
        case String(length=None):
            return told
        case String():
            return f"x{n}"[: column.type.length]
    raise AssertionError(f"give {column} a value")


def canaries(table: str) -> bytes:
    """What stands in the bytes wherever a row of this table does."""
    return f"canary/{table}/".encode()


def files(url: str) -> dict[str, bytes]:
    """A SQLite database as it lies on the disk: the file, its log and the log's index."""
    path = Path(url.removeprefix("sqlite:///"))
    return {each.name: each.read_bytes() for each in path.parent.glob(f"{path.name}*")}
