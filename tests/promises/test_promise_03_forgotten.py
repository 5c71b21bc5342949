"""Promise 3: /forget and blocking erase."""

import asyncio

from sqlalchemy import func, select

from alertbot.chat.handlers.readers import about
from alertbot.dispatch.pace import Pace
from alertbot.dispatch.telegram import open_lane
from alertbot.languages.catalogues import Catalogues
from alertbot.model import AlertId, ChatId, EditionId, Receipt, Sensitive, SubscriberId
from alertbot.playground.botapi.server import serve
from alertbot.playground.botapi.world import World
from alertbot.storage import dialogs, receipts, words
from alertbot.storage import subscribers as stored
from alertbot.storage.engine import Database
from alertbot.storage.tables import metadata
from tests.chat.test_conversation import GULNAR, House, subscribe
from tests.conftest import KEYRING, NOON
from tests.dispatch import newsroom as dispatching
from tests.promises.test_promise_01_stored import about_readers
from tests.storage.desk import an_alert
from tests.storage.rows import files


def seal(number: int, place: str = "subscriber.chat_id") -> bytes:
    return KEYRING.seal(number.to_bytes(8, "big", signed=True), place)


async def left(database: Database) -> dict[str, int]:
    """The tables about readers that have rows."""
    async with database.reading() as c:
        counts = {
            name: (await c.execute(select(func.count()).select_from(metadata.tables[name]))).scalar_one()
            for name in sorted(about_readers() | {"receipt"})
        }
    return {name: count for name, count in counts.items() if count}


async def furnish(database: Database, user: int, message: int) -> None:
    """A word and a question of theirs, and an alert that reached them."""
    async with database.writing() as c:
        known = await stored.find(c, ChatId(user))
        assert known is not None
        await words.add(c, known.id, "Hotanlik")
        sent = [Receipt(known.id, message, EditionId(1), 1)]
        await receipts.add(c, await an_alert(c), sent, now=NOON)
        await dialogs.put(c, ChatId(user), kind="word", data={}, now=NOON)


async def test_promise_3_forget_erases_at_once_and_cleans_the_chat(house: House, migrated_url: str):
    """/forget erases you from the live database at once and cleans the chat as far as Telegram allows."""
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        alert = phone.last.message_id
        await furnish(house.database, GULNAR, alert)
        assert {"subscriber", "word", "dialog"} <= set(await left(house.database))
        assert any(seal(GULNAR) in data for data in files(migrated_url).values())
        await phone.say("/forget")
        await phone.press("Yes, erase")
        # Of the chat only what is to be taken away in it is known still, and that no longer than it takes.
        assert set(await left(house.database)) <= {"fading"}
        assert not any(seal(GULNAR) in data for data in files(migrated_url).values())
        await phone.world.until(lambda _: alert not in {each.message_id for each in phone.from_bot})
        async with asyncio.timeout(30):
            while await left(house.database):
                pass  # counting lets the others go on
    if house.database.is_sqlite:
        assert not any(seal(GULNAR, "fading.chat_id") in data for data in files(migrated_url).values())


async def test_promise_3_blocking_erases_as_soon_as_telegram_tells(house: House, migrated_url: str):
    """Blocking the bot erases you too, as soon as Telegram tells us."""
    phone = house.phone()
    async with house.open():
        await subscribe(phone)
        await furnish(house.database, GULNAR, phone.last.message_id)
        await phone.person.block()
        await phone.settled()
        assert await left(house.database) == {}
    assert not any(seal(GULNAR) in data for data in files(migrated_url).values())


async def test_promise_3_who_blocked_is_erased_when_an_alert_cannot_reach_them(
    database: Database, migrated_url: str, words: Catalogues
):
    """Also where the news of blocking was missed: the send tells. The others keep what is theirs."""
    world, pace = World(), Pace(1000, per_chat=0)
    async with (
        serve(world) as address,
        open_lane(base_url=address, token=Sensitive(world.token), pace=pace) as lane,
    ):
        room = dispatching.Newsroom(database, world, lane, address, words)
        chats = [8_000_000_000 + 97 * n for n in range(40)]
        for chat in chats:
            await room.reader(chat)
        await room.article()
        assert await room.step() == 40
        for chat in chats[::2]:
            world.person(chat)._set_blocked(True)
        await room.article(title="A bridge was mended")
        await room.step()
        await room.step()
        data = b"".join(files(migrated_url).values())
        assert [chat for chat in chats[::2] if seal(chat) in data] == []
        assert [chat for chat in chats[1::2] if seal(chat) not in data] == []
        async with database.reading() as c:
            for number in range(1, 41):
                reached = await receipts.of_subscriber(c, SubscriberId(number))
                assert len(reached) == (0 if number % 2 else 2)
            assert len(await receipts.reached_by(c, AlertId(1))) == 20


async def test_promise_3_who_is_forgotten_does_not_come_back_by_asking(house: House):
    """What is erased twice is erased once, and a stranger has nothing to erase."""
    await about.erase(house.database, ChatId(GULNAR), now=NOON)
