"""What people can do and see, and what the bot may do among them."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from alertbot.playground.botapi import World
from alertbot.playground.botapi.errors import ApiError
from tests.playground.botapi import stage
from tests.playground.botapi.stage import Client, Clock

KEYS = {
    "inline_keyboard": [[{"text": "A", "callback_data": "a"}], [{"text": "Site", "url": "https://a.example"}]]
}


async def updates(client: Client) -> list[dict[str, Any]]:
    """The updates that are new, confirmed at once."""
    pending: list[dict[str, Any]] = await client.result("getUpdates")
    if pending:
        await client.result("getUpdates", offset=pending[-1]["update_id"] + 1)
    return pending


async def test_a_stranger_may_be_written_to_from_their_first_message_on(world: World, client: Client) -> None:
    stranger = world.person(stage.STRANGER)
    assert not stranger.started
    id = await stranger.start("topic_1")
    await client.result("sendMessage", chat_id=stage.STRANGER, text="Welcome")
    assert [(one.from_bot, one.text) for one in stranger.messages] == [
        (False, "/start topic_1"),
        (True, "Welcome"),
    ]
    [update] = await updates(client)
    assert update["message"] == {
        "message_id": id,
        "date": int(stage.START.timestamp()),
        "chat": {"id": stage.STRANGER, "type": "private", "first_name": "Stranger"},
        "from": {"id": stage.STRANGER, "is_bot": False, "first_name": "Stranger", "language_code": "en"},
        "text": "/start topic_1",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }
    await stranger.start()
    assert stranger.messages[-1].text == "/start"


async def test_a_person_is_made_once(world: World) -> None:
    person = world.person(stage.READER, "Other name")
    assert (person.first_name, person.started) == ("Reader", True)
    person.username = "reader_name"
    assert world.as_user(stage.READER)["username"] == "reader_name"


async def test_sending_answers_with_the_whole_message(world: World, client: Client) -> None:
    sent = await client.result(
        "sendMessage",
        chat_id=str(stage.READER),
        text="Look",
        reply_markup=KEYS,
        disable_notification=True,
        protect_content="true",
        link_preview_options={"is_disabled": True, "show_above_text": False},
        reply_parameters={"message_id": stage.THEIRS},
    )
    keyboard = [[{"text": "A", "callback_data": "a"}], [{"text": "Site", "url": "https://a.example/"}]]
    chat = {"id": stage.READER, "type": "private", "first_name": "Reader"}
    reader = {"id": stage.READER, "is_bot": False, "first_name": "Reader", "language_code": "kk"}
    assert sent == {
        "message_id": sent["message_id"],
        "date": int(stage.START.timestamp()),
        "chat": chat,
        "from": {
            "id": world.bot_id,
            "is_bot": True,
            "first_name": "alertbot",
            "username": "alertbot_demo_bot",
        },
        "text": "Look",
        "has_protected_content": True,
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": keyboard},
        "reply_to_message": {
            "message_id": stage.THEIRS,
            "date": int(stage.START.timestamp()),
            "chat": chat,
            "from": reader,
            "text": "Hi",
        },
    }
    shown = world.person(stage.READER).messages[-1]
    assert (shown.silent, shown.protected, shown.reply_to, shown.keyboard) == (
        True,
        True,
        stage.THEIRS,
        keyboard,
    )
    assert shown.link_preview == {"is_disabled": True}


async def test_a_reply_is_shown_one_level_deep(world: World, client: Client) -> None:
    reader = world.person(stage.READER)
    first = await reader.reply(stage.HELLO, "One")
    await reader.reply(first, "Two")
    *_, update = await updates(client)
    assert update["message"]["reply_to_message"]["text"] == "One"
    assert "reply_to_message" not in update["message"]["reply_to_message"]
    with pytest.raises(LookupError):
        await reader.reply(999, "To nothing")


@pytest.mark.parametrize(
    "options",
    [
        {"reply_parameters": {"message_id": 999, "allow_sending_without_reply": True}},
        {"reply_parameters": {}},
        {"reply_parameters": ""},
        {"reply_to_message_id": 999, "allow_sending_without_reply": True},
        {"disable_web_page_preview": True},
        {"link_preview_options": {"url": "https://a.example"}},
        {"reply_markup": {}},
        {"reply_markup": {"inline_keyboard": [[]]}},
        {"parse_mode": "none"},
    ],
)
async def test_lenient_options_are_taken(world: World, client: Client, options: dict[str, Any]) -> None:
    sent = await client.result("sendMessage", chat_id=stage.READER, text="x", **options)
    assert "reply_to_message" not in sent
    assert "reply_markup" not in sent


@pytest.mark.parametrize(
    "markup",
    [
        {"keyboard": [["A", {"text": "B", "request_contact": True}]], "is_persistent": True},
        {"remove_keyboard": True},
        {"force_reply": True, "input_field_placeholder": "Name"},
    ],
)
async def test_other_markups_are_kept_beside_the_message(
    world: World, client: Client, markup: dict[str, Any]
) -> None:
    sent = await client.result("sendMessage", chat_id=stage.READER, text="x", reply_markup=markup)
    assert "reply_markup" not in sent
    kept = world.person(stage.READER).messages[-1].markup
    assert kept is not None
    assert all(
        kept[name] is markup[name] or kept[name] == markup[name] or name == "keyboard" for name in markup
    )


@pytest.mark.parametrize(
    ("button", "kept"),
    [
        (
            {"text": "x", "url": "tg://resolve?domain=a", "callback_data": "y"},
            {"url": "tg://resolve?domain=a"},
        ),
        ({"text": "x", "copy_text": {"text": "copy"}}, {"copy_text": {"text": "copy"}}),
        ({"text": "x", "switch_inline_query": ""}, {"switch_inline_query": ""}),
        ({"text": "x", "web_app": {"url": "https://a.example"}}, {"web_app": {"url": "https://a.example/"}}),
        ({"text": "x", "callback_data": "y", "style": "danger"}, {"callback_data": "y", "style": "danger"}),
        ({"text": 5, "callback_data": 7}, {"text": "5", "callback_data": "7"}),
    ],
)
async def test_buttons_of_all_kinds(client: Client, button: dict[str, Any], kept: dict[str, Any]) -> None:
    markup = {"inline_keyboard": [[button], []]}
    sent = await client.result("sendMessage", chat_id=stage.READER, text="x", reply_markup=markup)
    assert sent["reply_markup"]["inline_keyboard"] == [[{"text": "x"} | kept]]


async def test_a_pressed_button_waits_for_one_answer(world: World, client: Client) -> None:
    reader = world.person(stage.READER)
    query = await reader.press(stage.HELLO, "p")
    [update] = await updates(client)
    asked = update["callback_query"]
    assert (asked["id"], asked["data"], asked["from"]["id"]) == (query, "p", stage.READER)
    assert asked["message"]["text"] == "Hello"
    assert asked["chat_instance"]
    await client.result("answerCallbackQuery", callback_query_id=query, text="Saved", show_alert=True)
    assert (reader.toasts, reader.alerts) == (["Saved"], ["Saved"])
    assert "query is too old" in await client.refusal("answerCallbackQuery", callback_query_id=query)
    again = await reader.press(stage.HELLO, "p")
    url = f"https://t.me/{world.username}?start=x"
    await client.result("answerCallbackQuery", callback_query_id=again, url=url)
    third = await reader.press(stage.HELLO, "p")
    await client.result("answerCallbackQuery", callback_query_id=third, text="Toast")
    assert (reader.toasts, reader.alerts) == (["Saved", "Toast"], ["Saved"])
    with pytest.raises(LookupError, match="no button"):
        await reader.press(stage.HELLO, "q")
    with pytest.raises(LookupError, match="no message"):
        await reader.press(999, "p")


async def test_an_answer_may_come_too_late(world: World, client: Client, clock: Clock) -> None:
    reader = world.person(stage.READER)
    query = await reader.press(stage.HELLO, "p")
    clock.move(timedelta(minutes=16))
    assert "query is too old" in await client.refusal("answerCallbackQuery", callback_query_id=query)
    world.query_lifetime = None
    query = await reader.press(stage.HELLO, "p")
    clock.move(timedelta(days=16))
    await client.result("answerCallbackQuery", callback_query_id=query)


async def test_only_so_many_queries_wait(world: World) -> None:
    reader = world.person(stage.READER)
    first = await reader.press(stage.HELLO, "p")
    for _ in range(10_000):
        world.ask(reader, {}, "p", reader.chat)
    assert world.take_query(first) is None


async def test_a_very_old_message_is_inaccessible_to_the_bot(world: World, client: Client) -> None:
    await world.person(stage.READER).press(stage.HELLO, "p", inaccessible=True)
    [update] = await updates(client)
    assert update["callback_query"]["message"] == {
        "chat": world.person(stage.READER).chat.as_json(),
        "message_id": stage.HELLO,
        "date": 0,
    }


async def test_blocking_and_unblocking_tell_the_bot_once_each(world: World, client: Client) -> None:
    reader = world.person(stage.READER)
    for _ in range(2):
        await reader.block()
    with pytest.raises(PermissionError):
        await reader.say("x")
    for _ in range(2):
        await reader.start()
    told = [update["my_chat_member"] for update in await updates(client) if "my_chat_member" in update]
    assert [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in told] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]
    assert told[0]["new_chat_member"]["user"]["id"] == world.bot_id
    assert told[0]["from"]["id"] == stage.READER
    await client.result("sendMessage", chat_id=stage.READER, text="x")


async def test_a_deleted_account_is_deactivated(world: World, client: Client) -> None:
    await world.person(stage.READER).deactivate()
    refused = await client.refusal("sendMessage", chat_id=stage.READER, text="x")
    assert refused == "Forbidden: user is deactivated"


async def test_other_kinds_of_messages_reach_the_bot_and_empty_texts_are_refused(
    world: World, client: Client
) -> None:
    reader = world.person(stage.READER)
    await reader.send({"sticker": {"file_id": "x"}})
    [update] = await updates(client)
    assert update["message"]["sticker"] == {"file_id": "x"}
    with pytest.raises(ApiError, match="text must be non-empty"):
        await reader.say(" ")


async def test_an_edit_changes_what_is_shown(world: World, client: Client, clock: Clock) -> None:
    clock.move(timedelta(minutes=1))
    target = {"chat_id": stage.READER, "message_id": stage.HELLO}
    edited = await client.result("editMessageText", text="Bye /stop", reply_markup=KEYS, **target)
    assert edited["edit_date"] - edited["date"] == 60
    shown = world.person(stage.READER).messages[0]
    assert (shown.text, shown.edited) == ("Bye /stop", clock())
    assert shown.entities == [{"type": "bot_command", "offset": 4, "length": 5}]
    assert len(shown.keyboard) == 2
    edited = await client.result("editMessageReplyMarkup", **target)
    assert "reply_markup" not in edited
    await client.result("editMessageText", text="Bye", link_preview_options={"is_disabled": True}, **target)
    assert shown.link_preview == {"is_disabled": True}


async def test_messages_are_deleted_one_by_one_or_many_at_once(world: World, client: Client) -> None:
    await client.result("deleteMessage", chat_id=stage.READER, message_id=stage.THEIRS)
    await client.result(
        "deleteMessages", chat_id=stage.READER, message_ids=[stage.HELLO, "103", 7, stage.HELLO]
    )
    assert [one.message_id for one in world.person(stage.READER).messages] == [stage.OLD]


async def test_actions_are_seen(world: World, client: Client) -> None:
    await client.result("sendChatAction", chat_id=stage.READER, action="Typing")
    await client.result("sendChatAction", chat_id=stage.GROUP, action="typing")
    assert world.person(stage.READER).actions == ["typing"]
    refused = await client.refusal("sendChatAction", chat_id=stage.BLOCKER, action="typing")
    assert refused == "Forbidden: bot was blocked by the user"


async def test_in_groups_the_bot_hears_what_is_meant_for_it(world: World, client: Client) -> None:
    reader, group = world.person(stage.READER), world.group(stage.GROUP)
    sent = await client.result("sendMessage", chat_id=stage.GROUP, text="Here", reply_markup=KEYS)
    await reader.say("among us", group=group)
    await reader.say("/help", group=group)
    await reader.say(f"hello @{world.username}", group=group)
    await reader.reply(sent["message_id"], "thanks", group=group)
    await reader.press(sent["message_id"], "a", group=group)
    *messages, pressed = await updates(client)
    assert [one["message"]["text"] for one in messages] == ["/help", f"hello @{world.username}", "thanks"]
    assert pressed["callback_query"]["message"]["chat"]["id"] == stage.GROUP
    await group.set_bot("administrator", by=reader)
    await reader.say("among us", group=group)
    assert [next(iter(set(one) - {"update_id"})) for one in await updates(client)] == [
        "my_chat_member",
        "message",
    ]
    theirs = max(group.messages)
    await client.result("deleteMessage", chat_id=stage.GROUP, message_id=theirs)
    await group.set_bot("kicked", by=reader)
    await reader.say("/help", group=group)
    assert [set(one) - {"update_id"} for one in await updates(client)] == [{"my_chat_member"}]


async def test_a_group_that_grows_moves(world: World, client: Client) -> None:
    group = world.group(stage.GROUP)
    upgraded = await group.upgrade()
    old, new = await updates(client)
    assert old["message"]["migrate_to_chat_id"] == upgraded.id == -1_000_000_000_010
    assert new["message"]["migrate_from_chat_id"] == stage.GROUP
    status, body = await client.call("sendMessage", chat_id=stage.GROUP, text="x")
    assert (status, body["parameters"]) == (400, {"migrate_to_chat_id": upgraded.id})
    await client.result("sendMessage", chat_id=upgraded.id, text="x")
    root = (await client.result("sendMessage", chat_id=upgraded.id, text="thread"))["message_id"]
    sent = await client.result("sendMessage", chat_id=upgraded.id, text="x", message_thread_id=root)
    assert sent["message_thread_id"] == root
    assert (await client.result("getChat", chat_id=stage.GROUP))["type"] == "group"


async def test_a_group_of_nobody_moves_too_and_one_without_the_bot_silently(
    world: World, client: Client
) -> None:
    await world.group(-20).upgrade()
    await world.group(stage.KICKED).upgrade()
    assert [one["message"]["chat"]["id"] for one in await updates(client)] == [-20, -1_000_000_000_020]


async def test_a_deleted_group_is_gone(world: World, client: Client) -> None:
    await world.group(stage.GROUP).delete()
    refused = await client.refusal("sendMessage", chat_id=stage.GROUP, text="x")
    assert refused == "Forbidden: the group chat was deleted"


async def test_a_channel_speaks_in_its_own_name(world: World, client: Client) -> None:
    sent = await client.result("sendMessage", chat_id=stage.CHANNEL, text="x")
    assert sent["sender_chat"]["id"] == stage.CHANNEL
    assert "from" not in sent
    await world.person(stage.READER).say("posted", group=world.group(stage.CHANNEL))
    assert [one["channel_post"]["text"] for one in await updates(client)] == ["posted"]


async def test_chats_and_members_are_described(world: World, client: Client) -> None:
    chat = await client.result("getChat", chat_id=stage.GROUP)
    assert (chat["type"], chat["title"], chat["max_reaction_count"]) == ("group", "Readers", 11)
    group = world.group(stage.GROUP)
    for status in ("member", "administrator", "creator", "kicked"):
        group.join(world.person(stage.STRANGER), status)
        member = await client.result("getChatMember", chat_id=stage.GROUP, user_id=stage.STRANGER)
        assert (member["status"], member["user"]["id"]) == (status, stage.STRANGER)
    for user, status in ((world.bot_id, "member"), (stage.GONE, "left")):
        member = await client.result("getChatMember", chat_id=stage.GROUP, user_id=user)
        assert member["status"] == status
    member = await client.result("getChatMember", chat_id=stage.READER, user_id=stage.READER)
    assert member["status"] == "member"


async def test_the_bot_can_leave(world: World, client: Client) -> None:
    for _ in range(2):
        assert await client.result("leaveChat", chat_id=stage.GROUP) is True
    [update] = await updates(client)
    assert update["my_chat_member"]["new_chat_member"]["status"] == "left"


async def test_until_waits_for_a_change_and_gives_up(world: World, client: Client) -> None:
    reader = world.person(stage.READER)
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(world.until(lambda now: len(reader.messages) > 5))
        for _ in range(2):
            await client.result("sendMessage", chat_id=stage.READER, text="x")
    assert waiting.result() is None
    with pytest.raises(TimeoutError):
        await world.until(lambda now: False, timeout=0.01)


async def test_changes_name_the_chats_joined(world: World, client: Client) -> None:
    seen: list[int] = []

    async def watch() -> None:
        async for chat in world.changes():
            seen.append(chat)
            world.changed(-1)
            if len(seen) == 3:
                return

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(watch())
        await asyncio.sleep(0)
        await world.person(stage.READER).say("x")
        await world.person(stage.READER).say("y")
        world.changed(stage.GROUP)
    assert seen[:2] == [stage.READER, stage.GROUP]
    assert seen[2] == -1


COMMAND = {"command": "/help", "description": " Help "}


async def test_the_menu_is_that_of_the_nearest_scope_and_the_clients_language(
    world: World, client: Client
) -> None:
    reader, stranger = world.person(stage.READER), world.person(stage.STRANGER, language_code="en")
    scopes: list[dict[str, Any]] = [
        {},
        {"language_code": "kk"},
        {"scope": {"type": "all_private_chats"}},
        {"scope": {"type": "all_private_chats"}, "language_code": "kk"},
        {"scope": {"type": "chat", "chat_id": stage.READER}},
        {"scope": {"type": "chat", "chat_id": stage.READER}, "language_code": "kk"},
    ]
    assert reader.commands == []
    for number, scope in enumerate(scopes):
        commands = [{"command": f"c{number}", "description": "x"}]
        await client.result("setMyCommands", commands=commands, **scope)
        assert reader.commands == [(f"c{number}", "x")]
    assert stranger.commands == [("c2", "x")]
    for number, scope in reversed(list(enumerate(scopes))):
        assert reader.commands == [(f"c{number}", "x")]
        assert (await client.result("getMyCommands", **scope))[0]["command"] == f"c{number}"
        await client.result("deleteMyCommands", **scope)
    assert reader.commands == stranger.commands == []


async def test_commands_are_cleaned_and_scopes_kept_apart(world: World, client: Client) -> None:
    group = {"type": "chat_member", "chat_id": stage.GROUP, "user_id": stage.READER}
    await client.result("setMyCommands", commands=[COMMAND], scope=group)
    assert await client.result("getMyCommands", scope=group) == [{"command": "help", "description": "Help"}]
    assert await client.result("getMyCommands") == []
    await client.result("setMyCommands", scope=group)
    assert await client.result("getMyCommands", scope=group) == []


@pytest.mark.parametrize(
    ("kind", "most", "default"),
    [("Name", 64, "alertbot"), ("Description", 512, ""), ("ShortDescription", 120, "")],
)
async def test_names_and_descriptions_are_kept_by_language(
    client: Client, kind: str, most: int, default: str
) -> None:
    field = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[kind]
    assert await client.result(f"getMy{kind}") == {field: default}
    await client.result(f"setMy{kind}", **{field: "For all"})
    await client.result(f"setMy{kind}", **{field: "Қ" * 600, "language_code": "kk"})
    assert await client.result(f"getMy{kind}", language_code="ug") == {field: "For all"}
    assert await client.result(f"getMy{kind}", language_code="kk") == {field: "Қ" * most}


async def test_the_menu_button_is_ones_own_or_everyones(client: Client) -> None:
    app = {"type": "web_app", "text": "Open", "web_app": {"url": "https://a.example"}}
    own = {"chat_id": stage.READER}
    assert await client.result("getChatMenuButton", **own) == {"type": "commands"}
    await client.result("setChatMenuButton", menu_button=app)
    assert await client.result("getChatMenuButton", **own) == app
    await client.result("setChatMenuButton", menu_button={"type": "commands"}, **own)
    assert await client.result("getChatMenuButton", **own) == {"type": "commands"}
    await client.result("setChatMenuButton", **own)
    assert await client.result("getChatMenuButton", **own) == app
