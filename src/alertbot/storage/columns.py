"""Column types: aware UTC instants, wide ids, and values sealed with the keyring of the engine."""

import weakref
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import BigInteger, Column, DateTime, Integer, LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from alertbot.keys import Keyring
from alertbot.model import ChatId

WideId = BigInteger().with_variant(Integer, "sqlite")  # SQLite autoincrements INTEGER only
_CHAT_BYTES = 8

_keyrings: "weakref.WeakKeyDictionary[Dialect, Keyring]" = weakref.WeakKeyDictionary()


def give_keyring(dialect: Dialect, keyring: Keyring) -> None:
    """Let the sealed columns of one engine's dialect use `keyring`; a type sees only its dialect."""
    _keyrings[dialect] = keyring


def column(
    name: str, type_: TypeEngine[Any] | type[TypeEngine[Any]], *args: Any, privacy: str, **more: Any
) -> Column[Any]:
    """A column with its privacy note: what it tells about a person to whoever reads it."""
    more.setdefault("nullable", False)
    return Column(name, type_, *args, info={"privacy": privacy}, **more)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; SQLite gives back naive ones even for `timezone=True`."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive datetimes: what zone would they be in?"""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Mark what comes from SQLite as the UTC it is."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class SealedChatId(TypeDecorator[ChatId]):
    """A chat id sealed for one column; equality and UNIQUE work on the sealed bytes."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: ChatId | None, dialect: Dialect) -> bytes | None:
        """The sealed bytes of a chat id."""
        if value is None:
            return None
        plain = value.reveal().to_bytes(_CHAT_BYTES, "big", signed=True)
        return _keyrings[dialect].seal(plain, self.place)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> ChatId | None:
        """The chat id of sealed bytes."""
        if value is None:
            return None
        return ChatId(int.from_bytes(_keyrings[dialect].open(value, self.place), "big", signed=True))


class SealedJson(TypeDecorator[Any]):
    """A JSON value sealed for one column."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        """The sealed bytes of a JSON value; None is NULL."""
        return None if value is None else _keyrings[dialect].seal(orjson.dumps(value), self.place)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        """The JSON value of sealed bytes."""
        return None if value is None else orjson.loads(_keyrings[dialect].open(value, self.place))
