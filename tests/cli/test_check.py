"""`alertbot check` says what is in force and what is missing, and hides what is secret."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from alertbot import keys
from alertbot.model import FeedState, Validators
from alertbot.playground import botapi
from alertbot.playground.botapi.world import World
from alertbot.storage import engine, feeds, schema
from tests.cli.command import says
from tests.conftest import KEYRING
from tests.providers import standins
from tests.providers.standins import Failure, standing_in

pytestmark = pytest.mark.timeout(120)

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


def install(folder: Path, settings: str = "", token: str = World().token) -> None:
    keys.write_secret(folder / "secrets" / "token", token)
    keys.write_secret(folder / "secrets" / "key", keys.key_file_line(1, bytes(range(32))))
    (folder / "alertbot.toml").write_text(settings)


async def add_feeds(folder: Path) -> None:
    (folder / "data").mkdir()
    async with engine.opened(f"sqlite:///{folder}/data/alertbot.db", KEYRING) as database:
        await schema.upgrade(database)
        async with database.writing() as connection:
            for name in ("fresh", "good", "bad", "paused"):
                id = await feeds.add(
                    connection, url=f"https://{name}.example/feed", title=name.title(), language="en",
                    hosts=(), topics=(), now=NOW,
                )  # fmt: skip
                if name == "good":
                    polled = feeds.Polled(at=NOW, next_poll_at=NOW, validators=Validators(), body_hash=None)
                    await feeds.record_success(connection, id, polled)
                if name == "bad":
                    await feeds.record_failure(connection, id, error="status 500", now=NOW, next_poll_at=NOW)
                if name == "paused":
                    await feeds.set_state(connection, id, FeedState.PAUSED, now=NOW)


async def test_a_sound_installation(tmp_path: Path):
    async with botapi.serve(World()) as address:
        install(tmp_path, f'[telegram]\nbase_url = "{address}"\n')
        await add_feeds(tmp_path)
        code, said = await says("check", folder=tmp_path)

    assert code == 0, said
    for sentence in (
        "telegram.rate = 30",
        "prepare.deadline = 1800 seconds",
        "keep.receipts = 14 days",
        "languages.offered = ug, ug-Latn, ug-Cyrl, kk, kk-Arab, kk-Latn, en, tr, ru, zh-Hans, zh-Hant, ",
        "the bot is @alertbot_demo_bot",
        "The database answers",
        "German, French, Arabic: no translator;",
        "built in: apertium, azure, deepl",
        "Feed Fresh: not asked yet",
        "Feed Good: last asked 2026-11-02 12:00 UTC",
        "Feed Bad: failed 1 times in a row (status 500)",
        "Feed Paused: paused",
    ):
        assert sentence in said, f"{sentence!r} is not in {said}"
    assert World().token not in said


async def test_what_is_wrong_is_named_and_the_exit_code_is_two(tmp_path: Path):
    async with botapi.serve(World()) as address:
        install(
            tmp_path,
            f'[telegram]\nbase_url = "{address}"\n[languages]\noffered = ["en", "xx"]\n',
            token="1234567:" + "x" * 35,
        )
        code, said = await says("check", folder=tmp_path)

    assert code == 2
    assert "names 'xx', which is not known; known are" in said
    assert "Telegram does not know the token" in said
    assert "There is no feed yet" in said


async def test_passwords_and_options_are_hidden(tmp_path: Path):
    install(
        tmp_path,
        """
[data]
database = "postgresql://bot:hunter2@127.0.0.1:9/alertbot"
[telegram]
base_url = "http://127.0.0.1:9"
[prepare.providers.ours]
use = "apertium"
options = { url = "http://127.0.0.1:9/hunter3" }
[prepare.chains]
en = ["ours"]
kk = ["ours", "nobody"]
""",
    )
    code, said = await says("check", folder=tmp_path)

    assert code == 2
    assert "hunter" not in said
    assert "postgresql://bot@127.0.0.1:9/alertbot" in said
    assert "ours (apertium)" in said
    assert "nobody" in said
    assert "The database does not answer" in said
    assert "Telegram cannot be reached" in said


async def test_providers_are_shown_with_their_state_and_without_their_keys(tmp_path: Path):
    async with standing_in(standins.deepl) as deepl, standing_in(standins.openai, Failure(401)) as model:
        for name, key in [("deepl", standins.KEY), ("model", "hunter2"), ("open", "hunter3")]:
            keys.write_secret(tmp_path / "secrets" / f"{name}-key", key)
        (tmp_path / "secrets" / "open-key").chmod(0o644)
        install(
            tmp_path,
            f"""
[telegram]
base_url = "http://127.0.0.1:9"
[prepare]
summarisers = ["model"]
[prepare.chains]
kk = ["good", "down"]
[prepare.providers]
good = {{ use = "deepl", key_file = "secrets/deepl-key", options = {{ url = "{deepl.url}" }} }}
model = {{ use = "llm", key_file = "secrets/model-key", options = {{ model = "m", url = "{model.url}/v1" }} }}
down = {{ use = "apertium", options = {{ url = "http://127.0.0.1:9" }} }}
unused = {{ use = "libretranslate", key_file = "secrets/missing-key" }}
readable = {{ use = "azure", key_file = "secrets/open-key" }}
""",
        )
        code, said = await says("check", folder=tmp_path)

    for sentence in (
        "good (deepl)",
        "Provider good (deepl): answers.",
        "Provider model (llm): does not accept the key (status 401).",
        "Provider down (apertium): does not answer",
        "Provider unused (libretranslate): there is no unused provider key file",
        "write the key that the provider gave you into it",
        "Provider readable (azure): others can read the readable provider key file",
        "Kazakh: translated by good, down where the pair is served.",
    ):
        assert sentence in said, f"{sentence!r} is not in {said}"
    assert "hunter" not in said
    assert standins.KEY not in said
    assert "The database answers" in said
    assert code == 0, said  # what no chain names stops nothing, and who is out of reach now may come back


async def test_what_a_chain_needs_and_is_not_there_is_grave(tmp_path: Path):
    install(
        tmp_path,
        """
[telegram]
base_url = "http://127.0.0.1:9"
[prepare.chains]
default = ["ours", "nobody"]
[prepare.providers.ours]
use = "apertium"
options = { colour = "red" }
""",
    )
    code, said = await says("check", folder=tmp_path)

    assert code == 2
    assert "Provider ours (apertium): the options of the provider 'apertium' are wrong" in said
    assert "Provider nobody: a chain names the provider 'nobody'" in said
