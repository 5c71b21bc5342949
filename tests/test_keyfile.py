"""Secret files are their owner's alone, and the key file is replaced as a whole or not at all."""

from datetime import date
from pathlib import Path

import pytest

from alertbot import app, keyfile, keys, settings
from alertbot.errors import SettingsError
from alertbot.keyfile import Entry

ENTRIES = (Entry(1, bytes(32), date(2026, 10, 1)), Entry(2, bytes(range(32))))


def test_a_secret_is_written_for_its_owner_only_and_never_over_another(tmp_path: Path):
    path = tmp_path / "secrets" / "key"
    keys.write_secret(path, keys.key_file_line(1, keys.new_master()))

    assert path.stat().st_mode & 0o777 == 0o400
    assert keyfile.keyring(path, data_folder=tmp_path / "data").current == 1
    with pytest.raises(SettingsError, match="exists already"):
        keys.write_secret(path, "x")


@pytest.mark.parametrize(
    ("content", "mode", "says"),
    [
        (None, 0o400, "no key file"),
        ("", 0o400, "empty"),
        ("1:" + "00" * 32, 0o440, "others can read"),
        ("1:" + "00" * 32, 0o404, "others can read"),
        ("1:" + "00" * 16, 0o400, "wrong length"),
        ("900:" + "00" * 32, 0o400, "wrong length or id"),
        ("nonsense", 0o400, "no key"),
        ("1:" + "00" * 32 + "\n1:" + "11" * 32, 0o400, "two keys with the id 1"),
        ("1:кілт", 0o400, "cannot be read as text"),
    ],
)
def test_a_key_file_that_will_not_do_is_named(tmp_path: Path, content: str | None, mode: int, says: str):
    path = tmp_path / "key"
    if content is not None:
        path.write_text(content)
        path.chmod(mode)

    with pytest.raises(SettingsError, match=says):
        keyfile.keyring(path, data_folder=None)


def test_a_key_inside_the_data_folder_is_refused(tmp_path: Path):
    path = tmp_path / "data" / "key"
    keys.write_secret(path, keys.key_file_line(1, keys.new_master()))

    with pytest.raises(SettingsError, match="inside the data folder"):
        keyfile.keyring(path, data_folder=tmp_path / "data")


def test_no_refusal_quotes_the_key(tmp_path: Path):
    path = tmp_path / "key"
    keys.write_secret(path, "1:" + "ab" * 31 + "zz")

    with pytest.raises(SettingsError) as refused:
        keyfile.keyring(path, data_folder=None)

    assert "abab" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert "alertbot init" in str(refused.value)


def test_the_newest_key_seals_and_retired_ones_open(tmp_path: Path):
    path = tmp_path / "key"
    keys.write_secret(path, "\n".join(each.line for each in ENTRIES))

    assert keyfile.read(path, data_folder=None) == ENTRIES
    ring = keyfile.keyring(path, data_folder=None)
    assert ring.current == 2
    assert ring.seal(b"x", "a.b", 1)[0] == 1


@pytest.mark.parametrize(
    ("end", "says"),
    [(" retired 2026-10-01", "retired keys only"), (" old", "no key"), (" retired", "no key")],
)
def test_a_word_behind_a_key_that_will_not_do_is_named(tmp_path: Path, end: str, says: str):
    path = tmp_path / "key"
    keys.write_secret(path, ENTRIES[1].line + end)

    with pytest.raises(SettingsError, match=says):
        keyfile.read(path, data_folder=None)


def test_keys_come_are_retired_and_go(tmp_path: Path):
    path = tmp_path / "key"
    keys.write_secret(path, ENTRIES[1].line)
    (tmp_path / ".key.new").write_text("of a run that was killed")

    keyfile.put(path, keyfile.with_new(ENTRIES, bytes(reversed(range(32)))))
    three = keyfile.read(path, data_folder=None)
    assert [each.id for each in three] == [1, 2, 3]
    retired = keyfile.with_retired(three, but=3, today=date(2026, 11, 2))
    assert [each.retired for each in retired] == [date(2026, 10, 1), date(2026, 11, 2), None]
    assert [each.id for each in keyfile.without_old(retired, before=date(2026, 10, 2))] == [2, 3]
    assert path.stat().st_mode & 0o777 == 0o400
    assert [each.name for each in tmp_path.iterdir()] == ["key"]
    assert "master" not in repr(three)
    with pytest.raises(SettingsError, match="no number is left"):
        keyfile.with_new([Entry(255, bytes(32))], bytes(32))


