"""The command menus and what the bot's own page says, in each language; nothing is set that is so already."""

import logging
from collections.abc import Callable, Iterable, Sequence

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError

from alertbot.chat.screens.readers import about
from alertbot.languages.catalogues import Words
from alertbot.model import ChatId, Role

logger = logging.getLogger(__name__)

_LONGEST_NAME, _LONGEST_SHORT, _LONGEST_DESCRIPTION = 64, 120, 512


async def dress(bot: Bot, offered: Sequence[Words], newsroom: str, home: str | None) -> None:
    """Set menus, name and descriptions for all; a failure is logged and left to the next start.

    Telegram chooses by the language of the client. The first offered language serves all clients
    whose language is not offered.
    """
    try:
        await _name(bot, newsroom)
        for code, words in _by_code(offered):
            await _describe(bot, words, newsroom, home, code)
            await _commands(bot, words, code)
    except TelegramError as error:
        logger.warning("the bot's menus could not be set", extra={"error": type(error).__name__})


async def give(
    bot: Bot, user: ChatId, words: Words, role: Role, *, spell: Callable[[str], str] = str
) -> None:
    """Give one chat its menu in the language chosen there, with what its role may do."""
    scope = BotCommandScopeChat(user.reveal())
    wanted = [BotCommand(each.command, spell(each.description)) for each in _wanted(words, role)]
    try:
        if list(await bot.get_my_commands(scope)) != wanted:
            await bot.set_my_commands(wanted, scope)
    except TelegramError as error:
        logger.warning("a chat's menu could not be set", extra={"error": type(error).__name__})


async def take_away(bot: Bot, user: ChatId) -> None:
    """Forget that a chat had a menu of its own."""
    try:
        await bot.delete_my_commands(BotCommandScopeChat(user.reveal()))
    except TelegramError as error:
        logger.warning("a chat's menu could not be taken away", extra={"error": type(error).__name__})


def _by_code(offered: Sequence[Words]) -> Iterable[tuple[str, Words]]:
    """Telegram's language code ("" is for everyone else) and the words for it."""
    yield "", offered[0]
    seen: set[str] = set()
    for words in offered:
        code = words.language.code
        if len(code) == 2 and code not in seen:  # noqa: PLR2004 - ISO 639-1 is all that Telegram takes
            seen.add(code)
            yield code, words


async def _name(bot: Bot, newsroom: str) -> None:
    if (await bot.get_my_name()).name != newsroom[:_LONGEST_NAME]:
        await bot.set_my_name(newsroom[:_LONGEST_NAME])


async def _describe(bot: Bot, words: Words, newsroom: str, home: str | None, code: str) -> None:
    description = words.gettext(
        "Alerts from {newsroom} in your language, on the topics you choose. "
        "We never ask for your phone number, a code or a login. Press Start."
    ).format(newsroom=newsroom)[:_LONGEST_DESCRIPTION]
    short = words.gettext("Alerts from {newsroom} in your language.").format(newsroom=newsroom)[
        :_LONGEST_SHORT
    ]
    if home is not None and len(short) + 1 + len(home) <= _LONGEST_SHORT:
        short = f"{short} {home}"
    if (await bot.get_my_description(language_code=code)).description != description:
        await bot.set_my_description(description, language_code=code)
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short, language_code=code)


async def _commands(bot: Bot, words: Words, code: str) -> None:
    scope = BotCommandScopeAllPrivateChats()
    wanted = _wanted(words, Role.READER)
    if list(await bot.get_my_commands(scope, language_code=code)) != wanted:
        await bot.set_my_commands(wanted, scope, language_code=code)


def _wanted(words: Words, role: Role) -> list[BotCommand]:
    return [BotCommand(name, what) for name, what in about.commands(words, role)]
