"""The key seals, refuses, and is kept where others cannot read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import keys
from alertbot.errors import KeyMissing, SettingsError
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


@pytest.mark.parametrize("masters", [{}, {1: b"short"}])
def test_a_keyring_of_wrong_keys_is_refused(masters: dict[int, bytes]):
    with pytest.raises(SettingsError):
        Keyring(masters)


def test_a_database_tells_which_keys_it_is_sealed_with():
    both = Keyring({1: bytes(range(32)), 2: bytes(32)})

    assert both.follow(RING.mark()) == (1,)
    assert both.current == 1
    assert both.derive("x") == RING.derive("x")
    assert both.follow(both.mark(2, 1)) == (2, 1)
    assert both.current == both.newest == 2
    assert both.follow(keys.fingerprint(bytes(32))) == (2,)  # as databases were first marked


@pytest.mark.parametrize(
    "mark", ["", "1:0000000000000000", RING.mark().replace("1:", "2:"), f"{RING.mark()} 2:00"]
)
def test_a_key_that_is_not_at_hand_is_missed(mark: str):
    with pytest.raises(KeyMissing, match="right one"):
        RING.follow(mark)


def test_a_key_that_came_meanwhile_is_read():
    kept = {1: bytes(range(32))}
    ring = Keyring(kept, renew=lambda: kept)
    later = Keyring({2: bytes(32)})
    kept[2] = bytes(32)

    assert ring.open(later.seal(b"x", "a.b"), "a.b") == b"x"
    kept[3] = bytes(reversed(range(32)))
    assert ring.follow(Keyring(kept).mark(3, 2)) == (3, 2)
