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
        ("kk", "kk-Arab"): kazakh.cyrillic_to_arabic,
        ("kk", "kk-Latn"): kazakh.cyrillic_to_latin,
        ("kk-Arab", "kk"): kazakh.arabic_to_cyrillic,
        ("kk-Latn", "kk"): kazakh.latin_to_cyrillic,
        ("kk-Latn", "kk-Arab"): lambda text: kazakh.cyrillic_to_arabic(kazakh.latin_to_cyrillic(text)),
        ("zh-Hans", "zh-Hant"): chinese.simplified_to_traditional,
        ("zh-Hant", "zh-Hans"): chinese.traditional_to_simplified,
    }
)


def can_convert(source: str, target: str) -> bool:
    """Whether there is a way from the language tag `source` to `target`; to itself there always is."""
    return source == target or (source, target) in _WAYS


def convert(text: str, source: str, target: str) -> str:
    """`text` of the language tag `source` in the script of `target`. Raises NotFound where there is no way.

    From Arabic script, letters come out small; to it, capitals are lost. kk-Arab to kk is a best guess,
    for searching and matching only.
    """
    if source == target:
        return text
    way = _WAYS.get((source, target))
    if way is None:
        raise NotFound(f"no converter from {source} to {target}")
    return way(text)
