"""Finds which of very many words and phrases a text has, in time that depends on the text alone."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from alertbot.languages.matching.stem import LONGEST_WORD, Stem
from alertbot.languages.matching.text import HAN, Text, characters, code_of, is_inflected, spellings, stems

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Occurrence(Generic[T]):
    """That `text.shown[start:end]` is a form of what `value` stands for."""

    start: int
    end: int
    value: T


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[T]):
    value: T
    rest: tuple[tuple[Stem, ...], ...]  # of the words after the first


class Index(Generic[T]):
    """Words and phrases of one language in any of its scripts, each standing for a value.

    The words of a text are looked up by all they begin with, so that each costs as many look-ups as it
    has letters, however many words are indexed.
    """

    def __init__(self, language: str) -> None:
        self.language = code_of(language)
        self._inflected = is_inflected(self.language)
        self._by_stem: defaultdict[str, list[tuple[Stem, _Phrase[T]]]] = defaultdict(list)
        self._by_characters: defaultdict[str, list[tuple[str, T]]] = defaultdict(list)

    def add(self, phrase: str, value: T) -> None:
        """Let `phrase`, in whatever script, stand for `value`."""
        if HAN.search(phrase):
            wanted = characters(phrase.strip())
            self._by_characters[wanted[:2]].append((wanted, value))
            return
        for first, *others in spellings(phrase, self.language):
            known = _Phrase(value, tuple(stems(word, self.language) for word in others))
            for stem in stems(first, self.language):
                self._by_stem[stem.text].append((stem, known))

    def occurrences(self, text: Text) -> list[Occurrence[T]]:
        """All there are in a text of this language, in order, the longer first where two begin together."""
        found = dict.fromkeys(self._of_words(text))
        if text.characters and self._by_characters:
            found |= dict.fromkeys(self._of_characters(text.characters))
        return sorted(found, key=lambda each: (each.start, -each.end))

    def values(self, text: Text) -> dict[T, str]:
        """What the text has, each with its first form there."""
        found: dict[T, str] = {}
        for each in self.occurrences(text):
            if each.value not in found:
                found[each.value] = text.form(each.start, each.end)
        return found

    def present(self, text: Text) -> set[T]:
        """What the text has, wherever and however often."""
        found = {
            phrase.value
            for word, places in text.places.items()
            for phrase in self._beginning(word)
            if not phrase.rest or any(_last(text, place, phrase.rest) is not None for place in places)
        }
        if text.characters and self._by_characters:
            found.update(each.value for each in self._of_characters(text.characters))
        return found

    def _of_words(self, text: Text) -> Iterator[Occurrence[T]]:
        for word, places in text.places.items():
            for phrase in self._beginning(word):
                for place in places:
                    last = _last(text, place, phrase.rest)
                    if last is not None:
                        yield Occurrence(text.spans[place][0], text.spans[last][1], phrase.value)

    def _beginning(self, word: str) -> list[_Phrase[T]]:
        """The phrases whose first word this is a form of."""
        get = self._by_stem.get
        found = [phrase for stem, phrase in get(word, ()) if stem.is_of(word)]
        for end in range(1, min(len(word), LONGEST_WORD + 1)) if self._inflected else ():
            for stem, phrase in get(word[:end], ()):
                if stem.is_of(word):
                    found.append(phrase)
        return found

    def _of_characters(self, text: str) -> Iterator[Occurrence[T]]:
        by_characters = self._by_characters
        for at in range(len(text)):
            for wanted, value in by_characters.get(text[at : at + 2], ()):
                if len(wanted) > 1 and text.startswith(wanted, at):
                    yield Occurrence(at, at + len(wanted), value)
            for wanted, value in by_characters.get(text[at], ()):
                # One character is a word only where it stands alone: in a run it is a part of others.
                if not HAN.search(text[max(at - 1, 0) : at] + text[at + 1 : at + 2]):
                    yield Occurrence(at, at + len(wanted), value)


def longest(occurrences: Iterable[Occurrence[T]]) -> list[Occurrence[T]]:
    """Of those that overlap, the one that begins first, and of these the longest.

    Takes them in the order in which `Index.occurrences` gives them; those with the same place all stay.
    """
    kept: list[Occurrence[T]] = []
    for each in occurrences:
        last = kept[-1] if kept else None
        if last is None or each.start >= last.end or (each.start, each.end) == (last.start, last.end):
            kept.append(each)
    return kept


def _last(text: Text, place: int, rest: tuple[tuple[Stem, ...], ...]) -> int | None:
    """The place of a phrase's last word, where its words after the first follow; None where they do not."""
    for wanted in rest:
        if place + 1 >= len(text.words) or not text.joined(place):
            return None
        place += 1
        if not any(stem.is_of(text.words[place]) for stem in wanted):
            return None
    return place
