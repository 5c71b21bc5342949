"""Proof-reading of catalogues: what a machine can see to be wrong in a translation.

It sees lost placeholders and plural forms, English left standing and letters of the wrong alphabet
(`spelling`); it cannot see whether a sentence is good.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from gettext import c2py
from string import Formatter

from babel.messages.catalog import Catalog, Message

from alertbot.languages import spelling
from alertbot.languages.table import Language

# English messages that are the same in a language, told by their words.
_SAME: Mapping[str, frozenset[str]] = {
    "de": frozenset({"Feeds", "Pause"}),
    "fr": frozenset({"Menu", "Options"}),
}
COUNT = "number"  # the placeholder of how many; it may be missing where a form means one number only
_COUNTED = 200  # numbers that the plural forms are tried with: no rule looks further than at two digits

_COMMAND = re.compile(r"(?<![\w/])/[a-z]+\b")
_ADDRESS = re.compile(r"\b(?:https?://\w\S*|[\w-]+(?:\.[\w-]+)*\.(?:example|org|com|net)\b\S*)")
NOTE = "a note to editors on"  # the beginning of what translators are told of one
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WORD = re.compile(r"[^\W\d_]+")
_ENDS: Mapping[str, str] = {"؟": "?", "،": ",", "؛": ";", "。": ".", "？": "?", "！": "!", "：": ":"}


def problems(catalog: Catalog, language: Language) -> Iterator[str]:
    """What is wrong with a language's catalogue, one sentence each; nothing for a good one."""
    for message in catalog:
        if message.id:
            said = forms(message.id)[0]
            yield from (f"{language.tag}: {fault}: {said!r}" for fault in _faults(message, catalog, language))


def _faults(message: Message, catalog: Catalog, language: Language) -> Iterator[str]:
    sources, texts = forms(message.id), forms(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not all(texts):
        yield "not translated"
        return
    if message.pluralizable and len(texts) != catalog.num_plurals:
        yield f"{len(texts)} plural forms instead of {catalog.num_plurals}"
        return
    of_one_number = _of_one_number(catalog) if message.pluralizable else frozenset()
    for number, text in enumerate(texts):
        source = sources[min(number, len(sources) - 1)]
        yield from _differences(source, text, counted=number not in of_one_number)
        yield from _left_english(source, text, language)
        plain = _told_words_out(text, source) if is_note(message) else text
        yield from spelling.faults(_foreign_out(plain), language)


def _of_one_number(catalog: Catalog) -> frozenset[int]:
    """The plural forms that are for one number only, as the Arabic dual."""
    form_of = c2py(catalog.plural_expr)
    used = Counter(form_of(number) for number in range(_COUNTED))
    return frozenset(form for form, times in used.items() if times == 1)


def _left_english(source: str, text: str, language: Language) -> Iterator[str]:
    words = set(_WORD.findall(_foreign_out(text)))
    if source == text and not words <= _SAME.get(language.tag, frozenset()) | spelling.LATIN:
        yield "the English itself"


def forms(said: str | Sequence[str] | None) -> tuple[str, ...]:
    """What a catalogue's message says, in English or translated: once, or once for each plural form."""
    return (said,) if isinstance(said, str) else tuple(said or ("",))


def _differences(source: str, text: str, *, counted: bool) -> Iterator[str]:
    """Where a translation does not have what its source has; how many, only if it is `counted`."""
    for thing, found in _PARTS.items():
        wanted, there = sorted(found(source)), sorted(found(text))
        if there != wanted and (counted or there != [each for each in wanted if each != COUNT]):
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


def is_note(message: Message) -> bool:
    """Whether it is a note on a name of the glossary, which speaks of words of other languages."""
    return any(NOTE in comment for comment in message.auto_comments)


def _told_words_out(text: str, source: str) -> str:
    """`text` without the words that `source` has letter for letter: they are what it speaks of."""
    told = set(_WORD.findall(source))
    return _WORD.sub(lambda word: " " if word[0] in told else word[0], text)


def _foreign_out(text: str) -> str:
    """`text` without what is not written in the language."""
    for what in (_PLACEHOLDER, _ADDRESS, _COMMAND):
        text = what.sub(" ", text)
    return text
