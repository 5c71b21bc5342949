"""What is deleted is gone from the bytes on the disk, not only from what a query says."""

import random
from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import count

import psycopg
import pytest
from sqlalchemy import insert, select, text

from alertbot.chat.handlers.readers import about
from alertbot.chat.rounds import chores
from alertbot.model import ChatId, EditionId, Keeping, Receipt, Role, SubscriberId
from alertbot.storage import engine, pages, people, receipts, subscribers, tables, words
from alertbot.storage.engine import Connection, Database
from alertbot.storage.tables import metadata
from tests.conftest import KEYRING, NOON, ON_SQLITE
from tests.postgres import Server
from tests.storage.desk import an_alert, subscribed
from tests.storage.rows import canaries, files, one_of_each
from tests.storage.test_retention import swept

MANY = 25  # rows a table: enough that pages are split and joined
READERS, FORGETTING = 500, 25
LATE = NOON + timedelta(days=366)


def found(needles: Iterable[bytes], haystacks: Mapping[str, bytes]) -> list[str]:
    """In which files any of these stands."""
    wanted = list(needles)
    return [name for name, data in haystacks.items() if any(needle in data for needle in wanted)]


async def sealed(c: Connection, names: Iterable[str]) -> list[bytes]:
    """The values of all sealed columns of these tables, as they are stored."""
    values: list[bytes] = []
    for name in names:
        for column in metadata.tables[name].columns:
            if hasattr(column.type, "place"):
                rows = await c.execute(text(f'SELECT "{column.name}" FROM "{name}"'))
                values += [bytes(each) for each in rows.scalars() if each is not None]
    return values


async def fill(database: Database, many: int = MANY) -> list[bytes]:
    """Rows in every table: what stands in the bytes of those that expire."""
    async with database.writing() as c:
        numbers = count(1001)
        for _ in range(many):
            await one_of_each(c, numbers)
        return [*(canaries(name) for name in swept()), *await sealed(c, swept())]


@ON_SQLITE
async def test_what_people_take_away_leaves_no_byte_after_the_next_sweep(
    database: Database, migrated_url: str
):
    async with database.writing() as c:
        reader = await subscribed(c, 6_100_000_001)
        word = await words.add(c, reader, "Ghulja")
        payload = await people.invite(c, Role.OWNER, now=NOON)
        editor = await people.redeem(c, payload, user=ChatId(6_100_000_002), language="en", now=NOON)
        assert editor is not None
        needles = await sealed(c, ("word", "person"))
    await database.forget_pages()
    assert found(needles, files(migrated_url))
    async with database.writing() as c:
        await words.remove(c, reader, word)
        await people.remove(c, editor.id)

    await chores.sweep(database, Keeping(), now=NOON)

    assert not found(needles, files(migrated_url))


@ON_SQLITE
async def test_what_expires_leaves_no_byte(database: Database, migrated_url: str):
    needles = await fill(database)
    whole = b"".join(files(migrated_url).values())
    plain = {"invitation", "receipt", "reached", "revision", "answer", "whole_text"}  # not sealed
    assert all(canaries(name) in whole for name in plain)
    assert all(needle in whole for needle in needles if not needle.startswith(b"canary"))
    await chores.step(database, now=LATE)
    await chores.sweep(database, Keeping(), now=LATE)
    assert found(needles, files(migrated_url)) == []


@ON_SQLITE
async def test_whoever_reads_meanwhile_delays_it_for_a_minute_only(database: Database, migrated_url: str):
    needles = await fill(database, 3)
    async with database.reading() as c:
        await c.execute(text("SELECT count(*) FROM receipt"))
        await chores.step(database, now=LATE)
        await chores.sweep(database, Keeping(), now=LATE)
        assert database.pages_wait
        assert found(needles, files(migrated_url))
    await chores.step(database, now=LATE)
    assert not database.pages_wait
    assert found(needles, files(migrated_url)) == []


@pytest.mark.untraced
@ON_SQLITE
async def test_nothing_of_500_readers_is_left_when_they_are_erased(database: Database, migrated_url: str):
    """In any order, with receipts, words and questions of theirs; then no sealed value is anywhere."""
    needles = await furnish(database, READERS)
    assert all(needle in b"".join(files(migrated_url).values()) for needle in needles)
    order = [*range(READERS)]
    random.Random(7).shuffle(order)
    for n in order[:FORGETTING]:
        await about.erase(database, ChatId(chat(n)), now=NOON)
    assert found([seal(chat(n)) for n in order[:FORGETTING]], files(migrated_url)) == []
    async with database.writing() as c:  # as the dispatcher does with those who blocked the bot
        known = [await subscribers.find(c, ChatId(chat(n))) for n in order[FORGETTING:]]
        ids = [each.id for each in known if each is not None]
        for id in ids:
            await subscribers.erase(c, id)
        for id in ids:
            await receipts.erase_subscriber(c, id)
    await database.forget_pages()
    assert found(needles, files(migrated_url)) == []
    async with database.reading() as c:
        left = {
            name: (await c.execute(text(f'SELECT count(*) FROM "{name}"'))).scalar_one()
            for name in ("subscriber", "subscription", "word", "behind", "exception", "dialog", "receipt")
        }
    assert set(left.values()) == {0}


def chat(n: int) -> int:
    return 7_000_000_000 + 7919 * n


def seal(number: int) -> bytes:
    return KEYRING.seal(number.to_bytes(8, "big", signed=True), "subscriber.chat_id")


async def furnish(database: Database, many: int) -> list[bytes]:
    """Readers with words, questions and receipts: their sealed values."""
    chats = {n: ChatId(chat(n)) for n in range(many)}
    async with database.writing() as c:
        alert = await an_alert(c)
        first = await subscribed(c, chat(0))
        [row] = (await c.execute(select(tables.subscriber).where(tables.subscriber.c.id == first))).mappings()
        rest = [{**row, "id": first + n, "chat_id": chats[n]} for n in range(1, many)]
        await c.execute(insert(tables.subscriber), rest)
        watched = [{"subscriber_id": first + n, "text": [f"word {n}"], "skip": False} for n in chats]
        await c.execute(insert(tables.word), watched)
        asked = [
            {"user_id": each, "kind": "word", "data": {"text": f"half {n}"}, "expires_at": NOON}
            for n, each in chats.items()
        ]
        await c.execute(insert(tables.dialog), asked)
        sent = [Receipt(SubscriberId(first + n), 100 + n, EditionId(1), 1) for n in chats]
        await receipts.add(c, alert, sent, now=NOON)
        await receipts.snapshot(c, alert)
        return await sealed(c, ["subscriber", "word", "dialog"])


@pytest.mark.parametrize("migrated_url", ["postgresql"], indirect=True)
async def test_on_postgresql_nothing_is_left_after_the_daily_vacuum(
    migrated_url: str, postgres_server: Server
):
    """In the table files of the data folder."""
    async with engine.opened(migrated_url, KEYRING) as database:
        needles = await furnish(database, 50)
        with psycopg.connect(migrated_url, autocommit=True) as direct:
            direct.execute("CHECKPOINT")
            assert found(needles, postgres_server.files(direct))
            for n in range(50):
                await about.erase(database, ChatId(chat(n)), now=NOON)
            needles += await fill(database, 5)
            await chores.step(database, now=LATE)
            await chores.sweep(database, Keeping(), now=LATE)
            direct.execute("CHECKPOINT")
            assert found(needles, postgres_server.files(direct)) == []
            assert await pages.rewrite_daily(database, today=LATE.date()) == 0  # once a day
