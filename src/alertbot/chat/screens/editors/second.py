"""What people see of the things that need a second person: the rules, the question, what became of it."""

from collections.abc import Mapping
from typing import Any

from alertbot.chat import second
from alertbot.chat.access import Act
from alertbot.chat.screens.page import Row, Screen, back, button, screen, switch
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words, gettext_noop
from alertbot.model import Request, Rule

_RULES: Mapping[Rule, str] = {
    Rule.OWNERS: gettext_noop("Appoint or remove owners"),
    Rule.EDITORS: gettext_noop("Appoint or remove editors"),
    Rule.NEW_HOST: gettext_noop("Add feeds of new sites"),
    Rule.REMOVING: gettext_noop("Remove feeds, hide topics"),
    Rule.URGENT: gettext_noop("Urgent alerts by hand"),
    Rule.BY_HAND: gettext_noop("Other alerts by hand"),
}
# What is asked for, by the kinds of `handlers.editors.second.Doing`.
WHAT: Mapping[str, str] = {
    "invite editor": gettext_noop("Invite an editor: {name}"),
    "invite owner": gettext_noop("Invite an owner: {name}"),
    "remove": gettext_noop("Remove {name} from the people who look after this bot"),
    "feed add": gettext_noop("Add the feed {title} at {address}"),
    "feed host": gettext_noop("Let links of the feed {title} lead to {address}"),
    "feed follow": gettext_noop("Follow the feed {title} to {address}"),
    "feed remove": gettext_noop("Remove the feed {title}"),
    "topic hide": gettext_noop("Hide the topic {title}"),
    "rule off": gettext_noop("No second person any more for this: {rule}"),
}
_SHOWN = ("name", "title", "address", "rule")  # of a detail; the rest is ours


def told(detail: Mapping[str, Any]) -> dict[str, str]:
    """The part of a detail that is shown to people."""
    return {part: str(detail[part]) for part in _SHOWN if part in detail}


def what(words: Words, kind: str, detail: Mapping[str, Any]) -> str:
    """What is asked for, as it stands behind a colon."""
    sentence = WHAT.get(kind)
    if sentence is None:  # of a later version
        return kind
    shown = {part: bidi.isolate(text) for part, text in told(detail).items()}
    shown["name"] = shown.get("name") or words.gettext("without a name")
    if "rule" in detail:
        shown["rule"] = rule_name(words, detail["rule"])
    return words.gettext(sentence).format(**shown)


def rule_name(words: Words, rule: str) -> str:
    """A rule by its value, for a sentence."""
    return bidi.isolate(words.gettext(_RULES[Rule(rule)])) if rule in set(Rule) else rule


def rules(words: Words, said: Mapping[Rule, bool], *, alone: bool) -> Screen:
    """Which acts need a second person, each with a switch."""
    acts = (Act.RULE_ON, Act.RULE_OFF)
    rows: list[Row] = [
        (switch(words, words.gettext(text), second.is_on(said, rule), acts, rule.value.replace("_", "-")),)
        for rule, text in _RULES.items()
    ]
    lines = [
        words.gettext(
            "What has a check mark waits until a second person confirms it, within an hour. Owners confirm "
            "what owners do, any other editor the rest."
        ),
        words.gettext("To do without a second person again, a second person has to confirm that too."),
    ]
    if alone:
        lines.append(words.gettext("As long as nobody else is there, nothing waits."))
    return screen(
        words, *lines, title=words.gettext("Two-person rules"), rows=(*rows, back(words, Act.POLICY))
    )


def rule_of(argument: str) -> Rule | None:
    """The rule that a button names."""
    return next((rule for rule in Rule if rule.value.replace("_", "-") == argument), None)


def request(words: Words, asked: Request, *, name: str) -> Screen:
    """To everybody who may confirm it: who asks, and for what."""
    return screen(
        words,
        words.gettext("{name} asks you to confirm this: {what}").format(
            name=bidi.isolate(name), what=what(words, asked.kind, asked.detail)
        ),
        words.gettext("If you do not know why, ask {name} in another way first.").format(
            name=bidi.isolate(name)
        ),
        words.gettext("If nobody confirms it within an hour, nothing is done."),
        title=words.gettext("A second person is needed"),
        rows=(
            (button(words, words.gettext("Refuse"), Act.SECOND_NO, asked.id),),
            (button(words, words.gettext("Confirm"), Act.SECOND_YES, asked.id),),
        ),
    )


def waiting(words: Words, asked: Request) -> Screen:
    """To who asks: it waits."""
    return screen(
        words,
        words.gettext("You want to do this: {what}").format(what=what(words, asked.kind, asked.detail)),
        words.gettext("The others have been asked. It is done as soon as one of them confirms it."),
        words.gettext("If nobody confirms it within an hour, nothing is done."),
        title=words.gettext("A second person is needed"),
        rows=((button(words, words.gettext("Take it back"), Act.SECOND_NO, asked.id),), back(words)),
    )


def confirmed(words: Words, asked: Request, *, name: str, by: str | None = None) -> Screen:
    """It is done; `by` names who confirmed it, to who asked; without, `name` is who asked."""
    thing = what(words, asked.kind, asked.detail)
    if by is not None:
        line = words.gettext("{name} has confirmed this: {what}").format(name=bidi.isolate(by), what=thing)
    else:
        line = words.gettext("You have confirmed this for {name}: {what}").format(
            name=bidi.isolate(name), what=thing
        )
    return screen(words, line, rows=(back(words),))


def refused(words: Words, asked: Request, *, by: str | None = None) -> Screen:
    """It is not done; `by` names who refused it, to who asked."""
    thing = what(words, asked.kind, asked.detail)
    if by is not None:
        line = words.gettext("{name} has refused this: {what}").format(name=bidi.isolate(by), what=thing)
    else:
        line = words.gettext("This will not be done: {what}").format(what=thing)
    return screen(words, line, rows=(back(words),))


def lapsed(words: Words, asked: Request) -> Screen:
    """To who asked: nobody came."""
    line = words.gettext("Nobody has confirmed this within an hour, so it is not done: {what}").format(
        what=what(words, asked.kind, asked.detail)
    )
    return screen(words, line, rows=(back(words),))


def too_late(words: Words) -> Screen:
    """Somebody decided it, its hour is over, or who asked is gone."""
    return screen(
        words,
        words.gettext("This has been decided already, or its time is over. Nothing more is done."),
        rows=(back(words),),
    )


def not_yours(words: Words) -> Screen:
    """Nobody confirms what they asked for, nor what is not theirs to do."""
    return screen(words, words.gettext("Somebody else has to confirm this."), rows=(back(words),))
