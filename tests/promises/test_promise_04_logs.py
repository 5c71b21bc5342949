"""Promise 4: logs."""

import io
import logging
from collections.abc import Iterator

import pytest

from alertbot import logs
from alertbot.chat.access import COMMANDS
from alertbot.model import Sensitive
from alertbot.playground.botapi.faults import TooMany
from tests.chat.test_conversation import House, subscribe

CANARY_ID, CANARY_TEXT = 5_123_456_789, "kanarwort"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged at any level, formatted as we format it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.Formatter(logs.Redaction([Sensitive("secret-of-a-token-that-is-long")])))
    root = logging.getLogger()
    # Whatever was set up in this process before: nothing is kept quiet.
    loud = [each for each in logging.root.manager.loggerDict.values() if isinstance(each, logging.Logger)]
    levels = {each: each.level for each in (root, *loud)}
    root.addHandler(handler)
    for each in loud:
        each.setLevel(logging.NOTSET)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    for each, level in levels.items():
        each.setLevel(level)


async def test_promise_4_logs_have_no_number_no_name_and_no_message(house: House, log: io.StringIO):
    """Logs never contain your number, your name or your messages: every command and some nonsense, with
    Telegram refusing some of our answers, at the level that says most."""
    phone = house.phone(CANARY_ID)
    async with house.open():
        await subscribe(phone)
        for command in COMMANDS:
            await phone.person.say(f"/{command} {CANARY_TEXT}")
        await phone.person.say(CANARY_TEXT)
        house.world.faults.add(TooMany(1))
        await phone.person.say("/help")
        await phone.settled()
        await phone.person.block()
        await phone.settled()
    told = log.getvalue()
    assert "DEBUG" in told
    assert [each for each in (str(CANARY_ID), "Gülnar", CANARY_TEXT) if each in told] == []


def test_promise_4_what_python_quotes_of_a_message_is_not_logged(log: io.StringIO):
    """Libraries quote what they cannot read: neither the quotation nor a number gets into the log."""
    try:
        int(f"{CANARY_ID} {CANARY_TEXT}")
    except ValueError:
        logging.getLogger("alertbot.chat").exception("a message could not be answered")
    told = log.getvalue()
    assert "ValueError" in told
    assert CANARY_TEXT not in told
    assert str(CANARY_ID) not in told
