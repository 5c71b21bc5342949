"""Buttons: nothing forged, replayed, expired or borrowed is accepted, and all of them fit."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.chat.access import SIGNED, Act
from alertbot.chat.callbacks import LIFETIME, MOST_BYTES, Press, pack, unpack
from alertbot.dispatch.render import options_data
from alertbot.model import ArticleId
from tests.conftest import NOON

KEY = bytes(32)
ME, OTHER = 4_503_599_627_370_495, 11  # the largest number of Telegram's
LETTERS = "ABYZabyz0189-"
ARGS = st.lists(st.text(LETTERS, max_size=8), max_size=3).map(tuple)


def packed(press: Press, user: int = ME) -> str:
    return pack(press, key=KEY, user=user, now=NOON)


def unpacked(data: str, *, user: int = ME, after: timedelta = timedelta(0), key: bytes = KEY) -> Press | None:
    return unpack(data, key=key, user=user, now=NOON + after)


@settings(max_examples=150)
@given(st.sampled_from(list(Act)), ARGS, st.booleans())
def test_what_is_packed_is_read_and_fits(act: Act, args: tuple[str, ...], fresh: bool):
    press = Press(act, args, fresh and act not in SIGNED and act is not Act.OPTIONS)
    data = packed(press)
    assert len(data.encode()) <= MOST_BYTES
    if act is not Act.OPTIONS or args:
        assert unpacked(data) == press


def forgeries(data: str) -> set[str]:
    """Every one-character change, shortening, and some rebuilding."""
    changed = {data[:at] + other + data[at + 1 :] for at in range(len(data)) for other in "aZ09:-_."}
    shortened = {data[:at] for at in range(len(data))}
    rebuilt = {
        data + "A",
        data.replace("s:", "a:", 1),
        data.replace("s:", "n:", 1),
        data.replace("Fy", "Fx", 1),
    }
    return (changed | shortened | rebuilt) - {data}


def test_no_forged_button_of_an_editor_is_accepted():
    forged = forgeries(packed(Press(Act.FEED_REMOVE_SURE, ("7",))))
    accepted = [each for each in forged if unpacked(each) is not None]
    assert len(forged) >= 200
    assert accepted == []


@pytest.mark.parametrize("act", sorted(SIGNED))
def test_a_signed_button_is_its_owners_and_ends(act: Act):
    data = packed(Press(act, ("1",)))
    assert unpacked(data) == Press(act, ("1",))
    assert unpacked(data, user=OTHER) is None
    assert unpacked(data, key=bytes(31) + b"x") is None
    assert unpacked(data, after=LIFETIME) is not None
    assert unpacked(data, after=LIFETIME + timedelta(seconds=1)) is None
    assert unpacked(f"a:{act}:1") is None
    assert unpacked(f"n:{act}:1") is None


def test_a_signature_does_not_make_an_unsigned_act_signed():
    signed = packed(Press(Act.FEEDS))
    assert unpacked(signed.replace(f":{Act.FEEDS}:", f":{Act.TOPICS}:")) is None


def test_the_options_of_an_alert_never_expire_and_are_anyones():
    data = options_data(ArticleId(123))
    assert packed(Press(Act.OPTIONS, ("123",))) == data
    assert unpacked(data, user=OTHER, after=timedelta(days=4000)) == Press(Act.OPTIONS, ("123",))


@pytest.mark.parametrize(
    "data",
    ["", ":", "a", "a:", "a:??", "x:hm", "a:hm:a b", "a:hm:é", "s:", "s::", "s:F:zz:tag", "a:hm:" + "1" * 70],
)
def test_data_of_no_format_of_ours_is_nothing(data: str):
    assert unpacked(data) is None


def test_what_does_not_fit_is_never_sent():
    with pytest.raises(ValueError, match="64 fit"):
        packed(Press(Act.AGREE, ("1" * 70,)))
    with pytest.raises(ValueError, match="character"):
        packed(Press(Act.AGREE, ("a:b",)))


@pytest.mark.parametrize(
    ("args", "number"), [((), 0), (("12",), 12), (("x",), 0), (("-1",), 0), (("٣",), 0), (("9" * 19,), 0)]
)
def test_an_argument_that_is_no_number_is_zero(args: tuple[str, ...], number: int):
    assert Press(Act.FEED, args).number(0) == number


def test_a_button_of_a_replaced_key_is_too_old():
    """Whoever had the old key could sign anything."""
    keys = [bytes(32)]
    press = Press(min(SIGNED), ("1",))

    data = pack(press, key=lambda: keys[-1], user=ME, now=NOON)
    assert unpack(data, key=lambda: keys[-1], user=ME, now=NOON) == press
    keys.append(bytes(range(32)))
    assert unpack(data, key=lambda: keys[-1], user=ME, now=NOON) is None
