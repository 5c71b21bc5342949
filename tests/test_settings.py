"""Settings come from one file and the environment, and what is wrong is said in one sentence."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from alertbot import settings
from alertbot.errors import SettingsError
from alertbot.languages import table
from alertbot.languages.scripts import kazakh
from alertbot.settings import Settings

EXAMPLE = Path("config/alertbot.example.toml")


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    for name in ("ALERTBOT_SETTINGS", "ALERTBOT_TELEGRAM__RATE"):
        monkeypatch.delenv(name, raising=False)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "alertbot.toml"
    path.write_text(text)
    return path


def test_the_example_holds_the_defaults():
    loaded, default = settings.load(EXAMPLE), Settings()

    paths = {"data": {"folder", "key_file", "backups"}, "telegram": {"token_file"}}
    assert loaded.model_dump(exclude=paths) == default.model_dump(exclude=paths)


def test_every_language_that_readers_can_have_is_offered_unless_the_owner_says_otherwise():
    known = [tag for tag, row in table.TABLE.items() if not row.test_only]
    assert list(Settings().languages.offered) == known


def test_the_example_names_every_setting():
    text = EXAMPLE.read_text()

    for section, model in Settings():
        for name in getattr(type(model), "model_fields", [section]):
            assert re.search(rf"(?m)^(# )?({name} = |\[{section}\.{name})", text), f"{section}.{name}"


def test_paths_are_taken_from_the_folder_of_the_file(tmp_path: Path):
    loaded = settings.load(written(tmp_path, '[telegram]\ntoken_file = "t"\n'))

    assert loaded.telegram.token_file == tmp_path / "t"
    assert loaded.data.url == f"sqlite:///{tmp_path / 'data' / 'alertbot.db'}"


def test_another_database_is_taken_as_it_is(tmp_path: Path):
    loaded = settings.load(written(tmp_path, '[data]\ndatabase = "postgresql://x/y"\n'))

    assert loaded.data.url == "postgresql://x/y"


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ALERTBOT_TELEGRAM__RATE", "20")

    assert settings.load(written(tmp_path, "[telegram]\nrate = 10\n")).telegram.rate == 20


def test_the_environment_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ALERTBOT_SETTINGS", str(written(tmp_path, "[feeds]\nusual = 60\n")))

    assert settings.load().feeds.usual == timedelta(minutes=1)


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    assert settings.load().telegram.rate == 30


def test_the_hamza_is_one_that_the_converter_knows(tmp_path: Path):
    chosen = settings.load(written(tmp_path, '[languages]\nkazakh_hamza = "U+0621"\n')).languages

    assert (Settings().languages.hamza, chosen.hamza) == kazakh.HAMZAS


def test_a_file_in_the_working_folder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    written(tmp_path, "[telegram]\nrate = 10\n")
    monkeypatch.chdir(tmp_path)

    assert settings.load().telegram.rate == 10


def test_key_files_of_providers_are_taken_from_the_folder_too(tmp_path: Path):
    text = """
[prepare.chains]
default = ["theirs"]
kk = []
[prepare.providers.theirs]
use = "azure"
key_file = "secrets/azure"
price = { characters = 10 }
budget = { money = 2.5 }
[prepare.providers.ours]
use = "apertium"
"""
    prepare = settings.load(written(tmp_path, text)).prepare

    assert prepare.providers["theirs"].key_file == tmp_path / "secrets" / "azure"
    assert prepare.providers["ours"].key_file is None
    assert (prepare.chain("ug"), prepare.chain("kk")) == (("theirs",), ())
    assert Settings().prepare.chain("ug") == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[prepare.providers."a b"]\nuse = "x"\n', "prepare.providers"),
        ("[prepare.providers.a]\nuse = 'x'\ntime_limit = 0\n", "time_limit"),
        ("[prepare.providers.a]\nuse = 'x'\nbudget = { words = 3 }\n", "budget.words: there is no such"),
        ("[feeds]\npuase = 3\n", "feeds.puase: there is no such setting"),
        ('[feeds]\nusual = "often"\n', "feeds.usual: must be a number of seconds"),
        ("[languages]\noffered = []\n", "languages.offered"),
        ('[languages]\nkazakh_hamza = "\u0674"\n', "languages.kazakh_hamza: .*U\\+0674"),
        ("[telegram]\nrate = 0\nbase_url = 3\n", r"and 1 more"),
        ('log_level = "DEBUG"\n', "log_level: must be INFO, WARNING or ERROR$"),
        ("[feeds\n", "cannot be read"),
    ],
)
def test_wrong_settings_are_named(tmp_path: Path, text: str, says: str):
    with pytest.raises(SettingsError, match=says):
        settings.load(written(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(SettingsError, match="no settings file"):
        settings.load(tmp_path / "none.toml")
