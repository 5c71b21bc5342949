"""`alertbot demo`: the whole product on this machine, without any account.

In one process on loopback: a stand-in for Telegram, a sample newsroom, alertbot itself with SQLite, and
a page with phones. The bot is the one that `alertbot run` starts; only the addresses differ.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from aiohttp import web
from rich.console import Console

from alertbot import app, keys, settings
from alertbot.cli.run import until_stopped
from alertbot.errors import Unready
from alertbot.languages.catalogues import Words
from alertbot.model import ChatId, Role, TopicId
from alertbot.playground import botapi
from alertbot.playground.botapi.people import Person
from alertbot.playground.botapi.world import World
from alertbot.playground.newsroom import site, stories
from alertbot.playground.newsroom.press import MAIN, WIRE, Newsroom
from alertbot.playground.phone import api
from alertbot.playground.phone.phones import SAMPLE, Phone
from alertbot.settings import Settings
from alertbot.storage import feeds, people, topics
from alertbot.web.addresses import Reach

out = Console(highlight=False, soft_wrap=True)

_PORT = 8077
NEWCOMER = Phone(person=5_000_000_005, name="Tursun", language="ug", role="New reader")
_SITE = "newsroom.localhost"
_EDITOR = "Editor"
_QUICK = timedelta(seconds=1)
_PATIENCE = 20.0  # seconds for the bot to answer a reader, and to ask the feeds
_GLANCE = 0.05  # seconds between two looks at the feeds


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that is running."""

    address: str  # of the phone page
    world: World
    newsroom: Newsroom
    parts: app.Opened


def command(
    port: Annotated[int, typer.Option(help="Of the phone page, on this machine only.")] = _PORT,
) -> None:
    """Show the whole thing on this machine: three readers, an editor, and a newsroom that publishes."""
    until_stopped(lambda stop: _show(port, stop))


async def _show(port: int, stop: asyncio.Event) -> None:
    with tempfile.TemporaryDirectory(prefix="alertbot-demo-") as folder:
        out.print("Starting: a stand-in for Telegram, a sample newsroom, alertbot, and the phones ...")
        async with running(Path(folder), stop, port=port) as demo:
            out.print(f"\nOpen [bold]{demo.address}[/bold] in a browser. Press Ctrl-C to end.")
            await stop.wait()
            out.print("\nEnding ...")


@asynccontextmanager
async def running(folder: Path, stop: asyncio.Event, *, port: int = 0) -> AsyncIterator[Demo]:
    """The demo with its readers subscribed, until the block ends; `folder` holds its secrets and data."""
    world = World()
    press = Newsroom(stories.outlets(), clock=app.now)
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(botapi.serve(world))
        address = await stack.enter_async_context(site.serve(press, name=_SITE))
        chosen = _settings(folder, telegram, world)
        parts = await stack.enter_async_context(app.opened(chosen, reach=Reach.PUBLIC_AND_LOOPBACK))
        await _furnish(parts, press, address)
        page = await stack.enter_async_context(_serve_page(world, press, address, port))
        async with asyncio.TaskGroup() as tasks:
            bot = tasks.create_task(app.run_opened(parts, stop), name="alertbot")
            try:
                await _subscribe(world, parts)
                await _feeds_asked(parts)
                yield Demo(page, world, press, parts)
            finally:
                stop.set()
                await bot


def _settings(folder: Path, telegram: str, world: World) -> Settings:
    """The settings of a real installation, but for the addresses and the hurry."""
    chosen = Settings(
        newsroom=settings.Newsroom(name=stories.outlets()[0].sections[0].title),
        telegram=settings.Telegram(token_file=folder / "secrets/token", base_url=telegram),
        data=settings.Data(folder=folder / "data", key_file=folder / "secrets/key"),
        feeds=settings.Feeds(quickest=_QUICK, usual=_QUICK, slowest=_QUICK),
        log_level="WARNING",
    )
    keys.write_secret(chosen.telegram.token_file, world.token)
    keys.write_secret(chosen.data.key_file, keys.key_file_line(1, keys.new_master()))
    return chosen


async def _furnish(parts: app.Opened, press: Newsroom, address: str) -> None:
    """What an owner would set up by chat: topics, feeds, and an editor."""
    now = app.now()
    in_every_language = {section.title for section in press.outlet(MAIN).sections}
    async with parts.database.writing() as connection:
        ids: dict[str, TopicId] = {}
        for topic in stories.topics():
            ids[topic.slug] = await topics.add(connection, slug=topic.slug, names=topic.names)
            for language, words in topic.keywords.items():
                await topics.set_keywords(connection, ids[topic.slug], language, words)
        for feed in press.feeds(address):
            await feeds.add(
                connection,
                url=feed.url,
                title=feed.title,
                language=feed.language,
                hosts=frozenset({_SITE}),
                topics=(),
                announce_first=feed.title in in_every_language,
                now=now,
            )
        editor = next(each for each in SAMPLE if each.role == _EDITOR)
        invitation = await people.invite(connection, Role.OWNER, now=now)
        await people.redeem(
            connection, invitation, user=ChatId(editor.person), language=editor.language, now=now
        )


@asynccontextmanager
async def _serve_page(world: World, press: Newsroom, address: str, port: int) -> AsyncIterator[str]:
    async def publish(outlet: str) -> str:
        publication = press.publish_next(outlet)
        return publication.headline(press.outlet(outlet).sections[0])

    page = api.routes(
        world,
        (*SAMPLE, NEWCOMER),
        publish=lambda: publish(MAIN),
        publish_untranslated=lambda: publish(WIRE),
        newsroom=address,
    )
    runner = web.AppRunner(page, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
    except OSError as error:
        await runner.cleanup()
        raise Unready(
            f"port {port} is taken; choose another: alertbot demo --port {port + 1}, "
            f"or make demo PORT={port + 1}"
        ) from error
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


async def _subscribe(world: World, parts: app.Opened) -> None:
    """Let the sample readers meet the bot as anyone does, four taps each; the editor just says hello."""
    async with asyncio.TaskGroup() as tasks:
        for each in SAMPLE:
            person = world.person(each.person, each.name, each.language)
            if each.role == _EDITOR:
                tasks.create_task(person.start())
            else:
                tasks.create_task(_first_contact(person, parts.catalogues[each.language], world))


async def _feeds_asked(parts: app.Opened) -> None:
    """Wait until every feed was asked: from then on, whatever the newsroom publishes is announced."""
    async with asyncio.timeout(_PATIENCE):
        while True:
            async with parts.database.reading() as connection:
                if all(feed.ok_at is not None for feed in await feeds.all(connection)):
                    return
            await asyncio.sleep(_GLANCE)


async def _first_contact(reader: Person, words: Words, world: World) -> None:
    await reader.start()
    for label in (words.language.own_name, words.gettext("I agree"), words.gettext("Done")):
        await world.until(partial(_button, reader, label), _PATIENCE)
        pressed = _button(reader, label)
        if pressed is not None:
            await reader.press(*pressed)


def _button(reader: Person, label: str, _world: World | None = None) -> tuple[int, str] | None:
    """The message and callback data of the newest button whose label contains this one."""
    for shown in reversed(reader.messages):
        for button in (button for row in shown.keyboard for button in row):
            if label in button["text"] and "callback_data" in button:
                return shown.message_id, button["callback_data"]
    return None
