"""The worked example of docs/languages.md: Kyrgyz is added by a row and a catalogue, and nothing else."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alertbot.languages import catalogues, proof, table, update
from alertbot.model import Direction

KYRGYZ = table.Language(
    tag="ky",
    locale="ky",
    script="Cyrl",
    direction=Direction.LTR,
    own_name="Кыргызча",
    english_name="Kyrgyz",
    codes=("kir",),
)

CATALOGUE = """
# Kyrgyz catalogue of alertbot.
# Not yet checked by a native speaker.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Choose your language."
msgstr "Тилиңизди тандаңыз."

msgid "It has {number} entry."
msgid_plural "It has {number} entries."
msgstr[0] "Анда {number} жазуу бар."
msgstr[1] "Анда {number} жазуу бар."
"""

SOURCE = """
def say(words, n):
    words.gettext("Choose your language.")
    words.gettext("Topics")
    words.ngettext("It has {number} entry.", "It has {number} entries.", n)
"""


@pytest.fixture
def locales(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setattr(table, "TABLE", {**table.TABLE, "ky": KYRGYZ})
    file = catalogues.path_of("ky", tmp_path / "locales")
    file.parent.mkdir(parents=True)
    file.write_text(CATALOGUE, encoding="utf-8")
    return tmp_path / "locales"


def test_kyrgyz_speaks_as_soon_as_it_has_its_row_and_its_catalogue(locales):
    words = catalogues.load(locales).best("kir-KG")
    moment = datetime(2026, 9, 11, 20, 5, tzinfo=UTC)
    assert words.language is KYRGYZ
    assert words.gettext("Choose your language.") == "Тилиңизди тандаңыз."
    assert (
        words.ngettext("It has {number} entry.", "It has {number} entries.", 5) == "Анда {number} жазуу бар."
    )
    assert words.date(moment) == "2026-ж., 11-сентябрь"
    assert words.ago(timedelta(hours=3)) == "3 саат мурун"
    assert words.number(1234.5) == "1\u00a0234,5"
    assert words.join(["А", "Б", "В"]) == "А, Б жана В"
    assert words.name_of("ug-Latn") == "уйгурча (Латын)"
    assert catalogues.load(locales)["ru"].name_of("ky") == "киргизский"


def test_make_locales_keeps_it_and_says_what_is_missing(locales, tmp_path):
    (tmp_path / "say.py").write_text(SOURCE, encoding="utf-8")
    assert [each for each in update.update(tmp_path, locales) if each.startswith("ky:")] == [
        "ky: not translated: 'Topics'"
    ]
    file = catalogues.path_of("ky", locales)
    written = file.read_text(encoding="utf-8")
    assert '"Language: ky\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' in written
    file.write_text(written.replace('msgid "Topics"\nmsgstr ""', 'msgid "Topics"\nmsgstr "Темалар"'))
    assert list(proof.problems(update.read(KYRGYZ, locales), KYRGYZ)) == []
