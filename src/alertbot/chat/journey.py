"""The settings of a reader as the payload of a deep link, to be kept by nobody but the reader.

`j` and up to 42 bytes in base64url: a checksum, a version, switches, languages, and topics as numbers or
as bits, whichever is shorter. Fifty-seven letters fit into a link and, behind an act, into a button. Words
are not in it: they would be there for whoever finds the link.
"""

import base64
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alertbot.languages import table

PREFIX = "j"
MOST_BYTES = 42
_VERSION = 1
_CHECK = 4  # bytes of CRC-32: any wrong letter shows
_HEAD = _CHECK + 2
_LANGUAGES, _ORIGINALS, _DISCREET, _SECOND, _BITS = 0b11, 1 << 2, 1 << 3, 1 << 4, 1 << 5
_LARGEST_TOPIC = 1 << 63  # what a database could hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a link brings back."""

    languages: tuple[str, ...]  # those of the link that there still are
    second_script: str | None = None
    originals: bool = True
    discreet: bool = False
    topics: tuple[int, ...] = ()  # by our numbers, in order


def pack(settings: Settings) -> str:
    """The payload for up to three languages. Raises ValueError where the topics do not fit into it."""
    numbers, bits = _numbers(settings.topics), _bits(settings.topics)
    as_bits = bits is not None and len(bits) < len(numbers)
    switches = (
        len(settings.languages)
        | _ORIGINALS * settings.originals
        | _DISCREET * settings.discreet
        | _SECOND * (settings.second_script is not None)
        | _BITS * as_bits
    )
    tags = [*settings.languages, *([] if settings.second_script is None else [settings.second_script])]
    body = bytes([_VERSION, switches]) + b"".join(map(_name, tags)) + (bits if as_bits and bits else numbers)
    if _CHECK + len(body) > MOST_BYTES:
        raise ValueError(f"settings of {_CHECK + len(body)} bytes; {MOST_BYTES} fit")
    checked = zlib.crc32(body).to_bytes(_CHECK, "big") + body
    return PREFIX + base64.urlsafe_b64encode(checked).decode().rstrip("=")


def unpack(payload: str) -> Settings | None:
    """The settings of a payload; None where a letter is wrong or missing, or it is of another version."""
    raw = _decoded(payload.removeprefix(PREFIX)) if payload.startswith(PREFIX) else b""
    body = raw[_CHECK:]
    if not _HEAD <= len(raw) <= MOST_BYTES or zlib.crc32(body) != int.from_bytes(raw[:_CHECK], "big"):
        return None
    return _settings(body[1], body[2:]) if body[0] == _VERSION else None


def _settings(switches: int, rest: bytes) -> Settings | None:
    count, second = switches & _LANGUAGES, bool(switches & _SECOND)
    tags, topics = rest[: 2 * (count + second)], rest[2 * (count + second) :]
    if len(tags) < 2 * (count + second):
        return None
    known = {_name(tag): tag for tag in table.TABLE}
    found = [known.get(tags[at : at + 2]) for at in range(0, len(tags), 2)]
    return Settings(
        languages=tuple(tag for tag in found[:count] if tag is not None),
        second_script=found[count] if second else None,
        originals=bool(switches & _ORIGINALS),
        discreet=bool(switches & _DISCREET),
        topics=tuple(_from_bits(topics) if switches & _BITS else _from_numbers(topics)),
    )


def _decoded(text: str) -> bytes:
    """The bytes of base64url without its padding; none where it is not written the one right way."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return b""
    return raw if base64.urlsafe_b64encode(raw).decode().rstrip("=") == text else b""


def _name(tag: str) -> bytes:
    """A language in two bytes that stay the same whatever is added to the table; no two there are alike."""
    return (zlib.crc32(tag.encode()) & 0xFFFF).to_bytes(2, "big")


def _numbers(topics: Sequence[int]) -> bytes:
    """Numbers in order as their differences, seven bits to a byte, the last byte of each below 128."""
    found, before = bytearray(), 0
    for topic in sorted(topics):
        found += _number(topic - before)
        before = topic
    return bytes(found)


def _number(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:  # noqa: PLR2004 - the bits that a byte has for it
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


def _from_numbers(raw: bytes) -> Iterator[int]:
    total = value = shift = 0
    for byte in raw:
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            total += value
            value = shift = 0
            if 0 < total < _LARGEST_TOPIC:
                yield total


def _bits(topics: Sequence[int]) -> bytes | None:
    """A bit for each topic, the first for topic 1; None where there would be too many."""
    if not topics or max(topics) > 8 * MOST_BYTES:
        return None
    bits = sum(1 << (topic - 1) for topic in topics)
    return bits.to_bytes(-(-max(topics) // 8), "little")


def _from_bits(raw: bytes) -> Iterator[int]:
    bits = int.from_bytes(raw, "little")
    return (at + 1 for at in range(bits.bit_length()) if bits >> at & 1)
