"""Methods about what the bot says of itself."""

import re
from typing import Any

from alertbot.playground.botapi import fields, reading, texts
from alertbot.playground.botapi.chats import Group
from alertbot.playground.botapi.errors import bad_request
from alertbot.playground.botapi.parameters import Parameters
from alertbot.playground.botapi.profile import Command, Scope
from alertbot.playground.botapi.world import World

_EVERYONE = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_ONE_CHAT = ("chat", "chat_administrators", "chat_member")
_COMMANDS_MOST = 100
_COMMAND_MOST = 32
_DESCRIPTION_MOST = 256
_COMMAND = re.compile(r"[a-z0-9_]+", re.ASCII)
_LANGUAGE = re.compile(r"(?:[a-z]{2})?", re.ASCII)
_TEXT_MOST = {"name": 64, "description": 512, "short_description": 120}


def set_my_commands(world: World, parameters: Parameters) -> bool:
    """Set the command menu of a scope in a language."""
    listed = _commands(parameters)
    key = _scope(world, parameters), _language(parameters)
    commands = [_checked(*command) for command in listed]
    if len(commands) > _COMMANDS_MOST:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if not all(_COMMAND.fullmatch(command) for command, _ in commands):
        raise bad_request("BOT_COMMAND_INVALID")
    world.profile.commands[key] = commands
    world.changed(key[0].chat)
    return True


def get_my_commands(world: World, parameters: Parameters) -> list[dict[str, str]]:
    """The command menu of exactly this scope and language."""
    key = _scope(world, parameters), _language(parameters)
    return [
        {"command": command, "description": description}
        for command, description in world.profile.commands.get(key, [])
    ]


def delete_my_commands(world: World, parameters: Parameters) -> bool:
    """Take back the command menu of a scope in a language."""
    key = _scope(world, parameters), _language(parameters)
    world.profile.commands.pop(key, None)
    world.changed(key[0].chat)
    return True


def _commands(parameters: Parameters) -> list[Command]:
    if not parameters.given("commands"):
        return []
    value = parameters.json("commands", "Can't parse commands JSON object")
    if not isinstance(value, list):
        raise bad_request("Expected an Array of BotCommand")
    try:
        return [_command(given) for given in value]
    except ValueError as error:
        raise bad_request(f"Can't parse BotCommand: {error}") from error


def _command(given: object) -> Command:
    if not isinstance(given, dict):
        raise fields.WrongField("expected an Object")
    return fields.required_string(given, "command"), fields.required_string(given, "description")


def _checked(command: str, description: str) -> Command:
    command = texts.clean(command).strip().removeprefix("/")
    description = texts.clean(description).strip()
    if not command:
        raise bad_request("Command must be non-empty")
    if len(command) > _COMMAND_MOST:
        raise bad_request(f"Command length must not exceed {_COMMAND_MOST}")
    if not description:
        raise bad_request("Command description must be non-empty")
    if len(description) > _DESCRIPTION_MOST:
        raise bad_request(f"Command description length must not exceed {_DESCRIPTION_MOST}")
    return command, description


def _language(parameters: Parameters) -> str:
    language = parameters.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("Invalid language code specified")
    return language


def _scope(world: World, parameters: Parameters) -> Scope:
    if not parameters.given("scope"):
        return Scope()
    value = parameters.json("scope", "Can't parse BotCommandScope JSON object")
    try:
        kind, chat, user = _scope_fields(value)
    except ValueError as error:
        raise bad_request(f"Can't parse BotCommandScope: {error}") from error
    if not chat:
        return Scope(kind)
    found = reading.chat(world, chat, members=True)
    if not isinstance(found, Group) and kind != "chat":
        raise bad_request("Can't use specified scope in private chats")
    if found.kind == "channel":
        raise bad_request("Can't change commands in channel chats")
    if user and user not in world.people:
        raise bad_request("User not found")
    return Scope(kind, found.id, user)


