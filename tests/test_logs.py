import asyncio
import gc
import io
import json
import logging
import subprocess
import sys
import threading
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot import logs
from alertbot.errors import MessageRefused, ProviderRefused
from alertbot.model import ChatId, Sensitive

TOKEN = "123456789:AAF-canary_token_of_thirty_five_chars"
SECRET = "p@ss'w0rd/Zürich"
CHAT = 8123456789
NAME = "Gulnar"
TEXT = "men bu yerde"

# A token pasted with no word boundary before it, as in the URL of every call to Telegram.
URL = f"https://api.telegram.org/bot{TOKEN}/sendMessage"


@pytest.fixture
def log(stream: io.StringIO) -> logging.Logger:
    """A logger of ours whose lines come to `stream`."""
    logs.set_up("INFO", secrets=[Sensitive(TOKEN), Sensitive(SECRET), Sensitive("")], stream=stream)
    return logging.getLogger("alertbot.tests")


def canaries_in(written: str) -> list[str]:
    return [each for each in (TOKEN, TOKEN[10:], SECRET, str(CHAT), NAME, TEXT) if each in written]


def test_a_line_says_when_how_bad_who_what_and_the_fields(log, stream):
    log.info("sent", extra={"alert": 5, "took": 0.25, "first": True, "note": "two words", "none": None})
    written = stream.getvalue()
    assert written.count("\n") == 1
    assert ' INFO alertbot.tests: sent alert=5 took=0.25 first=True note="two words" none=None' in written


def test_json_lines(stream):
    logs.set_up("INFO", secrets=[Sensitive(TOKEN)], as_json=True, stream=stream)
    fields = {"alert": 5, "url": URL, "chat": ChatId(CHAT), "level": "mine", "none": None, "deep": [1, NAME]}
    logging.getLogger("alertbot.tests").info("sent", extra=fields)
    line = json.loads(stream.getvalue())
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "INFO",
        "logger": "alertbot.tests",
        "message": "sent",
        "alert": 5,
        "url": "https://api.telegram.org/bot<secret>/sendMessage",
        "chat": "<ChatId>",
        "none": None,
        "deep": f"[1, '{NAME}']",
    }


def test_json_lines_hold_their_traceback(stream):
    logs.set_up("INFO", secrets=[], as_json=True, stream=stream)
    error = MessageRefused("message is too long")
    logging.getLogger("alertbot.tests").error("parked", exc_info=error)
    line = json.loads(stream.getvalue())
    assert line["traceback"] == "alertbot.errors.MessageRefused: message is too long\n"


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (URL, "https://api.telegram.org/bot<secret>/sendMessage"),
        ("bot987654321%3AAAbcdefghijklmnopqrstuvwxyz0123456789/getMe", "bot<secret>/getMe"),
        ("postgresql://bot:hunter2@db.example/alerts", "postgresql://<secret>@db.example/alerts"),
        ("https://x.example/?api_key=abc123&lang=ug", "https://x.example/?api_key=<secret>&lang=ug"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer <secret>"),
        (f"chat_id={CHAT}", "chat_id=<number>"),
        ("group -1001234567890 left", "group <number> left"),
        (f"the word is {SECRET} here", "the word is <secret> here"),
        ("quoted p%40ss%27w0rd%2FZ%C3%BCrich here", "quoted <secret> here"),
        ("took 1234 ms for 99999 bytes", "took 1234 ms for 99999 bytes"),
        ("https://news.example/2026/11/123456789", "https://news.example/2026/11/123456789"),
    ],
)
def test_what_our_own_lines_never_hold(log, stream, said, written):
    log.info("%s", said)
    log.info("field", extra={"said": said})
    first, second = stream.getvalue().splitlines()
    assert first.endswith(f": {written}")
    assert written in second.replace('\\"', '"')


def test_large_numbers_in_fields_are_taken_for_people(log, stream):
    log.info("x", extra={"chat": CHAT, "group": -1001234567890, "bytes": 5_242_880})
    assert "chat=<number> group=<number> bytes=5242880" in stream.getvalue()


def test_an_exception_as_a_field_quotes_nobody(log, stream):
    log.info("x", extra={"error": ValueError(f"no '{NAME}'")})
    assert 'error="no <quoted>"' in stream.getvalue()


