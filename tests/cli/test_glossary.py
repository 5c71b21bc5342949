"""`alertbot glossary` adds what is new, and the first start loads the starting set."""

from pathlib import Path

import pytest
from sqlalchemy import delete

from alertbot import app, keys, settings
from alertbot.languages import starting_set
from alertbot.storage import glossary
from alertbot.storage.tables import rendering, term
from tests.cli.command import says

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def chosen(tmp_path: Path) -> settings.Settings:
    """A newsroom's settings with its secrets, and no database yet."""
    keys.write_secret(tmp_path / "secrets" / "token", "1234567:" + "A" * 35)
    keys.write_secret(tmp_path / "secrets" / "key", keys.key_file_line(1, bytes(range(32))))
    (tmp_path / "alertbot.toml").touch()
    return settings.load(tmp_path / "alertbot.toml")


async def test_what_is_new_is_added_and_the_rest_left_alone(tmp_path: Path, chosen: settings.Settings):
    async with app.opened(chosen) as parts, parts.database.writing() as c:
        [first, second, *others] = await glossary.all(c)
        assert len(others) + 2 == len(starting_set.load())
        await glossary.remove(c, first.id)
        await c.execute(delete(rendering).where(rendering.c.term_id == second.id))
        await c.execute(delete(term).where(term.c.id == second.id))  # as if it had never come

    code, said = await says("glossary", folder=tmp_path)
    assert (code, said.strip()) == (
        0,
        "New names and terms in the glossary: 1. Editors find them with /names.",
    )
    code, said = await says("glossary", folder=tmp_path)
    assert (code, "all of the starting set already" in said) == (0, True)
    async with app.opened(chosen) as parts, parts.database.reading() as c:
        assert len(await glossary.all(c)) == len(starting_set.load()) - 1
