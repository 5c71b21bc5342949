"""Messages arrive whole, or not at all."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.sandbox import frames


@settings(max_examples=50)
@given(st.lists(st.binary(max_size=300), max_size=5))
def test_messages_arrive_as_they_were_sent(messages: list[bytes]):
    pipe = io.BytesIO(b"".join(map(frames.framed, messages)))
    assert [frames.next_message(pipe) for _ in messages] == messages
    assert frames.next_message(pipe) is None


@pytest.mark.parametrize("cut", range(frames.HEAD_BYTES + 3))
def test_half_a_message_is_none(cut: int):
    assert frames.next_message(io.BytesIO(frames.framed(b"abc")[:cut])) is None


def test_sizes_are_bounded():
    assert frames.size_of(frames.framed(b"abc")[: frames.HEAD_BYTES], most=3) == 3
    with pytest.raises(ValueError, match="bytes"):
        frames.size_of(b"\xff\xff\xff\xff", most=2**32 - 2)
