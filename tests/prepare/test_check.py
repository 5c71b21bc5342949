"""A translation that adds, drops or leaves what it must not is held, and the finding names the words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.prepare import letters, numbers
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
    return [finding.guard for finding in findings(source, output, target=target)]


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
        ((GOOD[0], GOOD[1] + " ＠evil"), Guard.HANDLE, "＠evil"),
        ((GOOD[0], GOOD[1] + " Escribe a me@evil.example"), Guard.MAIL, "me@evil.example"),
        ((GOOD[0], GOOD[1] + " Llama al +1 (555) 010-0199"), Guard.PHONE, "+1 (555) 010-0199"),
        (SOURCE, Guard.SAME, SOURCE[1]),
        (UYGHUR, Guard.SCRIPT, "يېڭى"),
    ],
)  # fmt: skip
def test_each_guard_names_the_words(output: tuple[str, str], guard: Guard, word: str):
    [found] = [each for each in findings(SOURCE, output, target="es") if each.guard is guard]
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


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("3.5 per cent", "3,5"), ("10,000", "10000"), ("10,000", "10 000"), ("1,234,567.89", "1.234.567,89"),
        ("11.09.2017", "2017-11-9"), ("12 300 people", "12,300"), ("in 12 300 places", "12 and 300"),
        ("۱۲۳۴", "1234"), ("١٢٫٥", "12.5"), ("14:30", "14:30"), ("5 men", "six men"), ("x² in 2017", "2017"),
        ("1'234", "1234"), ("2017–2018", "2017 2018"), ("007", "7"), ("0.50", "0,5"),
    ],
)  # fmt: skip
def test_numbers_are_the_same_however_they_are_written(source: str, output: str):
    assert numbers.missing(source, output) == () == numbers.missing(output, source)


@pytest.mark.parametrize(
    ("source", "output"),
    [("2017", "2018"), ("1,234", "1,243"), ("3.5", "3.6"), ("12.05", "12.06"), ("2017", ""), ("10,000", "10"),
     ("1.5", "15"), ("1,234", "1.2345")],
)  # fmt: skip
def test_numbers_that_differ_are_missed(source: str, output: str):
    assert numbers.missing(source, output) != ()


@settings(max_examples=200)
@given(st.integers(min_value=10, max_value=10**9), st.integers(min_value=0, max_value=8), st.integers(1, 9))
def test_an_altered_digit_is_always_caught(value: int, place: int, change: int):
    written = f"{value:,}"
    place %= len(str(value))
    altered = str(value)[:place] + str((int(str(value)[place]) + change) % 10) + str(value)[place + 1 :]
    assert numbers.missing(written, str(value)) == ()
    assert numbers.missing(written, altered) != ()


@settings(max_examples=100)
@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(before: str, after: str):
    findings((before,), (after,), target="ug")


def test_the_share_of_a_script_is_told_where_there_are_letters():
    assert letters.share("Уйғур abc", "Cyrl") == 5 / 8
    assert letters.share("新疆 ab", "Hant") == 0.5
    assert letters.share("12 — 3", "Latn") is None
    assert letters.share("abc", "Thai") is None
