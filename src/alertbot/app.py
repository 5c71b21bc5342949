"""The composition root: opens everything in order, wires it, runs it, and stops it in reverse."""

import asyncio
import os
import secrets
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from alertbot import keyfile, keys, keywatch, logs
from alertbot.chat import links
from alertbot.chat import loop as chat
from alertbot.chat.bot import ChatBot
from alertbot.chat.updates.webhook import Place
from alertbot.dispatch import loop as dispatch
from alertbot.dispatch.pace import Pace
from alertbot.dispatch.rules import Rules
from alertbot.dispatch.telegram import open_lane
from alertbot.errors import SettingsError, Unready
from alertbot.keys import Keyring
from alertbot.languages import catalogues, starting_set
from alertbot.languages.catalogues import Catalogues
from alertbot.languages.scripts import kazakh
from alertbot.metrics import Metrics, served
from alertbot.model import Role as PersonRole
from alertbot.model import Sensitive
from alertbot.prepare import chains
from alertbot.prepare import loop as prepare
from alertbot.prepare.holds import Times
from alertbot.prepare.shorten import FirstOf
from alertbot.prepare.studio import Studio
from alertbot.prepare.workers import open_worker
from alertbot.providers import build
from alertbot.providers.lead import Lead
from alertbot.settings import TELEGRAM, Settings
from alertbot.storage import engine, glossary, listen, people, schema
from alertbot.storage.engine import Database
from alertbot.watch import loop as watch
from alertbot.watch import probe
from alertbot.watch.workers import ParserPool
from alertbot.web.addresses import Reach
from alertbot.web.client import Client, open_client

BUILT_IN = tuple(build.BUILT_IN)
_ASK_SECONDS = 15
_SECRET_LETTERS = 30  # of a token, at the least; Telegram makes 35


class Role(StrEnum):
    """The parts that can run on machines of their own where they share one PostgreSQL."""

    WATCH = "watch"
    PREPARE = "prepare"
    DISPATCH = "dispatch"
    CHAT = "chat"


ALL_ROLES = frozenset(Role)


def now() -> datetime:
    """The clock that everything is given."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Secrets:
    """What is read from the secret files."""

    token: Sensitive[str]
    keyring: Keyring

    @property
    def bot_id(self) -> int:
        """Telegram's number of the bot, the public part of its token."""
        return int(self.token.reveal().partition(":")[0])


@dataclass(frozen=True, slots=True)
class Opened:
    """What all parts share, open."""

    settings: Settings
    secrets: Secrets
    database: Database
    catalogues: Catalogues
    client: Client
    provider_keys: Mapping[str, Sensitive[str]] = field(default_factory=dict)  # by the operator's names
    webhook: Place | None = None


def read_secrets(settings: Settings) -> Secrets:
    """The token and the key. Raises SettingsError where one is missing, malformed or readable by others,
    or both are one file.
    """
    folder = settings.data.folder
    _refuse_one_file(settings.data.key_file, settings.telegram.token_file)
    token = keys.read_secret(settings.telegram.token_file, name="token", data_folder=folder)
    check_token_shape(token)
    return Secrets(Sensitive(token), keyfile.keyring(settings.data.key_file, data_folder=folder))


def _refuse_one_file(key_file: Path, token_file: Path) -> None:
    """Whoever takes one of them must not have the other."""
    if key_file.exists() and token_file.exists() and key_file.samefile(token_file):
        raise SettingsError(
            f"key and token are the same file {key_file}; keep each in a file of its own: data.key_file and "
            "telegram.token_file"
        )


def check_token_shape(token: str) -> None:
    """Refuse what cannot be a bot's token, without quoting it. Raises SettingsError."""
    number, colon, rest = token.partition(":")
    if not (
        colon and number.isdecimal() and number.isascii() and rest.isascii() and len(rest) >= _SECRET_LETTERS
    ):
        raise SettingsError("that is no bot token; it looks like 123456789: and 35 letters, from @BotFather")


def has_database(settings: Settings) -> bool:
    """Whether a SQLite database lies in its place; what a server holds is not looked at."""
    path = engine.sqlite_path(settings.data.url)
    return path is not None and path.exists()


async def key_mark(settings: Settings) -> str | None:
    """Which keys the database is sealed with (`Keyring.mark`); None where there is none yet. Needs no key."""
    if engine.sqlite_path(settings.data.url) is not None and not has_database(settings):
        return None
    nobodys = Keyring({1: keys.new_master()})
    async with engine.opened(settings.data.url, nobodys) as database, database.reading() as connection:
        return await schema.key_mark(connection) if await schema.is_begun(connection) else None


