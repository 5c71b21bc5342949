"""Providers are opened by the names in the settings, and a wrong name is said in one sentence."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import pytest

from alertbot.errors import SettingsError
from alertbot.providers import build


class Echo:
    """A translator that says the same."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.open = True

    def serves(self, source: str, target: str) -> bool:
        return True

    async def translate(
        self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        return list(texts)


@asynccontextmanager
async def echo(*, name: str) -> AsyncIterator[Echo]:
    made = Echo(name)
    try:
        yield made
    finally:
        made.open = False


HERE = f"{__name__}:echo"


async def test_chains_name_translators_which_are_opened_once_and_closed():
    named = {"a": (HERE, {"name": "A"}), "b": (HERE, {"name": "B"}), "unused": ("nothing:here", {})}
    async with build.chains(named, {"es": ("a", "b"), "kk": ("b",)}) as chains:
        assert [each.name for each in chains["es"]] == ["A", "B"]
        assert chains["kk"][0] is chains["es"][1]
        first = chains["es"][0]
    assert isinstance(first, Echo)
    assert not first.open


@pytest.mark.parametrize("use", ["nothing", "nothing:here", "alertbot.providers.build:nothing", "", ":"])
def test_an_unknown_name_is_said_with_what_there_is(use: str):
    with pytest.raises(SettingsError, match="built in: apertium"):
        build.translator(use, {})


async def test_wrong_options_and_chains_are_said():
    with pytest.raises(SettingsError, match="options"):
        build.translator(HERE, {"colour": "red"})
    with pytest.raises(SettingsError, match="names the translator 'x'"):
        async with build.chains({}, {"es": ("x",)}):
            raise AssertionError