def _scope_fields(value: object) -> tuple[str, str, int]:
    if not isinstance(value, dict):
        raise fields.WrongField("BotCommandScope must be an Object")
    kind = fields.required_string(value, "type")
    if kind in _EVERYONE:
        return kind, "", 0
    if kind not in _ONE_CHAT:
        raise fields.WrongField("Unsupported type specified")
    chat = fields.required_string(value, "chat_id")
    if not chat:
        raise fields.WrongField("Empty chat_id specified")
    user = fields.required_integer(value, "user_id") if kind == "chat_member" else 1
    if user <= 0:
        raise fields.WrongField("Invalid user_id specified")
    return kind, chat, user if kind == "chat_member" else 0


def _set_text(world: World, parameters: Parameters, kind: str) -> bool:
    """Texts over the limit are cut, as td does with them before they leave it."""
    language = _language(parameters)
    text = texts.clean(parameters.text(kind)).strip()[: _TEXT_MOST[kind]]
    world.profile.texts[kind, language] = text
    if kind == "name" and not language:
        world.bot_name = text or world.bot_name
    return True


def _get_text(world: World, parameters: Parameters, kind: str) -> dict[str, str]:
    text = world.profile.text(kind, _language(parameters))
    return {kind: text or (world.bot_name if kind == "name" else "")}


def set_my_name(world: World, parameters: Parameters) -> bool:
    """Set the bot's name in a language."""
    return _set_text(world, parameters, "name")


def get_my_name(world: World, parameters: Parameters) -> dict[str, str]:
    """The bot's name in a language."""
    return _get_text(world, parameters, "name")


def set_my_description(world: World, parameters: Parameters) -> bool:
    """Set what a person reads before pressing Start."""
    return _set_text(world, parameters, "description")


def get_my_description(world: World, parameters: Parameters) -> dict[str, str]:
    """What a person reads before pressing Start."""
    return _get_text(world, parameters, "description")


def set_my_short_description(world: World, parameters: Parameters) -> bool:
    """Set what stands on the bot's page and in shared links."""
    return _set_text(world, parameters, "short_description")


def get_my_short_description(world: World, parameters: Parameters) -> dict[str, str]:
    """What stands on the bot's page and in shared links."""
    return _get_text(world, parameters, "short_description")


def set_chat_menu_button(world: World, parameters: Parameters) -> bool:
    """Set the button beside a person's text field, or everyone's."""
    button = _menu_button(parameters)
    world.profile.menu_buttons[_menu_owner(world, parameters)] = button
    world.changed()
    return True


def get_chat_menu_button(world: World, parameters: Parameters) -> dict[str, Any]:
    """The button beside a person's text field."""
    buttons, owner = world.profile.menu_buttons, _menu_owner(world, parameters)
    own = buttons.get(owner, {"type": "default"})
    return own if own["type"] != "default" else buttons.get(0, {"type": "commands"})


def _menu_owner(world: World, parameters: Parameters) -> int:
    if not parameters.has("chat_id"):
        return 0
    owner = parameters.integer("chat_id")
    if owner <= 0:
        raise bad_request("Invalid chat_id specified")
    if owner not in world.people:
        raise bad_request("User not found")
    return owner


def _menu_button(parameters: Parameters) -> dict[str, Any]:
    if not parameters.given("menu_button"):
        return {"type": "default"}
    value = parameters.json("menu_button", "Can't parse menu button JSON object")
    try:
        return _menu_button_fields(value)
    except ValueError as error:
        raise bad_request(f"Can't parse menu button: {error}") from error


def _menu_button_fields(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise fields.WrongField("MenuButton must be an Object")
    kind = fields.required_string(value, "type")
    if kind in ("default", "commands"):
        return {"type": kind}
    if kind != "web_app":
        raise fields.WrongField("MenuButton has unsupported type")
    app = fields.required_object(value, "web_app")
    return {
        "type": kind,
        "text": fields.required_string(value, "text"),
        "web_app": {"url": fields.required_string(app, "url")},
    }
