"""Decides what needs a second person, and who that may be.

Who confirms could do the same by themselves: owners what owners do, any editor the rest. So whoever is
alone in that can do everything alone, and nobody waits for somebody who is not there.
"""

from collections.abc import Mapping, Sequence

from alertbot.model import Person, PersonId, Role, Rule

USUAL = frozenset({Rule.OWNERS, Rule.URGENT})  # on, unless an owner says otherwise
_OF_OWNERS = frozenset({Rule.OWNERS, Rule.EDITORS})


def is_on(rules: Mapping[Rule, bool], rule: Rule) -> bool:
    """Whether a rule is on, as owners decided or by default."""
    return rules.get(rule, rule in USUAL)


def confirmers(
    rule: Rule, everybody: Sequence[Person], *, by: PersonId, about: PersonId | None = None
) -> list[Person]:
    """Who may confirm what `by` asks for: nobody their own.

    Whom it is `about` has no say in it, unless there is nobody else: of two owners, neither can remove the
    other alone.
    """
    least = Role.OWNER if rule in _OF_OWNERS else Role.EDITOR
    able = [each for each in everybody if each.id != by and each.role >= least]
    return [each for each in able if each.id != about] or able


def is_needed(
    rule: Rule,
    rules: Mapping[Rule, bool],
    everybody: Sequence[Person],
    *,
    by: PersonId,
    about: PersonId | None = None,
) -> bool:
    """Whether what `by` wants to do waits for a second person."""
    return is_on(rules, rule) and bool(confirmers(rule, everybody, by=by, about=about))
