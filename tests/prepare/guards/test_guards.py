"""Each guard finds what it is for, names the words, and leaves faithful texts alone."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.languages import scripts
from alertbot.languages.glossary import Glossary
from alertbot.model import Extract, Term, TermId, TermKind
from alertbot.prepare import check, safe
from alertbot.prepare.check import Finding, Guard
from alertbot.prepare.guards import extent, measures, names, numerals, phrases, shapes, tongue
from alertbot.providers import Summary
from tests.conftest import NOON
from tests.prepare.hostile.story import LANGUAGES, SENTENCES, SUMMARY, TITLES


def term(
    id: int,
    renderings: Mapping[str, str],
    others: Mapping[str, Sequence[str]] | None = None,
    kind: TermKind = TermKind.PLACE,
) -> Term:
    return Term(id=TermId(id), kind=kind, note="", renderings=renderings, others=others or {})


def guards(before: str, after: str, *, source: str = "en", target: str = "en", **more) -> set[Guard]:
    found = check.findings((before,), (after,), target=target, source_language=source, **more)
    return {each.guard for each in found}


# ── ways out ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "guard"),
    [
        ("see http://evil.example/x", Guard.LINK), ("see evil.example", Guard.LINK), ("www.evil.example", Guard.LINK),
        ("EVIL.COM", Guard.LINK), ("еvil.com", Guard.LINK), ("evil[.]example", Guard.LINK), ("evil dot com", Guard.LINK),
        ("t.me/evil", Guard.LINK), ("tg:resolve", Guard.LINK), ("192.0.2.7", Guard.LINK), ("ｅｖｉｌ．ｃｏｍ", Guard.LINK),
        ("evil。com", Guard.LINK), ("xn--e1a.xn--p1ai", Guard.LINK), ("зло.рф", Guard.LINK), ("ev\u200bil.com", Guard.LINK),
        ("@evil_desk", Guard.HANDLE), ("＠evil", Guard.HANDLE), ("@ evil", Guard.HANDLE), ("#evil", Guard.HASHTAG),
        ("＃evil", Guard.HASHTAG), ("$EVIL", Guard.HASHTAG), ("me@evil.example", Guard.MAIL), ("me(at)evil.example", Guard.MAIL),
        ("+1 (555) 010-0199", Guard.PHONE), ("٠٥٥٥٠١٠٠١٩٩", Guard.PHONE), ("555-010-0199", Guard.PHONE),
        ("zero five five five zero one zero", Guard.PHONE),
    ],
)  # fmt: skip
def test_ways_out_of_a_text(text: str, guard: Guard):
    assert guard in guards("A house was built.", f"A house was built. {text}")
    assert guard not in guards(f"A house was built. {text}", f"A house was built. {text}")


@pytest.mark.parametrize(
    "text",
    [
        "It ended.Then it began.", "He said e.g. this", "11.09.2017", "15 000 000", "2017-2018", "3.5.1", "No. 5", "A/B",
        "he paid $5", "at 10:30", "Ph.D.", "сказал.Он", "۲۰۱۷-يىلى", "one, two",
    ],
)  # fmt: skip
def test_what_is_no_way_out(text: str):
    assert check.planted(text, "en") == []


@pytest.mark.parametrize(
    ("before", "after", "is_new"),
    [
        ("https://news.example/a", "news.example", False),
        ("https://news.example/a/", "https://NEWS.example/a", False),
        ("https://news.example/a", "https://news.example/b", True),
        ("news.example", "news.example.evil.com", True),
        ("call +1 555 010 0199", "555 010 0199", False),
        ("call 555 010 0199", "+1 555 010 0199", False),
        ("call 0555 010 0199", "+90 555 010 0199", False),
        ("call 555 010 0199", "555 010 0198", True),
        ("call 555 0199", "+1 555 555 0199", True),
        ("@News", "@news", False),
    ],
)
def test_what_the_source_has(before: str, after: str, is_new: bool):
    kinds = {Guard.LINK, Guard.HANDLE, Guard.PHONE}
    assert bool(guards(before, after) & kinds) is is_new


def test_a_host_in_any_shape():
    assert shapes.host("http://www.News.example:80/x") == "news.example"
    assert shapes.host("evil[.]example") == "evil[.]example"


# ── phrases ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "machine", "call"),
    [
        ("en", "As an AI language model I cannot help", "Click here"),
        ("ug", "كەچۈرۈڭ، مەن تەرجىمە قىلالمايمەن", "ئۇلانمىنى چېكىڭ"),
        ("kk", "Кешіріңіз, мен аудара алмаймын", "сілтемені басыңыз"),
        ("tr", "Bir yapay zeka olarak çeviremem", "hemen arayın"),
        ("ru", "Я не могу помочь", "перейдите по ссылке"),
        ("zh", "作为一个人工智能，我无法翻译", "请点击链接"),
        ("de", "Als KI kann ich nicht helfen", "Klicken Sie hier"),
        ("fr", "En tant qu'IA, je ne peux pas aider", "Cliquez ici"),
        ("ar", "بصفتي نموذج لغوي لا أستطيع المساعدة", "اضغطوا على الرابط"),
        ("es", "Como modelo de lenguaje no puedo ayudar", "haga clic aquí"),
    ],
)
def test_phrases_of_machines_and_calls_to_readers(language: str, machine: str, call: str):
    assert phrases.machine(machine, language)
    assert phrases.calls(call, language)
    assert not phrases.calls(machine, language)
    assert not phrases.machine(call, language)


def test_phrases_in_english_count_everywhere_and_encoded_text_is_a_machines():
    assert phrases.calls("call us now", "xx")
    assert phrases.machine("aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ0", "en")
    assert phrases.machine("%41%42%43%44%45%46%47", "en")
    assert not phrases.machine("Donaudampfschifffahrtsgesellschaft", "de")


def test_what_the_source_calls_for_may_be_translated_and_not_summarised():
    assert Guard.CALL not in guards("Call this number", "Rufen Sie diese Nummer an", target="de")
    assert Guard.CALL in guards("It rained.", "Rufen Sie diese Nummer an", target="de")
    found = check.summary_findings("Call this number. " * 9, ("Call this number.",), language="en")
    assert {each.guard for each in found} == {Guard.CALL}


# ── script and language ───────────────────────────────────────────────────────────────────────────

KYRGYZ = "Шаардык кеңеш дүйшөмбү күнү жаңы мектепти ачты, аны көрүүгө жүз кырктай адам келди деп билдирди мугалимдер."


@pytest.mark.parametrize(
    ("text", "target", "guard"),
    [
        (SUMMARY["en"], "ug", Guard.SCRIPT), (SUMMARY["ru"], "ug", Guard.SCRIPT), (SUMMARY["ar"], "zh-Hans", Guard.SCRIPT),
        (SUMMARY["en"], "zh-Hans", Guard.SCRIPT), (KYRGYZ, "kk", Guard.LANGUAGE), (SUMMARY["ru"], "kk", Guard.LANGUAGE),
        (SUMMARY["ar"], "ug", Guard.LANGUAGE), (SUMMARY["ug"], "ar", Guard.LANGUAGE), (SUMMARY["kk"], "ru", Guard.LANGUAGE),
        (SUMMARY["de"], "tr", Guard.LANGUAGE), (SUMMARY["tr"], "de", Guard.LANGUAGE), (SUMMARY["tr"], "ug-Latn", Guard.LANGUAGE),
    ],
)  # fmt: skip
def test_another_script_or_language(text: str, target: str, guard: Guard):
    assert [each.guard for each in tongue.findings("", text, target)] == [guard]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_right_language(language: str):
    assert list(tongue.findings("", " ".join(SENTENCES[language]), language)) == []


def test_converted_scripts_are_their_languages():
    for tag, base in (("ug-Latn", "ug"), ("kk-Arab", "kk")):
        assert list(tongue.findings("", scripts.convert(SUMMARY[base], base, tag), tag)) == []


def test_kept_names_and_few_words_tell_nothing():
    assert (
        list(tongue.findings("Example News Agency in London", "Example News Agency London 新闻", "zh-Hans"))
        == []
    )
    assert list(tongue.findings("", "OK", "ug")) == []
    assert list(tongue.findings("", "12 — 3", "ug")) == []
    assert list(tongue.findings("", "abc def ghi jkl mno pqr stu vwx", "xx")) == []


# ── names ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("after", "target", "rendering", "is_there"),
    [
        ("ئۇ قۇلجىدىن كەلدى", "ug", "قۇلجا", True), ("ئۇ شەھەردىن كەلدى", "ug", "قۇلجا", False),
        ("Ол Құлжадан келді", "kk", "Құлжа", True), ("Ол Құлақ деді", "kk", "Құлжа", False),
        ("他来自伊宁市", "zh", "伊宁", True), ("Он приехал из Кульджи", "ru", "Кульджа", True),
        ("Он приехал из Урумчи", "ru", "Кульджа", False), ("Gulca'dan geldi", "tr", "Gulca", True),
        ("Er kam", "de", "Gulja", False),
    ],
)  # fmt: skip
def test_a_name_has_its_rendering(after: str, target: str, rendering: str, is_there: bool):
    tag = "zh-Hans" if target == "zh" else target
    known = Glossary([term(1, {"en": "Ghulja", tag: rendering})])
    found = list(names.findings(["He came from Ghulja"], [after], source="en", target=tag, glossary=known))
    assert (found == []) is is_there
    assert all(each.words == ("Ghulja", rendering) and each.hard for each in found)


def test_names_of_several_words_several_renderings_and_none():
    glossary = Glossary(
        [
            term(
                1,
                {"en": "World Example Congress", "de": "Welt-Beispiel-Kongress"},
                others={"de": ["Weltkongress der Beispiele"]},
            )
        ]
    )
    said = "The World Example Congress met"
    assert Guard.NAME not in guards(
        said, "Der Weltkongress der Beispiele tagte", target="de", glossary=glossary
    )
    assert Guard.NAME in guards(said, "Der Kongress tagte", target="de", glossary=glossary)
    assert Guard.NAME not in guards("They met", "Sie tagten", target="de", glossary=glossary)


def test_a_term_may_be_said_in_other_words_so_that_only_warns():
    known = Glossary([term(1, {"en": "forced labour", "de": "Zwangsarbeit"}, kind=TermKind.TERM)])
    [found] = names.findings(
        ["It was forced labour"], ["Sie mussten"], source="en", target="de", glossary=known
    )
    assert found == Finding(Guard.NAME, ("forced labour", "Zwangsarbeit"), hard=False)


# ── extent ────────────────────────────────────────────────────────────────────────────────────────


def test_length_counts_what_is_said():
    long = "The council opened a new school on Monday. " * 3
    assert list(extent.length(long, "镇议会星期一开办了一所新学校。" * 3)) == []
    assert list(extent.length(long, "镇"))
    assert list(extent.length(long, long * 4))
    assert list(extent.length("a", "b" * 200))


def test_quotation_marks_only_warn():
    [found] = extent.quotes("He said “no”", "Er sagte nein")
    assert (found.guard, found.words, found.hard) == (Guard.QUOTES, ("“",), False)
    assert list(extent.quotes("“no”", "„nein“")) == []


@pytest.mark.parametrize(
    ("before", "after", "target"),
    [("It is -5 degrees", "Es sind 5 Grad", "de"), ("Es sind 5 Grad", "It is −5 degrees", "en"),
     ("It is 5 per cent", "Es sind 5", "de")],
)  # fmt: skip
def test_a_sign_that_is_lost_or_new(before: str, after: str, target: str):
    assert Guard.SIGN in guards(before, after, source="de" if target == "en" else "en", target=target)


@pytest.mark.parametrize("after", ["Es sind -5 Grad", "Es sind minus 5 Grad", "Es sind 5 Grad unter null"])
def test_a_sign_that_is_kept(after: str):
    assert Guard.SIGN not in guards("It is -5 degrees", after, target="de")


# ── summaries ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_summary_may_leave_out_and_not_add(language: str):
    source = " ".join(SENTENCES[language])
    assert check.summary_findings(source, (TITLES[language], SENTENCES[language][2]), language=language) == []
    added = check.summary_findings(source, (SUMMARY[language].replace("140", "4100"),), language=language)
    assert {each.guard for each in added} == {Guard.NUMBER_NEW}


def test_an_empty_or_longer_summary():
    assert [each.guard for each in check.summary_findings("a", ("",), language="en")] == [Guard.EMPTY]
    assert Guard.LENGTH in {
        each.guard for each in check.summary_findings("short", ("the words " * 60,), language="en")
    }


def extracted(text: str) -> Extract:
    return Extract(
        url=None, title=TITLES["en"], text=text, language="en", published_at=NOON, image_url=None, alternates={}
    )  # fmt: skip


def test_a_summary_that_is_planted_gives_way_to_the_newsrooms_words():
    good = "\n".join(SENTENCES["en"])
    kept = Summary(TITLES["en"], SUMMARY["en"])
    assert safe.summary(kept, extracted(good)) == kept
    planted = Summary("Call 555 010 0199 now", SUMMARY["en"])
    assert safe.summary(planted, extracted(good)).title == TITLES["en"]
    bad = Summary(TITLES["en"], "See evil.example")
    assert safe.summary(bad, extracted("Call this number now and see evil.example today.\n" + good)) == kept
    assert safe.summary(bad, extracted("See evil.example today, all of you.")).summary == ""


def test_a_source_in_another_script_is_read_in_its_own():
    latin = scripts.convert(SUMMARY["ug"], "ug", "ug-Latn")
    found = check.findings((latin,), (SUMMARY["en"],), target="en", source_language="ug-Latn")
    assert [each for each in found if each.hard] == []


def test_the_source_language_is_told_by_the_text():
    assert [
        each for each in check.findings((SUMMARY["kk"],), (SUMMARY["en"],), target="en") if each.hard
    ] == []
    assert check.findings(("12",), ("12",), target="en") == []


# ── laws ──────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=100)
@given(st.text(max_size=80), st.sampled_from(LANGUAGES))
def test_nothing_is_added_by_the_text_itself(text: str, language: str):
    added = {
        Guard.LINK,
        Guard.HANDLE,
        Guard.HASHTAG,
        Guard.MAIL,
        Guard.NUMBER_NEW,
        Guard.NUMBER_LOST,
        Guard.SIGN,
    }
    assert not guards(text, text, source=language, target=language) & added


@pytest.mark.untraced
@pytest.mark.parametrize(
    "piece", ["a.", "a@", "@", "+1 ", "http://", "#", "%41", "ignore ", "call ", "aа", "1 mile (2 km) ", "("]
)
def test_a_long_hostile_text_is_looked_over(piece: str):
    text = piece * (8000 // len(piece))
    check.findings((text,), (text,), target="ug", source_language="en")
    check.findings(("x",), (text,), target="ug", source_language="en")


def test_what_is_too_long_to_look_at_is_held():
    found = check.findings(("x",), ("1 " * 500_000,), target="ug", source_language="en")
    assert [each.guard for each in found] == [Guard.LENGTH]
    assert [each.guard for each in check.summary_findings("(1)" * 400_000, ("x",), language="en")] == [
        Guard.LENGTH
    ]


def test_digits_alone():
    assert numerals.digits("a١2b") == "12"


def test_the_same_unit_is_no_conversion():
    km = measures.Measure("length", Decimal(1000))
    assert not measures.is_conversion(Decimal(45), km, Decimal(45), km)
    assert not measures.is_conversion(Decimal(45), km, Decimal(45), measures.Measure("weight", Decimal(1)))
