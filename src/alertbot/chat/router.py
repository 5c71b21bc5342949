"""From an update of Telegram's to a handler, and from its reply to the person's chat."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from telegram import (
    Bot,
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    MaybeInaccessibleMessage,
    Message,
    Update,
    User,
)
from telegram.error import Forbidden

from alertbot.chat import access, acts, callbacks, menu, messages
from alertbot.chat.access import Act
from alertbot.chat.desk import Desk, Reply, Visit, welcome
from alertbot.chat.errands import Errands
from alertbot.chat.handlers.readers import about, contact
from alertbot.chat.screens.page import Screen
from alertbot.chat.teller import Teller
from alertbot.chat.updates.flood import Flood, Verdict
from alertbot.chat.updates.newcomers import MustWait, Newcomers
from alertbot.dispatch import answers
from alertbot.model import ChatId, Role

logger = logging.getLogger(__name__)

# What is pressed under an alert; the alert itself is never replaced.
_UNDER_ALERTS = frozenset({Act.OPTIONS, Act.SHUT, Act.MUTE, Act.UNMUTE})


class Router:
    """Takes updates one by one; `take` returns when their effect is stored and shown.

    Of people whom we do not know, those over the pace (`newcomers`) have to wait.
    """

    def __init__(
        self,
        desk: Desk,
        bot: Bot,
        *,
        key: callbacks.SigningKey,
        flood: Flood,
        newcomers: Newcomers,
        clock: Callable[[], datetime],
    ) -> None:
        self._desk = desk
        self._bot = bot
        self._key = key
        self._flood = flood
        self._newcomers = newcomers
        self._clock = clock
        self._teller = Teller(bot, key, desk.database, spell=desk.spell)
        self._errands = Errands(desk, self._teller)

    async def close(self) -> None:
        """End what is being done beside the updates."""
        await self._errands.close()

    async def take(self, update: Update, *, waited: bool = False) -> None:
        """Do what the update asks for; anything it is not made for is ignored.

        Raises MustWait before anything is done, unless it has `waited`.
        """
        if update.my_chat_member is not None:
            await self._membership(update.my_chat_member)
        elif update.message is not None:
            await self._message(update.message, waited=waited)
        elif update.callback_query is not None:
            await self._pressed(update.callback_query, waited=waited)

    async def apologise(self, user: ChatId, client_language: str | None) -> None:
        """Tell a person that what they asked for failed for good."""
        visit = await self._visit(user, client_language)
        note = visit.words.gettext("Something went wrong. Please try again later.")
        await self._teller.say(user, contact.home(self._desk, visit, note=note), now=visit.now)

    async def _visit(self, user: ChatId, client_language: str | None) -> Visit:
        return await welcome(self._desk, user, client_language=client_language, now=self._clock())

    async def _membership(self, changed: ChatMemberUpdated) -> None:
        """Blocking the bot in a private chat erases; groups and channels are left."""
        chat, status = ChatId(changed.chat.id), changed.new_chat_member.status
        if changed.chat.type == Chat.PRIVATE:
            if status == ChatMember.BANNED:
                await about.erase(self._desk.database, chat, now=self._clock())
                logger.info("a reader blocked the bot and was erased")
        elif status in (ChatMember.MEMBER, ChatMember.ADMINISTRATOR):
            silently = changed.chat.type == Chat.CHANNEL
            await self._leave(chat, changed.from_user, silently=silently)

    async def _leave(self, group: ChatId, who: User, *, silently: bool = False) -> None:
        """Leave a group, with a word where it is not one too many."""
        says = not silently and self._flood.judge(who.id) is Verdict.SERVE and self._newcomers.admit()
        visit = await self._visit(group, who.language_code)
        await self._teller.leave(group, _private_only(visit) if says else None)

    async def _message(self, message: Message, *, waited: bool) -> None:
        sender, chat = message.from_user, ChatId(message.chat.id)
        if sender is None or message.sender_chat is not None:
            return
        if not access.is_person(sender.id, is_bot=sender.is_bot):
            return
        if message.chat.type != Chat.PRIVATE:
            if (message.text or "").startswith("/"):
                await self._leave(chat, sender)
            return
        await self._serve(chat, sender.language_code, partial(self._said, message), waited=waited)

    async def _serve(
        self,
        user: ChatId,
        client_language: str | None,
        answer: Callable[[Visit], Awaitable[None]],
        *,
        waited: bool,
    ) -> None:
        """Answer a person who keeps within their budget; the first time that one does not, say so."""
        verdict = Verdict.SERVE if waited else self._flood.judge(user.reveal())
        if verdict is Verdict.IGNORE:
            return
        visit = await self._visit(user, client_language)
        if visit.role is Role.STRANGER and not waited and not self._newcomers.admit():
            raise MustWait
        if verdict is Verdict.WARN:
            note = visit.words.gettext("That was very fast. I will answer again in a minute.")
            await self._say(visit, Screen(note))
        else:
            await answer(visit)

    async def _said(self, message: Message, visit: Visit) -> None:
        visit = replace(visit, message=message.message_id, wrote=True)
        await self._show(visit, await self._asked(visit, message), pressed=None)

    async def _asked(self, visit: Visit, message: Message) -> Reply:
        """The reply to a message; one that was written elsewhere or by another bot commands nothing."""
        if message.forward_origin is not None or message.via_bot is not None:
            return messages.from_elsewhere(self._desk, visit)
        if message.text is None:
            return messages.unreadable(self._desk, visit)
        return await messages.read(self._desk, visit, message.text)

    async def _pressed(self, query: CallbackQuery, *, waited: bool) -> None:
        message, user = query.message, ChatId(query.from_user.id)
        if message is None or message.chat.type != Chat.PRIVATE or query.data is None:
            await self._teller.answer(query.id, None)
            return
        answer = partial(self._acted, query, message)
        await self._serve(user, query.from_user.language_code, answer, waited=waited)

    async def _acted(self, query: CallbackQuery, message: MaybeInaccessibleMessage, visit: Visit) -> None:
        visit = replace(visit, message=message.message_id)
        user, data = visit.user.reveal(), query.data or ""
        press = callbacks.unpack(data, key=self._key, user=user, now=visit.now)
        if press is None:
            await self._old_button(visit, query.id)
            return
        reply = await acts.perform(self._desk, visit, press)
        await self._teller.answer(query.id, reply.toast)
        own = None if press.fresh else _readable(message)
        if press.act in _UNDER_ALERTS:
            await self._show_under(visit, reply, own)
        else:
            await self._show(visit, reply, pressed=own)

    async def _old_button(self, visit: Visit, query_id: str) -> None:
        note = visit.words.gettext("This button is too old. Please use the ones below.")
        await self._teller.answer(query_id, note)
        await self._say(visit, contact.home(self._desk, visit, note=note))

    async def _show(self, visit: Visit, reply: Reply, *, pressed: Message | None) -> None:
        try:
            await self._shown(visit, reply, pressed)
        except Forbidden as error:
            if not answers.is_definite(error.message):
                logger.warning("a person cannot be answered")
                return
            await about.erase(self._desk.database, visit.user, now=visit.now)
            logger.info("a reader had blocked the bot and was erased")

    async def _shown(self, visit: Visit, reply: Reply, pressed: Message | None) -> None:
        at = None if reply.screen is None else await self._place(visit, reply.screen, pressed)
        for screen in (*([] if reply.after is None else [reply.after]), *reply.more):
            await self._teller.say(visit.user, screen, now=visit.now)
        for telling in reply.tell:
            await self._teller.tell(telling.user, telling.screen, now=visit.now)
            if telling.menu is not None:
                await menu.give(self._bot, telling.user, *telling.menu, spell=self._desk.spell)
        if reply.menu is not None:
            await menu.give(self._bot, visit.user, *reply.menu, spell=self._desk.spell)
        if reply.farewell:
            await menu.take_away(self._bot, visit.user)
        await self._teller.take_away(visit.user, reply.away, visit.words.tag, now=visit.now)
        if reply.later is not None and not self._errands.start(visit, reply.later, at):
            note = visit.words.gettext("I am still busy with what you asked before. Please wait for it.")
            await self._place(visit, Screen(note), at)

    async def _place(self, visit: Visit, screen: Screen, at: Message | int | None) -> int:
        """Show a screen in place of a message, else as a new one: its number."""
        if at is None:
            return await self._teller.say(visit.user, screen, now=visit.now)
        number = at if isinstance(at, int) else at.message_id
        went = not isinstance(at, int) and _goes(at)
        return await self._teller.change(visit.user, number, screen, now=visit.now, was_private=went)

    async def _show_under(self, visit: Visit, reply: Reply, alert: Message | None) -> None:
        if reply.under is not None and alert is not None:
            await self._teller.put_under(visit.user, alert, reply.under, now=visit.now)
        elif reply.screen is not None:
            await self._show(visit, reply, pressed=None)
        else:  # the alert is too old for Telegram to show it to us
            await self._say(visit, contact.home(self._desk, visit))

    async def _say(self, visit: Visit, screen: Screen) -> None:
        await self._show(visit, Reply(screen=screen), pressed=None)


def _private_only(visit: Visit) -> str:
    return visit.words.gettext("I write to people in private chats only. Please write to me there.")


def _goes(message: Message) -> bool:
    """Whether a message is one that deletes itself: *Hide* stands under it."""
    rows = () if message.reply_markup is None else message.reply_markup.inline_keyboard
    hide = f"{callbacks.Kind.MENU}:{Act.HIDE}"
    return any(button.callback_data == hide for row in rows for button in row)


def _readable(message: MaybeInaccessibleMessage) -> Message | None:
    """The message with its text and buttons; very old ones come without, and PTB makes messages of them."""
    return message if isinstance(message, Message) and message.is_accessible else None
