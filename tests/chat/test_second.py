"""What needs a second person, and who that may be."""

import pytest

from alertbot.chat import second
from alertbot.chat.screens.editors import second as screens
from alertbot.model import ChatId, Person, PersonId, Role, Rule

OF_OWNERS = {Rule.OWNERS, Rule.EDITORS}


def person(id: int, role: Role) -> Person:
    return Person(
        id=PersonId(id), user=ChatId(id), role=role, pseudonym=f"editor-{id}", language="en", languages=()
    )


OWNER, OTHER_OWNER, EDITOR = person(1, Role.OWNER), person(2, Role.OWNER), person(3, Role.EDITOR)


def test_urgent_alerts_and_owners_need_one_unless_an_owner_says_otherwise():
    assert {rule for rule in Rule if second.is_on({}, rule)} == {Rule.URGENT, Rule.OWNERS}
    turned = {rule: rule not in second.USUAL for rule in Rule}
    assert {rule for rule in Rule if second.is_on(turned, rule)} == set(Rule) - second.USUAL


@pytest.mark.parametrize("rule", Rule)
def test_nobody_confirms_their_own_and_owners_what_owners_do(rule: Rule):
    everybody = [OWNER, OTHER_OWNER, EDITOR]
    wanted = [OTHER_OWNER] if rule in OF_OWNERS else [OTHER_OWNER, EDITOR]
    assert second.confirmers(rule, everybody, by=OWNER.id) == wanted


def test_whom_it_is_about_has_a_say_only_where_nobody_else_is():
    third = person(4, Role.OWNER)
    asked = {"by": OWNER.id, "about": OTHER_OWNER.id}
    assert second.confirmers(Rule.OWNERS, [OWNER, OTHER_OWNER, EDITOR], **asked) == [OTHER_OWNER]
    assert second.confirmers(Rule.OWNERS, [OWNER, OTHER_OWNER, third], **asked) == [third]
    assert second.is_needed(Rule.OWNERS, {}, [OWNER, OTHER_OWNER], **asked)


@pytest.mark.parametrize("rule", Rule)
def test_who_is_alone_in_it_waits_for_nobody(rule: Rule):
    on = {rule: True}
    assert not second.is_needed(rule, on, [OWNER], by=OWNER.id)
    assert second.is_needed(rule, on, [OWNER, EDITOR], by=OWNER.id) == (rule not in OF_OWNERS)
    assert second.is_needed(rule, on, [OWNER, OTHER_OWNER], by=OWNER.id)
    assert not second.is_needed(rule, {rule: False}, [OWNER, OTHER_OWNER], by=OWNER.id)


def test_buttons_name_each_rule_and_nothing_else():
    for rule in Rule:
        assert screens.rule_of(rule.value.replace("_", "-")) is rule
    assert screens.rule_of("all") is None
