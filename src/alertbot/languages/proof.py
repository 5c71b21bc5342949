"""Proof-reading of catalogues: what a machine can see to be wrong in a translation.

It sees lost placeholders, English left standing and letters of the wrong alphabet; it cannot see
whether a sentence is good.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from string import Formatter

from babel.messages.catalog import Catalog, Message

from alertbot.languages.table import Language

# What may stand in Latin letters in any script: names and formats that are written so everywhere.
LATIN = frozenset({"Atom", "BotFather", "OPML", "RSS", "Telegram", "URL", "http", "https"})

_COMMAND = re.compile(r"(?<![\w/])/[a-z]+\b")
_ADDRESS = re.compile(r"\b(?:https?://\w\S*|[\w-]+(?:\.[\w-]+)*\.(?:example|org|com|net)\b\S*)")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
_WORD = re.compile(r"[\w’'-]+")
_ENDS: Mapping[str, str] = {"؟": "?", "،": ",", "؛": ";", "。": ".", "？": "?", "！": "!", "：": ":"}

_KAZAKH = frozenset("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя")
_UYGHUR = frozenset("ئابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيە")
_UYGHUR_VOWEL_FIRST = re.compile(r"(?<![\w])[اەوۇۆۈېى]")


def problems(catalog: Catalog, language: Language) -> Iterator[str]:
    """What is wrong with a language's catalogue, one sentence each; nothing for a good one."""
    for message in catalog:
        if message.id:
            said = _forms(message.id)[0]
            yield from (f"{language.tag}: {fault}: {said!r}" for fault in _faults(message, catalog, language))


def _faults(message: Message, catalog: Catalog, language: Language) -> Iterator[str]:
    sources, texts = _forms(message.id), _forms(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not all(texts):
        yield "not translated"
        return
    if message.pluralizable and len(texts) != catalog.num_plurals:
        yield f"{len(texts)} plural forms instead of {catalog.num_plurals}"
    for number, text in enumerate(texts):
        yield from _differences(sources[min(number, len(sources) - 1)], text)
        yield from _SPELLING.get(language.code, _no_spelling)(_foreign_out(text))


def _forms(said: str | Sequence[str] | None) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said or ("",))


def _differences(source: str, text: str) -> Iterator[str]:
    """Where a translation does not have what its source has."""
    for thing, found in _PARTS.items():
        if sorted(found(source)) != sorted(found(text)):
            yield f"other {thing} than in English"


def _placeholders(text: str) -> Iterable[str]:
    return (name for _, name, _, _ in Formatter().parse(text) if name is not None)


def _end(text: str) -> str:
    last = text.rstrip()[-1:]
    return last if last in ".?!:…" else _ENDS.get(last, "")


def _edges(text: str) -> Iterable[str]:
    return (text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :])


_PARTS: Mapping[str, Callable[[str], Iterable[str]]] = {
    "placeholders": _placeholders,
    "commands": _COMMAND.findall,
    "addresses": _ADDRESS.findall,
    "line breaks": lambda text: "\n" * text.count("\n"),
    "space at the edges": _edges,
    "final punctuation": lambda text: [_end(text)],
}


def _foreign_out(text: str) -> str:
    """`text` without what is not written in the language."""
    for what in (_PLACEHOLDER, _ADDRESS, _COMMAND):
        text = what.sub(" ", text)
    return text


def _no_spelling(text: str) -> Iterator[str]:
    yield from ()


def _latin_left(text: str) -> Iterator[str]:
    return (f"Latin {word!r}" for word in _LATIN_WORD.findall(text) if word not in LATIN)


def _alien_letters(text: str, alphabet: frozenset[str]) -> Iterator[str]:
    for word in _WORD.findall(text):
        alien = {letter for letter in word.lower() if letter.isalpha()} - alphabet
        if alien and not word.isascii():
            yield f"letters of another alphabet {sorted(alien)} in {word!r}"


def _kazakh(text: str) -> Iterator[str]:
    yield from _latin_left(text)
    yield from _alien_letters(text, _KAZAKH)


def _uyghur(text: str) -> Iterator[str]:
    yield from _latin_left(text)
    yield from _alien_letters(text, _UYGHUR)
    if _UYGHUR_VOWEL_FIRST.search(text):
        yield "a word begins with a vowel without its hamza seat"
    if re.search(r"[,;?]", text):
        yield "punctuation of Latin script"


_SPELLING: Mapping[str, Callable[[str], Iterator[str]]] = {"kk": _kazakh, "ug": _uyghur}
