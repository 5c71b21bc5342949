"""Converters between the scripts of one language: pure, in linear time, for any text whatever.

What is not of the source script comes out unchanged, as do markup, links, mails, handles, tags, commands
and numbers (`masker`).
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from alertbot.errors import NotFound
from alertbot.languages.scripts import chinese, kazakh, uyghur

_WAYS: Mapping[tuple[str, str], Callable[[str], str]] = MappingProxyType(
    {
        ("ug", "ug-Latn"): uyghur.arabic_to_latin,
        ("ug", "ug-Cyrl"): uyghur.arabic_to_cyrillic,
        ("ug-Latn", "ug"): uyghur.latin_to_arabic,
        ("ug-Latn", "ug-Cyrl"): uyghur.latin_to_cyrillic,
        ("ug-Cyrl", "ug"): uyghur.cyrillic_to_arabic,
        ("ug-Cyrl", "ug-Latn"): uyghur.cyrillic_to_latin,
        ("kk", "kk-Latn"): kazakh.cyrillic_to_latin,
        ("kk-Arab", "kk"): kazakh.arabic_to_cyrillic,
        ("kk-Latn", "kk"): kazakh.latin_to_cyrillic,
        ("zh-Hans", "zh-Hant"): chinese.simplified_to_traditional,
        ("zh-Hant", "zh-Hans"): chinese.traditional_to_simplified,
    }
)
_WAYS_TO_TOTE: Mapping[tuple[str, str], Callable[[str, str], str]] = MappingProxyType(
    {
        ("kk", "kk-Arab"): kazakh.cyrillic_to_arabic,
        ("kk-Latn", "kk-Arab"): kazakh.latin_to_arabic,
    }
)
WAYS = frozenset({*_WAYS, *_WAYS_TO_TOTE})  # (source tag, target tag)


def can_convert(source: str, target: str) -> bool:
    """Whether there is a way from the language tag `source` to `target`; to itself there always is."""
    return source == target or (source, target) in WAYS


def convert(text: str, source: str, target: str, *, hamza: str = kazakh.HAMZA) -> str:
    """`text` of the language tag `source` in the script of `target`. Raises NotFound where there is no way.

    From Arabic script, letters come out small; to it, capitals are lost. kk-Arab to kk is a best guess,
    for searching and matching only. `hamza` is the letter that Kazakh in Arabic script gets for its front
    vowels (`kazakh.HAMZAS`); nothing else uses it.
    """
    if source == target:
        return text
    if to_tote := _WAYS_TO_TOTE.get((source, target)):
        return to_tote(text, hamza)
    way = _WAYS.get((source, target))
    if way is None:
        raise NotFound(f"no converter from {source} to {target}")
    return way(text)
