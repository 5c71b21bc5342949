"""`alertbot backup`, `restore` and `panic` as an operator meets them."""

import re
from pathlib import Path

import pytest

from alertbot import settings
from alertbot.chat.handlers.readers import about
from alertbot.cli import panic
from alertbot.model import ChatId
from alertbot.storage import engine, schema, subscribers
from tests.cli.command import alertbot, says
from tests.cli.test_check import install
from tests.conftest import KEYRING, NOON
from tests.storage import desk

pytestmark = pytest.mark.timeout(120)


async def with_readers(folder: Path, *chats: int) -> None:
    install(folder)
    (folder / "data").mkdir()
    async with engine.opened(f"sqlite:///{folder}/data/alertbot.db", KEYRING) as database:
        await schema.upgrade(database)
        await schema.check_key(database, KEYRING)
        async with database.writing() as c:
            for chat in chats:
                await desk.subscribed(c, chat)


async def test_who_was_forgotten_after_the_backup_stays_so(tmp_path: Path):
    await with_readers(tmp_path, 11, 22)
    code, said = await says("backup", folder=tmp_path)
    assert code == 0, said
    [backup] = (tmp_path / "backups").iterdir()
    assert str(backup.relative_to(tmp_path)) in said
    data = settings.load(tmp_path / "alertbot.toml").data
    async with engine.opened(data.url, KEYRING, forgotten=data.forgotten_file) as database:
        await about.erase(database, ChatId(11), now=NOON)

    code, said = await says("restore", str(backup), folder=tmp_path)
    assert code == 2
    assert "move it away first" in said

    (tmp_path / "data" / "alertbot.db").unlink()
    code, said = await says("restore", str(backup), folder=tmp_path)
    assert code == 0, said
    assert "1 readers who were forgotten" in said
    async with engine.opened(data.url, KEYRING) as database, database.reading() as c:
        assert await subscribers.find(c, ChatId(11)) is None
        assert await subscribers.find(c, ChatId(22)) is not None


async def test_a_lost_list_of_the_forgotten_is_asked_for(tmp_path: Path):
    await with_readers(tmp_path, 11)
    code, said = await says("backup", "--to", "elsewhere", folder=tmp_path)
    assert code == 0, said
    [backup] = (tmp_path / "elsewhere").iterdir()
    (tmp_path / "data" / "alertbot.db").unlink()

    code, said = await says("restore", str(backup), folder=tmp_path)
    assert code == 2
    assert "would come back" in said
    code, said = await says("restore", str(backup), "--without-forgotten", folder=tmp_path)
    assert code == 0, said


async def test_there_is_nothing_to_back_up_yet(tmp_path: Path):
    install(tmp_path)

    code, said = await says("backup", folder=tmp_path)

    assert code == 2
    assert "nothing to back up" in said
    assert not (tmp_path / "data").exists()


async def test_panic_destroys_key_and_token_once_the_phrase_is_typed(tmp_path: Path):
    install(tmp_path)
    key = tmp_path / "secrets" / "key"
    secret = key.read_text()
    async with alertbot("panic", folder=tmp_path) as command:
        await command.hears("Type")
        await command.type("yes")
        code, said = await command.ends()
    assert code == 2
    assert "nothing was destroyed" in said
    assert key.read_text() == secret

    async with alertbot("panic", folder=tmp_path) as command:
        await command.hears("Type")
        await command.type(panic.PHRASE.upper())
        code, said = await command.ends()
    assert code == 0, said
    assert list((tmp_path / "secrets").iterdir()) == []
    assert "/revoke" in said
    assert not re.search(r"[0-9a-f]{32}", said)

    code, said = await says("panic", folder=tmp_path)
    assert code == 2
    assert "no key file" in said
