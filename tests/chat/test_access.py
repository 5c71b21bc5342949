"""Who may do what."""

import pytest

from alertbot.chat import access
from alertbot.chat.access import ANYONE, EDITORS, OWNERS, SIGNED, Act, Door
from alertbot.chat.acts import HANDLERS
from alertbot.model import Role

# The rights matrix: whether a (subscribed, role) may go through each door.
MATRIX = {
    (False, Role.STRANGER): {Door.ANYONE},
    (True, Role.READER): {Door.ANYONE, Door.SUBSCRIBERS},
    (False, Role.EDITOR): {Door.ANYONE, Door.EDITORS},
    (True, Role.EDITOR): {Door.ANYONE, Door.SUBSCRIBERS, Door.EDITORS},
    (False, Role.OWNER): {Door.ANYONE, Door.EDITORS, Door.OWNERS},
    (True, Role.OWNER): {Door.ANYONE, Door.SUBSCRIBERS, Door.EDITORS, Door.OWNERS},
}


@pytest.mark.parametrize("who", MATRIX)
@pytest.mark.parametrize("act", Act)
def test_each_act_stands_behind_its_door(who: tuple[bool, Role], act: Act):
    subscribed, role = who
    assert access.may(act, subscribed=subscribed, role=role) == (access.door(act) in MATRIX[who])


def test_every_act_has_a_handler():
    assert set(HANDLERS) | {Act.CANCEL} == set(Act)


def test_the_doors_do_not_overlap_and_what_destroys_is_signed():
    assert not ANYONE & EDITORS
    assert not OWNERS & (ANYONE | EDITORS)
    assert EDITORS | OWNERS < SIGNED
    assert Act.FORGET_SURE in SIGNED


def test_acts_are_told_apart_by_their_values():
    assert len({act.value for act in Act}) == len(list(Act))


def test_every_command_leads_somewhere():
    assert set(access.COMMANDS.values()) <= set(HANDLERS)


@pytest.mark.parametrize(
    ("user", "is_bot", "person"),
    [
        (11, False, True),
        (11, True, False),
        (1087968824, False, False),
        (136817688, False, False),
        (777000, False, False),
    ],
)
def test_only_a_person_is_a_person(user: int, is_bot: bool, person: bool):
    assert access.is_person(user, is_bot=is_bot) == person