def test_line_breaks_and_reordering_characters_cannot_forge_a_line(log, stream):
    log.info("found", extra={"title": "a\nCRITICAL forged\u202e\x1b[2J"})
    written = stream.getvalue()
    assert written.count("\n") == 1
    assert "\u202e" not in written
    assert "\x1b" not in written


def test_an_empty_field_is_seen(log, stream):
    log.info("x", extra={"note": ""})
    assert 'note=""' in stream.getvalue()


def raise_with(message: str) -> None:
    raise ValueError(message)


@pytest.mark.parametrize(
    "message",
    [
        f"invalid literal for int() with base 10: '{TEXT}'",
        f'no user "{NAME}" ({CHAT})',
        f"unterminated '{TEXT} {NAME}",
        f"«{TEXT}» “{NAME}” ‘{NAME}’ `{TEXT}`",
        f"quoted 'with \\' {NAME}'",
        f"The token `{TOKEN}` was rejected by the server.",
        f"cannot connect to {URL}",
        f"'{SECRET}' is wrong, {SECRET}",
    ],
)
def test_exceptions_of_others_quote_nobody(log, stream, message):
    try:
        raise_with(message)
    except ValueError:
        log.exception("failed")
    written = stream.getvalue()
    assert canaries_in(written) == []
    assert "builtins.ValueError: " in written
    assert "in raise_with" in written


@pytest.mark.parametrize(
    ("where", "shown"), [("chat", False), ("dispatch", False), ("prepare", True), ("watch", True)]
)
def test_what_was_raised_among_people_is_not_shown(log, stream, where: str, shown: bool):
    """No quotation marks tell a person's words from an exception's own."""
    code = compile("def fail(text): raise ValueError(text)", f"/x/alertbot/{where}/y.py", "exec")
    space: dict[str, Any] = {}
    exec(code, space)
    try:
        space["fail"](TEXT)
    except ValueError:
        log.exception("failed")
    assert (TEXT in stream.getvalue()) is shown
    assert f"builtins.ValueError: {TEXT if shown else '<not shown>'}" in stream.getvalue()


def test_what_the_system_says_is_shown_also_there(log, stream):
    code = compile("def fail(): raise OSError(28, 'No space left')", "/x/alertbot/chat/y.py", "exec")
    space: dict[str, Any] = {}
    exec(code, space)
    try:
        space["fail"]()
    except OSError:
        log.exception("failed")
    assert "[Errno 28] No space left" in stream.getvalue()


def test_our_own_exceptions_say_what_they_say(log, stream):
    error = ValueError(f"refused for '{NAME}'")
    error.__cause__ = ProviderRefused("apertium", "no pair 'eng|spa'")
    log.error("failed", exc_info=error)
    written = stream.getvalue()
    assert "alertbot.errors.ProviderRefused: apertium: no pair 'eng|spa'\nwhich led to:\n" in written
    assert NAME not in written


def test_what_happened_while_handling_is_told_once(log, stream):
    try:
        try:
            raise_with("first")
        except ValueError:
            raise_with("second")
    except ValueError as error:
        error.__context__.__context__ = error  # type: ignore[union-attr]  # a loop, as libraries make them
        log.exception("failed")
    written = stream.getvalue()
    assert written.index("ValueError: first") < written.index("and while that was handled:")
    assert written.count("ValueError: second") == 1


def test_a_suppressed_context_is_not_told(log, stream):
    try:
        try:
            raise_with("first")
        except ValueError:
            raise KeyError(NAME) from None
    except KeyError:
        log.exception("failed")
    assert "first" not in stream.getvalue()
    assert canaries_in(stream.getvalue()) == []


async def test_a_task_groups_failures_are_all_told_without_names(log, stream):
    async def fail(what: str) -> None:
        raise_with(f"'{NAME}' {what}")

    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(fail("one"))
            tasks.create_task(fail("two"))
    except* ValueError:
        log.exception("failed")
    written = stream.getvalue()
    assert written.count("one of them:") == 2
    assert "<quoted> one" in written
    assert "<quoted> two" in written
    assert canaries_in(written) == []


def test_stack_info_is_kept(log, stream):
    log.info("where", stack_info=True)
    assert "test_stack_info_is_kept" in stream.getvalue()


def test_other_libraries_quote_nobody_and_speak_from_warning_up(log, stream):
    for name in (
        "httpx",
        "telegram.ext.Application",
        "aiohttp.access",
        "sqlalchemy.engine",
        "trafilatura.core",
    ):
        logging.getLogger(name).info("request %s for '%s'", URL, NAME)
        logging.getLogger(name).warning("request %s for '%s' by %s", URL, NAME, CHAT)
    written = stream.getvalue()
    assert written.count("\n") == 5
    assert canaries_in(written) == []


