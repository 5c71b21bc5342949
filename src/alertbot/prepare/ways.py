"""How a text comes to be in a language: as it is, by converting its script, by a translator, or by both."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from alertbot.languages import conversion


@dataclass(frozen=True, slots=True)
class Way:
    """From a text's own language to that of its reader.

    `made` is what a translator makes, equal to the text's own language where none is needed;
    `shown` is what is shown, in another script where the two differ.
    """

    made: str
    shown: str


def way(source: str, target: str, *, serves: Callable[[str, str], bool], tags: Iterable[str]) -> Way | None:
    """The way from `source` to `target`; None where there is none.

    Converting comes before translating: it changes letters and no words. `serves` says whether some
    translator makes a language of another, `tags` are the languages that may lie between.
    """
    if conversion.can_show(source, target):
        return Way(source, target)
    if serves(source, target):
        return Way(target, target)
    between = (tag for tag in tags if conversion.can_show(tag, target) and serves(source, tag))
    made = next(between, None)
    return None if made is None else Way(made, target)
