"""Uyghur in its three scripts: Arabic, Latin (ULY) and Cyrillic.

The letters are those of the alphabets of 1983 (Arabic), 2008 (Latin) and 1947 (Cyrillic, as printed in
Kazakhstan). Every way goes through the Arabic script, which says most about a word.
"""

import re
import unicodedata
from collections.abc import Callable

from alertbot.languages.scripts import masker, punctuation
from alertbot.languages.scripts.letters import (
    ARABIC_LETTERS,
    CYRILLIC_LETTERS,
    LATIN_LETTERS,
    NO_NUMBERED_NAME,
    each_word,
    keep_case,
)

_VOWELS = "اەېىوۇۆۈ"
_ARABIC = "بپتجچخدرزژسشغفقكگڭلمنھۋيئ" + _VOWELS

# ── what is typed for a Uyghur letter on other keyboards and by old fonts ─────────────────────────

_JOINERS = "\u0640\u200c\u200d"  # tatweel, ZWNJ, ZWJ: no letters
_WORD_ARABIC = re.compile(f"[{ARABIC_LETTERS}]+")
_PLAIN = re.compile(f"[{_ARABIC}]+")
_OLD_FONT_E = str.maketrans("\ufee9\ufeea\ufeeb\ufeec", "ەەھھ")  # the forms of heh that stand for e and h
_TYPED = str.maketrans("\u06a9\u06c0\u06be\u06cc\u06d2", "كەھىى", _JOINERS)
_YEH_BY_VOWEL = re.compile(f"(?<=[{_VOWELS}])\u06cc|\u06cc(?=[{_VOWELS}])")
_HEH_BY_VOWEL = re.compile(f"\u0647(?=[{_VOWELS}])")


def _plain(word: str) -> str | None:
    """`word` in the letters of the Uyghur alphabet, or None where it has others (Arabic, Persian)."""
    if _PLAIN.fullmatch(word):
        return word
    typed = unicodedata.normalize("NFKC", word.translate(_OLD_FONT_E))
    typed = _HEH_BY_VOWEL.sub("ھ", _YEH_BY_VOWEL.sub("ي", typed)).replace("\u0647", "ە").translate(_TYPED)
    return typed if _PLAIN.fullmatch(typed) else None


# ── Arabic to Latin ───────────────────────────────────────────────────────────────────────────────

_TO_LATIN = str.maketrans(
    {
        **dict(zip("ابپتجخدەرزسفقكگلمنھوۇۆۈۋېىي", "abptjxderzsfqkglmnhouöüwëiy", strict=True)),
        "چ": "ch",
        "ژ": "zh",
        "ش": "sh",
        "غ": "gh",
        "ڭ": "ng",
        "ئ": "'",
    }
)
# Where two letters would read as one. ن before غ needs no sign: "ngh" is always these two, since ڭ
# before ھ has one; nor does the ending of participles: "ngen" and "ngiche" are
# always نگەن and نگىچە.
_APART = re.compile("[سزكگڭ](?=ھ)|ن(?=گ(?!ەن|ىچە))|ڭ(?=ەن|ىچە)")
# A hamza shows where a vowel stands after a vowel or at a word's head, so Latin and Cyrillic leave it
# out; not between two i, which would else be one misspelt ى (تەبىئىي apart).
_SILENT_HAMZA = re.compile(f"^ئ(?=[{_VOWELS}])|(?<=[{_VOWELS}])ئ(?=[{_VOWELS}])(?!(?<=ىئ)ى(?!ي))")


def _latin(plain: str) -> str:
    if "ئ" in plain:
        plain = _SILENT_HAMZA.sub("", plain)
    if "ھ" in plain or "گ" in plain or "ڭ" in plain:
        plain = _APART.sub(r"\g<0>'", plain)
    made = plain.translate(_TO_LATIN)
    return made if made[0] != "'" else _HAMZA_ALONE + made[1:]


# ── Latin to Arabic ───────────────────────────────────────────────────────────────────────────────

