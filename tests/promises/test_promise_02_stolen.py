"""Promise 2: a stolen copy of the database or a backup shows nobody."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import insert, select

from alertbot import backups
from alertbot.model import ChatId
from alertbot.storage import dialogs, schema, tables
from alertbot.storage.engine import Database
from tests.conftest import KEYRING, NOON
from tests.storage.desk import subscribed
from tests.storage.rows import files

IDS = tuple(5_000_000_000 + 104_729 * n for n in range(10_000))
WORDS = ["Hotanlik", "قاراقاش", "Қызылжар"]
KEY = bytes(range(32))  # as `KEYRING` has it
_FILTER = 24
_WIDTH = 8  # bytes of each form that are looked for, at any place


def forms(number: int) -> dict[str, bytes]:
    """How a number may stand in a file: all that a thief would try first."""
    big, little = number.to_bytes(8, "big"), number.to_bytes(8, "little")
    decimal = str(number).encode()
    hashed = {
        f"{name} of {kind}": hashlib.new(name, plain, usedforsecurity=False).digest()
        for name in ("sha256", "sha1", "md5")
        for kind, plain in (("decimal", decimal), ("binary", big))
    }
    return {
        "decimal": decimal,
        "big-endian": big,
        "little-endian": little,
        "hex": big.hex().encode(),
        "base64": base64.b64encode(decimal).rstrip(b"="),
        "base64 of binary": base64.b64encode(big).rstrip(b"="),
        **hashed,
    }


@cache
def endings(numbers: tuple[int, ...]) -> Any:
    """The last bytes of every form of the numbers, as sorted integers."""
    needles = b"".join(form[-_WIDTH:] for number in numbers for form in forms(number).values())
    return np.unique(np.frombuffer(needles, "<u8"))


def few_bits(windows: Any) -> Any:
    """A number of `_FILTER` bits for each window."""
    return (windows * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - _FILTER)


def hits(data: bytes, numbers: tuple[int, ...]) -> int:
    """How many places in `data` hold the last bytes of any form of any of the numbers."""
    wanted, found = endings(numbers), 0
    some = np.zeros(1 << _FILTER, bool)  # most windows are none of them, and are known by a few bits
    some[few_bits(wanted)] = True
    for shift in range(_WIDTH):
        windows = np.frombuffer(data, "<u8", count=(len(data) - shift) // _WIDTH, offset=shift)
        found += int(np.isin(windows[some[few_bits(windows)]], wanted).sum())
    return found


@pytest.fixture
async def stolen(database: Database, migrated_url: str, tmp_path: Path) -> dict[str, bytes]:
    """All files of a database of 10,000 readers with words and questions, and its backup."""
    await schema.check_key(database, KEYRING)
    async with database.writing() as c:
        first = await subscribed(c, IDS[0])
        [row] = (await c.execute(select(tables.subscriber))).mappings()
        rest = [{**row, "id": first + n, "chat_id": ChatId(IDS[n])} for n in range(1, len(IDS))]
        await c.execute(insert(tables.subscriber), rest)
        watched = [
            {"subscriber_id": first + n, "text": [n, word], "skip": False}
            for n in range(300)
            for word in WORDS
        ]
        await c.execute(insert(tables.word), watched)
        await dialogs.put(c, ChatId(IDS[0]), kind="word", data={"text": WORDS[0]}, now=NOON)
    backup, _ = await backups.make(database, KEYRING, tmp_path / "backups", now=NOON)
    return {**files(migrated_url), "the backup": backup.read_bytes()}


async def test_promise_2_a_stolen_copy_shows_no_reader_and_no_word(stolen: dict[str, bytes]):
    """A stolen copy of the database or a backup, without the key, does not show who you are or which
    words you watch: 10,000 readers in twelve forms, at every byte of every file."""
    assert {"alertbot.db", "alertbot.db-wal", "alertbot.db-shm", "the backup"} <= set(stolen)
    for name, data in stolen.items():
        assert hits(data, IDS) == 0, name
        for word in WORDS:
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                assert word.encode(encoding) not in data, name
        for key in (KEY, KEY.hex().encode(), base64.b64encode(KEY)):
            assert key not in data, name


def test_promise_2_the_search_would_find_them():
    """The check above sees a number in any of the forms, wherever it stands."""
    for form in forms(IDS[77]).values():
        for place in range(_WIDTH):
            assert hits(bytes(place) + b"x" + form + b"yyyyyyyyy", IDS[77:78]) == 1
