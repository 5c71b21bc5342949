"""The embedded summariser: the article's own first two good sentences.

Of all that was measured without a model, nothing is nearer to what a headline says than the lead; and
it adds no word that the newsroom did not write.
"""

import re
from collections.abc import Iterator

from alertbot.languages import clean, sentences
from alertbot.providers import Summary

LONGEST_TITLE = 95  # characters, as Apple News asks of alerts
LONGEST_SUMMARY = 300
_MOST_PARAGRAPHS = 12  # looked at; what comes later is no lead
_MOST_SENTENCES = 2
_SHORTEST_WORDS = 6
_SHORTEST_LONG_WORDS = 4  # in languages that put into one word what others put into three
_LONG_WORDS = frozenset({"ug", "kk", "tr"})
_SHORTEST_WIDE = 12  # characters, where words are not set apart
_REPEATS = 0.8  # of a sentence's words stand in the title
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_ENDED = re.compile(r"[.!?؟۔…。！？｡][\"'”’»›)\]}」』）】]*$")

_CAPITAL = "A-ZÀ-ÖØ-ÞА-ЯЁӘҒҚҢӨҰҮҺІ"
_DASH = r"\s*(?:[–—]|--?)\s+"
_DATELINE = re.compile(
    # "ISTANBUL, Nov. 2 (Example News) — " and «ئۈرۈمچى (مىسال خەۋەر) — »: an agency in brackets
    rf"^[^.!?؟()\n–—]{{0,40}}(?:\.[^!?؟()\n–—]{{1,20}})?\([^()\n]{{2,40}}\){_DASH}"
    # "ISTANBUL — ": a place in capitals
    rf"|^[{_CAPITAL}][{_CAPITAL}'’.-]{{2,}}(?:[ ,/]+[\w'’.]+){{0,5}}(?:\s*[–—]|\s+--?)\s+"
    # "Almaty, 2 November — ": a place and a date
    rf"|^[\w'’. -]{{2,25}}[,،]\s[^.!?؟\n–—]{{0,14}}\d[^.!?؟\n–—]{{0,14}}\s[–—]\s"
)
# What systems for news put around a story.
_BOILERPLATE = re.compile(
    r"(?i)^(?:photo|image|picture|credit|source|related|watch|updated|published|posted|фото|сурет|дереккөз|автор|"
    r"سۈرەت|مەنبە|ئاپتور)(?: (?:on|at|by|credit))?\s*:"
    r"|^(?:last (?:updated|modified)|share (?:this|on)|read (?:more|also|next)|see also|advertisement|"
    r"sign up|subscribe|follow us|click here|copyright|©|\(c\)|listen to this)\b"
    r"|^(?:оқи отырыңыз|тағы оқыңыз|жазылыңыз)\b"
    r"|^this (?:article|story) (?:was|first|originally)\b"
    r"|^the post .{0,200} (?:appeared first|first appeared) on\b"
    r"|all rights reserved\.?$|\bcookies?\b.{0,80}\b(?:accept|consent|agree|policy)\b"
)


class Lead:
    """Summarises by quoting; never fails, never waits."""

    name = "lead"

    async def summarise(self, *, title: str, text: str, language: str) -> Summary:
        """The title, and up to two sentences of the beginning."""
        return Summary(clean.line(title, longest=LONGEST_TITLE), lead(title, text, language))


def lead(title: str, text: str, language: str) -> str:
    """Up to two sentences of the text, LONGEST_SUMMARY characters in all; "" where there is no good one.

    A sentence that is too long is cut only if it is the first.
    """
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()][:_MOST_PARAGRAPHS]
    whole = [each for each in paragraphs if _ENDED.search(each)] or paragraphs  # headings do not end
    chosen: list[str] = []
    for sentence in _good(title, whole, language):
        length = sum(map(len, chosen)) + len(chosen) + len(sentence)
        if chosen and (sentence in chosen or length > LONGEST_SUMMARY):
            break
        chosen.append(sentence)
        if len(chosen) == _MOST_SENTENCES:
            break
    return clean.line(_joined(chosen), longest=LONGEST_SUMMARY)


def _good(title: str, paragraphs: list[str], language: str) -> Iterator[str]:
    for paragraph in paragraphs:
        for sentence in sentences.split(_DATELINE.sub("", paragraph, count=1), language):
            tidy = clean.line(sentence)
            if (
                _is_long_enough(tidy, language)
                and not _BOILERPLATE.search(tidy)
                and not _repeats(tidy, title)
            ):
                yield tidy


def _joined(chosen: list[str]) -> str:
    wide = bool(chosen) and _WIDE.match(chosen[-1][:1]) is not None
    return ("" if wide else " ").join(chosen)


def _is_long_enough(sentence: str, language: str) -> bool:
    if _WIDE.search(sentence):
        return len(sentence) >= _SHORTEST_WIDE
    shortest = _SHORTEST_LONG_WORDS if language in _LONG_WORDS else _SHORTEST_WORDS
    return len(sentence.split()) >= shortest


def _repeats(sentence: str, title: str) -> bool:
    said, known = _words(sentence), _words(title)
    return len(said & known) >= _REPEATS * len(said)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w" if _WIDE.search(text) else r"\w+", text.casefold()))
