"""Uploaded pictures: just enough reading to answer with their size, and to refuse what is none."""

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alertbot.playground.botapi.errors import bad_request

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture as it was uploaded."""

    content: bytes
    width: int
    height: int

    @property
    def id(self) -> str:
        """Names the picture for sending it again."""
        return hashlib.sha256(self.content).hexdigest()[:32]

    @property
    def media_type(self) -> str:
        """What it is, for whoever shows it."""
        return "image/png" if self.content.startswith(_PNG) else "image/jpeg"

    def as_json(self) -> dict[str, Any]:
        """As one PhotoSize."""
        return {
            "file_id": self.id,
            "file_unique_id": self.id[:16],
            "width": self.width,
            "height": self.height,
            "file_size": len(self.content),
        }


def given(named: str, files: Mapping[str, bytes], known: Mapping[str, Photo]) -> Photo:
    """The picture that a request names: of its uploads ("attach://…"), or known by its file id.

    Raises ApiError.
    """
    content = files.get(named.removeprefix("attach://"))
    if content is not None:
        return read(content)
    if named not in known:
        raise bad_request("Wrong file identifier/HTTP URL specified")
    return known[named]


def read(content: bytes) -> Photo:
    """The picture in `content`, PNG or JPEG. Raises ApiError where it is none."""
    try:
        width, height = _png(content) if content.startswith(_PNG) else _jpeg(content)
    except (struct.error, IndexError) as error:
        raise bad_request("IMAGE_PROCESS_FAILED") from error
    return Photo(content, width, height)


def _png(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def _jpeg(content: bytes) -> tuple[int, int]:
    if not content.startswith(_JPEG):
        raise bad_request("IMAGE_PROCESS_FAILED")
    at = 2
    while content[at + 1] not in _JPEG_FRAMES:
        (length,) = struct.unpack_from(">H", content, at + 2)
        at += 2 + length
    height, width = struct.unpack_from(">HH", content, at + 5)
    return width, height
