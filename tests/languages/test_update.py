from pathlib import Path

import pytest

from alertbot.languages import catalogues, proof, update

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
    assert update.main() == 1
    (source / "say.py").write_text("", encoding="utf-8")
    assert update.main() == 0
    assert capsys.readouterr().out.endswith("2 catalogues, 0 problems\n")


@pytest.mark.parametrize("language", update.translated(), ids=lambda row: row.tag)
def test_the_projects_catalogues_are_complete_and_clean(language):
    template = update.collect(Path(update.__file__).parents[1])
    catalog = update.read(language, catalogues.folder())
    wanted = {(message.id, message.context) for message in template}
    assert {(message.id, message.context) for message in catalog} == wanted, "run `make locales`"
    assert list(proof.problems(catalog, language)) == []
    assert "ot yet checked by a native speaker" in catalog.header_comment
