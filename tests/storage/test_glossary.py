"""The glossary keeps what editors made of it."""

import pytest

from alertbot.errors import NotFound
from alertbot.languages.glossary import Entry
from alertbot.model import SuggestionId, TermId, TermKind
from alertbot.storage import glossary, versions
from alertbot.storage.engine import Database
from tests.conftest import NOON

POPLAR = Entry(
    slug="poplar",
    kind=TermKind.PLACE,
    renderings={"en": "Silver Poplar", "kk": "Күмістерек"},
    others={"en": ["Silverpoplar"]},
    note="A town.",
)
COUNCIL = Entry(slug="council", kind=TermKind.BODY, renderings={"en": "Poplar Council"})


async def test_the_starting_set_is_loaded_once_and_never_over_what_editors_did(database: Database):
    async with database.writing() as c:
        assert await glossary.is_untouched(c)
        assert await glossary.load(c, [POPLAR]) == 1
        assert not await glossary.is_untouched(c)
        [poplar] = await glossary.all(c)
        assert (poplar.slug, poplar.kind, poplar.note) == ("poplar", TermKind.PLACE, "A town.")
        assert (poplar.renderings, poplar.others) == (POPLAR.renderings, {"en": ("Silverpoplar",)})
        assert poplar.unchecked == {"en", "kk"}

        await glossary.set_rendering(c, poplar.id, "kk", "Ақтерек")
        assert await glossary.load(c, [POPLAR, COUNCIL]) == 1
        changed, council = await glossary.all(c)
        assert changed.renderings["kk"] == "Ақтерек"
        assert changed.unchecked == {"en"}

        await glossary.remove(c, council.id)
        assert await glossary.load(c, [POPLAR, COUNCIL]) == 0
        assert [term.id for term in await glossary.all(c)] == [poplar.id]


async def test_editors_add_render_explain_and_remove(database: Database):
    async with database.writing() as c:
        id = await glossary.add(c, kind=TermKind.TERM, renderings={"en": "poplar"}, others={"en": ["aspen"]})
        await glossary.set_rendering(c, id, "ug", "تېرەك", others=["سۆگەت", "تېرەك", "سۆگەت"])
        await glossary.set_rendering(c, id, "en", "silver poplar")
        await glossary.set_note(c, id, "A tree.")
        term = await glossary.get(c, id)
        assert term.renderings == {"en": "silver poplar", "ug": "تېرەك"}
        assert term.others == {"en": ("aspen",), "ug": ("سۆگەت",)}
        assert (term.note, term.slug, term.unchecked) == ("A tree.", None, frozenset())

        await glossary.set_rendering(c, id, "ug", "تېرەك", others=[])
        await glossary.remove_rendering(c, id, "en")
        bare = await glossary.get(c, id)
        assert (bare.renderings, bare.others) == ({"ug": "تېرەك"}, {})

        await glossary.remove(c, id)
        for act in (
            glossary.get(c, id),
            glossary.set_note(c, id, ""),
            glossary.set_rendering(c, TermId(99), "en", "x"),
            glossary.remove_rendering(c, id, "ug"),
            glossary.remove(c, id),
        ):
            with pytest.raises(NotFound):
                await act


async def test_what_is_kept_in_memory_follows_every_change(database: Database):
    kept = glossary.Kept()
    async with database.writing() as c:
        empty = await kept.current(c)
        assert await kept.current(c) is empty
        id = await glossary.add(c, kind=TermKind.TERM, renderings={"en": "poplar", "kk": "терек"})
        assert (await kept.current(c)).applying(["a poplar"], source="en", target="kk") == {"poplar": "терек"}
        await glossary.set_rendering(c, id, "kk", "ақтерек")
        assert (await kept.current(c)).applying(["a poplar"], source="en", target="kk") == {
            "poplar": "ақтерек"
        }
        assert await versions.read(c, versions.Version.WORDS) == 0


async def test_a_correction_is_suggested_counted_and_accepted(database: Database):
    async with database.writing() as c:
        await glossary.load(c, [POPLAR])
        [poplar] = await glossary.all(c)
        for _ in range(2):
            await glossary.suggest(c, language="kk", instead="Күмістерек", better="Күміс терек", now=NOON)
        await glossary.suggest(c, language="en", instead="birch", better="silver birch", now=NOON)
        for empty, long in (("", "x"), ("x" * 129, "x")):
            await glossary.suggest(c, language="en", instead=empty, better=long, now=NOON)
        first, second = await glossary.suggestions(c)
        assert (first.term, first.better, first.count) == (poplar.id, "Күміс терек", 2)
        assert (second.term, second.instead, second.count) == (None, "birch", 1)

        assert await glossary.accept(c, first.id) == poplar.id
        accepted = await glossary.get(c, poplar.id)
        assert (accepted.renderings["kk"], accepted.others["kk"]) == ("Күміс терек", ("Күмістерек",))
        added = await glossary.get(c, await glossary.accept(c, second.id))
        assert (added.renderings, added.others) == ({"en": "silver birch"}, {"en": ("birch",)})
        assert await glossary.suggestions(c) == []
        with pytest.raises(NotFound):
            await glossary.accept(c, first.id)


async def test_what_was_declined_is_not_suggested_again(database: Database):
    async with database.writing() as c:
        await glossary.suggest(c, language="en", instead="birch", better="beech", now=NOON)
        [suggested] = await glossary.suggestions(c)
        await glossary.decline(c, suggested.id)
        await glossary.decline(c, SuggestionId(99))
        await glossary.suggest(c, language="en", instead="birch", better="beech", now=NOON)
        assert await glossary.suggestions(c) == []
