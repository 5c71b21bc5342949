"""Names of the glossary: those of the source must be there in an approved rendering."""

import re
from collections.abc import Iterator, Mapping

from alertbot.prepare import inflect
from alertbot.prepare.guards.finding import Finding, Guard

Glossary = Mapping[str, str | tuple[str, ...]]  # a name as the source writes it → its approved renderings

_INFLECTED_BY_RULE = ("ug", "kk", "zh")
_WORD = re.compile(r"\w+")
_SHORTEST_STEM = 3  # letters
_ENDING = 2  # letters that a language without rules here may change at the end of a name


def findings(before: str, after: str, *, source: str, target: str, glossary: Glossary) -> Iterator[Finding]:
    """The names that lack their rendering, as the source has them; ISO 639 language codes."""
    if not glossary:
        return
    said, made = inflect.Text(before, source), inflect.Text(after, target)
    words = [word.casefold() for word in _WORD.findall(after)]
    for name, renderings in glossary.items():
        found = said.find(name)
        approved = (renderings,) if isinstance(renderings, str) else renderings
        if found and not any(made.find(each) or _is_begun(each, words, target) for each in approved):
            yield Finding(Guard.NAME, (found, *approved))


def _is_begun(rendering: str, words: list[str], target: str) -> bool:
    """Whether words in a row begin as those of the name do, where no rules of inflection are at hand."""
    if target in _INFLECTED_BY_RULE:
        return False
    stems = [word[: max(_SHORTEST_STEM, len(word) - _ENDING)] for word in _WORD.findall(rendering.casefold())]
    places = range(len(words) - len(stems) + 1)
    return bool(stems) and any(
        all(_begins(words[place + step], stem) for step, stem in enumerate(stems)) for place in places
    )


def _begins(word: str, stem: str) -> bool:
    return word.startswith(stem) or word.removeprefix("ال").startswith(stem.removeprefix("ال"))
