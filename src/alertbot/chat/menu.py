"""The command menu of each chat, in the language chosen there; nothing is set that is so already."""

import logging
from collections.abc import Callable

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from alertbot.chat.screens.readers import about
from alertbot.languages.catalogues import Words
from alertbot.model import ChatId, Role

logger = logging.getLogger(__name__)


async def give(
    bot: Bot, user: ChatId, words: Words, role: Role, *, spell: Callable[[str], str] = str
) -> None:
    """Give one chat its menu in the language chosen there, with what its role may do."""
    scope = BotCommandScopeChat(user.reveal())
    wanted = [BotCommand(each.command, spell(each.description)) for each in commands(words, role)]
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


def commands(words: Words, role: Role) -> list[BotCommand]:
    """The commands of a role, with what each does."""
    return [BotCommand(name, what) for name, what in about.commands(words, role)]
