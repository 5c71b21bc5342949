"""The key seals, refuses, and is kept where others cannot read it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import keyfile, keys
from alertbot.errors import SettingsError
from alertbot.keys import Keyring, SealBroken

RING = Keyring({1: bytes(range(32))})


@given(st.binary(max_size=64), st.text(max_size=20))
def test_what_is_sealed_opens(plain: bytes, place: str):
    assert RING.open(RING.seal(plain, place), place) == plain


def test_equal_values_are_equal_in_one_column_and_differ_between_columns():
    assert RING.seal(b"x", "a.b") == RING.seal(b"x", "a.b")
    assert RING.seal(b"x", "a.b") != RING.seal(b"x", "a.c")


@given(st.integers(min_value=0, max_value=25 * 8 - 1))
def test_a_flipped_bit_is_refused(bit: int):
    sealed = bytearray(RING.seal(bytes(8), "a.b"))
    sealed[bit // 8] ^= 1 << bit % 8

    with pytest.raises(SealBroken):
        RING.open(bytes(sealed), "a.b")


@pytest.mark.parametrize("broken", [b"", b"\x01", b"\x02" + bytes(24), b"\x01" + bytes(24)])
def test_what_was_never_sealed_is_refused(broken: bytes):
    with pytest.raises(SealBroken):
        RING.open(broken, "a.b")


def test_a_value_moved_to_another_column_is_refused():
    with pytest.raises(SealBroken):
        RING.open(RING.seal(b"x", "subscriber.chat_id"), "person.user_id")


def test_a_new_key_seals_and_the_old_one_still_opens():
    both = Keyring({1: bytes(range(32)), 2: bytes(32)})

    assert both.open(RING.seal(b"x", "a.b"), "a.b") == b"x"
    assert both.seal(b"x", "a.b")[0] == 2


def test_the_keyring_is_not_printed():
    assert repr(RING) == "<Keyring of 1>"


@given(st.binary(min_size=32, max_size=32))
def test_the_recovery_form_brings_the_key_back(master: bytes):
    assert keys.from_recovery_form(keys.recovery_form(master).lower()) == master


@pytest.mark.parametrize(
    "change", [lambda form: form[:-1], lambda form: "B" + form[1:], lambda form: form + "1"]
)
def test_a_misread_recovery_form_is_refused(change):
    form = keys.recovery_form(bytes(32))

    with pytest.raises(SettingsError):
        keys.from_recovery_form(change(form))


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


@pytest.mark.parametrize("masters", [{}, {1: b"short"}])
def test_a_keyring_of_wrong_keys_is_refused(masters: dict[int, bytes]):
    with pytest.raises(SettingsError):
        Keyring(masters)
