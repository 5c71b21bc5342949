"""Script and language: whether a text is in the ones it should be in."""

import re
from collections.abc import Collection, Iterator, Mapping

from alertbot.languages import identify, table
from alertbot.prepare import letters
from alertbot.prepare.guards import shapes
from alertbot.prepare.guards.finding import Finding, Guard

_LEAST_SHARE = 0.6  # of letters in the script; human translations: 1 in 1997 Uyghur had less than 0.7
_FEW_LETTERS = 20  # too few to judge a script by
_FEW_FOR_LANGUAGE = 60  # letters, too few to judge a language by
_SHOWN = 5  # words
_WIDE = 3  # letters that a Chinese character says
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_UNUSUAL = {"zh": "Hans"}  # where the language alone does not say the script
# What only this language has of those that share its script; where it is seen, nobody else is asked.
# Kyrgyz and Tatar lack і and ұ, Arabic and Persian ې and ۈ, Kurdish both.
_MARKS: Mapping[str, re.Pattern[str]] = {
    "kk": re.compile("[іұ]"),
    "ug": re.compile("[ېۈ]"),
    "ru": re.compile(r"\b(?:и|в|на|не|что|по|из|был[аои]?|это|как|для|его|от)\b"),
    "ar": re.compile(r"\b(?:في|من|على|إلى|أن|التي|الذي|هذا|عن)\b"),
    "tr": re.compile(r"\b(?:ve|bir|bu|için|ile|olarak|olan|göre|daha|sonra|oldu[ğg]unu)\b|[ğı]"),
    "de": re.compile(r"\b(?:der|die|das|und|ist|von|den|mit|im|ein|eine|nicht|auf|sich)\b"),
    "en": re.compile(r"\b(?:the|of|and|to|in|is|was|that|for|with|on|by|said)\b"),
    "fr": re.compile(r"\b(?:le|la|les|des|et|est|du|une|dans|que|pour|par|sur|qui)\b"),
    "es": re.compile(r"\b(?:el|los|las|del|y|que|en|una|por|con|para|su)\b"),
}
_STRANGERS: Mapping[str, re.Pattern[str]] = {
    "ru": re.compile("[әғқңөұүһіўҳїєґ]"),
    "ar": re.compile("[ەېۈۆۇڭپچگژیک]"),
    "tr": re.compile("[əxqwñ]"),
}
_MARKED = 1 / 12  # of the words have such a mark
_STRANGE = 1 / 20


def findings(before: str, after: str, tag: str) -> Iterator[Finding]:
    """What speaks against `after` being in the language with this tag; names kept from `before` do not."""
    words = _own(shapes.prose(after), shapes.prose(before))
    text = " ".join(words)
    share = _share(text, _script(tag))
    if share is not None and share < _LEAST_SHARE and len(text) >= _FEW_LETTERS:
        yield Finding(Guard.SCRIPT, tuple(words[:_SHOWN]))
    elif sum(map(len, words)) >= _FEW_FOR_LANGUAGE and (other := _other_language(text, tag)):
        yield Finding(Guard.LANGUAGE, (other, *words[:_SHOWN]))


def _own(words: list[str], source: Collection[str]) -> list[str]:
    kept = {word for word in source if word[0].isupper()}
    return [word for word in words if word not in kept]


def _share(text: str, script: str) -> float | None:
    """The part of what is said that is said in the script."""
    share = letters.share(text, script)
    wide = len(_HAN.findall(text))
    if share is None or not wide or script not in {"Hans", "Hant"}:
        return share
    count = round(wide / share) if share else 0
    return wide * _WIDE / (count + wide * (_WIDE - 1)) if count else share


def _script(tag: str) -> str:
    if tag in table.TABLE:
        return table.get(tag).script
    code, _, script = tag.partition("-")
    return script or _UNUSUAL.get(code, "")


def _other_language(text: str, tag: str) -> str | None:
    code = tag.partition("-")[0]
    if "-" not in tag and _is_marked(text.lower(), code):
        return None
    guess = identify.identify(text)
    return None if guess is None or guess.code == code else guess.code


def _is_marked(text: str, code: str) -> bool:
    """Whether every twelfth word or so has what is this language's own, and hardly any what is not."""
    count = text.count(" ") + 1
    if code not in _MARKS or len(_MARKS[code].findall(text)) < _MARKED * count:
        return False
    return code not in _STRANGERS or len(_STRANGERS[code].findall(text)) <= _STRANGE * count