_HAMZA_ALONE = "\u02bc"  # a hamza before a consonant at a word's head: not to be taken for a quotation mark
_APOSTROPHES = "'’‘ʼʻ`´"
_SAME_APOSTROPHE = str.maketrans(dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys("éè", "ë"))
_WORD_LATIN = re.compile(
    rf"{NO_NUMBERED_NAME}{_HAMZA_ALONE}?[{LATIN_LETTERS}]"
    rf"(?>(?:[{LATIN_LETTERS}\u0300-\u036f]|[{_APOSTROPHES}](?=[{LATIN_LETTERS}]))*)"
)
_LATIN = re.compile("(?:ch|[abdefghijklmnopqrstuwxyzëöü'])+")
_CONSONANTS = "bcdfghjklmnpqrstvwxyz"
# Roman numerals, what has no vowel (BDT, Dr, Ng; but Sh. is the initial of a name), and English genitives.
_NO_WORD = re.compile(
    f"[IVX]{{2,}}|(?![CGSZ]h$)[{_CONSONANTS.upper()}][{_CONSONANTS}{_CONSONANTS.upper()}]+|[A-Z][A-Za-z]+['’]s"
)
_PAIRS = {
    "n'gh": "نغ",
    "ngh": "نغ",
    "n'g": "نگ",
    "ng'h": "ڭھ",
    "ng'en": "ڭەن",
    "ngen": "نگەن",
    "ng'iche": "ڭىچە",
    "ngiche": "نگىچە",
    "s'h": "سھ",
    "z'h": "زھ",
    "g'h": "گھ",
    "k'h": "كھ",
    "kh": "خ",  # an older way of writing x
    "ng": "ڭ",
    "ch": "چ",
    "gh": "غ",
    "sh": "ش",
    "zh": "ژ",
}
_PAIR = re.compile("|".join(sorted(_PAIRS, key=len, reverse=True)))
_FROM_LATIN = str.maketrans("abptjxderzsfqkglmnhouöüwëiy", "ابپتجخدەرزسفقكگلمنھوۇۆۈۋېىي")
_MARKED_HAMZA = re.compile(f"^'|(?<!')'+(?=[{_VOWELS}])")  # a run of them from its head: in linear time
_NEXT_VOWEL = re.compile(f"^(?=[{_VOWELS}])|(?<=[{_VOWELS}])(?=[{_VOWELS}])(?!(?<=ى)ى(?!ي))")
# Chinese finals, which Uyghur writes without a hamza between their vowels: يۈەن, جۇڭخۇا.
_CHINESE_FINALS = re.compile("(?<=[خگكج])ۇئا(?!ۋ)|(?<=[يجچش])ۈئەن|(?<=[چجش])ۇئەن")


def _from_latin(word: str) -> str | None:
    """The small-letter `word` in the Arabic script, or None where it is not spelt as Uyghur."""
    spelt = word if word.isascii() else unicodedata.normalize("NFC", word).translate(_SAME_APOSTROPHE)
    if not _LATIN.fullmatch(spelt):
        return None
    if "h" in spelt or "g" in spelt:
        spelt = _PAIR.sub(lambda pair: _PAIRS[pair[0]], spelt)
    return _with_hamza(spelt.translate(_FROM_LATIN))


def _with_hamza(arabic: str) -> str:
    """The hamza, which only the Arabic script writes before every vowel that no consonant leads to."""
    if "'" in arabic:
        arabic = _MARKED_HAMZA.sub("ئ", arabic).replace("'", "")
    spelt = _NEXT_VOWEL.sub("ئ", arabic)
    if "ئ" not in spelt[2:]:
        return spelt
    return _CHINESE_FINALS.sub(lambda final: final[0].replace("ئ", ""), spelt)


# ── Cyrillic ──────────────────────────────────────────────────────────────────────────────────────

_WORD_CYRILLIC = re.compile(f"[{CYRILLIC_LETTERS}]+")
_PAIRED = ("ابپتجچخدەرزژسشغفقكگڭلمنھوۇۆۈۋېىي", "абптҗчхдәрзжсшғфқкгңлмнһоуөүвеий")
_TO_CYRILLIC = str.maketrans(*_PAIRED) | {ord("ئ"): "ъ"}
_FROM_CYRILLIC = str.maketrans(*reversed(_PAIRED)) | str.maketrans(
    {"ц": "تس", "щ": "شچ", "э": "ې", "ы": "ى", "ё": "يو", "ю": "يۇ", "я": "يا", "ъ": "'", "ь": ""}
)
_CYRILLIC = re.compile("[абптҗчхдәрзжсшғфқкгңлмнһоуөүвеийцщэыёюяъь]+")
_WORLD = ("دۇنيا", "дуния")  # the one common word whose Cyrillic spelling has a letter more
_JOTED = re.compile(f"([^{_VOWELS}ي])?ي([اۇ])")


