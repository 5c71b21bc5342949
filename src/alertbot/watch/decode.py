"""Turns the bytes of a document into text.

One wrong byte must not turn a whole Uyghur feed into mojibake, and a wrong charset in a header must
not either: what the bytes themselves say goes before what anybody declares.
"""

import codecs
import re
from contextlib import suppress

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)  # how an XML document without a mark begins (XML 1.0, appendix F)
_DECLARATION = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_HEAD_BYTES = 1024
# Codecs that stand for a character set; Python has others by the same door (punycode, utf-7, idna …).
_CHARSETS = re.compile(
    r"utf-(8|16|32)|gb|big5|cp\d|iso8859|koi8|mac|shift_jis|euc|kz1048|ptcp154|tis|johab|ascii"
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "ascii": "cp1252", "iso8859-1": "cp1252"}
# What XML 1.0 §2.2 allows in no document, plus surrogates, which no database takes.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# The same characters by number: one such reference in one item makes feedparser give up the document.
_REFERENCE = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,8})|([0-9]{1,10}));?")
_LAST_CHARACTER = 0x10FFFF
_UTF8_ENOUGH = 0.9  # of the characters beyond ASCII
_RUN = re.compile(rb"[\x80-\xff]{2,}")
_HIGH = re.compile(rb"[\x80-\xff]")


def text_of(body: bytes, *, content_type: str | None = None) -> str:
    """The text of a document, without a byte order mark and without what XML forbids, also by number.

    In this order: byte order mark, wide characters without one, valid UTF-8, UTF-8 with a few wrong
    bytes (they become U+FFFD), the charset the document declares, that of the `Content-Type` header,
    a guess. Never fails.
    """
    text = _FORBIDDEN.sub("", _decoded(body, content_type or ""))
    return _REFERENCE.sub(_allowed_reference, text)


def _allowed_reference(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else int(found[2])
    is_allowed = number <= _LAST_CHARACTER and not _FORBIDDEN.match(chr(number))
    return found.group() if is_allowed else ""


def _decoded(body: bytes, content_type: str) -> str:
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    for beginning, encoding in _WIDE:
        if body.startswith(beginning):
            return body.decode(encoding, "replace")
    with suppress(UnicodeDecodeError):
        return body.decode("utf-8")
    lenient = body.decode("utf-8", "replace")
    return lenient if _is_mostly_utf8(lenient) else _decoded_as_declared(body, content_type)


def _is_mostly_utf8(lenient: str) -> bool:
    beyond = len(lenient) - len(lenient.encode("ascii", "ignore"))
    wrong = lenient.count("\ufffd")
    return beyond - wrong >= _UTF8_ENOUGH * beyond


def _decoded_as_declared(body: bytes, content_type: str) -> str:
    head = body[:_HEAD_BYTES]
    inside = _DECLARATION.match(head) or _META.search(head)
    outside = _CHARSET.search(content_type)
    declared = [inside[1].decode("ascii") if inside else "", outside[1] if outside else ""]
    codecs_named = [codec for name in declared if (codec := _codec(name))]
    for codec in codecs_named:
        with suppress(UnicodeDecodeError):
            return body.decode(codec)
    return _guessed(body)


def _codec(name: str) -> str | None:
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    codec = _WIDER.get(codec, codec)
    # Valid UTF-8 was tried, and a body in UTF-16 would have begun as one.
    return codec if _CHARSETS.match(codec) and not codec.startswith("utf") else None


def _guessed(body: bytes) -> str:
    """Chinese where it is valid as that, else Cyrillic where high bytes stand in words, else Western."""
    with suppress(UnicodeDecodeError):
        return body.decode("gb18030")
    high = len(_HIGH.findall(body))
    in_runs = sum(map(len, _RUN.findall(body)))
    return body.decode("cp1251" if in_runs * 2 > high else "cp1252", "replace")
