"""Seals what statements carry, each with the key that its transaction finds in use.

A database remembers which keys it is sealed with (`schema.check_key`): one, or two while a new key takes
the place of the old one (`rotation`). Every transaction that seals or looks up a sealed value reads this
first, and holds it until it ends: so no process goes on with an old key once a new one is in use, no
matter when it learns of it, and a value is never sealed with two keys by two transactions.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine, ExecutionContext
from sqlalchemy.engine.default import DefaultExecutionContext

from alertbot.keys import Keyring
from alertbot.storage.columns import Sealed, ToSeal, give_keyring

KEY = "key"  # the name of the row of `meta`
_IN_USE = "alertbot_keys_in_use"
# Held against a change, not against others who seal; SQLite has one writer anyway.
_ASK = f"SELECT value FROM meta WHERE name = '{KEY}'"  # noqa: S608 - a constant


def seal_with(engine: Engine, keyring: Keyring) -> None:
    """Let all that the engine executes be sealed with `keyring`."""
    give_keyring(engine.dialect, keyring)

    def sealed(
        connection: Connection,
        _cursor: object,
        statement: str,
        parameters: Any,
        context: ExecutionContext | None,
        many: bool,
    ) -> tuple[str, Any]:
        if not _has_sealed(context):
            return statement, parameters
        ids = _in_use(connection, keyring)

        def seal(value: ToSeal) -> bytes:
            return keyring.seal(value.plain, value.place, ids[-1] if value.former else ids[0])

        return statement, (
            [_filled(each, seal) for each in parameters] if many else _filled(parameters, seal)
        )

    event.listen(engine, "before_cursor_execute", sealed, retval=True)
    event.listen(engine, "begin", _begin)


def _begin(connection: Connection) -> None:
    connection.info.pop(_IN_USE, None)


def _has_sealed(context: ExecutionContext | None) -> bool:
    compiled = context.compiled if isinstance(context, DefaultExecutionContext) else None
    binds = getattr(compiled, "binds", {})
    return any(isinstance(each.type, Sealed) for each in binds.values())


def _in_use(connection: Connection, keyring: Keyring) -> tuple[int, ...]:
    """The ids of the keys in use, of the whole transaction. Raises KeyMissing."""
    if _IN_USE not in connection.info:
        asked = _ASK if connection.dialect.name == "sqlite" else f"{_ASK} FOR SHARE"
        mark: str | None = connection.exec_driver_sql(asked).scalar()
        connection.info[_IN_USE] = (keyring.current,) if mark is None else keyring.follow(mark)
    ids: tuple[int, ...] = connection.info[_IN_USE]
    return ids


def _filled(parameters: Any, seal: Callable[[ToSeal], bytes]) -> Any:
    """The parameters of one statement with what is to be sealed sealed."""
    if isinstance(parameters, Mapping):
        return {name: _put(value, seal) for name, value in parameters.items()}
    return tuple(_put(value, seal) for value in parameters)


def _put(value: Any, seal: Callable[[ToSeal], bytes]) -> Any:
    return seal(value) if isinstance(value, ToSeal) else value
