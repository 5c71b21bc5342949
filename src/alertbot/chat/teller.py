"""Shows screens in Telegram: new messages, changed ones, buttons under alerts, short notices."""

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    MessageEntity,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from alertbot.chat import callbacks
from alertbot.chat.screens.page import Button, Row, Screen
from alertbot.model import ChatId
from alertbot.storage import fading
from alertbot.storage.engine import Database

logger = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_LONGEST_TOAST = 200  # answerCallbackQuery


class Teller:
    """Tells one person at a time what a handler answered; `key` signs the buttons.

    Which messages are to go again is written down in `database`.
    """

    def __init__(
        self,
        bot: Bot,
        key: callbacks.SigningKey,
        database: Database,
        *,
        spell: Callable[[str], str] = str,
    ) -> None:
        self._bot = bot
        self._key = key
        self._database = database
        self._spell = spell

    async def say(self, user: ChatId, screen: Screen, *, now: datetime) -> int:
        """Show a screen as a new message: its number in the chat.

        A private one is first a message that says nothing, and is filled when it is written down that it
        must go: so a crash leaves nothing behind, and the notification on a locked phone tells nothing.
        """
        if screen.private is None:
            return await self._send(user, screen, now)
        number = await self._send(user, Screen(screen.private.text), now)
        await self._remember(user, [number], screen.private.language, now + fading.PRIVATE)
        await self._edit(user, number, screen, now)
        return number

    async def _send(self, user: ChatId, screen: Screen, now: datetime) -> int:
        text, entities = self._spell(screen.text), _entities(screen)
        markup = self._markup(screen.keyboard, user, now)
        if screen.picture is not None:
            sent = await self._bot.send_photo(
                user.reveal(), screen.picture, caption=text, caption_entities=entities, reply_markup=markup
            )
        else:
            sent = await self._bot.send_message(
                user.reveal(), text, entities=entities, reply_markup=markup, link_preview_options=_NO_PREVIEW
            )
        return sent.message_id

    async def change(
        self, user: ChatId, message_id: int, screen: Screen, *, now: datetime, was_private: bool = False
    ) -> int:
        """Show a screen in place of what a message said; as a new message where it cannot be changed.

        A private screen has its five minutes from now on; what took the place of one (`was_private`) and
        is not private stays. A picture can take the place of a text, but no text that of a picture, which
        then goes. The number of the message that shows it.
        """
        if screen.private is not None:
            await self._remember(user, [message_id], screen.private.language, now + fading.PRIVATE)
        try:
            await self._edit(user, message_id, screen, now)
        except BadRequest as error:
            if not _unchanged(error):
                number = await self.say(user, screen, now=now)
                if _is_picture(error):
                    await self.unsay(user, (message_id,))
                return number
        if was_private and screen.private is None:
            await self._stay(user, [message_id])
        return message_id

    async def take_away(
        self, user: ChatId, message_ids: Collection[int], language: str, *, now: datetime
    ) -> None:
        """Delete messages at once; that they go is written down first, so what fails is done later."""
        if not message_ids:
            return
        await self._remember(user, message_ids, language, now)
        try:
            await self._bot.delete_messages(user.reveal(), list(message_ids))
        except TelegramError as error:
            logger.info("messages go later", extra={"error": type(error).__name__})
        else:
            await self._stay(user, message_ids)

    async def _edit(self, user: ChatId, message_id: int, screen: Screen, now: datetime) -> None:
        text, entities = self._spell(screen.text), _entities(screen)
        markup = self._markup(screen.keyboard, user, now)
        if screen.picture is not None:
            media = InputMediaPhoto(screen.picture, caption=text, caption_entities=entities)
            await self._bot.edit_message_media(
                media, chat_id=user.reveal(), message_id=message_id, reply_markup=markup
            )
        else:
            await self._bot.edit_message_text(
                text,
                chat_id=user.reveal(),
                message_id=message_id,
                entities=entities,
                reply_markup=markup,
                link_preview_options=_NO_PREVIEW,
            )

    async def _remember(
        self, user: ChatId, message_ids: Collection[int], language: str, due_at: datetime
    ) -> None:
        async with self._database.writing() as c:
            await fading.put(c, user, message_ids, language=language, due_at=due_at)

    async def _stay(self, user: ChatId, message_ids: Collection[int]) -> None:
        """They are gone, or are nothing private any more."""
        async with self._database.writing() as c:
            await fading.drop(c, user, message_ids)

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
        """Delete messages with nothing private in them, where Telegram allows it (those of 48 hours)."""
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


def _is_picture(error: BadRequest) -> bool:
    """Whether a text was refused because the message shows a picture."""
    return "no text in the message" in error.message.lower()


def _unchanged(error: BadRequest) -> bool:
    return "not modified" in error.message.lower()
