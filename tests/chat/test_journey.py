"""Settings in a link: what is packed comes back, fits a link and a button, and no wrong letter passes."""

import base64
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.chat import callbacks, journey, links
from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.journey import Settings
from alertbot.languages import table
from tests.conftest import NOON

TAGS = st.sampled_from(list(table.TABLE))
FEW = st.sets(st.integers(1, 250), max_size=14)
MANY = st.sets(st.integers(1, 220), max_size=220)
SETTINGS = st.builds(
    Settings,
    languages=st.lists(TAGS, min_size=1, max_size=3, unique=True).map(tuple),
    second_script=st.none() | TAGS,
    originals=st.booleans(),
    discreet=st.booleans(),
    topics=(FEW | MANY).map(sorted).map(tuple),
)
SOME = Settings(languages=("ug-Latn", "kk", "en"), second_script="ug", discreet=True, topics=(1, 2, 5, 300))


def sealed(body: bytes) -> str:
    raw = zlib.crc32(body).to_bytes(4, "big") + body
    return "j" + base64.urlsafe_b64encode(raw).decode().rstrip("=")


@settings(max_examples=200)
@given(SETTINGS)
def test_what_is_packed_comes_back_and_fits_a_link_and_a_button(some: Settings):
    payload = journey.pack(some)
    press = Press(Act.RETURN_SURE, (payload,))

    assert journey.unpack(payload) == some
    assert links.read(payload) == links.Return(payload)
    data = callbacks.pack(press, key=bytes(32), user=1, now=NOON)
    assert callbacks.unpack(data, key=bytes(32), user=1, now=NOON) == press


@settings(max_examples=100)
@given(SETTINGS, st.data())
def test_a_mistyped_link_is_no_link(some: Settings, data: st.DataObject):
    payload = journey.pack(some)
    at = data.draw(st.integers(0, len(payload) - 1))
    letter = data.draw(st.sampled_from("abcXYZ019-_"))
    typed = data.draw(
        st.sampled_from(
            [payload[:at] + letter + payload[at + 1 :], payload[:at] + payload[at + 1 :], payload + letter]
        )
    )
    assert typed == payload or journey.unpack(typed) is None


@settings(max_examples=100)
@given(st.text(max_size=64) | st.binary(max_size=50).map(sealed))
def test_no_payload_breaks_the_reading(payload: str):
    journey.unpack(payload)


def test_topics_that_do_not_fit_are_not_packed():
    with pytest.raises(ValueError, match="42 fit"):
        journey.pack(Settings(languages=("en",), topics=tuple(range(10_000, 10_100, 3))))


def test_large_numbers_of_topics_come_back():
    some = Settings(languages=("en",), topics=(1, 127, 128, 300, 70_000, 2**40))
    assert journey.unpack(journey.pack(some)) == some


def test_no_two_languages_are_written_alike():
    packed = {journey.pack(Settings(languages=(tag,))) for tag in table.TABLE}
    assert len(packed) == len(table.TABLE)


def test_a_language_that_is_gone_is_left_out():
    one = journey.unpack(
        sealed(bytes([1, 2 | 4]) + b"\0\0" + (zlib.crc32(b"en") & 0xFFFF).to_bytes(2, "big"))
    )
    assert one == Settings(languages=("en",))


def test_numbers_that_are_no_topics_are_left_out():
    tag = (zlib.crc32(b"en") & 0xFFFF).to_bytes(2, "big")
    huge = b"\xff" * 9 + b"\x7f"
    assert journey.unpack(sealed(bytes([1, 1 | 4]) + tag + b"\0\7" + huge)) == Settings(
        languages=("en",), topics=(7,)
    )


@pytest.mark.parametrize("body", [bytes([2, 1, 0, 0]), bytes([1, 3, 0, 0]), b"\1"])
def test_another_version_and_what_is_cut_short_are_no_settings(body: bytes):
    assert journey.unpack(sealed(body)) is None


def test_the_payload_says_little_and_no_word():
    assert len(journey.pack(SOME)) < 36
