"""The settings' chains are opened under their terms, with their keys, and wrong ones are said."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from alertbot import keys
from alertbot.errors import ProviderBusy, SettingsError
from alertbot.metrics import Metrics
from alertbot.model import Sensitive
from alertbot.prepare import chains
from alertbot.prepare.chains import Chains
from alertbot.providers import Choice, Summary
from alertbot.settings import Prepare
from alertbot.storage.engine import Database
from tests.conftest import NOON


class Both:
    """Summarises and translates by repeating, with its key in front."""

    name = "both"

    def __init__(self, key: str) -> None:
        self.key = key

    def serves(self, source: str, target: str) -> bool:
        return True

    async def translate(
        self, texts: Sequence[str], *, source: str, target: str, glossary: Mapping[str, str]
    ) -> list[str]:
        return [f"{self.key} {text}" for text in texts]

    async def summarise(self, *, title: str, text: str, language: str) -> Summary:
        return Summary(title, f"{self.key} {text}")


class Filer(Both):
    """Chooses topics too."""

    async def choose(
        self, *, title: str, text: str, language: str, topics: Sequence[Choice]
    ) -> Sequence[str]:
        return [topic.slug for topic in topics]


class Neither:
    """A thing with a name."""

    name = "neither"


@asynccontextmanager
async def both(*, key: Sensitive[str] | None = None) -> AsyncIterator[Both]:
    yield Both(key.reveal() if key else "-")


@asynccontextmanager
async def filer() -> AsyncIterator[Filer]:
    yield Filer("-")


@asynccontextmanager
async def neither() -> AsyncIterator[Neither]:
    yield Neither()


HERE = __name__


def opened(
    database: Database,
    chosen: Prepare,
    secrets: Mapping[str, Sensitive[str]],
    offered: Sequence[str] = ("ug", "kk", "en"),
) -> AbstractAsyncContextManager[Chains]:
    return chains.opened(
        database, chosen, secrets, offered=offered, keep=timedelta(days=30), clock=lambda: NOON,
        metrics=Metrics(),
    )  # fmt: skip


def prepare(**sections: object) -> Prepare:
    providers = {
        "a": {"use": f"{HERE}:both", "budget": {"characters": 10}},
        "b": {"use": f"{HERE}:both"},
        "c": {"use": f"{HERE}:neither"},
        "filer": {"use": f"{HERE}:filer"},
    }
    return Prepare.model_validate({"providers": providers, **sections})


async def test_a_language_has_its_own_chain_else_the_default_one(database: Database):
    chosen = prepare(chains={"default": ["a", "b"], "kk": ["b"], "en": [], "de": ["c"]}, summarisers=["b"])
    async with opened(database, chosen, {"b": Sensitive("K")}) as made:
        assert {tag: [each.name for each in chain] for tag, chain in made.translators.items()} == {
            "ug": ["a", "b"],
            "kk": ["b"],
        }
        [summariser] = made.summarisers
        assert (await summariser.summarise(title="T", text="S", language="en")).summary == "K S"
        first, second = made.translators["ug"]
        with pytest.raises(ProviderBusy, match="budget"):
            await first.translate(["twelve chars"], source="en", target="ug", glossary={})
        assert await second.translate(["x"], source="en", target="ug", glossary={}) == ["K x"]


async def test_a_classifier_is_opened_where_one_is_named(database: Database):
    async with opened(database, prepare(), {}) as made:
        assert made.classifier is None
    async with opened(database, prepare(classifier="filer"), {}) as made:
        assert made.classifier is not None
        offered = [Choice("a", "A")]
        assert await made.classifier.choose(title="", text="x", language="en", topics=offered) == ["a"]


@pytest.mark.parametrize(
    ("sections", "says"),
    [
        ({"chains": {"ug": ["c"]}}, "'c' of a chain does not translate"),
        ({"classifier": "a"}, "'a' of prepare.classifier does not choose topics"),
        ({"summarisers": ["c"]}, "'c' among prepare.summarisers does not summarise"),
        ({"chains": {"default": ["d"]}}, "names the provider 'd'"),
    ],
)
async def test_chains_that_cannot_be_are_said(database: Database, sections: dict[str, object], says: str):
    with pytest.raises(SettingsError, match=says):
        async with opened(database, prepare(**sections), {}):
            raise AssertionError


def test_keys_are_read_from_files_that_only_their_owner_can_read(tmp_path: Path):
    good, open_, inside = tmp_path / "good", tmp_path / "open", tmp_path / "data" / "key"
    for path in (good, open_, inside):
        keys.write_secret(path, "K-1")
    open_.chmod(0o644)

    def chosen(path: Path) -> Prepare:
        return Prepare.model_validate(
            {"providers": {"a": {"use": "x", "key_file": str(path)}, "b": {"use": "y"}}}
        )

    folder = tmp_path / "data"
    assert chains.read_keys(chosen(good), ["a", "b"], data_folder=folder) == {"a": Sensitive("K-1")}
    assert chains.read_keys(chosen(open_), ["b"], data_folder=folder) == {}
    for path, says in [
        (open_, "others can read"),
        (inside, "inside the data"),
        (tmp_path / "no", "there is no"),
    ]:
        with pytest.raises(SettingsError, match=says) as caught:
            chains.read_keys(chosen(path), ["a"], data_folder=folder)
        assert "a provider key" in str(caught.value)
        assert "K-1" not in str(caught.value)
