"""Which language, in which script, a text is in: a check on what feeds declare, and for what people send.

The script is told by counting letters. Within it, models of two libraries are asked, each where it is
sure (measured in docs/benchmarks.md), and rules of ours for the scripts that no library knows: Uyghur in
Latin, Kazakh in Latin and in Arabic script.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from alertbot.languages import scripts

_LONGEST = 4000  # characters looked at: more says no more
_MOST_COMMON_SCRIPT = {"ug": "Arab", "kk": "Cyrl", "uz": "Latn", "zh": ""}  # zh: its tags always say


@dataclass(frozen=True, slots=True)
class Guess:
    """A language (ISO 639) in a script (ISO 15924)."""

    code: str
    script: str

    @property
    def tag(self) -> str:
        """As the table of languages writes it: with the script where it is not the usual one."""
        if _MOST_COMMON_SCRIPT.get(self.code, self.script) == self.script:
            return self.code
        return f"{self.code}-{self.script}"


def identify(text: str) -> Guess | None:
    """The likeliest language and script of `text`, or None where it has too few letters to say.

    The first call loads the models (a second, 60 MB); call it in the process that needs them, on a thread.
    """
    words = " ".join(_WORD.findall(_NO_LANGUAGE.sub(" ", text[:_LONGEST])))
    counts = {script: len(letters.findall(words)) for script, letters in _SCRIPTS.items()}
    script = max(counts, key=lambda script: counts[script] * _WEIGHT[script])
    if counts[script] < _FEWEST[script]:
        return None
    return _WITHIN[script](words)


def load() -> None:
    """Load the models now, which the first call does else: for a process that may open no files later."""
    _pycld2()
    _statistical("words")


# ── letters ───────────────────────────────────────────────────────────────────────────────────────

_NO_LANGUAGE = re.compile(
    r"(?:https?://|www\.)\S{0,500}|[\w.+-]{1,64}@[\w.-]{1,200}|[@#/]\w{1,64}|<[^<>]{0,500}>|&\w{1,31};"
)
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f'’‘ʻʼ`\u200c]+[^\W\d_]+)*[’‘ʻʼ]?|[.,!?،؟؛:;。，！？-]")
_SCRIPTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "Arab": re.compile("[\u0620-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
        "Cyrl": re.compile("[\u0400-\u052f]"),
        "Hani": re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"),
        "Latn": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
    }
)
# A Chinese character says as much as three letters or more, and Latin names stand in texts of every script.
_WEIGHT = {"Hani": 4, "Arab": 2, "Cyrl": 2, "Latn": 1}
_FEWEST = {"Arab": 3, "Cyrl": 3, "Hani": 1, "Latn": 3}


# ── Arabic script ─────────────────────────────────────────────────────────────────────────────────

_UYGHUR_ONLY = re.compile("ئ[اەېىوۇۆۈ]|[ېۈغخ]")
_KAZAKH_ONLY = re.compile("[عحءٴ]")
_HAMZA_FIRST = re.compile("\u0674|(?<![\u0620-\u06ff])\u0621(?=[\u0620-\u06ff])")
_URDU_OR_PASHTO = re.compile("[ٹڈڑےںہټډړږښڼۍ]")
_KURDISH = re.compile("[ڕڵێ]")
_PERSIAN_YEH = re.compile("[یک]")
_PERSIAN = re.compile("[پچژگکی]")
_ARABIC = re.compile("[ةىيكأإؤ]")


def _arabic(words: str) -> Guess:
    if "ە" in words and not _KURDISH.search(words):
        uyghur, kazakh = len(_UYGHUR_ONLY.findall(words)), len(_KAZAKH_ONLY.findall(words))
        if uyghur != kazakh:
            return Guess("ug" if uyghur > kazakh else "kk", "Arab")
    if _HAMZA_FIRST.search(words):
        return Guess("kk", "Arab")
    told = _compact(words)
    if told in {"ug", "kk", "ky"} and not _PERSIAN_YEH.search(words):
        return Guess("ug" if told == "ug" else "kk", "Arab")
    if _URDU_OR_PASHTO.search(words) or _KURDISH.search(words):
        return Guess(told or _statistical(words), "Arab")
    persian, arabic = len(_PERSIAN.findall(words)), len(_ARABIC.findall(words))
    if persian != arabic:
        return Guess("fa" if persian > arabic else "ar", "Arab")
    return Guess("fa" if _statistical(words) in {"fa", "uzs"} else "ar", "Arab")


# ── Cyrillic ──────────────────────────────────────────────────────────────────────────────────────

_TURKIC = re.compile("[әғқңөұүһіҗўҳ]", re.IGNORECASE)
_SHORT = 60  # characters
_SLAVIC = {"bg", "mk", "sr", "uk", "be"}
_NO_RUSSIAN = re.compile("[іїєґўјљњћђџѓќѕ]", re.IGNORECASE)
_RUSSIAN = re.compile("[ыэё]", re.IGNORECASE)


def _cyrillic(words: str) -> Guess:
    told = _compact(words)
    if told in {"ug", "kk", "ky", "uz"}:
        return Guess(told, "Cyrl")
    if not _TURKIC.search(words) and not _NO_RUSSIAN.search(words) and _RUSSIAN.search(words):
        return Guess("ru", "Cyrl")
    told = _statistical(words)
    if told in _SLAVIC and len(words) < _SHORT and not _NO_RUSSIAN.search(words):
        told = "ru"  # by far the likeliest among our feeds and readers
    return Guess(told, "Cyrl")


# ── Chinese characters ────────────────────────────────────────────────────────────────────────────

_KANA, _HANGUL = re.compile("[\u3040-\u30ff]"), re.compile("[\uac00-\ud7af]")


def _han(words: str) -> Guess:
    if _KANA.search(words):
        return Guess("ja", "Jpan")
    if _HANGUL.search(words):
        return Guess("ko", "Kore")
    simplified = scripts.convert(words, "zh-Hant", "zh-Hans")
    traditional = scripts.convert(words, "zh-Hans", "zh-Hant")
    return Guess("zh", "Hant" if _changes(words, simplified) > _changes(words, traditional) else "Hans")


def _changes(words: str, converted: str) -> int:
    return sum(one != other for one, other in zip(words, converted, strict=False))


# ── Latin ─────────────────────────────────────────────────────────────────────────────────────────

# No library knows Uyghur or Kazakh in Latin script, but pycld2 knows both in Cyrillic: so the text is
# read as Uyghur or Kazakh Latin, turned into Cyrillic, and the libraries' answers are weighed.
_NOT_UYGHUR = re.compile("[vçşğıñäåūžßʻ]|c(?!h)|[og]['’‘ʼ`]")
_UYGHUR = re.compile("gh|[ëéwx]|[üö]|(?:ning|din|tin|ghan|gen|diki|liq|ler)\\b")
# Its front vowels with letters that Turkish, Turkmen and Azerbaijani do not have.
_UYGHUR_PAIR = re.compile("[üöëé].*?(?:[qxw]|[csgz]h)|(?:[qxw]|[csgz]h).*?[üöëé]")
_TURKIC_LATIN = frozenset({"uz", "tk", "az", "tr", "crh", "tt", "kaa", "kab", "qu"})
_NOT_UZBEK = re.compile("[üöëéw]")
_NOT_KAZAKH = re.compile("[cçwxəéëßʻ]|['’‘]")
_KAZAKH = re.compile("[ūñäq]|(?<=[bdfghjklmnprstzşğñq])y(?=[bdfghjklmnprstzşğñq])")
# The score a reading must beat at least, and its part of the score of the text as it stands, which counts
# for more where both libraries agree. Found on sentences of the treebanks and translated news.
_LEAST, _AGREED, _ALONE = 150, 0.9, 0.5
# Where py3langid names a rarer language than these for a few words, pycld2 is asked.
_COMMON = frozenset(
    {"az", "cs", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "id", "it", "lt", "lv", "nl", "no"}
    | {"pl", "pt", "ro", "sk", "sl", "sq", "sv", "tk", "tr", "uz", "vi"}
)


def _latin(words: str) -> Guess:
    small = words.lower()  # not by IGNORECASE, which takes ı for i
    own = _weighed(words)
    as_uyghur = _weighed(scripts.convert(small.replace("é", "ë"), "ug-Latn", "ug-Cyrl"))
    as_kazakh = _weighed(scripts.convert(small, "kk-Latn", "kk"))
    told = _statistical(words)
    uyghur = as_uyghur[1] * _lean(small, _UYGHUR, _NOT_UYGHUR) if as_uyghur[0] == "ug" else 0
    kazakh = as_kazakh[1] * _lean(small, _KAZAKH, _NOT_KAZAKH) if as_kazakh[0] == "kk" else 0
    if own[0] == "uz" and _NOT_UZBEK.search(small):
        own = ("un", 0)
    if told in _TURKIC_LATIN and _UYGHUR_PAIR.search(small) and not _NOT_UYGHUR.search(small):
        return Guess("ug", "Latn")
    agreed = own[0] == told
    if max(uyghur, kazakh) > max(_LEAST, own[1] * (_AGREED if agreed else _ALONE)):
        return Guess("ug" if uyghur > kazakh else "kk", "Latn")
    return Guess(own[0] if told not in _COMMON and own[0] in _COMMON else told, "Latn")


def _lean(small: str, signs: re.Pattern[str], against: re.Pattern[str]) -> float:
    """How much the letters speak for a language: 1 where they say nothing."""
    lean = 0.9 + (8 * len(signs.findall(small)) - 20 * len(against.findall(small))) / len(small)
    return max(0.0, min(2.5, lean))


_WITHIN: Mapping[str, Callable[[str], Guess]] = MappingProxyType(
    {"Arab": _arabic, "Cyrl": _cyrillic, "Hani": _han, "Latn": _latin}
)


# ── the libraries ─────────────────────────────────────────────────────────────────────────────────


def _compact(words: str) -> str | None:
    """What pycld2 says, best for Turkic languages; None where it cannot say."""
    code, _ = _weighed(words)
    return None if code == "un" else code


def _weighed(words: str) -> tuple[str, float]:
    """pycld2's first language and its score, in which 1000 is usual for a text of that language."""
    try:
        _, _, ((_, code, _, score), *_) = _pycld2().detect(words, bestEffort=True)
    except _pycld2().error:  # what it takes for no text
        return "un", 0
    return code, score


def _statistical(words: str) -> str:
    """What py3langid says, best for the rest."""
    return str(_py3langid().classify(words)[0])


@lru_cache(1)
def _pycld2() -> Any:
    import pycld2  # type: ignore[import-untyped]  # it has no types

    return pycld2


@lru_cache(1)
def _py3langid() -> Any:
    import py3langid  # type: ignore[import-untyped]  # nor this one

    return py3langid
