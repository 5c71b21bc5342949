"""What Telegram makes of a text before it keeps it: cleaning, entities moved along, trimming, limits.

The order and the words are those of td/telegram (`clean_input_string`, `fix_formatted_text`). Bounds
of entities count UTF-16 units; the limits of a text count code points, after cleaning.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from alertbot.playground.botapi.entities import Entity, utf16_length
from alertbot.playground.botapi.errors import bad_request

TEXT_MOST = 4096  # code points (td/telegram/MessageContent.cpp)
CAPTION_MOST = 1024
RAW_BYTES_MOST = 1 << 15  # before cleaning (telegram-bot-api, get_formatted_text)

_CLEANING: dict[int, str | None] = {
    **{sign: " " for sign in range(0x20) if sign != ord("\n")},
    ord("\r"): None,
    **dict.fromkeys(range(0x2028, 0x202F)),  # separators and bidi embeddings; RLM, LRM and isolates stay
    **dict.fromkeys((0x0333, 0x033F, 0x030A)),
}
_SPECIAL = re.compile(
    "[\U00010000-\U0010ffff" + "".join(chr(sign) for sign, kept in _CLEANING.items() if kept is None) + "]"
)
_SPACE = " \n"
# A text of nothing but these is empty (td/telegram/misc.cpp, strip_empty_characters).
_EMPTY = dict.fromkeys(
    (0x20, 0x0A, 0xA0, 0x1680, 0x180E, *range(0x2000, 0x2010), 0x202F, 0x205F, *range(0x2060, 0x2070),
     0x3000, 0xFEFF, 0xFFFC)
)  # fmt: skip


def clean(text: str) -> str:
    """`text` without what Telegram removes; control signs become spaces."""
    return text.translate(_CLEANING)


def is_unicode(text: str) -> bool:
    """Whether `text` can be written as UTF-8: bytes that were not came in as lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_blank(text: str) -> bool:
    """Whether nothing of `text` is visible."""
    return not text.translate(_EMPTY)


def formatted(text: str, entities: Sequence[Entity] = ()) -> tuple[str, list[Entity]]:
    """The text and entities as they are kept: cleaned, moved along, trimmed.

    `entities` must be in order. Raises ApiError where the text is empty or not Unicode, or an entity
    points outside or into the middle of a character.
    """
    if not is_unicode(text):
        raise bad_request("Text must be encoded in UTF-8")
    cleaned = clean(text)
    moved = _moved(text, cleaned, entities) if entities else []
    if is_blank(cleaned):
        raise bad_request("Text must be non-empty")
    return _trimmed(cleaned, moved)


def _moved(text: str, cleaned: str, entities: Sequence[Entity]) -> list[Entity]:
    size = utf16_length(text)
    if size == len(cleaned):  # nothing was removed and every character is one unit
        _check_bounds(entities, size)
        return [dict(entity) for entity in entities]
    middles, removed = _special_places(text)
    _check_middles(text, entities, middles)
    _check_bounds(entities, size)
    moved = []
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        start, end = start - bisect_left(removed, start), end - bisect_left(removed, end)
        if start < end:
            moved.append(entity | {"offset": start, "length": end - start})
    return moved


def _special_places(text: str) -> tuple[set[int], list[int]]:
    """UTF-16 offsets in the middle of a character, and those of characters that cleaning removes."""
    middles: set[int] = set()
    removed: list[int] = []
    for found in _SPECIAL.finditer(text):
        at = found.start() + len(middles)
        if found[0] > "\uffff":
            middles.add(at + 1)
        else:
            removed.append(at)
    return middles, removed


def _check_middles(text: str, entities: Sequence[Entity], middles: set[int]) -> None:
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if start in middles:
            at = _bytes_through(text, start)
            raise bad_request(f"Entity begins in a middle of a UTF-16 symbol at byte offset {at}")
        if end in middles:
            at = _bytes_through(text, end)
            raise bad_request(
                f"Entity beginning at UTF-16 offset {start} "
                f"ends in a middle of a UTF-16 symbol at byte offset {at}"
            )


def _bytes_through(text: str, middle: int) -> int:
    """UTF-8 bytes up to the end of the character that UTF-16 offset `middle` cuts."""
    through = text.encode("utf-16-le")[: 2 * (middle + 1)]
    return len(through.decode("utf-16-le").encode())


def _check_bounds(entities: Sequence[Entity], size: int) -> None:
    for entity in entities:
        if entity["offset"] > size:
            raise bad_request(f"Entity begins after the end of the text at UTF-16 offset {entity['offset']}")
    for entity in entities:
        end = entity["offset"] + entity["length"]
        if end > size:
            raise bad_request(
                f"Entity beginning at UTF-16 offset {entity['offset']} "
                f"ends after the end of the text at UTF-16 offset {end}"
            )


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    ended = text.rstrip(_SPACE)
    entities = _without_blank(ended, entities) if entities else []
    first = entities[0]["offset"] if entities else len(ended)
    front = min(len(ended) - len(ended.lstrip(_SPACE)), first)
    if front:
        entities = [entity | {"offset": entity["offset"] - front} for entity in entities]
    return ended[front:], entities


def _without_blank(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """The entities cut at the end of `text`, those over nothing but space left out."""
    units = text.encode("utf-16-le")
    size = len(units) // 2
    kept = []
    for entity in entities:
        start, end = entity["offset"], min(entity["offset"] + entity["length"], size)
        if start < end and units[2 * start : 2 * end].decode("utf-16-le").strip(_SPACE):
            kept.append(entity | {"length": end - start})
    return kept
