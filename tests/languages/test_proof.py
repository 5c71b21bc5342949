import pytest
from babel.messages.catalog import Catalog

from alertbot.languages import proof, table


def found(tag: str, source: str | tuple[str, str], said: str | tuple[str, ...], *flags: str) -> list[str]:
    language = table.get(tag)
    catalog = Catalog(locale=language.locale)
    catalog.add(source, said, flags=flags)
    about = repr(source if isinstance(source, str) else source[0])
    return [
        problem.removeprefix(f"{tag}: ").removesuffix(f": {about}")
        for problem in proof.problems(catalog, language)
    ]


@pytest.mark.parametrize(
    ("tag", "source", "said"),
    [
        ("ug", "Choose your language.", "تىلىڭىزنى تاللاڭ."),
        ("ug", "Is it {what}?", "بۇ {what} مۇ؟"),
        ("ug", "Press /help, or see https://news.example.", "/help نى بېسىڭ، ياكى https://news.example."),
        ("kk", "Telegram knows, {name}.", "{name}, Telegram біледі."),
        ("kk", ("{n} topic", "{n} topics"), ("{n} тақырып", "{n} тақырып")),
        ("kk", "Start with https:// or http://", "https:// немесе http:// деп бастаңыз"),
        ("es", "Anything", "Lo que sea"),
        ("de", "Feeds", "Feeds"),
        ("de", "Name in {language}: {name}", "Name ({language}): {name}"),
        ("fr", "Options", "Options"),
        ("fr", "Start with https:// or http://", "Commencez par https:// ou http://"),
        ("tr", "Telegram", "Telegram"),
        ("tr", "{language}: {number}", "{language}: {number}"),
        (
            "ar",
            ("It has {number} entry.", "It has {number} entries."),
            (
                "لا عناصر فيها.",
                "فيها عنصر واحد.",
                "فيها عنصران.",
                *(f"فيها {{number}} {word}." for word in ("عناصر", "عنصرًا", "عنصر")),
            ),
        ),
        ("ru", ("{number} day", "{number} days"), ("{number} день", "{number} дня", "{number} дней")),
    ],
)
def test_a_good_translation_has_no_problems(tag, source, said):
    assert found(tag, source, said) == []


@pytest.mark.parametrize(
    ("tag", "source", "said", "problem"),
    [
        ("kk", "Back", "", "not translated"),
        ("kk", ("{n} topic", "{n} topics"), ("{n} тақырып", ""), "not translated"),
        ("kk", "{n} of {all}", "{n} барлығы", "other placeholders than in English"),
        ("kk", "See /help", "/start қараңыз", "other commands than in English"),
        ("kk", "See rfa.example", "Қараңыз", "other addresses than in English"),
        ("kk", "a\nb", "а б", "other line breaks than in English"),
        ("kk", "Topic: ", "Тақырып:", "other space at the edges than in English"),
        ("kk", "Really?", "Рас", "other final punctuation than in English"),
        ("kk", "Topic feed", "Тақырып feed", "Latin 'feed'"),
        ("kk", "Back", "Кeрi", "letters of another alphabet ['e', 'i'] in 'Кeрi'"),
        ("ug", "Back", "قايتىش topic", "Latin 'topic'"),
        ("ug", "Language", "تىل ەۋەتىش", "a word begins with a vowel without its hamza seat"),
        ("ug", "News", "خهۋهر", "letters of another alphabet ['ه'] in 'خهۋهر'"),
        ("ug", "One, two", "بىر, ئىككى", "punctuation of another script"),
        ("de", "Topics", "Topics", "the English itself"),
        ("tr", "Back", "Back", "the English itself"),
        (
            "ar",
            ("{feed}: {number} time", "{feed}: {number} times"),
            ("مرة", *["{feed}: {number} مرة"] * 5),
            "other placeholders than in English",
        ),
        (
            "ru",
            ("{number} day", "{number} days"),
            ("день", "{number} дня", "{number} дней"),  # the form of 21 and 31, too
            "other placeholders than in English",
        ),
        (
            "ar",
            ("{number} day", "{number} days"),
            (*["{number} يوم"] * 4, "يومًا", "{number} يوم"),
            "other placeholders than in English",
        ),
        ("ru", ("{number} a", "{number} b"), ("{number} а", "{number} б"), "2 plural forms instead of 3"),
    ],
)
def test_what_is_wrong_is_said(tag, source, said, problem):
    assert problem in found(tag, source, said)


def test_an_unsure_translation_is_a_problem():
    assert found("kk", "Back", "Артқа", "fuzzy") == ["fuzzy"]


def test_plural_forms_are_counted():
    assert found("kk", ("{n} a", "{n} b"), ("{n} а",)) == ["1 plural forms instead of 2"]


def test_a_note_may_repeat_the_words_that_it_speaks_of():
    language = table.get("kk")
    catalog = Catalog(locale=language.locale)
    source, said = "In English, Qarlan is the older form.", "Ағылшынша Qarlan – ескі түрі."
    catalog.add(source, said, auto_comments=[f"TRANSLATORS: {proof.NOTE} “Qarlan”"])
    assert list(proof.problems(catalog, language)) == []
    catalog.add(source + " ", said + " ")
    assert [problem for problem in proof.problems(catalog, language) if "Qarlan" in problem] != []
