"""The polling loop: nothing is confirmed before its effect, and nobody's update stops another's."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from telegram import Update
from telegram.error import RetryAfter, TimedOut

from alertbot.chat.bot import ChatBot
from alertbot.chat.updates.intake import Means
from alertbot.chat.updates.lanes import Takes, Times, sender
from alertbot.chat.updates.newcomers import Newcomers
from alertbot.chat.updates.polling import Poller
from alertbot.errors import KeyMissing, TokenDead
from alertbot.model import ChatId, Sensitive
from alertbot.playground.botapi import HtmlError, Reset, Status, TooMany, World, serve
from alertbot.storage import leases
from alertbot.storage.engine import Database
from tests.conftest import NOON
from tests.storage.desk import failures

QUICK = Times(
    poll=timedelta(seconds=30),
    glance=timedelta(milliseconds=20),
    retry=timedelta(milliseconds=1),
    longest_retry=timedelta(milliseconds=4),
    lease=timedelta(milliseconds=10),
    grace=timedelta(milliseconds=200),
    patience=timedelta(milliseconds=50),
)


class Taking:
    """A handler that notes texts in order; `do` may fail or wait first."""

    def __init__(self, do: Callable[[str], Awaitable[None]] | None = None) -> None:
        self.do = do
        self.texts: list[str] = []
        self.sorry: list[int] = []
        self.changed = asyncio.Condition()

    async def take(self, update: Update, *, waited: bool = False) -> None:
        text = update.message.text if update.message and update.message.text else ""
        if self.do is not None:
            await self.do(text)
        async with self.changed:
            self.texts.append(text)
            self.changed.notify_all()

    async def apologise(self, user: ChatId, client_language: str | None) -> None:
        async with self.changed:
            self.sorry.append(user.reveal())
            self.changed.notify_all()

    async def until(self, predicate: Callable[[], bool]) -> None:
        async with self.changed, asyncio.timeout(10):
            await self.changed.wait_for(predicate)


def means(
    bot: ChatBot,
    takes: Takes,
    database: Database,
    stop: asyncio.Event,
    *,
    holder: str = "one",
    times: Times = QUICK,
    newcomers: Newcomers | None = None,
) -> Means:
    """What takes updates here."""
    return Means(
        bot=bot,
        takes=takes,
        database=database,
        newcomers=newcomers or Newcomers(lambda: 0.0),
        holder=holder,
        clock=lambda: NOON,
        stop=stop,
        times=times,
    )


class Outside:
    """The world, and a poller on it."""

    def __init__(self, world: World, address: str, database: Database) -> None:
        self.world = world
        self.address = address
        self.database = database
        self.stop = asyncio.Event()

    async def run(
        self,
        takes: Taking,
        *,
        holder: str = "one",
        stop: asyncio.Event | None = None,
        newcomers: Newcomers | None = None,
    ) -> None:
        bot = ChatBot(self.address, Sensitive(self.world.token), note_send=lambda chat: None)
        await bot.initialize()
        stop = stop or self.stop
        try:
            await Poller(means(bot, takes, self.database, stop, holder=holder, newcomers=newcomers)).run()
        finally:
            await bot.shutdown()

    @asynccontextmanager
    async def polling(self, takes: Taking, *, holder: str = "one") -> AsyncIterator[None]:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.run(takes, holder=holder, stop=stop))
            try:
                yield
            finally:
                stop.set()

    def waiting(self) -> list[str]:
        """The texts that are not confirmed."""
        return [update["message"]["text"] for update in self.world.updates.pending]


@pytest.fixture
async def outside(database: Database) -> AsyncIterator[Outside]:
    world = World()
    async with serve(world) as address:
        yield Outside(world, address, database)


async def test_each_is_taken_once_in_order_and_confirmed(outside: Outside):
    anar = outside.world.person(11)
    for n in range(5):
        await anar.say(str(n))
    takes = Taking()
    async with outside.polling(takes):
        await takes.until(lambda: len(takes.texts) == 5)
        await anar.say("5")
        await takes.until(lambda: len(takes.texts) == 6)
    assert takes.texts == [str(n) for n in range(6)]
    assert outside.waiting() == []


async def test_an_update_is_confirmed_only_after_its_effect(outside: Outside):
    """A process that dies between taking an update and storing its effect leaves it to the next."""
    begun = asyncio.Event()

    async def die(text: str) -> None:
        if text == "two":
            begun.set()
            await asyncio.Event().wait()

    anar = outside.world.person(11)
    await anar.say("one")
    await anar.say("two")
    first = Taking(die)
    async with outside.polling(first):
        await begun.wait()
    assert first.texts == ["one"]
    assert outside.waiting() == ["two"]
    second = Taking()
    async with outside.polling(second, holder="two"):
        await second.until(lambda: bool(second.texts))
    assert second.texts == ["two"]
    assert outside.waiting() == []


async def test_a_poisonous_update_is_skipped_after_three_tries_with_a_word(outside: Outside, caplog):
    tried = []

    async def choke(text: str) -> None:
        if text == "poison":
            tried.append(text)
            raise KeyError("a bug")

    await outside.world.person(11).say("poison")
    await outside.world.person(11).say("after")
    takes = Taking(choke)
    with caplog.at_level(logging.WARNING):
        async with outside.polling(takes):
            await takes.until(lambda: "after" in takes.texts)
    assert (len(tried), takes.sorry) == (3, [11])
    assert outside.waiting() == []
    async with outside.database.reading() as c:
        id = outside.world.updates._next_id - 2
        assert await failures(c, bot=outside.world.bot_id, update=id) == 3
    assert "poison" not in caplog.text.replace("poisonous", "")


async def test_an_update_that_ptb_cannot_read_stops_no_other(outside: Outside):
    outside.world.updates.add("message", {"chat": "nonsense"})
    await outside.world.person(11).say("after")
    takes = Taking()
    async with outside.polling(takes):
        await takes.until(lambda: "after" in takes.texts)
    assert takes.sorry == []


async def test_one_who_takes_long_holds_up_nobody_else(outside: Outside):
    release = asyncio.Event()

    async def dawdle(text: str) -> None:
        if text == "slow":
            await release.wait()

    slow, quick = outside.world.person(11), outside.world.person(12)
    takes = Taking(dawdle)
    async with outside.polling(takes):
        await slow.say("slow")
        await slow.say("behind")
        for n in range(3):
            await quick.say(str(n))
            await takes.until(lambda: len(takes.texts) > n)  # noqa: B023 - asked before n changes
        assert takes.texts == ["0", "1", "2"]
        assert outside.waiting()[0] == "slow"
        release.set()
        await takes.until(lambda: "behind" in takes.texts)
    assert takes.texts[-2:] == ["slow", "behind"]
    assert outside.waiting() == []


async def test_one_who_floods_and_cannot_be_answered_holds_up_nobody_else(outside: Outside):
    release = asyncio.Event()

    async def slowly(text: str) -> None:
        if text.startswith("haste"):
            await release.wait()

    takes = Taking(slowly)
    async with outside.polling(takes):
        for number in range(300):
            await outside.world.person(666).say(f"haste {number}")
        await outside.world.person(1).say("please")
        await takes.until(lambda: takes.texts == ["please"])
        release.set()
        await takes.until(lambda: len(takes.texts) > 50)
        assert takes.texts[1] == "haste 0"


async def test_a_passing_fault_of_the_network_is_tried_again_and_not_counted(outside: Outside):
    faults = [TimedOut(), TimedOut(), RetryAfter(timedelta(milliseconds=1))]

    async def stumble(text: str) -> None:
        if faults:
            raise faults.pop()

    await outside.world.person(11).say("one")
    takes = Taking(stumble)
    async with outside.polling(takes):
        await takes.until(lambda: takes.texts == ["one"])
    async with outside.database.reading() as c:
        assert await failures(c, bot=outside.world.bot_id, update=outside.world.updates._next_id - 1) == 0


async def test_a_fault_that_does_not_pass_ends(outside: Outside):
    async def fail(text: str) -> None:
        raise TimedOut

    await outside.world.person(11).say("one")
    takes = Taking(fail)
    async with outside.polling(takes):
        await takes.until(lambda: takes.sorry == [11])
    assert takes.texts == []


@pytest.mark.parametrize(
    "fault", [Status(500), HtmlError(502), Reset(), TooMany(1), Status(409, "Conflict: other")]
)
async def test_polling_goes_on_after_a_fault(outside: Outside, fault, caplog):
    outside.world.faults.add(method="getUpdates", fault=fault, times=1)
    await outside.world.person(11).say("one")
    takes = Taking()
    async with outside.polling(takes):
        await takes.until(lambda: takes.texts == ["one"])
    assert outside.world.token.partition(":")[2] not in caplog.text
    if isinstance(fault, Status) and fault.code == 409:
        assert "another program polls for this bot" in caplog.text


async def test_one_process_polls_and_the_next_takes_over(outside: Outside):
    anar = outside.world.person(11)
    first, second = Taking(), Taking()
    async with outside.polling(second, holder="two"):
        await anar.say("to the second")
        await second.until(lambda: second.texts == ["to the second"])
        async with outside.polling(first, holder="one"):
            await anar.say("to the second too")
            await second.until(lambda: len(second.texts) == 2)
    assert first.texts == []
    async with outside.polling(first, holder="one"):
        await anar.say("to the first")
        await first.until(lambda: first.texts == ["to the first"])
    async with outside.database.writing() as c:
        epoch = await leases.take(
            c, f"poll:{outside.world.bot_id}", "three", now=NOON, time=timedelta(seconds=1)
        )
    assert epoch == 3


async def test_a_dead_token_stops_everything(outside: Outside):
    outside.world.faults.add(method="getUpdates", fault=Status(401, "Unauthorized"), times=1)
    with pytest.raises(BaseExceptionGroup) as raised:
        await outside.run(Taking())
    assert raised.group_contains(TokenDead)
    assert outside.world.token not in repr(raised.value)


async def test_without_the_databases_key_nothing_is_confirmed(outside: Outside):
    async def nobody_is_found(text: str) -> None:
        raise KeyMissing

    await outside.world.person(1).start()
    with pytest.raises(BaseExceptionGroup) as raised:
        await outside.run(Taking(nobody_is_found))
    assert raised.group_contains(KeyMissing)
    assert outside.world.updates.pending


@pytest.mark.parametrize(
    ("raw", "who"),
    [
        ({"message": {"from": {"id": 1}, "chat": {"id": 2}}}, 1),
        ({"my_chat_member": {"chat": {"id": 2}}}, 2),
        ({"callback_query": {"from": {"id": "x"}}}, 0),
        ({"message": None}, 0),
    ],
)
def test_an_update_belongs_to_its_person(raw, who):
    assert sender(raw) == who
