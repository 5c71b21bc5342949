"""The broadcast lane beside python-telegram-bot's `Bot.send_message`: CPU and messages a second.

    python -m benchmarks.dispatch [messages]

Both send the same message to the stand-in of the Bot API, which runs in a process of its own, so that
only the sender's CPU is counted. They take turns, and the best turn of each counts: the machine may be
busy with other things.
"""

import asyncio
import logging
import multiprocessing
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity

from alertbot.dispatch.pace import Pace
from alertbot.dispatch.render import Button, Entity, Message
from alertbot.dispatch.telegram import open_lane
from alertbot.model import ChatId, Sensitive
from alertbot.playground.botapi.server import serve
from alertbot.playground.botapi.world import TOKEN, World

MESSAGES = 1000
READERS = 200
AT_ONCE = 32
TURNS = 3
TEXT = "Жол жөнделді\n" + "Бұл ойдан шығарылған хабар. " * 14 + "\nnews.example"
URL = "https://news.example/roads"
MESSAGE = Message(
    TEXT,
    (Entity("bold", 0, 12), Entity("text_link", len(TEXT) - 12, 12, URL)),
    ((Button("news.example", url=URL),), (Button("Options", data="o:7"),)),
)

Send = Callable[[int], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Turn:
    """One measured turn."""

    cpu: float  # seconds of this process
    wall: float  # seconds


def main() -> None:
    """Measure, and print one line for each and the ratio."""
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES
    logging.disable(logging.INFO)
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    try:
        lane, library = asyncio.run(_measure(ours.recv(), messages))
    finally:
        server.terminate()
        server.join()
    for name, turn in (("broadcast lane", lane), ("Bot.send_message", library)):
        per_message = 1e6 * turn.cpu / messages
        print(f"{name:18} {per_message:8.0f} µs CPU a message {messages / turn.wall:8.0f} messages/s")
    print(f"{'ratio':18} {library.cpu / lane.cpu:8.1f} times the CPU")


def _serve(pipe: Connection) -> None:
    async def forever() -> None:
        world = World(keep_calls=False, keep_messages=False)
        for chat in range(1, READERS + 1):
            world.person(chat, started=True)
        async with serve(world) as address:
            pipe.send(address)
            await asyncio.Event().wait()

    asyncio.run(forever())


async def _measure(address: str, messages: int) -> tuple[Turn, Turn]:
    lanes, libraries = [], []
    keyboard = InlineKeyboardMarkup(
        [
            [InlineKeyboardButton("news.example", url=URL)],
            [InlineKeyboardButton("Options", callback_data="o:7")],
        ]
    )
    entities = [
        MessageEntity(MessageEntity.BOLD, 0, 12),
        MessageEntity(MessageEntity.TEXT_LINK, len(TEXT) - 12, 12, url=URL),
    ]
    preview = LinkPreviewOptions(is_disabled=True)
    async with (
        open_lane(base_url=address, token=Sensitive(TOKEN), pace=Pace(1000), at_once=AT_ONCE) as lane,
        Bot(TOKEN, base_url=f"{address}/bot") as bot,
    ):
        prepared = lane.prepare(MESSAGE)
        for _ in range(TURNS):
            lanes.append(await _turn(lambda chat: lane.send(ChatId(chat), prepared), messages))
            libraries.append(
                await _turn(
                    lambda chat: bot.send_message(
                        chat, TEXT, entities=entities, reply_markup=keyboard, link_preview_options=preview
                    ),
                    messages,
                )
            )
    return min(lanes, key=lambda turn: turn.cpu), min(libraries, key=lambda turn: turn.cpu)


async def _turn(send: Send, messages: int) -> Turn:
    """Send to readers in turn, AT_ONCE in flight."""
    numbers = iter(range(messages))

    async def one_of_many() -> None:
        for number in numbers:
            await send(1 + number % READERS)

    cpu, wall = _cpu(), time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(one_of_many())
    return Turn(_cpu() - cpu, time.perf_counter() - wall)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