def _cyrillic(plain: str) -> str:
    if "ئ" in plain:
        plain = _SILENT_HAMZA.sub("", plain)
    if "ي" in plain:
        plain = _JOTED.sub(_joted, plain.replace(*_WORLD))
    return plain.translate(_TO_CYRILLIC)


def _joted(found: re.Match[str]) -> str:
    consonant, vowel = found.groups("")
    return consonant + ("ь" if consonant else "") + ("я" if vowel == "ا" else "ю")


def _from_cyrillic(word: str) -> str | None:
    if not _CYRILLIC.fullmatch(word) or not word.strip("ь"):
        return None
    return _with_hamza(word.replace(_WORLD[1], _WORLD[0]).translate(_FROM_CYRILLIC))


# ── texts ─────────────────────────────────────────────────────────────────────────────────────────


def arabic_to_latin(text: str) -> str:
    """`text` with small letters only: the Arabic script knows no capitals."""
    return masker.outside(text, lambda piece: _to_latin(punctuation.to_common(piece)))


def arabic_to_cyrillic(text: str) -> str:
    """`text` with small letters only, as above."""
    return masker.outside(text, lambda piece: _to_cyrillic(punctuation.to_common(piece)))


def latin_to_arabic(text: str) -> str:
    """`text` but for Roman numerals and words that are not spelt as Uyghur (BBC, Facebook)."""
    return masker.outside(text, lambda piece: _latin_to_arabic(punctuation.to_arabic(piece, "Latn")))


def cyrillic_to_arabic(text: str) -> str:
    """`text` but for words with letters that Uyghur does not have (і, ұ)."""
    return masker.outside(text, lambda piece: _cyrillic_to_arabic(punctuation.to_arabic(piece, "Cyrl")))


def latin_to_cyrillic(text: str) -> str:
    """`text` with its capitals, but for words that are not spelt as Uyghur."""
    return masker.outside(text, _latin_to_cyrillic)


def cyrillic_to_latin(text: str) -> str:
    """`text` with its capitals, but for words with letters that Uyghur does not have."""
    return masker.outside(text, _cyrillic_to_latin)


def _word_to_latin(word: str) -> str:
    plain = _plain(word)
    return word if plain is None else _latin(plain)


def _word_to_cyrillic(word: str) -> str:
    plain = _plain(word)
    return word if plain is None else _cyrillic(plain)


def _word_from_latin(word: str) -> str:
    return word if _NO_WORD.fullmatch(word) else _from_latin(word.lower()) or word


def _word_from_cyrillic(word: str) -> str:
    return _from_cyrillic(word.lower()) or word


def _word_across(word: str, read: Callable[[str], str | None], write: Callable[[str], str]) -> str:
    """`word` from Latin to Cyrillic or back, or as it is where it cannot be read as Uyghur."""
    whole = word.lower()
    arabic = read(whole)
    if arabic is None:
        return word
    made = write(arabic)
    return (
        made
        if whole == word
        else keep_case(word, lambda small: made if small == whole else write(read(small) or small))
    )


_to_latin = each_word(_WORD_ARABIC, _word_to_latin)
_to_cyrillic = each_word(_WORD_ARABIC, _word_to_cyrillic)
_latin_to_arabic = each_word(_WORD_LATIN, _word_from_latin)
_cyrillic_to_arabic = each_word(_WORD_CYRILLIC, _word_from_cyrillic)
_latin_to_cyrillic = each_word(_WORD_LATIN, lambda word: _word_across(word, _from_latin, _cyrillic))
_cyrillic_to_latin = each_word(_WORD_CYRILLIC, lambda word: _word_across(word, _from_cyrillic, _latin))
