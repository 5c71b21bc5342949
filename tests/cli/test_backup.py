"""`alertbot backup`, `restore` and `panic` as an operator meets them."""

import asyncio
import re
from pathlib import Path

import pytest

from alertbot import settings
from alertbot.chat.handlers.readers import about
from alertbot.cli import panic
from alertbot.model import ChatId, PersonId, Role
from alertbot.storage import engine, people, schema, subscribers
from tests.cli.command import invoked, says
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
            payload = await people.invite(c, Role.OWNER, now=NOON)
            await people.redeem(c, payload, user=ChatId(99), language="en", now=NOON)


async def test_who_was_forgotten_after_the_backup_stays_so(tmp_path: Path):
    await with_readers(tmp_path, 11, 22)
    code, said = await says("backup", folder=tmp_path)
    assert code == 0, said
    [backup] = (tmp_path / "backups").iterdir()
    assert str(backup.relative_to(tmp_path)) in said
    data = settings.load(tmp_path / "alertbot.toml").data
    async with engine.opened(data.url, KEYRING, forgotten=data.forgotten_file) as database:
        await about.erase(database, ChatId(11), now=NOON)
        database.forgotten.add_person(PersonId(1), now=NOON)

    well, said = await asyncio.to_thread(invoked, "restore", str(backup), folder=tmp_path)
    assert not well
    assert "move it away first" in said

    (tmp_path / "data" / "alertbot.db").unlink()
    well, said = await asyncio.to_thread(invoked, "restore", str(backup), folder=tmp_path)
    assert well, said
    assert "1 readers who were forgotten" in said
    assert "1 editors and owners who were removed" in said
    assert "No owner is left: `alertbot init`" in said
    async with engine.opened(data.url, KEYRING) as database, database.reading() as c:
        assert await subscribers.find(c, ChatId(11)) is None
        assert await subscribers.find(c, ChatId(22)) is not None
        assert await people.everyone(c) == []


def test_a_lost_list_of_the_forgotten_is_asked_for(tmp_path: Path):
    asyncio.run(with_readers(tmp_path, 11))
    well, said = invoked("backup", "--to", str(tmp_path / "elsewhere"), folder=tmp_path)
    assert well, said
    [backup] = (tmp_path / "elsewhere").iterdir()
    (tmp_path / "data" / "alertbot.db").unlink()

    well, said = invoked("restore", str(backup), folder=tmp_path)
    assert not well
    assert "would come back" in said
    well, said = invoked("restore", str(backup), "--without-forgotten", folder=tmp_path)
    assert well, said
    assert "look at /people at once" in said
    assert "No owner is left" not in said


def test_there_is_nothing_to_back_up_yet(tmp_path: Path):
    install(tmp_path)

    well, said = invoked("backup", folder=tmp_path)

    assert not well
    assert "nothing to back up" in said
    assert not (tmp_path / "data").exists()


def test_a_backup_that_is_not_there_is_named_before_its_list(tmp_path: Path):
    install(tmp_path)

    assert "there is no backup none.backup" in invoked("restore", "none.backup", folder=tmp_path)[1]


def test_panic_needs_its_phrase_and_something_to_destroy(tmp_path: Path):
    install(tmp_path)
    secret = (tmp_path / "secrets" / "key").read_text()

    assert "nothing was destroyed" in invoked("panic", folder=tmp_path, typed="yes\n")[1]
    assert (tmp_path / "secrets" / "key").read_text() == secret

    (tmp_path / "secrets" / ".key.new").write_text(secret)  # of a rotation that was killed
    well, said = invoked("panic", folder=tmp_path, typed=f"{panic.PHRASE.upper()}\n")
    assert well, said
    assert list((tmp_path / "secrets").iterdir()) == []
    assert "/revoke" in said
    assert not re.search(r"[0-9a-f]{32}", said)

    assert "no key file" in invoked("panic", folder=tmp_path)[1]


def test_panic_destroys_every_copy_and_says_what_it_could_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """A container's secrets are mounted, and can be changed where they come from only."""
    install(tmp_path)
    mounted = tmp_path / "mounted"
    mounted.mkdir()
    (mounted / "alertbot-key").symlink_to("/proc/version")  # which nobody may change
    monkeypatch.setattr(settings, "CONTAINER_SECRETS", mounted)

    well, said = invoked("panic", folder=tmp_path, typed=f"{panic.PHRASE}\n")

    assert not well
    assert f"not destroyed, because this user may not change it: {mounted / 'alertbot-key'}" in said
    assert list((tmp_path / "secrets").iterdir()) == []
    assert "/revoke" in said


def test_panic_does_not_need_settings_that_can_be_read(tmp_path: Path):
    asyncio.run(with_readers(tmp_path, 11))
    (tmp_path / "alertbot.toml").write_text("x = [")

    well, said = invoked("panic", folder=tmp_path, typed=f"{panic.PHRASE}\n")

    assert well, said
    assert "usual places" in said
    assert list((tmp_path / "secrets").iterdir()) == []
