"""The parameters of one request, whichever of the four ways they came.

Telegram takes them from the query, from a form, from JSON and from multipart, and sees only strings.
Nested JSON is kept decoded where it came so; `text` and `json` hide the difference.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import orjson
from aiohttp.web import BaseRequest, FileField

from alertbot.playground.botapi.errors import ApiError, bad_request

_LEADING_INTEGER = re.compile(r"-?\d+", re.ASCII)
_TRUE = ("true", "yes", "1")


class Parameters:
    """What a request asks, by name; `files` are uploads by field name."""

    __slots__ = ("files", "values")

    def __init__(self, values: Mapping[str, Any], files: Mapping[str, bytes] | None = None) -> None:
        self.values = values
        self.files = files or {}

    def has(self, name: str) -> bool:
        """Whether the parameter came, even empty."""
        return name in self.values

    def given(self, name: str) -> bool:
        """Whether the parameter came and says something."""
        return bool(self.values.get(name, "") != "")

    def text(self, name: str) -> str:
        """The parameter as a string, "" where it did not come."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else orjson.dumps(value).decode()

    def integer(self, name: str, default: int = 0) -> int:
        """The parameter's leading whole number, as Telegram reads it: "12abc" is 12, "abc" is 0."""
        value = self.values.get(name, "")
        if type(value) is int:
            return value
        text = self.text(name)
        found = _LEADING_INTEGER.match(text)
        if found is None:
            return 0 if text else default
        return int(found[0])

    def within(self, name: str, default: int, least: int, most: int) -> int:
        """As `integer`, moved into the bounds."""
        return min(max(self.integer(name, default), least), most)

    def flag(self, name: str) -> bool:
        """Whether the parameter says yes."""
        value = self.values.get(name, "")
        if isinstance(value, bool):
            return value
        return self.text(name).strip().lower() in _TRUE

    def json(self, name: str, complaint: str) -> Any:
        """The parameter's JSON value. Raises ApiError with `complaint` where it is no JSON."""
        value = self.values.get(name, "")
        if isinstance(value, dict | list):
            return value
        try:
            return orjson.loads(self.text(name))
        except orjson.JSONDecodeError as error:
            raise bad_request(complaint) from error


async def read(request: BaseRequest) -> Parameters:
    """The parameters of `request`. Raises ApiError where the body cannot be read."""
    query = _pairs(request.query_string.encode()) if request.query_string else {}
    kind = request.content_type
    if kind == "application/x-www-form-urlencoded":
        return Parameters(query | _pairs(await request.read()))
    if kind == "application/json":
        return Parameters(query | _from_json(await request.read()))
    if kind == "multipart/form-data":
        return await _from_multipart(request, query)
    return Parameters(query)


def _pairs(encoded: bytes) -> dict[str, Any]:
    # What is not UTF-8 stays recognisable (as surrogates), so that the text can be refused for it.
    pairs = parse_qsl(
        encoded.decode("utf-8", "surrogateescape"), keep_blank_values=True, errors="surrogateescape"
    )
    return dict(reversed(pairs))  # the first of equal names counts


def _from_json(body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    if not body.lstrip().startswith(b"{"):
        raise ApiError(400, "Bad Request: JSON object expected")
    try:
        values: dict[str, Any] = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise ApiError(400, "Bad Request: can't parse parameter value") from error
    return values


async def _from_multipart(request: BaseRequest, query: dict[str, Any]) -> Parameters:
    values, files = query, {}
    for name, value in (await request.post()).items():
        if isinstance(value, FileField):
            files[name] = value.file.read()
            value.file.close()
        else:
            values[name] = value
    return Parameters(values, files)
