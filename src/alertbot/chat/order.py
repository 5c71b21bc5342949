"""The order of a reader's languages: up to three, each in one script."""

from collections.abc import Collection, Iterable, Sequence

from alertbot.languages import conversion


def first(chosen: Sequence[str], tag: str, *, most: int) -> tuple[str, ...]:
    """The order with `tag` first: in place of another script of it, those before it move down."""
    others = (each for each in chosen if conversion.code_of(each) != conversion.code_of(tag))
    return (tag, *others)[:most]


def also(chosen: Sequence[str], tag: str, *, most: int) -> tuple[str, ...] | None:
    """The order with `tag` at its end, or in place of another script of it; None where there is no room.

    The first language stays as it is, in its script.
    """
    codes = [conversion.code_of(each) for each in chosen]
    code = conversion.code_of(tag)
    if code == codes[0]:
        return tuple(chosen)
    if code in codes:
        return tuple(tag if each == code else old for old, each in zip(chosen, codes, strict=True))
    return (*chosen, tag) if len(chosen) < most else None


def second(chosen: Sequence[str], tag: str) -> tuple[str, ...]:
    """The order with `tag` in the second place, if it is one of the later ones."""
    head, *others = chosen
    if tag not in others:
        return tuple(chosen)
    return (head, tag, *(each for each in others if each != tag))


def came(ready: Iterable[Collection[str]], tags: Iterable[str]) -> dict[str, int]:
    """For each of `tags`, how many alerts its readers could read; `ready` is the languages of each alert."""
    alerts = list(ready)
    return {
        tag: sum(any(text in languages for text in conversion.readable(tag)) for languages in alerts)
        for tag in tags
    }
