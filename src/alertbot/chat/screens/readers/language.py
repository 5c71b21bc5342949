"""Choosing languages and scripts: one language to a row, with its scripts beside or beneath it.

So everybody finds their own word at a glance and needs one tap, in whatever script they read, and
fourteen names take eleven rows.
"""

from collections.abc import Callable, Mapping, Sequence

from alertbot.chat.access import Act
from alertbot.chat.screens.page import (
    Button,
    Row,
    Screen,
    back,
    button,
    languages_of,
    private,
    screen,
    switch,
)
from alertbot.languages import bidi, conversion
from alertbot.languages.catalogues import Words
from alertbot.model import Subscriber

_FIRST, _NOT_CHOSEN = "✓", "○"


def by_language(offered: Sequence[Words]) -> list[list[Words]]:
    """The offered languages in the owner's order, the scripts of each together."""
    found: dict[str, list[Words]] = {}
    for words in offered:
        found.setdefault(words.language.code, []).append(words)
    return list(found.values())


def rows_of(scripts: Sequence[Words], key: Callable[[Words], Button]) -> list[Row]:
    """The buttons of one language: at most two to a row, which is what a phone has room for.

    Of three scripts the first, the owner's, has a row of its own.
    """
    odd = len(scripts) % 2
    rows = [scripts[:odd], *(scripts[at : at + 2] for at in range(odd, len(scripts), 2))]
    return [tuple(key(each) for each in row) for row in rows if row]


def language(
    words: Words,
    offered: Sequence[Words],
    chosen: Sequence[str],
    *,
    subscriber: Subscriber | None,
    came: Mapping[str, int],
    of: int,
) -> Screen:
    """The languages in their order, the first one to be chosen; more to choose for a `subscriber`.

    `came` tells for languages how many of the last `of` alerts came in them.
    """
    rows: list[Row] = [
        row
        for scripts in by_language(offered)
        for row in rows_of(scripts, lambda each: _choice(words, each, chosen))
    ]
    if subscriber is not None:
        rows += _second_scripts(words, offered, subscriber)
        if len(by_language(offered)) > 1:
            rows.append((button(words, words.gettext("More languages"), Act.MORE),))
    rows.append(back(words))
    lines = [*_order(words, chosen), words.gettext("Press a language to put it first.")]
    shown = screen(
        words, *lines, *_counts(words, chosen, came, of), title=words.gettext("Language"), rows=rows
    )
    return shown if subscriber is None else private(words, shown)


def more_languages(words: Words, offered: Sequence[Words], subscriber: Subscriber) -> Screen:
    """The second and third language and their order, and whether originals are welcome."""
    chosen = subscriber.languages
    first, *others = chosen
    acts = (Act.ALSO_ON, Act.ALSO_OFF)
    rows: list[Row] = [
        row
        for scripts in by_language(offered)
        if scripts[0].language.code != conversion.code_of(first)
        for row in rows_of(
            scripts,
            lambda each: switch(words, each.language.own_name, each.tag in others, acts, each.tag),
        )
    ]
    rows += [(button(words, _before(words, tag, others[0]), Act.SECOND, tag),) for tag in others[1:]]
    originals = words.gettext("Originals")
    rows.append((switch(words, originals, subscriber.originals, (Act.ORIGINALS_ON, Act.ORIGINALS_OFF)),))
    rows.append(back(words, Act.LANGUAGE))
    shown = screen(
        words,
        *_order(words, chosen),
        words.gettext(
            "You can add two languages to your first one. They are used if an alert is not ready in it."
        ),
        words.gettext("With originals you get an alert untranslated if none of your languages is ready."),
        title=words.gettext("More languages"),
        rows=rows,
    )
    return private(words, shown)


def _before(words: Words, tag: str, other: str) -> str:
    # TRANSLATORS: a button that changes the order of two languages
    before = words.gettext("{language} before {other}")
    return before.format(language=_named(words, tag), other=_named(words, other))


def _choice(words: Words, each: Words, chosen: Sequence[str]) -> Button:
    """A language by its own name, with its place among those chosen; pressing it puts it first."""
    place = chosen.index(each.tag) + 1 if each.tag in chosen else 0
    mark = {0: _NOT_CHOSEN, 1: _FIRST}.get(place) or words.number(place)
    return button(words, f"{mark} {bidi.isolate(each.language.own_name)}", Act.FIRST, each.tag)


def _second_scripts(words: Words, offered: Sequence[Words], subscriber: Subscriber) -> list[Row]:
    """For those who read together: the other scripts of the first language."""
    first = subscriber.languages[0]
    acts = (Act.SCRIPT_ON, Act.SCRIPT_OFF)
    return [
        (switch(words, _also(words, each), each.tag == subscriber.second_script, acts, each.tag),)
        for each in offered
        if each.language.code == conversion.code_of(first) and each.tag != first
    ]


def _also(words: Words, script: Words) -> str:
    # TRANSLATORS: a button: alerts come in the first script and also in this one, for those who read together
    return words.gettext("Also in {script}").format(script=bidi.isolate(script.language.own_name))


def _order(words: Words, chosen: Sequence[str]) -> list[str]:
    """The languages that are read, one to a line."""
    if len(chosen) == 1:
        return [words.gettext("You read in {language}.").format(language=_named(words, chosen[0]))]
    head = words.gettext("You read alerts in this order. The first language is that of this menu too.")
    line = words.gettext("{number}. {language}")
    return [
        head,
        *(
            line.format(number=words.number(place), language=_named(words, tag))
            for place, tag in enumerate(chosen, 1)
        ),
    ]


def _named(words: Words, tag: str) -> str:
    return languages_of(words, [tag])


def _counts(words: Words, chosen: Sequence[str], came: Mapping[str, int], of: int) -> list[str]:
    """In which languages the last alerts came, one to a line; none but the reader's own is told of as 0."""
    if not of:
        return []
    told = {tag: count for tag, count in came.items() if count or tag in chosen}
    rest = [words.gettext("In the other languages: none.")] if len(told) < len(came) else []
    head = words.ngettext(
        "So many of the last {number} alert came in:", "So many of the last {number} alerts came in:", of
    ).format(number=words.number(of))
    line = words.gettext("{language}: {number}")
    return [
        "",
        head,
        *(
            line.format(language=_named(words, tag), number=bidi.isolate(words.number(count)))
            for tag, count in told.items()
        ),
        *rest,
    ]
