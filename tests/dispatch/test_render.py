"""A message has the promised lines, reads right in every direction, and can hold nothing harmful."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.dispatch.render import Message, approved_url, domain, label, options_data, render, told
from alertbot.languages import catalogues
from alertbot.model import (
    Article,
    ArticleId,
    ArticleState,
    Edition,
    EditionId,
    EditionState,
    Origin,
    Topic,
    TopicId,
)
from tests.conftest import NOON

WORDS = catalogues.load()
RLM, JOINER = "\u200f", "\u2060"
INVISIBLE = str.maketrans("", "", "\u200e\u200f\u2066\u2067\u2068\u2069\u2060")

ARTICLE = Article(
    id=ArticleId(7),
    state=ArticleState.PREPARED,
    url="https://www.news.example/a?b=1",
    source="Example News (EN)",
    language="en",
    text="",
    published_at=NOON,
    created_at=NOON,
    hosts=frozenset({"news.example"}),
    topics=(TopicId(1),),
)
EDITION = Edition(
    id=EditionId(1),
    article=ArticleId(7),
    language="en",
    state=EditionState.READY,
    revision=1,
    title="A road was mended",
    summary="It is open again. People are glad.",
    origin=Origin.ORIGINAL,
    source_language=None,
    url=None,
)
UYGHUR = replace(
    EDITION,
    language="ug",
    title="WHO دوكلاتى: يول (A-7) رېمونت قىلىندى",
    summary="يول يەنە ئېچىلدى.",
    origin=Origin.MACHINE,
    source_language="en",
)
TOPIC = Topic(
    id=TopicId(1), slug="roads", emoji="", position=1, names={"en": "Roads", "ug": "يوللار"}, keywords={}
)


def shown(message: Message) -> list[str]:
    return message.text.translate(INVISIBLE).split("\n")


def covered(message: Message) -> list[tuple[str, str, str | None]]:
    """What each entity covers, as Telegram counts."""
    units = message.text.encode("utf-16-le")
    return [
        (each.type, units[2 * each.offset : 2 * (each.offset + each.length)].decode("utf-16-le"), each.url)
        for each in message.entities
    ]


def test_the_layout_in_english():
    message = render(ARTICLE, EDITION, words=WORDS["en"], topic=TOPIC)

    assert message.text.split("\n") == [
        "A road was mended",
        "The newsroom's own text",
        "It is open again. People are glad.",
        "Example News (EN)",
        "news.example",
        "2 November 2026",
        "Roads",
    ]
    assert covered(message) == [
        ("bold", "A road was mended", None),
        ("text_link", "news.example", "https://www.news.example/a?b=1"),
    ]
    [[link], [options]] = message.buttons
    assert (link.text, link.url, link.data) == ("news.example", "https://www.news.example/a?b=1", None)
    assert (options.url, options.data) == (None, "o:7")


def test_every_right_to_left_line_says_so_and_foreign_runs_are_set_apart():
    message = render(ARTICLE, UYGHUR, words=WORDS["ug"], topic=TOPIC)

    lines = message.text.split("\n")
    assert all(line.startswith(RLM) for line in lines)
    assert "\u2066WHO\u2069\u200f" in lines[0]
    assert "(\u2066A-7\u200e\u2069\u200f)" in lines[0]
    assert "\u2066Example News (EN)\u200e\u2069" in lines[3]
    assert "\u2066news.example\u2069" in message.text
    assert shown(message)[0] == UYGHUR.title
    assert shown(message)[-1] == "يوللار"
    assert [text.translate(INVISIBLE) for _, text, _ in covered(message)] == [UYGHUR.title, "news.example"]


def test_words_are_the_readers_and_the_text_is_the_editions():
    message = render(ARTICLE, UYGHUR, words=WORDS["en"], topic=None)

    lines = message.text.split("\n")
    assert lines[0].startswith(RLM)
    assert lines[1] == "Machine translation from English, not checked"
    assert lines[-1] == "2 November 2026"


def test_right_to_left_names_in_an_english_line_are_set_apart():
    message = render(ARTICLE, replace(EDITION, title="The road (يول) is open"), words=WORDS["en"], topic=None)

    assert message.text.startswith("The road (\u2067يول\u2069\u200e) is open")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("20 000 ادام", "\u206620\xa0000\u2069 ادام"),
        ("2026-11-02 كۈنى", "\u20662026\u200e-\u200e11\u200e-\u200e02\u2069 كۈنى"),
        ("تېل +90 212 555 01 01", "تېل \u2066\u200e+\u200e90\xa0212\xa0555\xa001\xa001\u2069"),
        ("2010-2015 يىللىرى", "2010-2015 يىللىرى"),
        ("2026-يىلى 2 500 كىشى", "2026-يىلى \u20662\xa0500\u2069 كىشى"),
        ("12.5 ۋە 3,000 ۋە 12:30", "12.5 ۋە 3,000 ۋە 12:30"),
    ],
)
def test_the_groups_of_a_number_keep_their_order(written: str, kept: str):
    message = render(ARTICLE, replace(UYGHUR, title=written), words=WORDS["en"], topic=None)

    assert message.text.split("\n")[0].replace(JOINER, "") == RLM + kept


def test_a_language_that_the_table_lacks_runs_as_its_letters_do():
    arabic = render(ARTICLE, replace(UYGHUR, language="xx", title="«تجربة»"), words=WORDS["en"], topic=None)
    french = render(ARTICLE, replace(EDITION, language="fr"), words=WORDS["en"], topic=None)

    assert arabic.text.startswith(RLM)
    assert not french.text.startswith(RLM)


@pytest.mark.parametrize(
    ("origin", "language", "source", "said"),
    [
        (Origin.ORIGINAL, "en", None, "The newsroom's own text"),
        (Origin.ORIGINAL, "kk", None, "Original language: Kazakh"),
        (Origin.MACHINE, "kk", "en", "Machine translation from English, not checked"),
        (Origin.MACHINE, "kk", None, "Machine translation from English, not checked"),
        (Origin.MACHINE_CHECKED, "kk", "en", "Translated by machine from English, checked by a person"),
        (Origin.PERSON, "kk", "ug", "Translated by a person from Uyghur"),
        (Origin.SUMMARISED, "en", None, "Summary by machine, not checked"),
        (Origin.EDITORS, "kk", None, "Written by the editors"),
        (Origin.CONVERTED, "kk", None, "Script converted automatically"),
    ],
)
def test_the_label_is_honest(origin: Origin, language: str, source: str | None, said: str):
    edition = replace(EDITION, origin=origin, language=language, source_language=source)

    assert label(ARTICLE, edition, words=WORDS["en"]) == said


KAZAKH = replace(
    EDITION,
    language="kk",
    title="ДДҰ: А-7 жолы жөнделді",
    summary="Жол қайта ашылды.",
    source="Мысал жаңалықтары",
)


CONVERTED = "Script converted automatically."
ONE_CONVERTED = "One of the scripts was converted automatically."


def test_an_edition_in_another_script_says_that_it_was_converted():
    message = render(ARTICLE, KAZAKH, words=WORDS["en"], topic=TOPIC, scripts=("kk-Latn",))

    assert shown(message) == [
        "DDŪ: A-7 joly jöndeldı",
        "Original language: Kazakh. Script converted automatically.",
        "Jol qaita aşyldy.",
        "Mysal jañalyqtary",
        "news.example",
        "2 November 2026",
        "Roads",
    ]


def test_a_converted_edition_runs_the_way_of_its_script():
    message = render(ARTICLE, KAZAKH, words=WORDS["kk-Arab"], topic=TOPIC, scripts=("kk-Arab",))

    assert all(line.startswith(RLM) for line in message.text.split("\n"))
    assert shown(message)[2] == "جول قايتا اشىلدى."
    assert shown(message)[3] == "مىسال جاڭالىقتارى"


@pytest.mark.parametrize(
    ("origin", "scripts", "said"),
    [
        (Origin.ORIGINAL, ("kk",), "Original language: Kazakh"),
        (Origin.ORIGINAL, ("kk-Latn",), f"Original language: Kazakh. {CONVERTED}"),
        (Origin.MACHINE, ("kk-Arab",), f"Machine translation from English, not checked. {CONVERTED}"),
        (Origin.EDITORS, ("kk", "kk-Arab"), f"Written by the editors. {ONE_CONVERTED}"),
        (Origin.EDITORS, ("kk-Latn", "kk-Arab"), f"Written by the editors. {CONVERTED}"),
    ],
)
def test_the_label_tells_of_the_script_too(origin, scripts, said):
    edition = replace(KAZAKH, origin=origin, source_language="en" if origin is Origin.MACHINE else None)

    assert label(ARTICLE, edition, words=WORDS["en"], scripts=scripts) == said


def test_the_newsrooms_own_text_is_its_own_in_each_script():
    for tag in ("kk-Arab", "kk-Latn"):
        said = label(ARTICLE, KAZAKH, words=WORDS[tag], scripts=(tag,))
        assert WORDS[tag].gettext("The newsroom's own text") in said


def test_two_scripts_stand_in_one_message_each_running_its_own_way():
    message = render(ARTICLE, KAZAKH, words=WORDS["en"], topic=TOPIC, scripts=("kk-Arab", "kk"))

    lines = message.text.split("\n")
    assert [line.startswith(RLM) for line in lines] == [True, False, True, *[False] * 6]
    assert shown(message) == [
        "ددۇ: ا-7 جولى جوندەلدى",
        "Original language: Kazakh. One of the scripts was converted automatically.",
        "جول قايتا اشىلدى.",
        "ДДҰ: А-7 жолы жөнделді",
        "Жол қайта ашылды.",
        "مىسال جاڭالىقتارى",
        "news.example",
        "2 November 2026",
        "Roads",
    ]
    bold = [text.translate(INVISIBLE) for kind, text, _ in covered(message) if kind == "bold"]
    assert bold == [shown(message)[0], shown(message)[3]]


def test_no_word_is_cut_off_because_a_script_takes_more_letters():
    title = "شەھەر " * 14 + "قىلمىدى"  # "did not" comes last
    edition = replace(UYGHUR, title=title, summary="")
    assert len(title) <= 95

    [first, *_] = shown(render(ARTICLE, edition, words=WORDS["en"], topic=None, scripts=("ug-Latn",)))

    assert len(first) > 95
    assert first == "Sheher " + "sheher " * 13 + "qilmidi"


@pytest.mark.parametrize(
    ("source", "language", "script", "name"),
    [
        ("Мысал Жаңалық", "kk", "kk-Arab", "مىسال جاڭالىق"),
        ("Example News", "kk", "kk-Arab", "Example News"),
        ("Example News", "kk-Latn", "kk", "Example News"),  # Latin letters do not tell whose name it is
        ("Example News", "en", "en", "Example News"),
    ],
)
def test_the_newsrooms_name_is_written_as_its_language_is(source, language, script, name):
    edition = replace(EDITION, language=language, source=source)

    message = render(ARTICLE, edition, words=WORDS["en"], topic=None, scripts=(script,))

    assert shown(message)[3] == name


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "https://evil.example/",
        "https://news.example.evil.example/",
        "https://news.example@evil.example/",
        "https://evil.example@news.example/",
        "javascript:alert(1)//news.example",
        "ftp://news.example/",
        "https://news.example/\u202egpj",
        "https://news.example/a b",
        "https://[news.example",
        "https://news.example/" + "a" * 3000,
    ],
)
def test_only_approved_addresses_are_links(url: str | None):
    article = replace(ARTICLE, url=url)

    message = render(article, EDITION, words=WORDS["en"], topic=TOPIC)

    assert approved_url((url,), ARTICLE.hosts) is None
    assert [each.type for each in message.entities if each.url] == []
    assert [[button.data for button in row] for row in message.buttons] == [["o:7"]]


def test_an_address_in_right_to_left_text_is_one_run():
    shown = render(
        ARTICLE, replace(UYGHUR, summary="بۇ silver-poplar.example تور بېتى"), words=WORDS["ug"], topic=None
    )
    assert "\u2066silver-poplar.\u2060example" in shown.text


def test_an_article_whose_text_is_kept_offers_the_whole_of_it():
    article = replace(ARTICLE, text="A road was mended.")
    [_, whole, options] = [
        button for row in render(article, EDITION, words=WORDS["en"], topic=None).buttons for button in row
    ]
    assert (whole.text, whole.data, options.text) == ("Whole article", "n:w:7", "Options")


def test_a_domain_that_is_not_approved_is_told_but_leads_nowhere():
    article = replace(ARTICLE, url="https://elsewhere.example/x")

    message = render(article, EDITION, words=WORDS["en"], topic=None)

    assert ("code", "elsewhere.example", None) in covered(message)


def test_the_editions_own_page_goes_first():
    edition = replace(EDITION, url="https://news.example/ug")

    [[link], _] = render(ARTICLE, edition, words=WORDS["en"], topic=None).buttons

    assert link.url == "https://news.example/ug"


@pytest.mark.parametrize(
    "text",
    [
        "see evil.example now",
        "https://evil.example/x",
        "write to @evil",
        "write to /@evil or //#evil or x/$EVIL",
        "go /start now",
        "#tag",
        "$TAG",
        "192.0.2.1 and more",
        "mail me@evil.example",
    ],
)
def test_text_makes_no_links_of_its_own(text: str):
    message = render(ARTICLE, replace(EDITION, title=text, summary=text), words=WORDS["en"], topic=None)

    title, _, summary, *_ = message.text.split("\n")
    assert JOINER in title
    assert JOINER in summary
    assert shown(message)[0] == text


@pytest.mark.parametrize("text", ["1.5 million", "and/or", "the U.S", "3,000.50 km", "50% of it", "C# is it"])
def test_numbers_and_words_stay_as_they_are(text: str):
    message = render(ARTICLE, replace(EDITION, title=text), words=WORDS["en"], topic=None)

    assert shown(message)[0] == text


def test_an_empty_part_leaves_no_empty_line():
    bare = replace(ARTICLE, url=None, source="")

    message = render(bare, replace(EDITION, title="", summary=""), words=WORDS["en"], topic=None)

    assert message.text.split("\n") == ["The newsroom's own text", "2 November 2026"]
    assert message.entities == ()


def test_domains_and_options():
    assert domain("https://WWW.News.example:8443/x") == "news.example"
    assert domain("https://[bad") == domain(None) == ""
    assert len(options_data(ArticleId(2**63))) <= 64


texts = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("يول Ж.@/#:\n\u202e\u2068\U0001f600ab")))


@given(
    title=texts,
    summary=st.one_of(texts, st.just("ab " * 3000)),
    source=texts,
    url=st.one_of(st.none(), texts, texts.map(lambda path: f"https://news.example/{path}")),
    name=texts,
    emoji=texts,
    way=st.sampled_from(
        [
            ("ug", "ug"),
            ("kk", "kk"),
            ("en", "en"),
            ("xx", "xx"),
            ("ug", "ug-Latn"),
            ("kk", "kk-Arab"),
            ("kk", "kk-Arab", "kk"),
            ("ug", "ug-Latn", "ug"),
            ("zh-Hans", "zh-Hant", "zh-Hans"),
        ]
    ),
    reader=st.sampled_from(["ug", "kk", "en", "kk-Arab"]),
)
@settings(max_examples=200)
def test_whatever_comes_in_telegram_can_take_it(*, title, summary, source, url, name, emoji, way, reader):
    article = replace(ARTICLE, source=source, url=url)
    language, *scripts = way
    edition = replace(EDITION, title=title, summary=summary, language=language)
    topic = replace(TOPIC, names={"en": name, "ug": name}, emoji=emoji)

    message = render(article, edition, words=WORDS[reader], topic=topic, scripts=scripts)

    assert 0 < len(message.text) <= 4096
    assert len(shown(message)) <= 5 + 2 * len(scripts)
    units = len(message.text.encode("utf-16-le")) // 2
    for entity in message.entities:
        assert entity.length > 0
        assert 0 <= entity.offset <= entity.offset + entity.length <= units
    bold = [text for kind, text, _ in covered(message) if kind == "bold"]
    assert all("\n" not in text for text in bold)
    if (language,) == tuple(scripts):
        assert all(len(text.translate(INVISIBLE)) <= 95 for text in bold)


@pytest.mark.parametrize("text", ["щ", "щ a", "щ.a", "aщ", "щц a.b ", "я. ", "ю\u0301\u0301\u0301"])
def test_the_longest_message_in_two_scripts_fits(text: str):
    edition = replace(EDITION, title=text * 100, summary=text * 300, language="kk", source=text * 100)
    article = replace(ARTICLE, url=f"https://{'a.' * 126}a/")
    topic = replace(TOPIC, names={"kk-Arab": text * 80})

    message = render(article, edition, words=WORDS["kk-Arab"], topic=topic, scripts=("kk-Arab", "kk-Latn"))

    assert len(message.text) <= 4096


@pytest.mark.parametrize(("run", "language"), [("A", "ug"), ("1", "en")])
def test_a_hundred_thousand_letters_without_a_space_take_linear_time(run, language):
    began = time.process_time()
    told(run * 100_000, language)
    assert time.process_time() - began < 5  # quadratic time would be minutes
