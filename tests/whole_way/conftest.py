"""A database of each kind where a real process finds it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def whole_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without rows; SQLite's is where the settings of a house say."""
    if request.param == "sqlite":
        path = tmp_path / "data" / "alertbot.db"
        path.parent.mkdir(mode=0o700)
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: Server = request.getfixturevalue("postgres_server")
    with server.cleaned(request.getfixturevalue("postgres_template")) as url:
        yield url