@asynccontextmanager
async def opened(settings: Settings, *, reach: Reach = Reach.PUBLIC) -> AsyncIterator[Opened]:
    """All parts' common ground, until the block ends: secrets read, database migrated, client guarded.

    `reach` beyond the public internet is for the demo and the tests alone, and is refused with
    Telegram's own address. Raises SettingsError and Unready, each one sentence.
    """
    if reach is not Reach.PUBLIC and settings.telegram.base_url == TELEGRAM:
        raise SettingsError(
            "loopback may only be reached from the demo and the tests, never with Telegram itself"
        )
    secrets_ = read_secrets(settings)
    prepare_, offered = settings.prepare, settings.languages.offered
    provider_keys = chains.read_keys(
        prepare_, chains.wanted(prepare_, offered), data_folder=settings.data.folder
    )
    webhook = _webhook(settings)
    shown = [] if webhook is None else [webhook.secret]
    logs.set_up(settings.log_level, secrets=[secrets_.token, *provider_keys.values(), *shown])
    logs.set_up_loop(asyncio.get_running_loop())
    async with AsyncExitStack() as stack:
        if engine.sqlite_path(settings.data.url) is not None:
            stack.enter_context(engine.DataFolder(settings.data.folder))
        database = await stack.enter_async_context(
            engine.opened(settings.data.url, secrets_.keyring, forgotten=settings.data.forgotten_file)
        )
        await schema.upgrade(database)
        await schema.check_key(database, secrets_.keyring)
        await _begin_glossary(database)
        client = await stack.enter_async_context(
            open_client(
                reach=reach,
                contact=settings.feeds.contact,
                at_once=settings.feeds.at_once,
                per_host=settings.feeds.per_host,
            )
        )
        yield Opened(settings, secrets_, database, catalogues.load(), client, provider_keys, webhook)


def _webhook(settings: Settings) -> Place | None:
    """Where Telegram is to bring updates, if anywhere. Raises SettingsError where the secret is none."""
    chosen = settings.telegram.webhook
    if chosen is None:
        return None
    secret = keys.read_webhook_secret(chosen.secret_file, data_folder=settings.data.folder)
    return Place(
        url=chosen.url,
        host=chosen.host,
        port=chosen.port,
        secret=secret,
        max_connections=chosen.max_connections,
    )


async def _begin_glossary(database: Database) -> None:
    """Load the starting set, once; what editors made of it since then stays."""
    async with database.reading() as connection:
        if not await glossary.is_untouched(connection):
            return
    async with database.writing() as connection:
        await glossary.load(connection, starting_set.load())


async def load_glossary(settings: Settings) -> int:
    """Add what is new in the starting set, as after an update of alertbot: how many terms that is."""
    async with opened(settings) as parts, parts.database.writing() as connection:
        return await glossary.load(connection, starting_set.load())


async def run(
    settings: Settings,
    stop: asyncio.Event,
    *,
    roles: frozenset[Role] = ALL_ROLES,
    reach: Reach = Reach.PUBLIC,
) -> None:
    """Run alertbot until `stop` is set: watch feeds, prepare articles, dispatch alerts, answer people."""
    if roles != ALL_ROLES and engine.sqlite_path(settings.data.url) is not None:
        raise SettingsError("--role needs PostgreSQL: a SQLite database belongs to one process")
    async with opened(settings, reach=reach) as parts:
        await run_opened(parts, stop, roles=roles)


