"""What the bot's own page says and its menus for everybody, in each language that Telegram can tell apart.

Telegram allows few of these calls a day. So what was set is remembered as a digest, and a restart that
would change nothing asks nothing; else only what differs is set, and a 429 is waited for beside all else.
"""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import RetryAfter, TelegramError

from alertbot.chat import menu
from alertbot.chat.updates.lanes import seconds
from alertbot.languages.catalogues import Words
from alertbot.model import Role
from alertbot.storage import bots
from alertbot.storage.bells import first_of
from alertbot.storage.engine import Database

logger = logging.getLogger(__name__)

_LONGEST_NAME, _LONGEST_SHORT, _LONGEST_DESCRIPTION = 64, 120, 512
_ISO_639_1 = 2  # letters: all that Telegram takes for a language
_SCOPE = BotCommandScopeAllPrivateChats()
Step = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Said:
    """What clients of one language are shown; "" is for every other one."""

    code: str
    description: str
    short: str
    commands: tuple[BotCommand, ...]


async def dress(
    bot: Bot,
    database: Database,
    offered: Sequence[Words],
    newsroom: str,
    home: str | None,
    *,
    stop: asyncio.Event,
) -> None:
    """Set menus, name and descriptions for all; a failure is logged and left to the next start.

    Telegram chooses by the language of the client. The first offered language serves all clients
    whose language is not offered, and the first offered script those of a language with several.
    """
    name = newsroom[:_LONGEST_NAME]
    wanted = [_said(words, code, newsroom, home) for code, words in _by_code(offered)]
    digest = _digest(name, wanted)
    async with database.reading() as c:
        if await bots.profile(c, bot.id) == digest:
            return
    try:
        done = [await _patiently(step, stop) for step in _steps(bot, name, wanted)]
    except TelegramError as error:
        logger.warning("the bot's menus could not be set", extra={"error": type(error).__name__})
        return
    if all(done):
        async with database.writing() as c:
            await bots.set_profile(c, bot.id, digest)


def _by_code(offered: Sequence[Words]) -> Iterable[tuple[str, Words]]:
    """Telegram's language code ("" is for everyone else) and the words for it."""
    yield "", offered[0]
    seen: set[str] = set()
    for words in offered:
        code = words.language.code
        if len(code) == _ISO_639_1 and code not in seen:
            seen.add(code)
            yield code, words


def _said(words: Words, code: str, newsroom: str, home: str | None) -> Said:
    description = words.gettext(
        "Alerts from {newsroom} in your language, on the topics you choose. "
        "We never ask for your phone number, a code or a login. Press Start."
    ).format(newsroom=newsroom)
    short = words.gettext("Alerts from {newsroom} in your language.").format(newsroom=newsroom)
    return Said(
        code,
        _with_home(description, home, "\n", _LONGEST_DESCRIPTION),
        _with_home(short, home, " ", _LONGEST_SHORT),
        tuple(menu.commands(words, Role.READER)),
    )


def _with_home(text: str, home: str | None, between: str, most: int) -> str:
    """The text and where to find the bot again; the address goes before the words where both do not fit."""
    if home is None or len(home) > most:
        return text[:most]
    whole = f"{text}{between}{home}"
    return whole if len(whole) <= most else home


def _digest(name: str, wanted: Sequence[Said]) -> str:
    commands = [(each.command, each.description) for said in wanted for each in said.commands]
    texts = [(said.code, said.description, said.short) for said in wanted]
    return hashlib.sha256(repr((name, texts, commands)).encode()).hexdigest()


def _steps(bot: Bot, name: str, wanted: Sequence[Said]) -> Iterable[Step]:
    """The name is the last: of all these Telegram lets it be changed the least often."""
    for said in wanted:
        yield lambda said=said: _describe(bot, said)  # type: ignore[misc]
        yield lambda said=said: _shortly(bot, said)  # type: ignore[misc]
        yield lambda said=said: _commands(bot, said)  # type: ignore[misc]
    yield lambda: _name(bot, name)


async def _patiently(step: Step, stop: asyncio.Event) -> bool:
    """Do it, when Telegram lets us; False where we were stopped first."""
    while not stop.is_set():
        try:
            await step()
        except RetryAfter as error:
            logger.info("the bot's page waits for Telegram", extra={"seconds": seconds(error)})
            await first_of(timedelta(seconds=seconds(error)), stop)
        else:
            return True
    return False


async def _name(bot: Bot, name: str) -> None:
    if (await bot.get_my_name()).name != name:
        await bot.set_my_name(name)


async def _describe(bot: Bot, said: Said) -> None:
    if (await bot.get_my_description(language_code=said.code)).description != said.description:
        await bot.set_my_description(said.description, language_code=said.code)


async def _shortly(bot: Bot, said: Said) -> None:
    if (await bot.get_my_short_description(language_code=said.code)).short_description != said.short:
        await bot.set_my_short_description(said.short, language_code=said.code)


async def _commands(bot: Bot, said: Said) -> None:
    if await bot.get_my_commands(_SCOPE, language_code=said.code) != said.commands:
        await bot.set_my_commands(said.commands, _SCOPE, language_code=said.code)
