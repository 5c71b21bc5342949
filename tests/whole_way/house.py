"""A newsroom with readers, its Telegram, and alertbot as a real process: all that a whole way needs."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from alertbot import keys
from alertbot.model import ChatId, TopicId
from alertbot.playground import botapi
from alertbot.playground.botapi.world import World
from alertbot.playground.newsroom import site, stories
from alertbot.playground.newsroom.press import MAIN, Newsroom
from alertbot.storage import engine, feeds, schema, subscribers, topics
from tests.conftest import KEYRING

LANGUAGES = ("ug", "kk", "en")
SCRIPTS = ("ug-Latn", "ug-Cyrl", "kk-Arab", "kk-Latn")  # of languages that the newsroom publishes in
PATIENCE = 40.0  # seconds: processes start slowly where many run


@dataclass
class House:
    """What a test sees and does."""

    folder: Path
    url: str
    world: World
    press: Newsroom
    readers: dict[str, list[int]]  # first-choice language → chat ids
    processes: list[asyncio.subprocess.Process] = field(default_factory=list)

    @property
    def log(self) -> Path:
        """What all processes wrote."""
        return self.folder / "log"

    async def start(self, *fate: str) -> asyncio.subprocess.Process:
        """Start alertbot, with the point of its death if it has one."""
        with self.log.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.whole_way.process", str(self.folder / "alertbot.toml"), *fate,
                stdout=log, stderr=log, env=_environment(),
            )  # fmt: skip
        self.processes.append(process)
        return process

    async def works(self) -> None:
        """Wait until a process that was just started asks Telegram for updates."""
        before = self._polls()
        await self.world.until(lambda _: self._polls() > before, PATIENCE)

    def _polls(self) -> int:
        return sum(call.method == "getUpdates" for call in self.world.calls)

    async def stop(self, process: asyncio.subprocess.Process) -> int:
        """Ask a process to end; its exit code."""
        process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(process.wait(), PATIENCE)

    async def ended(self, process: asyncio.subprocess.Process, seconds: float) -> int:
        """The exit code of a process that ends by itself."""
        try:
            return await asyncio.wait_for(process.wait(), seconds)
        except TimeoutError as error:
            raise AssertionError(f"it lives on\n{self.log.read_text()[-6000:]}") from error

    async def everyone_has(self, titles: Mapping[str, Sequence[str]]) -> None:
        """Wait until every reader was sent each of their language's titles."""
        try:
            await self.world.until(lambda _: not self.missing(titles), PATIENCE)
        except TimeoutError as error:
            raise AssertionError(
                f"missing: {self.missing(titles)}\n{self.log.read_text()[-6000:]}"
            ) from error

    def missing(self, titles: Mapping[str, Sequence[str]]) -> list[tuple[str, int, str]]:
        """Who was not sent what."""
        return [
            (language, reader, title)
            for language, readers in self.readers.items()
            for reader in readers
            for title in titles[language]
            if not self.copies(reader, title)
        ]

    def repeats(self, titles: Mapping[str, Sequence[str]]) -> int:
        """How many copies were sent beyond the first."""
        return sum(
            self.copies(reader, title) - 1
            for language, readers in self.readers.items()
            for reader in readers
            for title in titles[language]
        )

    def copies(self, reader: int, title: str) -> int:
        """How often a reader was sent the alert with this title."""
        return Counter(_has(shown.text, title) for shown in self.world.person(reader).messages)[True]

    def foreign(self, titles: Mapping[str, Sequence[str]]) -> list[tuple[int, str]]:
        """Which readers were sent an alert in a language that is not theirs."""
        return [
            (reader, shown.text)
            for language, readers in self.readers.items()
            for reader in readers
            for shown in self.world.person(reader).messages
            if not any(_has(shown.text, title) for title in titles[language])
        ]

    def button(self, person: int, label: str) -> tuple[int, str]:
        """The message and data of the newest button with this label in it; () where there is none."""
        for shown in reversed(self.world.person(person).messages):
            for button in (button for row in shown.keyboard for button in row):
                if label in button["text"] and "callback_data" in button:
                    return shown.message_id, button["callback_data"]
        return ()  # type: ignore[return-value]  # falsy: asked again

    def has_button(self, person: int, label: str, _world: World) -> bool:
        """Whether there is such a button, as `World.until` asks."""
        return bool(self.button(person, label))

    def publish(self) -> dict[str, str]:
        """Publish the next story; its title in each language."""
        publication = self.press.publish_next(MAIN)
        return {each.language: publication.headline(each) for each in self.press.outlet(MAIN).sections}


def _environment() -> dict[str, str]:
    """Ours, without the coverage that processes start under: it is slow, and lost where they are killed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    return kept | {"PTB_TIMEDELTA": "1"}


def _has(text: str, title: str) -> bool:
    """Whether an alert has this title, whatever marks of direction it carries."""
    return "".join(letter for letter in title if letter.isalnum()) in "".join(
        letter for letter in text if letter.isalnum()
    )


@asynccontextmanager
async def built(
    folder: Path, url: str, *, readers: int = 12, rate: int = 30, languages: Sequence[str] = LANGUAGES
) -> AsyncIterator[House]:
    """A house with so many readers of each language, all on all topics; no process runs yet."""
    world = World()
    press = Newsroom(stories.outlets(), clock=lambda: datetime.now(UTC), at_start=0)
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(botapi.serve(world))
        address = await stack.enter_async_context(site.serve(press))
        _write_settings(folder, url, telegram, world, rate)
        people = await _furnish(url, press, address, world, dict.fromkeys(languages, readers))
        house = House(folder, url, world, press, people)
        try:
            yield house
        finally:
            for process in house.processes:
                if process.returncode is None:
                    process.kill()
                    await process.wait()


def _write_settings(folder: Path, url: str, telegram: str, world: World, rate: int) -> None:
    keys.write_secret(folder / "secrets" / "token", world.token)
    keys.write_secret(folder / "secrets" / "key", keys.key_file_line(1, bytes(range(32))))
    database = "" if url.startswith("sqlite") else f'database = "{url}"'
    (folder / "alertbot.toml").write_text(
        f"""
[telegram]
base_url = "{telegram}"
rate = {rate}
poll_timeout = 1

[data]
folder = "data"
{database}

[feeds]
quickest = 1
usual = 1
slowest = 1
"""
    )


async def _furnish(
    url: str, press: Newsroom, address: str, world: World, readers: Mapping[str, int]
) -> dict[str, list[int]]:
    now = datetime.now(UTC)
    people: dict[str, list[int]] = {language: [] for language in readers}
    async with engine.opened(url, KEYRING) as database:
        await schema.upgrade(database)
        async with database.writing() as connection:
            ids: list[TopicId] = []
            for topic in stories.topics():
                ids.append(await topics.add(connection, slug=topic.slug, names=topic.names))
                for language, words in topic.keywords.items():
                    await topics.set_keywords(connection, ids[-1], language, words)
            for feed in press.feeds(address):
                await feeds.add(
                    connection, url=feed.url, title=feed.title, language=feed.language,
                    hosts=frozenset({"127.0.0.1"}), topics=(), announce_first=True, now=now,
                )  # fmt: skip
            for place, (language, many) in enumerate(readers.items()):
                for number in range(many):
                    reader = 6_000_000_000 + 1000 * place + number
                    world.person(reader, started=True)
                    people[language].append(reader)
                    await subscribers.add(
                        connection, chat=ChatId(reader), languages=[language], topics=ids,
                        consent_version=1, consent_month="2026-11",
                    )  # fmt: skip
    return people
