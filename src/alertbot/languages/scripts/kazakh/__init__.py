"""Kazakh in its three scripts: Cyrillic, Arabic (töte jazu) and Latin (of 2021).

Every way starts from or goes through Cyrillic, which says most about a word. Reading Arabic script is a
best guess, for searching and matching only.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from alertbot.languages.scripts import masker, punctuation
from alertbot.languages.scripts.kazakh import arabic, latin
from alertbot.languages.scripts.letters import (
    ARABIC_LETTERS,
    CYRILLIC_LETTERS,
    LATIN_LETTERS,
    NO_NUMBERED_NAME,
    each_word,
    keep_case,
)

_CYRILLIC_WORD = re.compile(f"[{CYRILLIC_LETTERS}]+")
_LATIN_WORD = re.compile(
    f"{NO_NUMBERED_NAME}[{LATIN_LETTERS}]+(?:['’]s(?![{LATIN_LETTERS}]))?"
)  # with the English genitive
_ARABIC_WORD = re.compile(f"[{ARABIC_LETTERS}]+")
_ALPHABET = re.compile("[абвгғдеёжзийкқлмнңопрстуфхһцчшщъыіьэюяәөұү]+")


HAMZA = arabic.HAMZA  # U+0674, made for Kazakh
HAMZAS = (HAMZA, arabic.FULL_HAMZA)  # U+0621 is what CLDR writes; both are read


def respelt(text: str, hamza: str) -> str:
    """`text` with this one of HAMZAS wherever it has the one that the converters and catalogues write."""
    return text if hamza == HAMZA else text.replace(HAMZA, hamza)


def cyrillic_to_arabic(text: str, hamza: str = HAMZA) -> str:
    """`text` with the letter `hamza`, one of HAMZAS, for front vowels.

    Words with letters that Kazakh does not have stay as they are.
    """
    convert = _to_arabic(hamza)
    return masker.outside(text, lambda piece: convert(punctuation.to_arabic(piece, "Cyrl")))


def latin_to_arabic(text: str, hamza: str = HAMZA) -> str:
    """`text` with the letter `hamza`, one of HAMZAS, for front vowels. What is Cyrillic stays."""
    convert = _from_latin_to_arabic(hamza)
    return masker.outside(text, lambda piece: convert(punctuation.to_arabic(piece, "Latn")))


def arabic_to_cyrillic(text: str) -> str:
    """What `text` most likely stands for, in small letters: for matching and search, not for readers."""
    return masker.outside(text, lambda piece: _arabic_to_cyrillic(punctuation.to_common(piece)))


def cyrillic_to_latin(text: str) -> str:
    """`text` with its capitals; words with letters that Kazakh does not have stay as they are."""
    return masker.outside(text, _cyrillic_to_latin)


def latin_to_cyrillic(text: str) -> str:
    """`text` with its capitals; words with letters that the alphabet does not have stay as they are."""
    return masker.outside(text, _latin_to_cyrillic)


@lru_cache(2)
def _to_arabic(hamza: str) -> Callable[[str], str]:
    def convert(word: str) -> str:
        small = word.lower()
        return arabic.write(small, hamza) or word if _ALPHABET.fullmatch(small) else word

    return each_word(_CYRILLIC_WORD, convert)


@lru_cache(2)
def _from_latin_to_arabic(hamza: str) -> Callable[[str], str]:
    def convert(word: str) -> str:
        if not latin.is_kazakh(word):
            return word
        return arabic.write(latin.read(word if word.islower() else latin.lower(word)), hamza)

    return each_word(_LATIN_WORD, convert)


def _word_from_arabic(word: str) -> str:
    plain = arabic.plain(word)
    return word if plain is None else arabic.read(plain)


def _word_to_latin(word: str) -> str:
    if _ALPHABET.fullmatch(word):
        return latin.write(word) or word
    if not _ALPHABET.fullmatch(word.lower()):
        return word
    return keep_case(word, latin.write, upper=latin.upper) or word


def _word_from_latin(word: str) -> str:
    if not latin.is_kazakh(word):
        return word
    return latin.read(word) if word.islower() else keep_case(word, latin.read, lower=latin.lower)


_arabic_to_cyrillic = each_word(_ARABIC_WORD, _word_from_arabic)
_cyrillic_to_latin = each_word(_CYRILLIC_WORD, _word_to_latin)
_latin_to_cyrillic = each_word(_LATIN_WORD, _word_from_latin)
