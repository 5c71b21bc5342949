import re
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from alertbot.languages import catalogues, proof, starting_set, update
from alertbot.languages.glossary import Entry
from alertbot.model import TermKind

_LETTER = re.compile(r"[^\W\d_]")
_FILLED = re.compile(r"\{[^{}]*\}")

SOURCE = """
from alertbot.languages.catalogues import gettext_noop

LATER = gettext_noop("Said later")

def say(words, n):
    # TRANSLATORS: on a button
    words.gettext("Back")
    words.gettext(
        "A long sentence "
        "in two parts"
    )
    words.ngettext("{n} feed", "{n} feeds", n)
    words.pgettext("of an alert", "Read")
    words.gettext(LATER)
    return None
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "src"
    folder.mkdir()
    (folder / "say.py").write_text(SOURCE, encoding="utf-8")
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    return {file.name + str(file.parent): file.read_bytes() for file in folder.rglob("*.po*")}


def test_messages_of_every_kind_are_collected(source):
    found = {message.id: message for message in update.collect(source) if message.id}
    assert set(found) == {
        "Said later",
        "Back",
        "A long sentence in two parts",
        ("{n} feed", "{n} feeds"),
        "Read",
    }
    assert found["Back"].auto_comments == ["TRANSLATORS: on a button"]
    assert found["Read"].context == "of an alert"


def test_notes_of_the_glossary_are_collected(source):
    term = Entry(slug="a", kind=TermKind.PLACE, renderings={"en": "Aq"}, others={}, note="A hill, too.")
    found = update.collect(source, [term, replace(term, note="")])
    assert found["A hill, too."].auto_comments == ["TRANSLATORS: a note to editors on “Aq”"]


def test_new_catalogues_wait_to_be_translated_and_a_second_run_changes_nothing(source, tmp_path):
    locales = tmp_path / "locales"
    problems = list(update.update(source, locales))
    assert len(problems) == 5 * len(update.translated())
    assert all(": not translated: " in problem for problem in problems)
    before = files_in(locales)
    assert len(before) == 1 + len(update.translated())
    list(update.update(source, locales))
    assert files_in(locales) == before


def test_translations_and_notes_stay_and_what_is_gone_goes(source, tmp_path):
    locales = tmp_path / "locales"
    list(update.update(source, locales))
    file = catalogues.path_of("kk", locales)
    written = file.read_text(encoding="utf-8").replace(
        'msgid "Back"\nmsgstr ""', 'msgid "Back"\nmsgstr "Артқа"'
    )
    file.write_text("# A note of the translators.\n" + written, encoding="utf-8")
    (source / "say.py").write_text(SOURCE.replace("Said later", "Said now"), encoding="utf-8")
    problems = list(update.update(source, locales))
    updated = file.read_text(encoding="utf-8")
    assert updated.startswith("# A note of the translators.\n# Kazakh catalogue of alertbot.\n")
    assert 'msgstr "Артқа"' in updated
    assert "Said later" not in updated
    assert "kk: not translated: 'Said now'" in problems
    assert not [problem for problem in problems if problem.startswith("kk") and "'Back'" in problem]
    assert catalogues.load(locales)["kk"].gettext("Back") == "Артқа"


def test_the_header_tells_readers_of_the_file_its_plural_forms(source, tmp_path):
    list(update.update(source, tmp_path))
    written = catalogues.path_of("ug", tmp_path).read_text(encoding="utf-8")
    assert '"Language: ug\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n' in written
    assert "Not yet checked by a native speaker" in written


def test_the_command_reports_and_fails_where_something_is_wrong(source, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(update, "__file__", str(source / "languages" / "update.py"))
    monkeypatch.setattr(catalogues, "folder", lambda: tmp_path / "locales")
    monkeypatch.setattr(starting_set, "folder", lambda: tmp_path)
    assert update.main() == 1
    (source / "say.py").write_text("", encoding="utf-8")
    assert update.main() == 0
    assert capsys.readouterr().out.endswith(f"{len(update.translated())} catalogues, 0 problems\n")


KAZAKH = """
msgid ""
msgstr "Plural-Forms: nplurals=2; plural=(n != 1);"

msgid "Back"
msgstr "Артқа"

