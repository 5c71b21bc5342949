"""`alertbot init` sets up what `run` needs, and makes the first owner."""

import re
from pathlib import Path

import pytest

from alertbot import keys, settings
from alertbot.playground import botapi
from alertbot.playground.botapi.world import World
from tests.cli.command import Command, alertbot, says

pytestmark = pytest.mark.timeout(120)


async def answered(command: Command, token: str) -> str:
    """Answer all that init asks; the recovery form it showed."""
    await command.hears("name of your newsroom")
    await command.type('Steppe "Lantern" News')
    await command.hears("bot's token")
    await command.type(token)
    said = await command.hears("Type it back")
    form = re.search(r"(?m)^  ((?:[A-Z2-7]{1,4} ?){10,})$", said)
    assert form is not None, said
    await command.type("AAAA BBBB")
    await command.hears("Not yet")
    await command.type(keys.recovery_form(bytes(32)))
    await command.hears("another key")
    await command.type(form[1].lower())
    return form[1]


async def test_it_asks_writes_and_invites(tmp_path: Path):
    world = World()
    async with botapi.serve(world) as address:
        environment = {"ALERTBOT_TELEGRAM__BASE_URL": address}
        async with alertbot("init", "--folder", "there", folder=tmp_path, environment=environment) as command:
            form = await answered(command, world.token)
            code, said = await command.ends()

        assert code == 0, said
        assert re.search(rf"https://t\.me/{world.username}\?start=i[\w-]{{23}}", said)
        assert world.token not in said
        chosen = settings.load(tmp_path / "there" / "alertbot.toml")
        assert chosen.newsroom.name == 'Steppe "Lantern" News'
        assert chosen.telegram.token_file.read_text().strip() == world.token
        assert keys.from_recovery_form(form).hex() in chosen.data.key_file.read_text()
        for file in (chosen.telegram.token_file, chosen.data.key_file):
            assert file.stat().st_mode & 0o777 == 0o400

        async with alertbot("init", "--folder", "there", folder=tmp_path, environment=environment) as again:
            code, said = await again.ends()
        assert code == 0
        assert "The token is in" in said
        assert "The key is in" in said


async def test_without_telegram_the_invitation_is_a_line_to_send(tmp_path: Path):
    nobody = {"ALERTBOT_TELEGRAM__BASE_URL": "http://127.0.0.1:9"}
    async with alertbot("init", folder=tmp_path, environment=nobody) as command:
        await answered(command, World().token)
        code, said = await command.ends()

    assert code == 0, said
    assert re.search(r"/start i[\w-]{23}", said)
    assert "cannot be reached" in said


async def test_what_is_no_token_is_refused_without_repeating_it(tmp_path: Path):
    async with alertbot("init", folder=tmp_path) as command:
        await command.hears("name of your newsroom")
        await command.type("News")
        await command.hears("bot's token")
        await command.type("hunter2-hunter2")
        code, said = await command.ends()

    assert code == 2
    assert "no bot token" in said
    assert "hunter2" not in said


@pytest.mark.parametrize("command", ["run", "check"])
async def test_before_init_the_next_step_is_named(tmp_path: Path, command: str):
    code, said = await says(command, folder=tmp_path)

    assert code == 2
    assert "alertbot init" in said
