"""The same entry is recognised, whatever its feed does to it."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from alertbot.model import EntryId, FoundEntry, KnownEntry, ParsedEntry
from alertbot.watch import identify


def entry(
    guid: str | None = None, link: str | None = None, title: str = "", summary: str = ""
) -> ParsedEntry:
    return ParsedEntry(
        guid=guid,
        link=link,
        title=title,
        summary=summary,
        content="",
        published_at=None,
        language=None,
        categories=(),
    )


def found(*entries: ParsedEntry) -> list[FoundEntry]:
    return identify.found(entries, [repr(each).encode()[:16] for each in entries])


def stored(entries: Sequence[FoundEntry]) -> list[KnownEntry]:
    return [
        KnownEntry(
            id=EntryId(number),
            key=each.key,
            link_key=each.link_key,
            title_key=each.title_key,
            content_hash=each.content_hash,
        )
        for number, each in enumerate(entries, 1)
    ]


def news(before: Sequence[ParsedEntry], after: Sequence[ParsedEntry]) -> tuple[list[str], list[str]]:
    """The titles of what is new and of what has changed."""
    hashes = [f"{each}".encode() for each in after]
    decided = identify.decided(identify.found(after, hashes), stored(found(*before)))
    return [each.entry.title for each in decided.new], [each.entry.title for _, each in decided.changed]


ONE = entry("1", "https://x.example/1", "One")
TWO = entry("2", "https://x.example/2", "Two")


def test_a_guid_is_enough():
    assert news([ONE], [TWO, replace(ONE, link="https://x.example/other", title="One, corrected")]) == (
        ["Two"],
        ["One, corrected"],
    )


def test_the_same_words_are_nothing_new():
    decided = identify.decided(found(ONE, TWO), stored(found(TWO, ONE)))
    assert decided == identify.Decided(new=(), changed=())


def test_entries_that_share_a_guid_are_told_apart_by_link():
    a, b = replace(ONE, guid="7"), replace(TWO, guid="7")
    assert len({each.key for each in found(a, b)}) == 2
    assert news([a, b], [replace(TWO, guid="7", link="https://x.example/3", title="Three"), a, b])[0] == [
        "Three"
    ]


def test_an_entry_left_alone_with_a_guid_it_shared_is_recognised():
    a, b = replace(ONE, guid="7"), replace(TWO, guid="7")
    assert news([a, b], [a])[0] == []


def test_without_a_guid_the_link_counts_and_without_a_link_the_words():
    a, b = entry(None, "https://x.example/1", "One"), entry(None, None, "", "Just words")
    assert news(
        [a, b], [a, b, entry(None, None, "", "Other words"), entry(None, "https://x.example/9", "Nine")]
    )[0] == [
        "",
        "Nine",
    ]


def test_links_shared_by_many_say_nothing():
    home = "https://x.example/"
    a, b = entry(None, home, "One"), entry(None, home, "Two")
    assert news([a, b], [a, b, entry(None, home, "Three")])[0] == ["Three"]


def test_new_guids_for_old_stories_are_seen_through():
    moved = replace(ONE, guid="https://x.example/?p=1", link="http://www.x.example/1/?utm_source=feed")
    assert news([ONE], [moved])[0] == []
    assert news([ONE], [replace(moved, title="Another story at the same place")])[0] == [
        "Another story at the same place"
    ]
    assert news([ONE], [replace(moved, link="https://x.example/9")])[0] == ["One"]


def test_the_same_entry_twice_counts_once():
    assert len(found(ONE, ONE, ONE)) == 1
    assert len(found(entry(title="x"), entry(title="x"))) == 1


def test_a_link_that_is_none_is_no_crash():
    assert len(found(entry(None, "http://[", "x"))) == 1


texts = st.sampled_from(["", "a", "b", "A", "ئا"])
entries = st.lists(
    st.builds(
        entry,
        st.one_of(st.none(), texts),
        st.one_of(st.none(), texts.map(lambda text: f"https://x.example/{text}")),
        texts,
        texts,
    ),
    max_size=8,
)


@given(entries)
def test_a_document_read_again_has_nothing_new(listed: list[ParsedEntry]):
    assert identify.decided(found(*listed), stored(found(*listed))) == identify.Decided(new=(), changed=())


@given(entries, st.randoms())
def test_the_order_does_not_matter_to_the_keys(listed: list[ParsedEntry], random):
    shuffled = list(listed)
    random.shuffle(shuffled)
    assert {each.key for each in found(*listed)} == {each.key for each in found(*shuffled)}


@given(entries)
def test_keys_are_16_bytes_and_of_one_entry_each(listed: list[ParsedEntry]):
    keys = [each.key for each in found(*listed)]
    assert len(set(keys)) == len(keys)
    assert all(len(key) == 16 for key in keys)
