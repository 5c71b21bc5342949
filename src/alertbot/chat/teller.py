"""Shows screens in Telegram: new messages, changed ones, buttons under alerts, short notices."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    MessageEntity,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from alertbot.chat import callbacks
from alertbot.chat.screens.page import Button, Row, Screen
from alertbot.model import ChatId

logger = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_LONGEST_TOAST = 200  # answerCallbackQuery


class Teller:
    """Tells one person at a time what a handler answered; `key` signs the buttons."""

    def __init__(self, bot: Bot, key: callbacks.SigningKey, *, spell: Callable[[str], str] = str) -> None:
        self._bot = bot
        self._key = key
        self._spell = spell

    async def say(self, user: ChatId, screen: Screen, *, now: datetime) -> int:
        """Show a screen as a new message: its number in the chat."""
        sent = await self._bot.send_message(
            user.reveal(),
            self._spell(screen.text),
            entities=_entities(screen),
            reply_markup=self._markup(screen.keyboard, user, now),
            link_preview_options=_NO_PREVIEW,
        )
        return sent.message_id

    async def change(self, user: ChatId, message_id: int, screen: Screen, *, now: datetime) -> int:
        """Show a screen in place of what a message said; as a new message where it cannot be changed.

        The number of the message that shows it.
        """
        try:
            await self._bot.edit_message_text(
                self._spell(screen.text),
                chat_id=user.reveal(),
                message_id=message_id,
                entities=_entities(screen),
                reply_markup=self._markup(screen.keyboard, user, now),
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as error:
            if not _unchanged(error):
                return await self.say(user, screen, now=now)
        return message_id

    async def put_under(self, user: ChatId, alert: Message, rows: Sequence[Row], *, now: datetime) -> None:
        """Put other buttons under an alert, below its links, which stay."""
        shown = alert.reply_markup.inline_keyboard if alert.reply_markup else ()
        links = [row for row in shown if all(button.url for button in row)]
        markup = InlineKeyboardMarkup([*links, *self._rows(rows, user, now)])
        try:
            await self._bot.edit_message_reply_markup(
                user.reveal(), message_id=alert.message_id, reply_markup=markup
            )
        except BadRequest as error:
            if not _unchanged(error):
                logger.info("an alert's buttons cannot be changed any more")

    async def answer(self, query_id: str, toast: str | None) -> None:
        """End the waiting of a pressed button, perhaps with a notice."""
        try:
            await self._bot.answer_callback_query(query_id, text=toast and toast[:_LONGEST_TOAST])
        except BadRequest:  # it waited too long, or was answered before a restart
            logger.info("a pressed button was answered too late")

    async def tell(self, user: ChatId, screen: Screen, *, now: datetime) -> None:
        """Show a screen to a colleague; who cannot be reached keeps nobody else from being told."""
        try:
            await self.say(user, screen, now=now)
        except TelegramError as error:
            logger.warning("a colleague could not be told", extra={"error": type(error).__name__})

    async def unsay(self, user: ChatId, message_ids: Sequence[int]) -> None:
        """Delete messages where Telegram allows it (those of the last 48 hours)."""
        if not message_ids:
            return
        try:
            await self._bot.delete_messages(user.reveal(), list(message_ids))
        except (BadRequest, Forbidden):
            logger.info("messages could not be taken back")

    async def leave(self, group: ChatId, sentence: str | None) -> None:
        """Say something in a group, where we may, and go."""
        try:
            if sentence is not None:
                await self._bot.send_message(group.reveal(), sentence, link_preview_options=_NO_PREVIEW)
            await self._bot.leave_chat(group.reveal())
        except (BadRequest, Forbidden):
            logger.info("a group was left already")

    def _markup(self, rows: Sequence[Row], user: ChatId, now: datetime) -> InlineKeyboardMarkup | None:
        return InlineKeyboardMarkup(self._rows(rows, user, now)) if rows else None

    def _rows(self, rows: Sequence[Row], user: ChatId, now: datetime) -> list[list[InlineKeyboardButton]]:
        return [[self._button(button, user, now) for button in row] for row in rows]

    def _button(self, button: Button, user: ChatId, now: datetime) -> InlineKeyboardButton:
        if button.press is None:
            return InlineKeyboardButton(self._spell(button.text), url=button.url)
        data = callbacks.pack(button.press, key=self._key, user=user.reveal(), now=now)
        return InlineKeyboardButton(self._spell(button.text), callback_data=data)


def _entities(screen: Screen) -> list[MessageEntity]:
    return [
        MessageEntity(type=each.type, offset=each.offset, length=each.length, url=each.url)
        for each in screen.entities
    ]


def _unchanged(error: BadRequest) -> bool:
    return "not modified" in error.message.lower()
