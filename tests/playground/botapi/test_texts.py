"""What becomes of a text: cleaning, trimming, entities moved along, links and words found."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.playground.botapi import entities, links, texts
from alertbot.playground.botapi.errors import ApiError
from tests.playground.botapi import stage
from tests.playground.botapi.stage import Client

RLM, FSI, PDI = "\u200f", "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("given_text", "kept"),
    [
        ("a\tb\x00c", "a b c"),
        ("a\r\nb", "a\nb"),
        ("a\u202bb\u2028c\u030a", "abc"),
        (f"{RLM}سالام {FSI}x{PDI}", f"{RLM}سالام {FSI}x{PDI}"),
        (" \n a b \n ", "a b"),
        ("\u00a0a", "\u00a0a"),
    ],
)
def test_signs_are_removed_or_made_spaces_and_the_ends_trimmed(given_text: str, kept: str) -> None:
    assert texts.formatted(given_text) == (kept, [])


def bold(offset: int, length: int) -> dict[str, Any]:
    return {"type": "bold", "offset": offset, "length": length}


@pytest.mark.parametrize(
    ("text", "given_entities", "kept_text", "kept_entities"),
    [
        ("  ab", [bold(2, 2)], "ab", [bold(0, 2)]),
        ("  ab", [bold(1, 3)], " ab", [bold(0, 3)]),
        ("ab  ", [bold(0, 4)], "ab", [bold(0, 2)]),
        ("ab  ", [bold(2, 2)], "ab", []),
        ("a b", [bold(1, 1)], "a b", []),
        ("a\rb\rc", [bold(2, 3)], "abc", [bold(1, 2)]),
        ("a\rb", [bold(1, 1)], "ab", []),
        ("\U0001f600\rab", [bold(0, 2), bold(3, 1)], "\U0001f600ab", [bold(0, 2), bold(2, 1)]),
    ],
)
def test_entities_follow_their_words(
    text: str, given_entities: list[dict[str, Any]], kept_text: str, kept_entities: list[dict[str, Any]]
) -> None:
    assert texts.formatted(text, given_entities) == (kept_text, kept_entities)


def test_a_code_point_counts_once_against_the_limit() -> None:
    assert len(texts.formatted("\U0001f600" * 4096)[0]) == 4096


SIGNS = st.text(
    st.sampled_from("ab \n\r\t\x01\u0333\u202a\u2028\u200f\u2068س\U0001f600\u00a0"), min_size=1, max_size=40
)


@st.composite
def formatted_texts(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    text = draw(SIGNS)
    bounds = [entities.utf16_length(text[:at]) for at in range(len(text) + 1)]
    pairs = draw(st.lists(st.tuples(st.sampled_from(bounds), st.sampled_from(bounds)), max_size=4))
    made = [bold(min(pair), max(pair) - min(pair)) for pair in pairs if pair[0] != pair[1]]
    return text, entities.in_order(made)


def covered(text: str, entity: dict[str, Any]) -> str:
    units = text.encode("utf-16-le")
    return units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")


@settings(max_examples=200)
@given(formatted_texts())
def test_entities_stay_inside_and_cover_the_same_words(case: tuple[str, list[dict[str, Any]]]) -> None:
    text, marked = case
    if texts.is_blank(texts.clean(text)):
        return
    kept, moved = texts.formatted(text, marked)
    assert kept == kept.rstrip(" \n")
    words = [texts.clean(covered(text, entity)).strip(" \n") for entity in marked]
    assert [covered(kept, entity).strip(" \n") for entity in moved] == [word for word in words if word]
    assert all(
        entity["offset"] >= 0 and entity["offset"] + entity["length"] <= entities.utf16_length(kept)
        for entity in moved
    )


@settings(max_examples=100)
@given(SIGNS)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert texts.clean(texts.clean(text)) == texts.clean(text)


@settings(max_examples=100)
@given(SIGNS, st.integers(0, 60), st.integers(1, 60))
def test_any_bounds_give_an_entity_inside_or_a_refusal(text: str, offset: int, length: int) -> None:
    try:
        kept, moved = texts.formatted(text, [bold(offset, length)])
    except ApiError:
        return
    assert all(covered(kept, entity) for entity in moved)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("/start now", [("bot_command", 0, 6)]),
        ("x/start /help@alertbot_demo_bot", [("bot_command", 8, 23)]),
        ("\U0001f600 #خەۋەر and #1", [("hashtag", 3, 6)]),
        ("write to @someone or a.b@c.example", [("mention", 9, 8), ("email", 21, 13)]),
        ("see https://a.example/x?y=1.", [("url", 4, 23)]),
        (f"{FSI}https://a.example{PDI}", [("url", 1, 17)]),
        ("a.example and 5@6", []),
        ("5/6 1#2", []),
    ],
)
def test_commands_mentions_hashtags_and_links_are_found(text: str, kinds: list[tuple[str, int, int]]) -> None:
    found = [(one["type"], one["offset"], one["length"]) for one in entities.found(text)]
    assert found == kinds


def test_nothing_is_found_inside_links_and_code() -> None:
    marked = [{"type": "text_link", "offset": 0, "length": 5, "url": "https://a.example/"}]
    assert entities.found("/help /stop", marked) == [
        *marked,
        {"type": "bot_command", "offset": 6, "length": 5},
    ]


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://A.Example", "https://a.example/"),
        ("a.example/x y", "http://a.example/x%20y"),
        ("HTTP://u@a.example:8080?q=1", "http://u@a.example:8080/?q=1"),
        ("http://127.0.0.1:8000/story", "http://127.0.0.1:8000/story"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
        ("https://a.example#part", "https://a.example/#part"),
    ],
)
def test_links_are_kept_in_telegrams_form(url: str, kept: str) -> None:
    assert links.checked(url) == kept


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "URL host is empty"),
        ("localhost", "Wrong HTTP URL"),
        ("mailto://a.example", "Unsupported URL protocol"),
        ("http://a.example:b", "Wrong HTTP URL"),
    ],
)
def test_links_to_nowhere_are_refused(url: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        links.checked(url)


async def test_all_kinds_of_entities_come_back_whole_and_in_order(client: Client) -> None:
    text = "word word word word word word word"
    given_entities = [
        {"type": "spoiler", "offset": 5, "length": "4"},
        {"type": "text_link", "offset": 0, "length": 4, "url": "https://a.example"},
        {"type": "bold", "offset": 0, "length": 9},
        {"type": "pre", "offset": 10, "length": 4, "language": "python"},
        {"type": "pre", "offset": 15, "length": 4},
        {"type": "text_mention", "offset": 20, "length": 4, "user": {"id": stage.READER}},
        {"type": "custom_emoji", "offset": 25, "length": 4, "custom_emoji_id": "12"},
        {"type": "hashtag", "offset": 30, "length": 4},
        {"type": "italic", "offset": 30, "length": 0},
    ]
    sent = await client.result("sendMessage", chat_id=stage.READER, text=text, entities=given_entities)
    reader = {"id": stage.READER, "is_bot": False, "first_name": "Reader", "language_code": "kk"}
    assert sent["entities"] == [
        {"type": "bold", "offset": 0, "length": 9},
        {"type": "text_link", "offset": 0, "length": 4, "url": "https://a.example/"},
        {"type": "spoiler", "offset": 5, "length": 4},
        {"type": "pre", "offset": 10, "length": 4, "language": "python"},
        {"type": "pre", "offset": 15, "length": 4},
        {"type": "text_mention", "offset": 20, "length": 4, "user": reader},
        {"type": "custom_emoji", "offset": 25, "length": 4, "custom_emoji_id": "12"},
    ]


async def test_entities_after_the_hundredth_are_ignored(client: Client) -> None:
    many = [bold(at, 1) for at in range(120)]
    sent = await client.result("sendMessage", chat_id=stage.READER, text="x" * 120, entities=many)
    assert len(sent["entities"]) == 100


@pytest.mark.parametrize("given_entities", ["{", {"type": "bold"}, "null"])
async def test_entities_that_are_no_list_are_ignored(client: Client, given_entities: object) -> None:
    sent = await client.result("sendMessage", chat_id=stage.READER, text="x", entities=given_entities)
    assert "entities" not in sent