async def run_opened(parts: Opened, stop: asyncio.Event, *, roles: frozenset[Role] = ALL_ROLES) -> None:
    """Run the named parts on what is open already, until `stop` is set or one of them fails."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # the Telegram library's own switch for durations
    # A SQLite database belongs to one process, so its leases need not wait for a dead one's.
    holder = "the only one" if parts.database.is_sqlite else secrets.token_hex(8)
    pace, metrics, where = Pace(parts.settings.telegram.rate), Metrics(), parts.settings.metrics
    async with AsyncExitStack() as stack:
        if where.port is not None:
            await stack.enter_async_context(served(metrics, host=where.host, port=where.port))
        parsers = await stack.enter_async_context(ParserPool(parts.settings.feeds.parsers))
        makes = bool(roles & {Role.PREPARE, Role.CHAT})
        tools = await stack.enter_async_context(_tools(parts, metrics, makes=makes))
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        tasks.create_task(listen.run(parts.settings.data.url, parts.database.bells, stop), name="listen")
        looks = keywatch.run(parts.database, parts.secrets.keyring, parts.settings.data.key_file, stop)
        tasks.create_task(looks, name="keys")
        if Role.WATCH in roles:
            tasks.create_task(_watch(parts, parsers, metrics, stop), name="watch")
        if Role.PREPARE in roles:
            tasks.create_task(_prepare(parts, tools, metrics, stop), name="prepare")
        if Role.DISPATCH in roles:
            tasks.create_task(_dispatch(parts, pace, metrics, holder=holder, stop=stop), name="dispatch")
        if Role.CHAT in roles:
            chatting = _chat(parts, parsers, tools, pace, metrics, holder=holder, stop=stop)
            tasks.create_task(chatting, name="chat")


async def _watch(parts: Opened, parsers: ParserPool, metrics: Metrics, stop: asyncio.Event) -> None:
    feeds = parts.settings.feeds
    await watch.run(parts.database, parts.client, parsers, feeds, clock=now, stop=stop, metrics=metrics)


@asynccontextmanager
async def _tools(parts: Opened, metrics: Metrics, *, makes: bool) -> AsyncIterator[prepare.Tools]:
    """What reads pages and makes texts, for articles and for what people ask for; no provider is opened
    where nothing is made.
    """
    chosen = parts.settings
    async with AsyncExitStack() as stack:
        read = await stack.enter_async_context(open_worker())
        if not makes:
            yield prepare.Tools(parts.client, read, Lead(), {})
            return
        made = await stack.enter_async_context(
            chains.opened(
                parts.database,
                chosen.prepare,
                parts.provider_keys,
                offered=chosen.languages.offered,
                keep=chosen.keep.answers,
                clock=now,
                metrics=metrics,
            )
        )
        summariser = FirstOf(made.summarisers) if made.summarisers else Lead()
        yield prepare.Tools(parts.client, read, summariser, made.translators, made.classifier)


async def _prepare(parts: Opened, tools: prepare.Tools, metrics: Metrics, stop: asyncio.Event) -> None:
    offered = parts.settings.languages.offered
    await prepare.run(
        parts.database, tools, parts.settings.prepare, offered=offered, clock=now, stop=stop, metrics=metrics
    )


async def _dispatch(parts: Opened, pace: Pace, metrics: Metrics, *, holder: str, stop: asyncio.Event) -> None:
    telegram, chosen = parts.settings.telegram, parts.settings.prepare
    rules = Rules(
        bot_id=parts.secrets.bot_id,
        deadline=chosen.deadline,
        urgent_deadline=chosen.urgent_deadline,
    )
    async with open_lane(
        base_url=telegram.base_url,
        token=parts.secrets.token,
        pace=pace,
        paid=telegram.paid_broadcast,
        at_once=rules.at_once,
        spell=_spelling(parts),
    ) as lane:
        await dispatch.run(
            parts.database,
            lane,
            parts.catalogues,
            rules,
            holder=holder,
            clock=now,
            stop=stop,
            metrics=metrics,
        )


async def _chat(
    parts: Opened,
    parsers: ParserPool,
    tools: prepare.Tools,
    pace: Pace,
    metrics: Metrics,
    *,
    holder: str,
    stop: asyncio.Event,
) -> None:
    await chat.run(
        parts.database,
        parts.catalogues,
        parts.secrets.keyring,
        token=parts.secrets.token,
        telegram=parts.settings.telegram,
        newsroom=parts.settings.newsroom,
        languages=parts.settings.languages.offered,
        probe=partial(probe.look_at, parts.client, parsers),
        studio=Studio(parts.database, tools, parts.settings.languages.offered, now),
        note_send=lambda chat_id: pace.note(time.monotonic(), chat_id),
        spell=_spelling(parts),
        metrics=metrics,
        webhook=parts.webhook,
        holder=holder,
        clock=now,
        stop=stop,
        keep=parts.settings.keep,
        waits=Times(ordinary=parts.settings.prepare.deadline, urgent=parts.settings.prepare.urgent_deadline),
    )


def _spelling(parts: Opened) -> Callable[[str], str]:
    """The operator's hamza for Kazakh in Arabic script, in all that goes to Telegram."""
    return partial(kazakh.respelt, hamza=parts.settings.languages.hamza)


async def username(settings: Settings, token: Sensitive[str]) -> str:
    """The bot's name in its links. Raises Unready where Telegram cannot be asked, or refuses the token."""
    bot: Bot = ChatBot(settings.telegram.base_url, token, note_send=lambda _: None)
    try:
        async with asyncio.timeout(_ASK_SECONDS):
            await bot.initialize()
            return bot.username
    except InvalidToken:
        raise Unready("Telegram does not know the token; get a new one from @BotFather") from None
    except (TelegramError, TimeoutError) as error:
        raise Unready(f"Telegram cannot be reached ({type(error).__name__})") from None
    finally:
        await bot.shutdown()


async def invite_owner(settings: Settings) -> str:
    """A single-use link, good for a day, that makes whoever opens it an owner.

    Where Telegram cannot be asked for the bot's name, what to send to the bot instead.
    """
    async with opened(settings) as parts:
        async with parts.database.writing() as connection:
            payload = await people.invite(connection, PersonRole.OWNER, now=now())
        try:
            return links.address(await username(settings, parts.secrets.token), payload)
        except Unready as error:
            return f"/start {payload}\n({error}: send this line to your bot instead of opening a link.)"
