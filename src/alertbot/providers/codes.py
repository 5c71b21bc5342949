"""Which of our languages engines can be asked for, and how they name them.

An engine is asked for a language in one script only (ug-Arab, kk-Cyrl, zh-Hans); other scripts are
conversions of its checked answer.
"""

from collections.abc import Mapping

_WITH_SCRIPT = frozenset({"zh-Hans"})  # base languages whose tag names the script


def is_base(tag: str) -> bool:
    """Whether the tag is a language's own, and not a conversion of it into another script."""
    return tag in _WITH_SCRIPT or "-" not in tag


# ISO 639-3, as Apertium names languages.
ISO_639_3: Mapping[str, str] = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "kk": "kaz", "ru": "rus",
    "tr": "tur", "ug": "uig", "zh-Hans": "zho",
}  # fmt: skip
