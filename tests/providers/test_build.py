"""Providers are opened by the names in the settings, and a wrong name is said in one sentence."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from alertbot.errors import SettingsError
from alertbot.model import Sensitive
from alertbot.providers import build
from alertbot.providers.build import Named


class Echo:
    """A translator that says the same."""

    def __init__(self, name: str, key: Sensitive[str] | None) -> None:
        self.name = name
        self.key = key
        self.open = True

    def serves(self, source: str, target: str) -> bool:
        return True

    async def translate(
        self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        return list(texts)


@asynccontextmanager
async def echo(*, name: str, key: Sensitive[str] | None = None) -> AsyncIterator[Echo]:
    made = Echo(name, key)
    try:
        yield made
    finally:
        made.open = False


HERE = f"{__name__}:echo"


async def test_who_is_wanted_is_opened_once_with_its_key_and_closed():
    named = {
        "a": Named(HERE, {"name": "A"}, Sensitive("k")),
        "b": Named(HERE, {"name": "B"}),
        "unused": Named("nothing:here"),
    }
    async with build.opened(named, ["a", "b", "b"]) as providers:
        assert [each.name for each in providers.values()] == ["A", "B"]
        first, second = providers.values()
    assert isinstance(first, Echo)
    assert isinstance(second, Echo)
    assert (first.key, second.key) == (Sensitive("k"), None)
    assert not first.open


@pytest.mark.parametrize("use", ["nothing", "nothing:here", "alertbot.providers.build:nothing", "", ":"])
def test_an_unknown_name_is_said_with_what_there_is(use: str):
    with pytest.raises(SettingsError, match="there are apertium, azure, deepl, google"):
        build.provider(Named(use))


@pytest.mark.parametrize("use", build.BUILT_IN)
def test_what_is_built_in_is_found_and_its_options_are_looked_at(use: str):
    with pytest.raises(SettingsError, match="the options of the provider"):
        build.provider(Named(use, {"colour": "red"}))


async def test_an_installed_package_offers_its_own_by_an_entry_point(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    about = tmp_path / "echoes-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: echoes\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(f"[alertbot.providers]\nechoes = {HERE}\n")
    monkeypatch.syspath_prepend(str(tmp_path))

    async with build.opened({"ours": Named("echoes", {"name": "E"})}, ["ours"]) as providers:
        assert isinstance(providers["ours"], Echo)
    with pytest.raises(SettingsError, match="there are apertium, azure, deepl, echoes"):
        build.provider(Named("echo"))


async def test_a_chain_that_names_nobody_is_said():
    with pytest.raises(SettingsError, match="names the provider 'x'"):
        async with build.opened({}, ["x"]):
            raise AssertionError
