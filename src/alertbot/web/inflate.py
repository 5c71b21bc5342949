"""Undoes gzip, deflate and brotli piece by piece, never past a cap.

No piece is inflated as a whole: a decompressor is asked for a bounded number of bytes at a time, so a
bomb costs the cap and no more.
"""

import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped]  # ships no types

ACCEPTED = "gzip, deflate, br"
_AT_A_TIME = 64 * 1024
_GZIP = 16 + zlib.MAX_WBITS
_ZLIB_HEADER_CHECK = 31  # RFC 1950 §2.2: the first two bytes, as a number, are a multiple of it
_DEFLATE_METHOD = 8
_TO_TELL = 2


class Damaged(ValueError):
    """The bytes are not what their content encoding says."""


class Overflow(ValueError):
    """More bytes came out than the cap allows."""


class Inflater(Protocol):
    """Takes compressed pieces and gives plain ones, each at most 64 KiB or so."""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """What `data` adds. Raises Damaged."""

    def ended(self) -> bool:
        """Whether nothing is missing at the end."""


class Body:
    """A body as it comes in: raw pieces are added, `bytes()` gives it decoded.

    `largest_bytes` bounds the raw and the decoded size, each. Raises Damaged, also where the encoding
    is not one of ours, and Overflow.
    """

    def __init__(self, encoding: str, *, largest_bytes: int) -> None:
        make = _INFLATERS.get(encoding.strip().lower())
        if make is None:
            raise Damaged(f"the content encoding {encoding[:40]!r} is not one we asked for")
        self._inflater = make()
        self._largest = largest_bytes
        self._raw = 0
        self._plain = bytearray()

    def add(self, piece: bytes) -> None:
        """Take the next raw piece."""
        self._raw += len(piece)
        if self._raw > self._largest:
            raise Overflow
        for plain in self._inflater.pieces(piece):
            self._plain += plain
            if len(self._plain) > self._largest:
                raise Overflow

    def end(self) -> bytes:
        """The whole body, decoded."""
        if self._raw and not self._inflater.ended():
            raise Damaged("the compressed body ends too early")
        return bytes(self._plain)


class _Plain:
    def pieces(self, data: bytes) -> Iterator[bytes]:
        yield data

    def ended(self) -> bool:
        return True


class _Zlib:
    """gzip (members one after the other included) and deflate, with or without the zlib header."""

    def __init__(self, wbits: int | None) -> None:
        self._wbits = wbits
        self._inside = None if wbits is None else zlib.decompressobj(wbits)
        self._first = b""  # held until there are two bytes to tell by

    def pieces(self, data: bytes) -> Iterator[bytes]:
        try:
            yield from self._inflated(data)
        except zlib.error as error:
            raise Damaged("the compressed body is damaged") from error

    def _inflated(self, data: bytes) -> Iterator[bytes]:
        data = self._first + data
        if self._inside is None and len(data) < _TO_TELL:
            self._first = data
            return
        self._first = b""
        while data:
            inside = self._inside or self._begin(data)
            yield inside.decompress(data, _AT_A_TIME)
            data = inside.unconsumed_tail
            if inside.eof and self._wbits == _GZIP and inside.unused_data.startswith(b"\x1f\x8b"):
                data = inside.unused_data  # the next member; anything else behind the end is padding
                self._inside = zlib.decompressobj(_GZIP)
        # Output may still be held back although all input is consumed.
        while self._inside is not None and not self._inside.eof:
            more = self._inside.decompress(b"", _AT_A_TIME)
            if not more:
                break
            yield more

    def _begin(self, data: bytes) -> "zlib._Decompress":
        # "deflate" means zlib (RFC 9110 §8.4.1.2), but many servers send it without the header.
        two = int.from_bytes(data[:_TO_TELL], "big")
        has_header = (two >> 8) & 15 == _DEFLATE_METHOD and two % _ZLIB_HEADER_CHECK == 0
        self._inside = zlib.decompressobj(zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS)
        return self._inside

    def ended(self) -> bool:
        return self._inside is not None and self._inside.eof


class _Brotli:
    def __init__(self) -> None:
        self._inside = brotli.Decompressor()

    def pieces(self, data: bytes) -> Iterator[bytes]:
        try:
            # Output may be held back although more input is welcome: ask until nothing comes.
            while not self._inside.is_finished():
                piece = self._inside.process(data, output_buffer_limit=_AT_A_TIME)
                if not (data or piece) and self._inside.can_accept_more_data():
                    return
                data = b""
                yield piece
        except brotli.error as error:
            raise Damaged("the compressed body is damaged") from error

    def ended(self) -> bool:
        return bool(self._inside.is_finished())


_INFLATERS: dict[str, Callable[[], Inflater]] = {
    "": _Plain,
    "identity": _Plain,
    "gzip": lambda: _Zlib(_GZIP),
    "x-gzip": lambda: _Zlib(_GZIP),
    "deflate": lambda: _Zlib(None),
    "br": _Brotli,
}
