"""How messages travel between us and a sandboxed process: bytes, with their number in front."""

from typing import BinaryIO

HEAD_BYTES = 4
READY = b""  # the first message of a process, which no answer is


def framed(message: bytes) -> bytes:
    """The message with its size in front."""
    return len(message).to_bytes(HEAD_BYTES, "big") + message


def size_of(head: bytes, *, most: int) -> int:
    """The size that a frame begins with. Raises ValueError for one above `most`."""
    size = int.from_bytes(head, "big")
    if size > most:
        raise ValueError(f"a message of {size} bytes")
    return size


def next_message(pipe: BinaryIO) -> bytes | None:
    """The next message on a pipe that we trust; None where the pipe has ended, in a frame or after one."""
    head = pipe.read(HEAD_BYTES)
    if len(head) < HEAD_BYTES:
        return None
    size = int.from_bytes(head, "big")
    message = pipe.read(size)
    return message if len(message) == size else None
