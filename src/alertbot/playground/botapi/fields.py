"""Fields of JSON objects inside parameters, read as strictly or leniently as Telegram reads them.

A string may come as a number and a number as a string; a boolean must be one. Messages are those of
td/utils/JsonBuilder. Errors have no prefix, because each caller puts its own before.
"""

from collections.abc import Mapping
from typing import Any, TypeGuard

Fields = Mapping[str, Any]


class WrongField(ValueError):
    """A value inside a parameter is missing or of the wrong kind."""


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether `value` is a JSON number (in Python a boolean would pass for one)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def optional_string(fields: Fields, name: str) -> str:
    """The string called `name`, or "" where there is none. Raises WrongField."""
    value = fields.get(name)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if is_number(value):
        return str(value)
    raise WrongField(f'Field "{name}" must be of type String')


def required_string(fields: Fields, name: str) -> str:
    """The string called `name`. Raises WrongField."""
    if fields.get(name) is None:
        raise WrongField(f'Can\'t find field "{name}"')
    return optional_string(fields, name)


def optional_flag(fields: Fields, name: str) -> bool:
    """The boolean called `name`, false where there is none. Raises WrongField."""
    value = fields.get(name)
    if value is None:
        return False
    if isinstance(value, bool):
        return value
    raise WrongField(f'Field "{name}" must be of type Boolean')


def required_integer(fields: Fields, name: str) -> int:
    """The whole number called `name`, of 64 bits. Raises WrongField."""
    value = fields.get(name)
    if value is None:
        raise WrongField(f'Can\'t find field "{name}"')
    if not is_number(value) and not isinstance(value, str):
        raise WrongField(f'Field "{name}" must be of type Number')
    try:
        number = int(str(value))
    except ValueError as error:
        raise WrongField(f'Field "{name}" must be a valid Number') from error
    if not -(2**63) <= number < 2**63:
        raise WrongField(f'Field "{name}" must be a valid Number')
    return number


def required_object(fields: Fields, name: str) -> Fields:
    """The object called `name`. Raises WrongField."""
    value = fields.get(name)
    if value is None:
        raise WrongField(f'Can\'t find field "{name}"')
    if not isinstance(value, dict):
        raise WrongField(f'Field "{name}" must be of type Object')
    return value


def optional_array(fields: Fields, name: str) -> list[Any]:
    """The array called `name`, empty where there is none. Raises WrongField."""
    value = fields.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise WrongField(f'Field "{name}" must be of type Array')
    return value
