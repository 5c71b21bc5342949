"""How languages count: their words for numbers, months, hours, decades, one file a language.

Adding a language is adding a file with `COUNTING` and its row here. A language without one is compared
by its digits alone.
"""

from collections.abc import Mapping
from types import MappingProxyType

from alertbot.prepare.guards.counting import NONE, Counting
from alertbot.prepare.guards.words import ar, de, en, es, fr, kk, ru, tr, ug, zh

_ROWS: Mapping[str, Counting] = MappingProxyType(
    {
        "ar": ar.COUNTING,
        "de": de.COUNTING,
        "en": en.COUNTING,
        "es": es.COUNTING,
        "fr": fr.COUNTING,
        "kk": kk.COUNTING,
        "ru": ru.COUNTING,
        "tr": tr.COUNTING,
        "ug": ug.COUNTING,
        "zh": zh.COUNTING,
    }
)


def of(code: str) -> Counting:
    """How the language with this ISO 639 code counts."""
    return _ROWS.get(code, NONE)
