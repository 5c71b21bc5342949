"""The real python-telegram-bot, unchanged, against the stand-in by its base URL."""

from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    MenuButtonCommands,
    MessageEntity,
    ReplyParameters,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

from alertbot.playground.botapi import AcceptThenReset, HtmlError, Malformed, TooMany, World, serve
from tests.playground.botapi import stage
from tests.playground.botapi.stage import Client


@pytest.fixture
async def bot(world: World, client: Client) -> AsyncIterator[Bot]:
    async with Bot(world.token, base_url=f"{client.address}/bot") as opened:
        yield opened


async def test_messages_are_parsed_whole(world: World, bot: Bot) -> None:
    text = "\u200fخەۋەر \U0001f600 here"
    sent = await bot.send_message(
        stage.READER,
        text,
        entities=[MessageEntity(MessageEntity.TEXT_LINK, 1, 5, url="https://a.example/x")],
        reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]]),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(stage.THEIRS),
    )
    assert (sent.text, sent.parse_entities()) == (text, {sent.entities[0]: "خەۋەر"})
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "Hi"
    edited = await sent.edit_text("New")
    assert not isinstance(edited, bool)
    assert edited.edit_date == stage.START
    assert await sent.delete()
    photo = await bot.send_photo(stage.READER, BytesIO(stage.PNG), caption="Chart")
    assert photo.photo[0].width == 64
    other = await photo.edit_media(InputMediaPhoto(stage.PNG, caption="Other chart"))
    assert not isinstance(other, bool)
    assert (other.caption, len(other.photo)) == ("Other chart", 1)
    await bot.send_message(stage.READER, "Name?", reply_markup=ForceReply())
    assert await bot.send_chat_action(stage.READER, "typing")
    assert await bot.delete_messages(stage.READER, [photo.message_id])
    pressed = InlineKeyboardMarkup([[InlineKeyboardButton("Press", callback_data="p")]])
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(stage.READER, stage.HELLO, reply_markup=pressed)


async def test_chats_members_commands_and_names_are_parsed(world: World, bot: Bot) -> None:
    chat = await bot.get_chat(stage.GROUP)
    assert (chat.title, chat.type) == ("Readers", "group")
    for status in ("member", "administrator", "creator", "kicked", "left"):
        world.group(stage.GROUP).join(world.person(stage.STRANGER), status)
        assert (await bot.get_chat_member(stage.GROUP, stage.STRANGER)).status == status
    scope = BotCommandScopeChat(stage.READER)
    await bot.set_my_commands([BotCommand("help", "Көмек")], scope=scope, language_code="kk")
    assert world.person(stage.READER).commands == [("help", "Көмек")]
    assert (await bot.get_my_commands(scope=scope, language_code="kk"))[0].command == "help"
    await bot.set_my_name("Alerts")
    await bot.set_my_description("News")
    assert (await bot.get_my_name()).name == "Alerts"
    assert (await bot.get_my_description()).description == "News"
    await bot.set_chat_menu_button(stage.READER, MenuButtonCommands())
    assert isinstance(await bot.get_chat_menu_button(stage.READER), MenuButtonCommands)
    assert await bot.leave_chat(stage.GROUP)


async def test_errors_become_the_librarys_own(world: World, bot: Bot) -> None:
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(stage.BLOCKER, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(stage.NOBODY, "x")
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(stage.MOVED, "x")
    assert moved.value.new_chat_id == stage.MOVED_TO
    world.faults.add(TooMany(3))
    with pytest.raises(RetryAfter) as waiting:
        await bot.send_message(stage.READER, "x")
    assert waiting.value.retry_after == timedelta(seconds=3)
    for fault in (HtmlError(), Malformed(), AcceptThenReset()):
        world.faults.add(fault)
        with pytest.raises(TelegramError):
            await bot.send_message(stage.READER, "x")
    await bot.set_webhook("https://bot.example/hook")
    assert (await bot.get_webhook_info()).url == "https://bot.example/hook"
    with pytest.raises(Conflict):
        await bot.get_updates()
    await bot.delete_webhook()


async def test_a_wrong_token_is_told(client: Client) -> None:
    with pytest.raises(InvalidToken):
        async with Bot("123:wrong", base_url=f"{client.address}/bot"):
            pass


async def test_an_application_answers_through_its_own_polling() -> None:
    world = World()
    reader = world.person(1, "Reader")

    async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        button = InlineKeyboardButton("Press", callback_data="pressed")
        await update.message.reply_text(
            f"Hello {context.args}", reply_markup=InlineKeyboardMarkup([[button]])
        )

    async def pressed(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("Thanks")
        await update.callback_query.edit_message_text("Pressed")

    async with serve(world) as address:
        app = Application.builder().token(world.token).base_url(f"{address}/bot").build()
        app.add_handler(CommandHandler("start", start))
        app.add_handler(CallbackQueryHandler(pressed))
        async with app:
            assert app.updater is not None
            await app.start()
            await app.updater.start_polling(timeout=1)
            await reader.start("deep")
            await world.until(lambda now: len(reader.messages) == 2)
            await reader.press(reader.messages[1].message_id, "pressed")
            await world.until(lambda now: reader.messages[1].edited)
            await app.updater.stop()
            await app.stop()
    assert [one.text for one in reader.messages] == ["/start deep", "Pressed"]
    assert reader.toasts == ["Thanks"]
    assert reader.messages[1].keyboard == []
