"""The rooms of other tests, for the whole ways that the promises are checked on; on SQLite."""

import shutil
from pathlib import Path

import pytest

from tests.chat.conftest import desk, newsroom, site, studio, translators, words
from tests.chat.test_conversation import house

__all__ = ["desk", "house", "newsroom", "site", "studio", "translators", "words"]


@pytest.fixture
def migrated_url(sqlite_template: Path, tmp_path: Path) -> str:
    """One kind of database: the storage's statements are tested on both."""
    path = tmp_path / "alertbot.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"
