"""Bodies come out as they were sent, and bombs cost no more than the cap."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.web.inflate import Body, Damaged, Overflow

CAP = 1_000_000


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKERS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "plain": ("", bytes),
    "identity": ("identity", bytes),
    "gzip": (" GZIP ", gzip.compress),
    "x-gzip": ("x-gzip", gzip.compress),
    "gzip members": ("gzip", lambda data: gzip.compress(data[:5]) + gzip.compress(data[5:])),
    "zlib": ("deflate", zlib.compress),
    "raw deflate": ("deflate", raw_deflate),
    "brotli": ("br", brotli.compress),
}


def unpacked(encoding: str, packed: bytes, *, piece: int = 100_000, cap: int = CAP) -> bytes:
    body = Body(encoding, largest_bytes=cap)
    for at in range(0, len(packed), piece):
        body.add(packed[at : at + piece])
    return body.end()


@pytest.mark.parametrize("name", PACKERS)
@settings(max_examples=30)
@given(data=st.binary(max_size=300), piece=st.integers(min_value=1, max_value=40), times=st.integers(1, 500))
def test_what_was_packed_comes_out(name: str, data: bytes, piece: int, times: int):
    encoding, pack = PACKERS[name]
    assert unpacked(encoding, pack(data * times), piece=piece * times) == data * times


@pytest.mark.parametrize("name", ["gzip", "zlib", "raw deflate", "brotli"])
def test_a_bomb_stops_at_the_cap(name: str):
    encoding, pack = PACKERS[name]
    packed = pack(bytes(50_000_000))
    assert len(packed) < CAP
    tracemalloc.start()

    with pytest.raises(Overflow):
        unpacked(encoding, packed)

    assert tracemalloc.get_traced_memory()[1] < 4 * CAP
    tracemalloc.stop()


def test_many_raw_bytes_stop_at_the_cap_too():
    with pytest.raises(Overflow):
        unpacked("", b"x" * (CAP + 1))


def test_exactly_the_cap_passes():
    assert len(unpacked("gzip", gzip.compress(bytes(1000)), cap=1000)) == 1000


@pytest.mark.parametrize("name", ["gzip", "zlib", "brotli"])
def test_a_body_cut_short_is_damaged(name: str):
    encoding, pack = PACKERS[name]
    with pytest.raises(Damaged, match="too early"):
        unpacked(encoding, pack(b"a long enough text " * 50)[:-4])


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_what_is_not_packed_so_is_damaged(encoding: str):
    with pytest.raises(Damaged):
        unpacked(encoding, b"\xff\xff<rss>not packed</rss>")


@pytest.mark.parametrize("encoding", ["zstd", "gzip, gzip", "compress", "x" * 100])
def test_other_encodings_are_refused(encoding: str):
    with pytest.raises(Damaged, match="not one we asked for"):
        Body(encoding, largest_bytes=CAP)


@pytest.mark.parametrize("name", ["gzip", "zlib", "brotli"])
def test_padding_behind_the_end_is_ignored(name: str):
    encoding, pack = PACKERS[name]
    body = Body(encoding, largest_bytes=CAP)
    body.add(pack(b"text"))
    body.add(b"\n\n")
    assert body.end() == b"text"


def test_an_empty_body_is_empty_whatever_it_says():
    assert unpacked("gzip", b"") == b""


@pytest.mark.untraced
@pytest.mark.parametrize("more", range(0, 600, 7))
def test_output_held_back_at_the_border_of_a_piece_is_not_lost(more: int):
    for encoding, pack in PACKERS.values():
        assert unpacked(encoding, pack(bytes(64 * 1024 + more)), piece=1) == bytes(64 * 1024 + more)


@pytest.mark.parametrize("more", [1, 2, 77, 258])
def test_output_held_back_when_all_input_is_consumed_is_not_lost(more: int):
    raw = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = raw.compress(bytes(64 * 1024 + more)) + raw.flush()

    assert unpacked("deflate", packed, piece=len(packed)) == bytes(64 * 1024 + more)