def test_nothing_below_the_level_is_written(stream):
    logs.set_up("WARNING", secrets=[], stream=stream)
    logging.getLogger("alertbot.tests").info("x")
    assert stream.getvalue() == ""


def test_arguments_that_do_not_fit_lose_no_line(log, stream):
    log.info("%d entries", NAME)
    log.info("%s and %s", "one")
    assert "%d entries" in stream.getvalue()
    assert canaries_in(stream.getvalue()) == []


def test_uncaught_exceptions_are_logged(log, stream):
    error = ValueError(f"'{TEXT}'")
    sys.excepthook(ValueError, error, None)
    assert "CRITICAL alertbot.logs: uncaught\nbuiltins.ValueError: <quoted>" in stream.getvalue()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert stream.getvalue().count("CRITICAL") == 1


def test_uncaught_exceptions_of_threads_are_logged(log, stream):
    thread = threading.Thread(target=raise_with, args=(f"'{TEXT}'",), name=NAME)
    thread.start()
    thread.join()
    assert "ERROR alertbot.logs: uncaught in a thread\n" in stream.getvalue()
    assert canaries_in(stream.getvalue()) == []


class Unraisable:
    def __del__(self) -> None:
        raise_with(f"'{TEXT}'")


def test_unraisable_exceptions_are_logged(log, stream):
    hook = sys.unraisablehook
    assert hook is not sys.__unraisablehook__
    found = Unraisable()
    del found
    gc.collect()
    assert "ERROR alertbot.logs: unraisable\n" in stream.getvalue()
    assert canaries_in(stream.getvalue()) == []


def test_warnings_are_logged(log, stream):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn(f"odd '{NAME}'", stacklevel=1)
        logging.captureWarnings(capture=False)
    assert "WARNING py.warnings: " in stream.getvalue()
    assert canaries_in(stream.getvalue()) == []


async def test_what_an_event_loop_cannot_hand_on_is_logged(log, stream):
    loop = asyncio.get_running_loop()
    logs.set_up_loop(loop)
    loop.call_soon(raise_with, f"'{NAME}'")
    await asyncio.sleep(0)
    loop.call_exception_handler({"message": f"odd transport '{CHAT}'", "transport": NAME})
    written = stream.getvalue()
    assert "ERROR asyncio: Exception in callback raise_with(<quoted>)" in written
    assert "ERROR asyncio: odd transport <quoted>" in written
    assert "builtins.ValueError: <quoted>" in written
    assert canaries_in(written) == []


CRASH = """
import asyncio, sys
from alertbot import logs
from alertbot.model import Sensitive
token = sys.argv[1]
logs.set_up("INFO", secrets=[Sensitive(token)])
async def main():
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(fail(), name=token)
async def fail():
    raise RuntimeError(f"https://api.telegram.org/bot{token}/getMe for {sys.argv[2]!r}")
asyncio.run(main())
"""


def test_a_process_that_dies_says_why_and_gives_nothing_away():
    done = subprocess.run(  # the true hooks of a true process
        [sys.executable, "-c", CRASH, TOKEN, NAME], capture_output=True, text=True, check=False, timeout=30
    )
    assert done.returncode == 1
    assert "CRITICAL alertbot.logs: uncaught\n" in done.stderr
    assert "builtins.RuntimeError: https://api.telegram.org/bot<secret>/getMe for <quoted>" in done.stderr
    assert canaries_in(done.stderr + done.stdout) == []


def test_a_redaction_shows_none_of_its_secrets():
    assert repr(logs.Redaction([Sensitive(SECRET)])) == "<Redaction>"


@settings(max_examples=200)
@given(
    before=st.text(max_size=20),
    after=st.text(max_size=20),
    digits=st.text("0123456789", min_size=6, max_size=12),
    rest=st.text("ABCxyz019_-", min_size=35, max_size=35),
)
def test_a_token_is_found_wherever_it_stands(before, after, digits, rest):
    redaction = logs.Redaction()
    for text in (redaction.own(f"{before}{digits}:{rest}{after}"), redaction.foreign(f"{digits}:{rest}")):
        assert f"{digits}:{rest}" not in text
        assert rest not in text
