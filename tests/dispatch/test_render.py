"""A message has the promised lines, reads right in every direction, and can hold nothing harmful."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.dispatch.render import Message, approved_url, domain, label, options_data, render
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
INVISIBLE = str.maketrans("", "", "\u200e\u200f\u2066\u2068\u2069\u2060")

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
    assert "\u2068WHO\u2069" in lines[0]
    assert "(\u2068A-7\u2069)" in lines[0]
    assert "\u2068Example News (EN)\u2069" in lines[3]
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

    assert message.text.startswith("The road (\u2068يول\u2069) is open")


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
        (Origin.EDITORS, "kk", None, "Written by the editors"),
        (Origin.CONVERTED, "kk", None, "Script converted automatically"),
    ],
)
def test_the_label_is_honest(origin: Origin, language: str, source: str | None, said: str):
    edition = replace(EDITION, origin=origin, language=language, source_language=source)

    assert label(ARTICLE, edition, words=WORDS["en"]) == said


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
    assert "\u2068silver-poplar.\u2060example\u2069" in shown.text


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
    language=st.sampled_from(["ug", "kk", "en", "xx"]),
    reader=st.sampled_from(["ug", "kk", "en"]),
)
@settings(max_examples=200, deadline=None)
def test_whatever_comes_in_telegram_can_take_it(
    *, title, summary, source, url, name, emoji, language, reader
):
    article = replace(ARTICLE, source=source, url=url)
    edition = replace(EDITION, title=title, summary=summary, language=language)
    topic = replace(TOPIC, names={"en": name, "ug": name}, emoji=emoji)

    message = render(article, edition, words=WORDS[reader], topic=topic)

    assert 0 < len(message.text) <= 4096
    assert len(shown(message)) <= 7
    units = len(message.text.encode("utf-16-le")) // 2
    for entity in message.entities:
        assert entity.length > 0
        assert 0 <= entity.offset <= entity.offset + entity.length <= units
    bold = [text for kind, text, _ in covered(message) if kind == "bold"]
    assert all(len(text.translate(INVISIBLE)) <= 95 and "\n" not in text for text in bold)
