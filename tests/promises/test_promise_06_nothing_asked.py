"""Promise 6: nothing is asked for and nothing is sent to open."""

import orjson
import pytest

from alertbot.chat.access import COMMANDS
from alertbot.model import ChatId, Role
from tests.chat.conftest import make
from tests.chat.test_conversation import GULNAR, House, Phone, subscribe

# All that the bot may ever ask of Telegram while people use it; no method that sends a file is one of them.
ALLOWED = {
    "getMe", "getUpdates", "getWebhookInfo", "deleteWebhook",
    "sendMessage", "editMessageText", "editMessageReplyMarkup",
    "deleteMessage", "deleteMessages", "answerCallbackQuery", "sendChatAction", "leaveChat",
    "setMyCommands", "deleteMyCommands", "getMyCommands", "setMyName", "getMyName", "setMyDescription",
    "getMyDescription", "setMyShortDescription", "getMyShortDescription", "setChatMenuButton",
}  # fmt: skip
PICTURES = {"sendPhoto", "sendMediaGroup", "editMessageMedia"}  # of /stats, to editors alone
ASKS = ("request_contact", "request_location", "request_poll", "request_users", "request_chat", "login_url",
        "web_app", "pay")  # fmt: skip
OWNER = GULNAR + 7


async def everything(phone: Phone) -> None:
    """Every command, and of the screen that it brings every kind of button, once."""
    pressed: set[str] = set()
    for command in COMMANDS:
        if command == "freeze":
            continue  # nothing else can be seen then
        await phone.say(f"/{command}")
        shown = phone.last
        for row in list(shown.keyboard):
            for button in row:
                act = button.get("callback_data", "").split(":")[1:2]
                if act and act[0] not in pressed:
                    pressed.add(act[0])
                    await phone.person.press(shown.message_id, button["callback_data"])
        await phone.settled()


@pytest.mark.timeout(120)
async def test_promise_6_no_file_is_sent_and_no_button_asks_for_anything(house: House):
    """We never ask for a phone number, a code, a login or an installation, and we send no files to open
    or install: a reader and an owner try everything, and Telegram is asked for nothing else."""
    await make(house.desk, Role.OWNER, ChatId(OWNER))
    reader, owner = house.phone(), house.phone(OWNER)
    async with house.open():
        await subscribe(reader)
        await everything(reader)
        await everything(owner)
    used = {call.method for call in house.world.calls}
    assert used <= ALLOWED | PICTURES
    assert len(house.world.calls) > 100
    for call in house.world.calls:
        if call.method in PICTURES:
            assert call.value("chat_id") in {OWNER, str(OWNER)}
        sent = orjson.dumps(call.parameters, default=str).decode()
        assert [each for each in ASKS if f'"{each}' in sent.replace("\\", "")] == []


async def test_promise_6_the_consent_says_so_before_anything_is_stored(house: House):
    phone = house.phone()
    async with house.open():
        await phone.start()
        await phone.press("English")
    assert "never ask for your phone number, a code or a login" in phone.last.text
    assert "never ask you to install anything" in phone.last.text
