"""Numbers are the same however a language writes them, and a changed one is always seen."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.prepare.guards import numbers, words
from alertbot.prepare.guards.quantities import read

LANGUAGES = ("ar", "de", "en", "es", "fr", "kk", "ru", "tr", "ug", "zh")


def compare(before: str, after: str, source: str = "en", target: str = "en") -> bool:
    return numbers.compare(before, after, source=source, target=target) == ((), ())


def values(text: str, language: str) -> set[int | Decimal]:
    return {value for mention in read(text, words.of(language)).mentions for value in mention.values}


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("3.5 per cent", "3,5"), ("10,000", "10000"), ("10,000", "10 000"), ("1,234,567.89", "1.234.567,89"),
        ("11.09.2017", "2017-11-9"), ("12 300 people", "12,300"), ("in 12 300 places", "12 and 300"),
        ("۱۲۳۴", "1234"), ("١٢٫٥", "12.5"), ("14:30", "14:30"), ("5 men", "five men"), ("x² in 2017", "2017"),
        ("1'234", "1234"), ("2017–2018", "2017 2018"), ("07", "7"), ("0.50", "0,5"), ("1,000", "1000"),
        ("1,234.5 tonnes", "1 234,5"), ("0800 555 0111", "08005550111"), ("7 p.m.", "19:00"),
        ("12:05 a.m.", "0:05"), ("the 1950-53 war", "from 1950 to 1953"), ("the SS19 show", "the 2019 show"),
        ("5 to 6 million", "5 million to 6 million"), ("100m fans", "100 million"), ("100m away", "100 metres"),
        ("$3bn", "3 billion"), ("1-0", "0:1"), ("XIV", "14"), ("an hour", "1 hour"), ("1,500 and 1.500", "1500"),
    ],
)  # fmt: skip
def test_the_same_number_in_digits(source: str, output: str):
    assert compare(source, output)
    assert compare(output, source)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("2017", "2018"), ("1,234", "1,243"), ("3.5", "3.6"), ("12.05", "12.06"), ("2017", ""), ("10,000", "10"),
        ("1.5", "15"), ("1,234", "1.2345"), ("2 million", "2 billion"), ("2 million", "2"), ("14:30", "14:35"),
        ("7 p.m.", "20:00"), ("fourteen people", "some people"), ("October 2017", "2017"), ("6 men", "7 men"),
        ("5 of 7 men", "7 of 7 men"), ("in 2019 and again in 2019", "in 2019 and again"), ("-", "0"),
        ("200 miles", "200 km"), ("the 1980s", "the 4980s"), ("twenty-five men", "twenty-six men"),
        ("no number", "12"), ("9" * 60, "9" * 59), ("0019", "19"),
    ],
)  # fmt: skip
def test_another_number(source: str, output: str):
    assert not compare(source, output)


@pytest.mark.parametrize(
    ("english", "language", "text"),
    [
        ("The 1,234 people", "ug", "1234 ئادەم"),
        ("2.8 billion dollars", "ug", "2 مىليارد 800 مىليون دوللار"),
        ("in October 2017", "ug", "2017-يىلى 10-ئايدا"),
        ("in the 1980s", "ug", "20-ئەسىرنىڭ 80-يىللىرىدا"),
        ("fifteen people", "ug", "ئون بەش ئادەم"),
        ("half of them, 50%", "ug", "يېرىمى"),
        ("100 percent", "ug", "يۈزدە يۈز"),
        ("2.5 million tenge", "kk", "2 миллион 500 мың теңге"),
        ("fourteen people", "kk", "он төрт адам"),
        ("on 5 September", "kk", "5 қыркүйекте"),
        ("20 feet high", "kk", "20 фут (6 метр)"),
        ("1.5 million", "kk", "бір жарым миллион"),
        ("40 per cent", "tr", "yüzde 40'ı"),
        ("in the 1930s", "tr", "1930'larda"),
        ("3 p.m.", "tr", "saat 15.00'te"),
        ("İzmir had 3.7 million", "tr", "İzmir'de 3,7 milyon"),
        ("24 hours", "ru", "за сутки"),
        ("in the 1990s", "ru", "в 90-х годах"),
        ("200 people", "ru", "двухсот человек"),
        ("1,500 rubles", "ru", "полторы тысячи рублей"),
        ("25 people", "de", "fünfundzwanzig Menschen"),
        ("2,305 people", "de", "zweitausenddreihundertfünf Menschen"),
        ("10 inches of rain", "de", "25 cm Regen"),
        ("97 people", "fr", "quatre-vingt-dix-sept personnes"),
        ("75 people", "fr", "soixante-quinze personnes"),
        ("28 people", "es", "veintiocho personas"),
        ("45 people", "es", "cuarenta y cinco personas"),
        ("25 people", "ar", "خمسة وعشرون شخصًا"),
        ("14 people", "ar", "أربعة عشر شخصًا"),
        ("2,000 people", "ar", "ألفي شخص"),
        ("in February", "ar", "في فبراير"),
        ("31 May 2018", "zh", "2018年5月31日"),
        ("35,000 people", "zh", "3万5千人"),
        ("120 million", "zh", "1亿2000万"),
        ("in the 1980s", "zh", "上世纪八十年代"),
        ("the early 2000s", "zh", "本世纪初"),
        ("2.5 trillion", "zh", "2.5万亿"),
        ("25 people", "zh", "二十五人"),
        ("a quarter, 25%", "en", "25 per cent"),
        ("12 rooms in the building", "tr", "Binada 12 oda"),
        ("in 5 buildings", "tr", "5 binada"),
        ("12 police officers", "ru", "12 полицейских"),
        ("5 were carried out", "kk", "5 жүзеге асты"),
    ],
)
def test_languages_say_the_same_number(english: str, language: str, text: str):
    assert compare(english, text, target=language)
    assert compare(text, english, source=language, target="en")


@pytest.mark.parametrize(
    ("english", "language", "text"),
    [
        ("2.8 billion dollars", "ug", "2 مىليارد 80 مىليون دوللار"),
        ("in October 2017", "ug", "2017-يىلى 9-ئايدا"),
        ("in October 2017", "ug", "2017-يىلى -ئايدا"),
        ("20 feet (6 metres)", "kk", "20 фут ( метр)"),
        ("at 7 p.m.", "tr", "saat 19:'da"),
        ("in 2017", "tr", "'de"),
        ("68 percent", "ug", "% ئى"),
        ("550 pounds", "ru", "550 кг"),
        ("20 feet", "ru", "9 метров"),
        ("45 miles (72 km) away", "ru", "в  км"),
    ],
)
def test_what_a_translation_gets_wrong(english: str, language: str, text: str):
    assert not compare(english, text, target=language)


def test_a_language_without_its_words_is_compared_by_its_digits():
    assert compare("5 men and 12 women in May 2017", "beş ... 12 ... 2017", target="xx")
    assert not compare("12 women", "", target="xx")


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "two hundred and fifty thousand", 250_000), ("en", "two and a half million", 2_500_000),
        ("en", "one million and a half", 1_500_000), ("en", "nineteen hundred", 1900),
        ("en", "three thousand million", 3 * 10**9), ("de", "eintausendzweihundertdreißig", 1230),
        ("zh", "三百二十一万", 3_210_000), ("tr", "yüz elli bin", 150_000), ("ru", "две тысячи пятьсот", 2500),
        ("kk", "жүз жиырма бес мың", 125_000), ("ar", "ثلاثمائة وخمسة وعشرون ألف", 325_000),
        ("fr", "deux cent mille", 200_000), ("ug", "ئىككى مىڭ ئون يەتتە", 2017),
    ],
)  # fmt: skip
def test_words_add_up(language: str, text: str, value: int):
    assert values(text, language) == {value}


def test_what_does_not_belong_together_is_apart():
    assert values("20 30 thousand", "en") == {20, 30_000, 20_000}
    assert values("five six", "en") == {5, 6}
    assert values("two, three", "en") == {2, 3}
    assert values("and 5 and", "en") == {5}
    assert values("x" * 100 + " five", "en") == {5}


def test_a_right_conversion_is_no_change():
    assert compare("80 degrees", "27 °C", target="de")
    assert compare("18 degrees warmer", "10 Grad wärmer", target="de")
    assert compare("45 miles (72 km) away", "72 km entfernt", target="de")
    assert not compare("45 miles (72 km) away", "73 km entfernt", target="de")
    assert not compare("45 km away", "72 km entfernt", target="de")
    assert not compare("45 miles away", "0 km entfernt", target="de")


def test_feet_and_inches_are_one_height():
    assert compare("a 6-foot-6 forward", "ein 1,98 m großer Stürmer", target="de")
    assert compare("a 6-foot-6 forward", "ein 6 Fuß 6 Zoll großer Stürmer", target="de")
    assert compare("a 6-foot-6 forward", "двухметровый нападающий", target="ru")
    assert not compare("a 6-foot-6 forward", "ein 1,89 m großer Stürmer", target="de")
    assert not compare("a 6-foot-6 forward", "ein 6 Fuß 5 Zoll großer Stürmer", target="de")
    assert not compare("a 6-foot-6 forward", "нападающий", target="ru")


def test_a_decade_may_be_the_weather():
    assert compare("widespread 80s", "27 Grad", target="de")
    assert not compare("widespread 80s", "37 Grad", target="de")
    assert not compare("the 1980s", "27 Grad", target="de")


def test_small_numbers_in_words_may_be_conversions():
    assert compare("waves of 20 feet", "sechs Meter hohe Wellen", target="de")
    assert not compare("waves of 20 feet", "neun Meter hohe Wellen", target="de")


def test_a_range_shares_its_unit():
    assert compare("2 to 3 inches", "5 bis 8 cm", target="de")


# ── laws ──────────────────────────────────────────────────────────────────────────────────────────

TEXTS = st.text(alphabet="0123456789.,:/-% '()abmxyz٣٥一二万億 беркалуун", max_size=60) | st.text(max_size=40)
ANY = st.sampled_from(LANGUAGES)


@settings(max_examples=150)
@given(TEXTS, ANY)
def test_a_text_has_the_numbers_of_itself(text: str, language: str):
    assert numbers.compare(text, text, source=language, target=language) == ((), ())


@settings(max_examples=100)
@given(st.integers(10, 10**9), st.integers(0, 8), st.integers(1, 9), ANY)
def test_an_altered_digit_is_always_caught(value: int, place: int, change: int, language: str):
    written = str(value)
    place %= len(written)
    altered = written[:place] + str((int(written[place]) + change) % 10) + written[place + 1 :]
    assert compare(f"{value:,}", written, target=language)
    assert not compare(f"{value:,}", altered, target=language)


ZEROS = [chr(code) for code in range(0x110000) if unicodedata.decimal(chr(code), None) == 0]


@settings(max_examples=100)
@given(st.integers(0, 10**8), st.sampled_from(ZEROS))
def test_every_numeral_system_is_the_same(value: int, zero: str):
    native = "".join(chr(ord(zero) + int(digit)) for digit in str(value))
    assert compare(str(value), native)


@pytest.mark.untraced
@pytest.mark.parametrize(
    "piece", ["9", "1,", "1 000 ", "1.", "(", "'1", "- a", "5 million ", "十", "five ", "1:00 "]
)
@pytest.mark.parametrize("language", ["en", "zh", "ug"])
def test_a_long_hostile_text_is_read_through(piece: str, language: str):
    text = piece * (6_000 // len(piece))
    assert numbers.compare(text, text, source=language, target=language) == ((), ())


def test_odd_times_and_very_many_differences():
    assert compare("at 99:99", "at 99:99")
    assert compare("30 p.m.", "30")
    many = ", ".join(str(number) for number in range(100, 200))
    assert len(numbers.compare(many, "", source="en", target="de")[0]) == 100