msgid "Said later"
msgstr "Кейін"
"""

OVERRIDE = """
msgid "Back"
msgstr "قايتۋ"

msgid "Said never"
msgstr "ەشقاشان"
"""


@pytest.fixture
def locales(tmp_path: Path, source: Path) -> Path:
    """Catalogues with a Kazakh text, and one written by hand for Kazakh in Arabic script."""
    folder = tmp_path / "locales"
    kazakh, arabic = (catalogues.path_of(tag, folder) for tag in ("kk", "kk-Arab"))
    for file, written in ((kazakh, KAZAKH), (arabic.with_name(update.OVERRIDES), OVERRIDE)):
        file.parent.mkdir(parents=True)
        file.write_text(written, encoding="utf-8")
    return folder


def test_converted_scripts_are_made_from_their_source_and_what_people_wrote_is_kept(source, locales):
    problems: list[str] = []
    for _ in range(2):
        problems = list(update.update(source, locales))
        words = catalogues.load(locales)
        assert words["kk-Latn"].gettext("Back") == "Artqa"
        assert words["kk-Arab"].gettext("Back") == "قايتۋ"
        assert words["kk-Arab"].gettext("Said later") == "كەيىن"
        written = catalogues.path_of("kk-Arab", locales).with_name(update.OVERRIDES)
        assert written.read_text(encoding="utf-8") == OVERRIDE
    assert "kk-Arab: overrides.po has what is not said any more: 'Said never'" in problems


def test_a_generated_catalogue_says_that_it_is(source, locales):
    list(update.update(source, locales))
    head = catalogues.path_of("kk-Arab", locales).read_text(encoding="utf-8")
    assert head.startswith(
        "# Kazakh (Arabic) catalogue of alertbot, made from Kazakh by its converter: do not edit.\n"
        "# What is to be said in another way stands in overrides.po beside it.\n"
    )
    assert '"Language: kk-Arab\\n"\n' in head


def test_edits_of_a_generated_catalogue_are_made_good(source, locales):
    list(update.update(source, locales))
    file = catalogues.path_of("kk-Latn", locales)
    made = file.read_text(encoding="utf-8")
    file.write_text(made.replace("Artqa", "Keri"), encoding="utf-8")
    list(update.update(source, locales))
    assert file.read_text(encoding="utf-8") == made


@pytest.fixture(scope="module")
def template() -> Catalog:
    return update.collect(Path(update.__file__).parents[1], starting_set.load())


def said_in(catalog: Catalog) -> dict[object, object]:
    return {(message.id, message.context): message.string for message in catalog if message.id}


@pytest.mark.parametrize("language", update.translated(), ids=lambda row: row.tag)
def test_the_projects_catalogues_are_complete_and_clean(language, template):
    catalog = update.read(language, catalogues.folder())
    assert said_in(catalog).keys() == said_in(template).keys(), "run `make locales`"
    assert list(proof.problems(catalog, language)) == []
    assert "ot yet checked by a native speaker" in catalog.header_comment


@pytest.mark.parametrize(
    "language", [row for row in update.translated() if row.converted_from], ids=lambda row: row.tag
)
def test_the_projects_generated_catalogues_are_what_the_converters_give(language):
    kept = said_in(update.read(language, catalogues.folder()))
    assert kept == said_in(update.made(language, catalogues.folder())), "run `make locales`"


def test_no_language_falls_back_to_english_in_silence(template):
    """As the program reads them: the net of fallbacks is under no message."""
    loaded = catalogues.load()
    alike = {
        (language.tag, english)
        for language in update.translated()
        for message in template
        for english in proof.forms(message.id)[:1]
        if english
        and said(loaded[language.tag], message) == english
        and _LETTER.search(_FILLED.sub("", english))
    }
    assert alike == {
        ("de", "Feeds"),
        ("de", "Feeds: {feeds}"),
        ("de", "Feeds: {number}"),
        ("de", "Pause"),
        ("fr", "Menu"),
        ("fr", "Options"),
    }


def said(words: catalogues.Words, message: Message) -> str:
    if message.context:
        return words.pgettext(message.context, proof.forms(message.id)[0])
    if isinstance(message.id, tuple):
        singular, plural = message.id
        return words.ngettext(singular, plural, 1)
    return words.gettext(proof.forms(message.id)[0])
