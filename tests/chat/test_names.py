"""Editors find names, add them, render them, and decide on what corrections suggest."""

import pytest

from alertbot.chat.access import Act
from alertbot.chat.desk import Desk
from alertbot.chat.screens.editors import names as screens
from alertbot.chat.screens.editors import suggestions as suggestion_screens
from alertbot.languages.catalogues import Catalogues
from alertbot.model import Role, Term, TermId, TermKind
from alertbot.storage import dialogs, glossary
from tests.chat.conftest import Newsroom, make
from tests.chat.test_handlers import GULNAR, press, say, subscribe, text
from tests.conftest import NOON, ON_SQLITE


@pytest.fixture
async def editor(desk: Desk) -> None:
    await make(desk, Role.EDITOR, GULNAR)


async def term(desk: Desk, newsroom: Newsroom) -> Term:
    assert newsroom.term is not None
    async with desk.database.reading() as c:
        return await glossary.get(c, newsroom.term)


@ON_SQLITE
@pytest.mark.usefixtures("editor")
class TestNames:
    async def test_a_term_is_shown_in_every_language_with_its_note(self, desk: Desk, newsroom: Newsroom):
        overview = await press(desk, Act.NAMES)
        assert overview.screen is not None
        labels = [button.text for row in overview.screen.keyboard for button in row]
        assert "Places (1)" in labels
        assert "1 suggestion" in labels
        shown = text(await press(desk, Act.NAME, newsroom.term))
        for part in ("Silver Poplar", "كۈمۈش تېرەك", "none yet", "Silverpoplar", "A town that is invented."):
            assert part in shown
        assert "starting set" not in shown

    @pytest.mark.parametrize("wanted", ["silver", "كۈمۈش تېرەك", "Kümüsh tërek", "silverpoplar"])
    async def test_a_name_is_found_in_any_language_and_script(
        self, desk: Desk, newsroom: Newsroom, wanted: str
    ):
        await press(desk, Act.NAMES_FIND)
        reply = await say(desk, wanted)
        assert reply.screen is not None
        assert [
            row[0].press.args
            for row in reply.screen.keyboard
            if row[0].press and row[0].press.act is Act.NAME
        ] == [(str(newsroom.term),)]
        assert "nothing" in text(await say(desk, "zzz"))  # it still listens

    async def test_a_name_is_added_under_its_kind(self, desk: Desk, newsroom: Newsroom):
        await press(desk, Act.NAME_ADD)
        await press(desk, Act.NAME_KIND, "body")
        assert "at least 1 letter" in text(await say(desk, "x" * 200))
        assert "It was added" in text(await say(desk, "Poplar Council"))
        async with desk.database.reading() as c:
            added = (await glossary.all(c))[-1]
            assert (added.kind, added.renderings) == (TermKind.BODY, {"en": "Poplar Council"})
            assert await dialogs.get(c, GULNAR, now=NOON) is None
        assert "Poplar Council" in str((await press(desk, Act.NAMES_OF, "body", 0)).screen)

    async def test_a_rendering_comes_with_other_names_on_further_lines(self, desk: Desk, newsroom: Newsroom):
        assert "Send me the approved rendering" in text(
            await press(desk, Act.NAME_RENDER, newsroom.term, "kk")
        )
        await say(desk, "Күміс терек\nАқ терек\n\n")
        changed = await term(desk, newsroom)
        assert (changed.renderings["kk"], changed.others["kk"]) == ("Күміс терек", ("Ақ терек",))

        assert "Ақ терек" in text(await press(desk, Act.NAME_RENDER, newsroom.term, "kk"))
        await say(desk, "Күмістерек")
        changed = await term(desk, newsroom)
        assert (changed.renderings["kk"], changed.others["kk"]) == ("Күмістерек", ("Ақ терек",))
        await press(desk, Act.NAME_RENDER_NONE, newsroom.term, "kk")
        assert "kk" not in (await term(desk, newsroom)).renderings

    @pytest.mark.parametrize("sent", ["", " \n ", "x" * 200, "\n".join("abcdefghijklmnopqrstuvwxyz")])
    async def test_what_is_no_rendering_is_asked_for_again(self, desk: Desk, newsroom: Newsroom, sent: str):
        await press(desk, Act.NAME_RENDER, newsroom.term, "xx")
        assert "at least 1 letter" in text(await say(desk, sent))

    async def test_a_note_is_changed_and_cut(self, desk: Desk, newsroom: Newsroom):
        assert "It takes the place" in text(await press(desk, Act.NAME_NOTE, newsroom.term))
        await say(desk, "Said so by its people. " * 60)
        assert len((await term(desk, newsroom)).note) == screens.LONGEST_NOTE

    async def test_a_name_is_removed_after_a_question(self, desk: Desk, newsroom: Newsroom):
        assert "cannot be undone" in text(await press(desk, Act.NAME_REMOVE, newsroom.term))
        await press(desk, Act.NAME_REMOVE_SURE, newsroom.term)
        assert "not there any more" in text(await press(desk, Act.NAME, newsroom.term))

    async def test_a_suggestion_is_accepted_or_declined(self, desk: Desk, newsroom: Newsroom):
        async with desk.database.writing() as c:
            await glossary.suggest(c, language="en", instead="Silverpoplar", better="Poplar", now=NOON)
            known = {each.better: each for each in await glossary.suggestions(c)}
        shown = text(await press(desk, Act.SUGGESTION, known["Poplar"].id))
        assert "Silver Poplar" in shown
        assert "not in the glossary yet" in text(await press(desk, Act.SUGGESTION, known["Күміс терек"].id))
        accepted = text(await press(desk, Act.SUGGESTION_YES, known["Poplar"].id))
        assert "approved rendering now" in accepted
        assert (await term(desk, newsroom)).renderings["en"] == "Poplar"
        declined = text(await press(desk, Act.SUGGESTION_NO, known["Күміс терек"].id))
        assert "Nothing is suggested now" in declined
        assert "not there any more" in text(await press(desk, Act.SUGGESTION, known["Poplar"].id))


@ON_SQLITE
async def test_readers_have_no_glossary(desk: Desk, newsroom: Newsroom):
    await subscribe(desk)
    for act in (Act.NAMES, Act.NAME, Act.SUGGESTIONS, Act.UNFILED, Act.UNFILED_DONE):
        assert "You may not do this" in text(await press(desk, act, 1))


def test_a_term_of_the_starting_set_says_that_nobody_has_checked_it(words: Catalogues):
    made = Term(
        id=TermId(1),
        kind=TermKind.PLACE,
        note="",
        renderings={"en": "Silver Poplar"},
        others={},
        unchecked=frozenset({"en"}),
    )
    assert "starting set" in screens.one(words["en"], made, ["en"]).text
    assert "starting set" not in screens.one(words["en"], made, ["kk"]).text


def test_lists_that_are_long_or_empty_say_so(words: Catalogues):
    many = [
        Term(id=TermId(id), kind=TermKind.TERM, note="", renderings={"en": f"poplar {id}"}, others={})
        for id in range(1, 30)
    ]
    assert "first ones" in screens.found(words["en"], screens.search(many, "poplar"), "poplar").text
    assert len(screens.search(many, "poplar 3")) == 1
    assert screens.search(many, "") == []
    assert "None yet" in screens.listing(words["en"], [], TermKind.TERM, page=0).text
    assert "Nothing is suggested" in suggestion_screens.listing(words["en"], [], page=0).text
    assert many[0].name("xx") == "poplar 1"
    assert Term(id=TermId(7), kind=TermKind.TERM, note="", renderings={}, others={}).name("en") == "#7"
