"""What must not be told is told nowhere: not in the log, and after /forget not in the database's files."""

from functools import partial
from pathlib import Path

import pytest

from alertbot.model import ChatId
from tests.conftest import KEYRING
from tests.whole_way.house import PATIENCE, House, built

pytestmark = pytest.mark.timeout(150)

CANARY_ID, CANARY_NAME, CANARY_TEXT = 5_123_456_789, "Kanarbek", "kanarwort zwitschert"


async def test_the_log_names_nobody_at_any_level(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'data' / 'alertbot.db'}"
    (tmp_path / "data").mkdir()
    async with built(tmp_path, url, readers=2) as house:
        titles = {language: [title] for language, title in house.publish().items()}
        process = await house.start("chatty")
        await house.works()
        canary = house.world.person(CANARY_ID, CANARY_NAME, "en")
        await canary.start()
        await canary.say(CANARY_TEXT)
        await canary.say(f"/{CANARY_TEXT}")
        await canary.block()
        await house.everyone_has(titles)
        await house.world.until(lambda world: not world.updates.pending, PATIENCE)
        await house.stop(process)

        log = house.log.read_text()
        readers = [str(reader) for people in house.readers.values() for reader in people]
        secret = house.world.token.partition(":")[2]
        told = [
            each
            for each in (secret, str(CANARY_ID), CANARY_NAME, *CANARY_TEXT.split(), *readers)
            if each in log
        ]
        assert told == []
        assert "DEBUG" in log


async def test_forget_leaves_no_trace_in_the_files(tmp_path: Path):
    data = tmp_path / "data"
    data.mkdir()
    plain = CANARY_ID.to_bytes(8, "big", signed=True)
    sealed = KEYRING.seal(plain, "subscriber.chat_id")
    to_clean = KEYRING.seal(plain, "fading.chat_id")
    async with built(tmp_path, f"sqlite:///{data / 'alertbot.db'}", readers=2) as house:
        titles = {language: [title] for language, title in house.publish().items()}
        process = await house.start()
        await house.works()
        await subscribe(house)
        await house.everyone_has(titles)
        assert traces(data, sealed)

        reader = house.world.person(CANARY_ID)
        await reader.say("/forget")
        await house.world.until(lambda _: house.button(CANARY_ID, "Yes, erase"), PATIENCE)
        await reader.press(*house.button(CANARY_ID, "Yes, erase"))
        await house.world.until(lambda _: not traces(data, sealed), PATIENCE)
        await house.world.until(lambda _: len(reader.messages) == 1, PATIENCE)  # the farewell

        assert str(ChatId(CANARY_ID)) == "<ChatId>"
        await house.stop(process)
        assert not traces(data, sealed)
        assert not traces(data, to_clean)


async def subscribe(house: House) -> None:
    """Four taps."""
    reader = house.world.person(CANARY_ID, CANARY_NAME, "en")
    await reader.start()
    for label in ("English", "I agree", "Done"):
        await house.world.until(partial(house.has_button, CANARY_ID, label), PATIENCE)
        await reader.press(*house.button(CANARY_ID, label))
    await house.world.until(lambda _: house.button(CANARY_ID, "Options"), PATIENCE)


def traces(data: Path, sealed: bytes) -> list[str]:
    """The files in which the sealed number stands."""
    return [file.name for file in data.iterdir() if sealed in file.read_bytes()]
