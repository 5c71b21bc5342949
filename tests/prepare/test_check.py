"""A translation that adds, drops or leaves what it must not is held, and the finding names the words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.prepare import letters
from alertbot.prepare.check import Guard, findings

SOURCE = (
    "A new school opens",
    "About 1,234 people came on 11 September 2017, the mayor told reporters in the town.",
)
GOOD = (
    "Abre una nueva escuela",
    "Unas 1.234 personas vinieron el 11 de septiembre de 2017, dijo el alcalde.",
)
UYGHUR = ("يېڭى مەكتەپ", "2017-يىلى 11-سېنتەبىر 1234 ئادەم كەلدى، دېدى شەھەر باشلىقى مۇخبىرلارغا.")


def guards(output: tuple[str, str], target: str = "es", source: tuple[str, str] = SOURCE) -> list[Guard]:
    return [each.guard for each in findings(source, output, target=target, source_language="en")]


def test_a_faithful_translation_has_no_findings():
    assert guards(GOOD) == []
    assert guards(UYGHUR, "ug") == []


@pytest.mark.parametrize(
    ("output", "guard", "word"),
    [
        ((GOOD[0], GOOD[1].replace("1.234", "1.243")), Guard.NUMBER_LOST, "1,234"),
        ((GOOD[0], GOOD[1].replace("1.234", "1.243")), Guard.NUMBER_NEW, "1.243"),
        ((GOOD[0], GOOD[1].replace("2017", "")), Guard.NUMBER_LOST, "2017"),
        ((GOOD[0], GOOD[1] + " Véase https://evil.example/x"), Guard.LINK, "https://evil.example/x"),
        ((GOOD[0], GOOD[1] + " Véase evil.example"), Guard.LINK, "evil.example"),
        ((GOOD[0], GOOD[1] + " Véase EVIL.COM"), Guard.LINK, "EVIL.COM"),
        ((GOOD[0], GOOD[1] + " Únete a @evil_bot"), Guard.HANDLE, "@evil_bot"),
        ((GOOD[0], GOOD[1] + " ＠evil"), Guard.HANDLE, "@evil"),
        ((GOOD[0], GOOD[1] + " Escribe a me@evil.example"), Guard.MAIL, "me@evil.example"),
        ((GOOD[0], GOOD[1] + " Llama al +1 (555) 010-0199"), Guard.PHONE, "+1 (555) 010-0199"),
        (SOURCE, Guard.SAME, SOURCE[1]),
        (UYGHUR, Guard.SCRIPT, "يېڭى"),
    ],
)  # fmt: skip
def test_each_guard_names_the_words(output: tuple[str, str], guard: Guard, word: str):
    [found] = [
        each for each in findings(SOURCE, output, target="es", source_language="en") if each.guard is guard
    ]
    assert word in found.words
    assert found.hard


def test_an_empty_or_endless_translation_is_found():
    assert guards(("", GOOD[1])) == [Guard.EMPTY]
    assert guards((GOOD[0], "  ")) == [Guard.EMPTY]
    assert Guard.LENGTH in guards((GOOD[0], GOOD[1] * 20))
    assert guards(("Foo", ""), source=("Bar", "")) == []


def test_what_the_source_has_may_be_kept():
    source = (
        "Write to us",
        "Write to desk@news.example or @newsroom, see https://news.example/a. Call 555 010 0199.",
    )
    output = (
        "Escríbanos",
        "Escriba a desk@news.example o @newsroom (https://news.example/a). Llame: 555-010-0199.",
    )
    assert guards(output, source=source) == []


def test_names_may_stay_and_short_texts_have_no_script():
    assert guards(("Ilham Tohti", "OK"), "ug", source=("Ilham Tohti", "OK")) == []


@settings(max_examples=100)
@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(before: str, after: str):
    findings((before,), (after,), target="ug")


def test_the_share_of_a_script_is_told_where_there_are_letters():
    assert letters.share("Уйғур abc", "Cyrl") == 5 / 8
    assert letters.share("新疆 ab", "Hant") == 0.5
    assert letters.share("12 — 3", "Latn") is None
    assert letters.share("abc", "Thai") is None
