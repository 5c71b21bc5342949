"""An alert by hand in each language and script."""

from dataclasses import replace

from alertbot.model import DraftEdition, Origin
from alertbot.prepare.outgoing import article, outgoing
from tests.conftest import NOON
from tests.storage.test_drafts import DRAFT

UYGHUR = DraftEdition(title="يول", text="يول ئېچىلدى.", origin=Origin.PERSON)
LONG = "The council mended the old road to the school of the town. " * 10


def test_its_own_language_comes_first_and_what_was_left_out_is_not_there():
    made = outgoing(DRAFT, ("ug", "kk", "en"))
    assert [(each.language, each.origin) for each in made] == [
        ("en", Origin.EDITORS), ("kk", Origin.MACHINE)
    ]  # fmt: skip
    assert [each.source_language for each in made] == [None, "en"]


def test_scripts_that_nobody_wrote_are_converted_when_they_are_shown():
    draft = replace(DRAFT, language="ug", title="يول", text="يول ئېچىلدى.", editions={
        "kk": DraftEdition(title="Жол", text="Жол", origin=Origin.MACHINE),
        "ug-Cyrl": DraftEdition(title="Йол", text="", origin=Origin.PERSON),
    })  # fmt: skip
    made = {each.shown: each for each in outgoing(draft, ("ug", "ug-Latn", "ug-Cyrl", "kk-Latn"))}
    assert list(made) == ["ug", "kk", "ug-Cyrl", "ug-Latn", "kk-Latn"]
    assert (made["ug-Latn"].language, made["ug-Latn"].origin) == ("ug", Origin.EDITORS)
    assert (made["ug-Cyrl"].language, made["ug-Cyrl"].origin) == ("ug-Cyrl", Origin.PERSON)
    assert (made["kk-Latn"].language, made["kk-Latn"].origin) == ("kk", Origin.MACHINE)


def test_a_version_in_the_draft_s_own_language_does_not_count():
    [made] = outgoing(replace(DRAFT, editions={"en": UYGHUR}), ("en",))
    assert made.title == "A road"


def test_a_long_text_is_shown_by_its_first_sentences_and_the_rest_on_request():
    [made] = outgoing(replace(DRAFT, text=LONG, editions={}), ())
    assert made.summary == "The council mended the old road to the school of the town."
    assert not made.whole
    assert article(replace(DRAFT, text=LONG), now=NOON).text == LONG
    assert article(DRAFT, now=NOON).text == ""


def test_a_long_text_without_sentences_is_cut():
    [made] = outgoing(replace(DRAFT, text="road " * 200, title="road", editions={}), ())
    assert made.summary.endswith("…")


def test_links_lead_to_their_own_host_alone():
    assert article(DRAFT, now=NOON).hosts == {"news.example"}
    assert article(replace(DRAFT, link=None), now=NOON).hosts == frozenset()


def test_an_edition_is_what_readers_are_given():
    about = article(DRAFT, now=NOON)
    edition = outgoing(DRAFT, ())[0].edition(about.id, None)
    assert (edition.title, edition.summary, edition.origin) == ("A road", "It was mended.", Origin.EDITORS)