def test_one_command_at_a_time_changes_the_key_file(tmp_path: Path):
    path = tmp_path / "key"
    with keyfile.held(path), pytest.raises(SettingsError, match="another command"), keyfile.held(path):
        raise AssertionError
    with keyfile.held(tmp_path / "key"):
        pass


@pytest.mark.parametrize(
    ("mode", "owner", "reader", "may"),
    [
        (0o400, (0, 0), 0, False),
        (0o440, (0, 0), 0, True),  # root's group, and nobody's access list
        (0o440, (0, 0), 990, False),  # a credential of systemd: the group's bits are a mask
        (0o440, (990, 990), 990, True),
        (0o460, (0, 0), 990, True),
        (0o444, (0, 0), 990, True),
        (0o402, (990, 0), 990, True),
    ],
)
def test_who_may_read_a_secret(mode: int, owner: tuple[int, int], reader: int, may: bool):
    assert keys.others_may(mode, owner=owner, reader=reader) is may


# ── where they are found, without and with settings ──────────────────────────────────────────────


def placed(folder: Path, key: str = "key", token: str = "token") -> Path:
    keys.write_secret(folder / key, keys.key_file_line(1, bytes(range(32))))
    keys.write_secret(folder / token, "1234567:" + "A" * 35)
    return folder


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """Secrets in every place there is."""
    monkeypatch.chdir(tmp_path)
    credentials = placed(tmp_path / "credentials", settings.KEY, settings.TOKEN)
    container = placed(tmp_path / "container", settings.KEY, settings.TOKEN)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    monkeypatch.setattr(settings, "CONTAINER_SECRETS", container)
    return {"credentials": credentials, "container": container, "usual": placed(tmp_path / "secrets")}


def test_a_setting_wins_then_credentials_then_a_containers_secrets_then_the_usual_place(
    places: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ALERTBOT_DATA__KEY_FILE", "mine")
    assert settings.load().data.key_file == Path("mine")
    assert settings.load().telegram.token_file == places["credentials"] / settings.TOKEN
    monkeypatch.delenv("ALERTBOT_DATA__KEY_FILE")

    for place in ("credentials", "container"):
        chosen = settings.load()
        assert chosen.data.key_file == places[place] / settings.KEY
        assert app.read_secrets(chosen).bot_id == 1234567
        places[place].rename(tmp_path / f"no-{place}")
    chosen = settings.load()
    assert chosen.data.key_file == Path("secrets/key")
    assert app.read_secrets(chosen).keyring.current == 1


def test_key_and_token_are_two_files(tmp_path: Path):
    placed(tmp_path / "secrets")
    (tmp_path / "secrets" / "key").unlink()
    (tmp_path / "secrets" / "key").hardlink_to(tmp_path / "secrets" / "token")
    (tmp_path / "alertbot.toml").touch()

    with pytest.raises(SettingsError, match=r"same file .*; keep each in a file of its own"):
        app.read_secrets(settings.load(tmp_path / "alertbot.toml"))


@pytest.mark.parametrize(
    "line",
    [
        'token_file = "1234567:' + "A" * 35 + '"',
        '# "1234567:' + "A" * 35 + '"',
        'token = "hunter2"',
        'base_url = "x"\n[data]\nkey_file = "1:' + "ab" * 32 + '"',
        'base_url = "x"\n[data]\nkey = "hunter2"',
    ],
)
def test_secrets_in_the_settings_are_refused_and_not_repeated(tmp_path: Path, line: str):
    (tmp_path / "alertbot.toml").write_text(f"[telegram]\n{line}\n")

    with pytest.raises(SettingsError, match=r"token_file|key_file") as refused:
        settings.load(tmp_path / "alertbot.toml")

    assert not any(each in str(refused.value) for each in ("AAAA", "abab", "hunter2"))


def test_a_token_in_the_environment_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ALERTBOT_TELEGRAM__TOKEN_FILE", "1234567:" + "A" * 35)

    with pytest.raises(SettingsError, match="the variable ALERTBOT_TELEGRAM__TOKEN_FILE"):
        settings.load()
