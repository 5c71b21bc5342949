"""The methods of the Bot API that the stand-in knows, by name."""

from collections.abc import Callable, Mapping
from typing import Any

from alertbot.playground.botapi.methods import chats, edits, messages, profile, session
from alertbot.playground.botapi.parameters import Parameters
from alertbot.playground.botapi.world import World

Method = Callable[[World, Parameters], Any]  # gives the result, or an awaitable of it; raises ApiError

METHODS: Mapping[str, Method] = {
    "getMe": session.get_me,
    "logOut": session.log_out,
    "close": session.close,
    "getUpdates": session.get_updates,
    "setWebhook": session.set_webhook,
    "deleteWebhook": session.delete_webhook,
    "getWebhookInfo": session.get_webhook_info,
    "sendMessage": messages.send_message,
    "sendPhoto": messages.send_photo,
    "sendChatAction": messages.send_chat_action,
    "answerCallbackQuery": messages.answer_callback_query,
    "editMessageText": edits.edit_message_text,
    "editMessageMedia": edits.edit_message_media,
    "editMessageReplyMarkup": edits.edit_message_reply_markup,
    "deleteMessage": edits.delete_message,
    "deleteMessages": edits.delete_messages,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "leaveChat": chats.leave_chat,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.set_my_name,
    "getMyName": profile.get_my_name,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
}
BY_SMALL_NAME: Mapping[str, tuple[str, Method]] = {
    name.lower(): (name, method) for name, method in METHODS.items()
}
