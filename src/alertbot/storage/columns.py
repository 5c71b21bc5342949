"""Column types: aware UTC instants, wide ids, and values sealed with the keyring of the engine."""

import weakref
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import BigInteger, Column, DateTime, Integer, LargeBinary, bindparam, or_
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ColumnElement, operators
from sqlalchemy.sql.operators import OperatorType
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


@dataclass(frozen=True, slots=True, repr=False)
class ToSeal:
    """A value on its way into a statement; `sealing` seals it with the key that its transaction has in use.

    With `former` it is sealed with the key from before, while a new one is taking its place.
    """

    plain: bytes
    place: str
    former: bool = False

    def __repr__(self) -> str:
        return "<to seal>"  # statements are quoted by errors


class Sealed(TypeDecorator[Any]):
    """What all sealed columns have in common; `place` is "table.column"."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, place: str, *, former: bool = False) -> None:
        super().__init__()
        self.place = place
        self.former = former

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], ToSeal | None]:
        """What stands for a value until the statement is executed; no driver is shown it before."""
        return lambda value: None if value is None else ToSeal(self._plain(value), self.place, self.former)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        """The value of sealed bytes."""
        return None if value is None else self._value(_keyrings[dialect].open(value, self.place))

    def _plain(self, value: Any) -> bytes:
        raise NotImplementedError

    def _value(self, plain: bytes) -> Any:
        raise NotImplementedError


class _ByEitherKey(TypeDecorator.Comparator[Any]):
    """Finds a value by the key in use, and by the one from before while it is being replaced."""

    def operate(self, op: OperatorType, *other: Any, **more: Any) -> ColumnElement[Any]:
        """`column == value`; nothing else that compares sealed bytes means anything."""
        if op is not operators.eq or not isinstance(other[0], ChatId):
            return super().operate(op, *other, **more)
        place = self.expr.type.place  # type: ignore[attr-defined]  # the type is ours
        return or_(
            *(
                super(_ByEitherKey, self).operate(
                    op, bindparam(None, other[0], SealedChatId(place, former=former), unique=True)
                )
                for former in (False, True)
            )
        )


class SealedChatId(Sealed):
    """A chat id sealed for one column; equality and UNIQUE work on the sealed bytes."""

    cache_ok = True
    comparator_factory = _ByEitherKey

    def _plain(self, value: ChatId) -> bytes:
        return value.reveal().to_bytes(_CHAT_BYTES, "big", signed=True)

    def _value(self, plain: bytes) -> ChatId:
        return ChatId(int.from_bytes(plain, "big", signed=True))


class SealedJson(Sealed):
    """A JSON value sealed for one column."""

    cache_ok = True

    def _plain(self, value: Any) -> bytes:
        return orjson.dumps(value)

    def _value(self, plain: bytes) -> Any:
        return orjson.loads(plain)
