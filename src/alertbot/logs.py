"""What is written to the log, and what never is: tokens, passwords, people's numbers, names and texts.

One formatter stands between every record and the stream. Our own messages are constant and their facts
are `extra` fields; what other libraries say, and what any exception but ours says, may quote a person,
so quotations and long numbers are taken out of it; where it was raised while serving people, it is left
out. Everything that would be printed past the log
(uncaught exceptions of the process, of threads and of the event loop) is led through it.
"""

import asyncio
import faulthandler
import json
import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, TextIO
from urllib.parse import quote

from alertbot.errors import AlertbotError
from alertbot.model import Sensitive

SECRET = "<secret>"  # noqa: S105 - what is written instead of one
NUMBER = "<number>"
QUOTED = "<quoted>"
NOT_SHOWN = "<not shown>"

_OURS = "alertbot"
# They write URLs, statements and texts at INFO or DEBUG, some of them with the token in it.
QUIET = (
    *("aiohttp", "aiosqlite", "alembic", "asyncio", "courlan", "hpack", "htmldate", "httpcore", "httpx"),
    *("justext", "psycopg", "sqlalchemy", "telegram", "trafilatura", "urllib3"),
)
_OF_THINGS = frozenset({"sqlalchemy", "sqlite3", "psycopg", "aiohttp", "telegram"})
_AMONG_PEOPLE = tuple(f"{os.sep}{_OURS}{os.sep}{part}{os.sep}" for part in ("chat", "dispatch"))
_LARGEST_FIELD = 99_999_999  # people's numbers are larger, counts of bytes and rows are not

