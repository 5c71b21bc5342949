"""Which editors get what a reader writes, and under which name."""

from datetime import timedelta
from functools import partial

import pytest

from alertbot.chat import feedback
from alertbot.keys import Keyring
from alertbot.model import ChatId, Person, PersonId, Role, SubscriberId
from tests.conftest import NOON


def person(id: int, *languages: str) -> Person:
    return Person(
        id=PersonId(id), user=ChatId(id), role=Role.EDITOR, pseudonym=f"editor-{id}", language="en",
        languages=languages,
    )  # fmt: skip


UYGHUR, CHINESE, NONE = person(1, "ug"), person(2, "zh-Hans"), person(3)
ALL = [UYGHUR, CHINESE, NONE]


@pytest.mark.parametrize(
    ("language", "here", "got"),
    [
        ("ug", ALL, [UYGHUR]),
        ("ug-Latn", ALL, [UYGHUR]),
        ("zh-Hant", ALL, [CHINESE]),
        ("kk", ALL, ALL),
        ("ug", [CHINESE, NONE], [CHINESE, NONE]),  # who reads it is away
        ("ug", [], [UYGHUR]),
        ("kk", [], ALL),
    ],
)
def test_those_get_it_who_read_the_language_else_all(language: str, here, got):
    assert list(feedback.readers_of(language, here, ALL)) == got
    for each in ALL:
        assert feedback.may_read(each, language, here, ALL) == (each in got or feedback.reads(each, language))


def test_a_name_says_nothing_and_goes_on_with_its_conversation_alone():
    mine = feedback.name(b"key", SubscriberId(7), "a" * 16)
    assert mine == feedback.name(b"key", SubscriberId(7), "a" * 16)
    assert len(mine) == 4
    others = {feedback.name(b"key", SubscriberId(7), f"{n:016x}") for n in range(50)}
    assert len(others) > 45
    assert feedback.name(b"key", SubscriberId(8), "a" * 16) != mine  # the token of somebody else
    assert feedback.is_token("0123456789abcdef")
    assert not any(map(feedback.is_token, ("", "0123", "0123456789ABCDEF", "0123456789abcdef0")))


def test_the_rules_count_the_messages_of_a_day():
    rules = feedback.rules(lambda: b"key", keep=timedelta(days=3))
    assert rules.keep == timedelta(days=3)
    taken = [rules.allowance.take(7, NOON) for _ in range(feedback.MOST_A_DAY + 1)]
    assert taken.count(True) == feedback.MOST_A_DAY


def test_names_are_made_with_the_key_of_now():
    keyring = Keyring({1: b"1" * 32, 2: b"2" * 32}, 1)
    rules = feedback.rules(partial(keyring.derive, "feedback"))
    before = rules.key()
    keyring.current = 2  # `alertbot rotate`, while this process runs
    assert rules.key() == keyring.derive("feedback", key_id=2) != before


def test_editors_are_told_at_once_of_danger_and_else_after_a_while():
    assert feedback.is_due(urgent=False, last=None, now=NOON)
    assert not feedback.is_due(urgent=False, last=NOON, now=NOON + timedelta(minutes=4))
    assert feedback.is_due(urgent=False, last=NOON, now=NOON + feedback.QUIET)
    assert feedback.is_due(urgent=True, last=None, now=NOON)
    assert not feedback.is_due(urgent=True, last=NOON, now=NOON + timedelta(seconds=59))
    assert feedback.is_due(urgent=True, last=NOON, now=NOON + feedback.QUIET_IN_DANGER)


def test_a_text_is_kept_as_it_is_seen_on_not_too_many_lines():
    assert feedback.tidy(" a\u200b\n\n\n\nb ") == "a\n\nb"
    assert "\n" not in feedback.tidy("\n".join("abcdefghijklmnopq"))
