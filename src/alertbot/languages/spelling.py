"""What a machine can see to be misspelt in a sentence of a language: its letters, marks and stray English."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

from alertbot.languages import scripts
from alertbot.languages.table import Language

# What may stand in Latin letters in any script: names and formats that are written so everywhere.
LATIN = frozenset({"Atom", "BotFather", "OPML", "RSS", "Telegram", "URL", "http", "https"})

# English words that none of the languages in Latin letters has.
_ENGLISH = frozenset(
    {
        "and",
        "are",
        "been",
        "from",
        "have",
        "its",
        "of",
        "that",
        "the",
        "their",
        "they",
        "this",
        "which",
        "with",
    }
    | {"you", "your"}
)
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'ʼ-](?=[^\W\d_]))*")
_MARK = re.compile("[\u0300-\u036f]")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")

_A_TO_Z = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
# By the language's tag; the letters of the alphabet, small and capital alike.
_ALPHABETS: Mapping[str, frozenset[str]] = {
    tag: frozenset(letters)
    for tag, letters in {
        "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
        "de": _A_TO_Z + "äöüß",
        "fr": _A_TO_Z + "àâæçèéêëîïôœùûüÿ",
        "kk": _RUSSIAN + "әғқңөұүһі",
        "kk-Arab": "ابۆگعدەجزيكقلمنڭوپرستۋفحھچشۇى\u0674",
        "kk-Latn": "aäbdefgğhijklmnñoöpqrsştuūüvyzı",
        "ru": _RUSSIAN,
        "tr": "abcçdefgğhıijklmnoöprsştuüvyzâîû",
        "ug": "ئابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيە",
        "ug-Cyrl": "абптҗчхдәрзжсшғфқкгңлмнһоуөүвеийцщэыёюяъь",
        "ug-Latn": "abcdefghijklmnopqrstuwxyzëöü",
    }.items()
}
_LOANS: Mapping[str, frozenset[str]] = {"tr": frozenset({"web"})}  # with letters that the alphabet lacks

_UYGHUR_VOWEL_FIRST = re.compile(r"(?<!\w)[اەوۇۆۈېى]")
_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff"
_HALF_WIDTH = re.compile(rf"(?<=[{_HAN}])[,;:?!()]|[,;:?!()](?=[{_HAN}])|(?<=[{_HAN}])\.")
_OTHER_CHINESE = {"zh-Hans": "zh-Hant", "zh-Hant": "zh-Hans"}
_ALIEN_MARKS: Mapping[str, re.Pattern[str]] = {  # by the script
    "Arab": re.compile("[,;?！-～]"),
    "Cyrl": re.compile("[،؛؟、。！-～]"),
    "Latn": re.compile("[،؛؟、。！-～]"),
    "Hans": re.compile("[،؛؟]"),
    "Hant": re.compile("[،؛؟]"),
}
_FRENCH_MARK = re.compile("(?<!\u00a0)[;:?!»](?!//)|«(?!\u00a0)")


def faults(text: str, language: Language) -> Iterator[str]:
    """What is wrong in `text`, from which placeholders, commands and addresses have been taken out."""
    if not unicodedata.is_normalized("NFC", text) or (language.script != "Arab" and _MARK.search(text)):
        yield "letters and marks apart that have one sign together"
    if '"' in text:
        yield "straight quotation marks"
    if _has_alien_marks(text, language.script):
        yield "punctuation of another script"
    yield from _stray_english(text) if language.script == "Latn" else _latin_left(text)
    yield from _alien_letters(text, language.tag)
    yield from _OWN.get(language.code, _nothing)(text, language)


def _has_alien_marks(text: str, script: str) -> bool:
    marks = _ALIEN_MARKS.get(script)
    return bool(marks and marks.search(text))


def _stray_english(text: str) -> Iterator[str]:
    return (f"English {word!r}" for word in _WORD.findall(text) if word.lower() in _ENGLISH)


def _latin_left(text: str) -> Iterator[str]:
    return (f"Latin {word!r}" for word in _LATIN_WORD.findall(text) if word not in LATIN)


def _alien_letters(text: str, tag: str) -> Iterator[str]:
    """Words with letters that the language does not have."""
    alphabet = _ALPHABETS.get(tag)
    for word in _WORD.findall(text) if alphabet else ():
        alien = {letter for letter in _small(word) if letter.isalpha()} - (alphabet or set())
        if alien and not _may_be_alien(word, tag):
            yield f"letters of another alphabet {sorted(alien)} in {word!r}"


def _small(word: str) -> str:
    return word.replace("İ", "i").lower()


def _may_be_alien(word: str, tag: str) -> bool:
    """Whether a word is a name or a loan, or has been told of already as Latin in another script."""
    told = word.isascii() and "a" not in _ALPHABETS[tag]
    return told or word in LATIN or word in _LOANS.get(tag, ())


def _nothing(text: str, language: Language) -> Iterator[str]:
    yield from ()


def _uyghur(text: str, language: Language) -> Iterator[str]:
    if language.script == "Arab" and _UYGHUR_VOWEL_FIRST.search(text):
        yield "a word begins with a vowel without its hamza seat"


def _chinese(text: str, language: Language) -> Iterator[str]:
    if _HALF_WIDTH.search(text):
        yield "half-width punctuation"
    if scripts.convert(text, _OTHER_CHINESE[language.tag], language.tag) != text:
        yield "characters of the other Chinese script"


def _french(text: str, language: Language) -> Iterator[str]:
    if _FRENCH_MARK.search(text):
        yield "no no-break space at a mark"


_OWN: Mapping[str, Callable[[str, Language], Iterator[str]]] = {
    "fr": _french,
    "ug": _uyghur,
    "zh": _chinese,
}