# No word boundary before it: in a URL the token stands right behind "bot".
_TOKEN = re.compile(r"[0-9]{6,12}(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
_USERINFO = re.compile(r"(?<=://)[^\s/@'\"]+@")
_NAMED = re.compile(
    r"(?i)((?:api[-_]?key|token|secret|password|passwd|authorization)[\"']?\s*[=:]\s*[\"']?(?:bearer\s+)?)"
    r"[^\s\"'&,;)}\]<]+"
)
_LONG_NUMBER = re.compile(r"(?<![\w/.])-?[0-9]{7,}(?!\w)")
_QUOTATION = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|«[^»]*»|“[^”]*”|‘[^’]*’""", re.DOTALL)
_UNPAIRED = re.compile(r"""(?<!\w)['"`«“‘].*""", re.DOTALL)

_STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}

log = logging.getLogger(__name__)


class Redaction:
    """Takes out of a text what no log may hold, the given secrets among it."""

    def __init__(self, secrets: Iterable[Sensitive[str]] = ()) -> None:
        known = {secret.reveal() for secret in secrets} - {""}
        spellings = known | {quote(secret, safe="") for secret in known}
        longest_first = sorted(spellings, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def __repr__(self) -> str:
        return "<Redaction>"

    def secrets(self, text: str) -> str:
        """A text without secrets."""
        text = _TOKEN.sub(SECRET, self._secrets.sub(SECRET, text))
        return _NAMED.sub(rf"\1{SECRET}", _USERINFO.sub(f"{SECRET}@", text))

    def own(self, text: str) -> str:
        """Our own words, without secrets and people's numbers."""
        return _LONG_NUMBER.sub(NUMBER, self.secrets(text))

    def foreign(self, text: str) -> str:
        """Words that may quote a person: the same, without what stands in quotation marks."""
        return self.own(_UNPAIRED.sub(QUOTED, _QUOTATION.sub(QUOTED, self._secrets.sub(SECRET, text))))

    def field(self, value: object) -> object:
        """A value of `extra`, fit for JSON."""
        if value is None or isinstance(value, bool | float):
            return value
        if isinstance(value, int):
            return int(value) if abs(value) <= _LARGEST_FIELD else NUMBER
        return self.foreign(str(value)) if isinstance(value, BaseException) else self.own(str(value))


class Formatter(logging.Formatter):
    """One line per record, plain or JSON, with the `extra` fields; tracebacks follow (or are a field).

    Fields named like a part of the line ("at", "level", "logger", "traceback") give way to it.
    """

    def __init__(self, redaction: Redaction, *, as_json: bool = False) -> None:
        super().__init__()
        self._redaction = redaction
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """The record as it may be written."""
        parts: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._message(record),
        }
        trace = "".join(self._trace(record))
        fields = {name: value for name, value in self._fields(record).items() if name not in parts}
        if self._as_json:
            return json.dumps(parts | fields | ({"traceback": trace} if trace else {}), ensure_ascii=False)
        return _line(parts, fields) + (f"\n{trace.rstrip()}" if trace else "")

    def _message(self, record: logging.LogRecord) -> str:
        try:
            message = record.getMessage()
        except (TypeError, ValueError):  # arguments that do not fit: a library's slip
            message = str(record.msg)
        ours = record.name == _OURS or record.name.startswith(f"{_OURS}.")
        return self._redaction.own(message) if ours else self._redaction.foreign(message)

    def _fields(self, record: logging.LogRecord) -> dict[str, object]:
        extra = {name: value for name, value in record.__dict__.items() if name not in _STANDARD}
        return {name: self._redaction.field(value) for name, value in extra.items()}

    def _trace(self, record: logging.LogRecord) -> Iterator[str]:
        if record.exc_info and record.exc_info[1] is not None:
            yield from self._told(record.exc_info[1], set())
        if record.stack_info:
            yield self._redaction.own(record.stack_info) + "\n"

    def _told(self, error: BaseException, seen: set[int]) -> Iterator[str]:
        """An exception with what led to it, oldest first, as Python prints it but for the quotations."""
        seen.add(id(error))
        before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if before is not None and id(before) not in seen:
            yield from self._told(before, seen)
            yield "which led to:\n" if error.__cause__ else "and while that was handled:\n"
        yield from map(self._redaction.own, traceback.format_tb(error.__traceback__))
        yield f"{type(error).__module__}.{type(error).__qualname__}: {self._says(error)}\n"
        if isinstance(error, BaseExceptionGroup):
            for each in error.exceptions:
                yield "one of them:\n"
                yield from self._told(each, seen)

    def _says(self, error: BaseException) -> str:
        if isinstance(error, BaseExceptionGroup):
            return self._redaction.foreign(str(error.message))
        if isinstance(error, AlertbotError):
            return self._redaction.own(str(error))
        return self._redaction.foreign(str(error)) if _is_of_things(error) else NOT_SHOWN


def _is_of_things(error: BaseException) -> bool:
    """Whether what an exception says is about machines, not what somebody wrote.

    What people write is only where they are served, and any exception there may say it; those of the
    system and of the database do not (statements are shown without their values).
    """
    if isinstance(error, OSError) or type(error).__module__.partition(".")[0] in _OF_THINGS:
        return True
    frames = traceback.extract_tb(error.__traceback__)
    return not any(part in frame.filename for frame in frames for part in _AMONG_PEOPLE)


def _line(parts: Mapping[str, object], fields: Mapping[str, object]) -> str:
    facts = "".join(f" {name}={_value(value)}" for name, value in fields.items())
    head = f"{parts['at']} {parts['level']} {parts['logger']}: {parts['message']}"
    return _printable(head + facts)


def _value(value: object) -> str:
    text = str(value)
    return text if text and not re.search(r"[\s\"=]", text) else json.dumps(text, ensure_ascii=False)


def _printable(text: str) -> str:
    """One line, without characters that would move a terminal's cursor or reorder what is read."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def set_up(
    level: str, *, secrets: Iterable[Sensitive[str]], as_json: bool = False, stream: TextIO | None = None
) -> None:
    """Send all records from `level` up to `stream` (stderr), redacted; call it once, first of all.

    Replaces the handlers of the root logger and the hooks of Python for uncaught exceptions.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Formatter(Redaction(secrets), as_json=as_json))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # a record that cannot be written is not printed raw instead
    sys.excepthook = _on_uncaught
    sys.unraisablehook = _on_unraisable
    threading.excepthook = _on_thread
    if not faulthandler.is_enabled():
        faulthandler.enable()  # prints names of files and functions, never values


def set_up_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Lead what an event loop cannot hand to anybody through the log."""
    loop.set_exception_handler(_on_loop)


def _on_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("uncaught", exc_info=(kind, error, trace))


def _on_unraisable(found: "sys.UnraisableHookArgs") -> None:
    log.error("unraisable", exc_info=_info(found.exc_value))


def _on_thread(found: threading.ExceptHookArgs) -> None:
    log.error("uncaught in a thread", exc_info=_info(found.exc_value))


def _on_loop(loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Python's own handler writes the repr of tasks and transports, which can hold anything."""
    logging.getLogger("asyncio").error("%s", context["message"], exc_info=_info(context.get("exception")))


def _info(
    error: BaseException | None,
) -> tuple[type[BaseException], BaseException, TracebackType | None] | None:
    return None if error is None else (type(error), error, error.__traceback__)
