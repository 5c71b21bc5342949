"""Opens the summarisers and the chains of translators that the settings name, each under its terms."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import orjson

from alertbot import keys, settings
from alertbot.errors import SettingsError
from alertbot.metrics import Metrics
from alertbot.model import Sensitive
from alertbot.prepare.metered import Ledger, MeteredClassifier, MeteredSummariser, MeteredTranslator, Terms
from alertbot.providers import Classifier, Provider, Summariser, Translator, build
from alertbot.providers.budget import Limits, Price
from alertbot.providers.build import Named
from alertbot.settings import Prepare
from alertbot.storage import answers
from alertbot.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Chains:
    """Who makes texts, first choice first."""

    summarisers: Sequence[Summariser]
    translators: Mapping[str, Sequence[Translator]]  # by target language
    classifier: Classifier | None = None


def read_keys(chosen: Prepare, names: Collection[str], *, data_folder: Path) -> dict[str, Sensitive[str]]:
    """The keys of those of the named providers that have a key file, by these names.

    Raises SettingsError where one is missing, empty or readable by others.
    """
    return {
        name: _read_key(name, each.key_file, data_folder)
        for name, each in chosen.providers.items()
        if each.key_file is not None and name in names
    }


def _read_key(name: str, path: Path, data_folder: Path) -> Sensitive[str]:
    remedy = f"write the key that the provider gave you into it, then run `chmod 400 {path}`"
    called = f"{name} provider key"
    return Sensitive(keys.read_secret(path, name=called, data_folder=data_folder, remedy=remedy))


def named(chosen: Prepare, secrets: Mapping[str, Sensitive[str]]) -> dict[str, Named]:
    """The providers as they are to be opened."""
    return {name: Named(each.use, each.options, secrets.get(name)) for name, each in chosen.providers.items()}


def wanted(chosen: Prepare, offered: Sequence[str]) -> list[str]:
    """The names of all that is in use, each once."""
    chained = [name for language in offered for name in chosen.chain(language)]
    classifier = [chosen.classifier] if chosen.classifier else []
    return list(dict.fromkeys([*chosen.summarisers, *classifier, *chained]))


@asynccontextmanager
async def opened(
    database: Database,
    chosen: Prepare,
    secrets: Mapping[str, Sensitive[str]],
    *,
    offered: Sequence[str],
    keep: timedelta,
    clock: Callable[[], datetime],
    metrics: Metrics,
) -> AsyncIterator[Chains]:
    """The chains of the offered languages, open until the block ends; answers are kept for `keep`.

    Raises SettingsError.
    """
    ledger = Ledger(database=database, clock=clock, keep=keep, metrics=metrics)
    async with database.writing() as connection:
        await answers.expire(connection, before=clock() - keep)
    async with build.opened(named(chosen, secrets), wanted(chosen, offered)) as providers:
        translators = {
            language: [_translator(name, providers[name], chosen, ledger) for name in chosen.chain(language)]
            for language in offered
            if chosen.chain(language)
        }
        summarisers = [_summariser(name, providers[name], chosen, ledger) for name in chosen.summarisers]
        classifier = _classifier(chosen.classifier, providers, chosen, ledger) if chosen.classifier else None
        yield Chains(summarisers, translators, classifier)


def _translator(name: str, provider: Provider, chosen: Prepare, ledger: Ledger) -> MeteredTranslator:
    if not isinstance(provider, Translator):
        raise SettingsError(f"the provider {name!r} of a chain does not translate")
    return MeteredTranslator(name, provider, _terms(chosen.providers[name]), ledger)


def _summariser(name: str, provider: Provider, chosen: Prepare, ledger: Ledger) -> MeteredSummariser:
    if not isinstance(provider, Summariser):
        raise SettingsError(f"the provider {name!r} among prepare.summarisers does not summarise")
    return MeteredSummariser(name, provider, _terms(chosen.providers[name]), ledger)


def _classifier(
    name: str, providers: Mapping[str, Provider], chosen: Prepare, ledger: Ledger
) -> MeteredClassifier:
    provider = providers[name]
    if not isinstance(provider, Classifier):
        raise SettingsError(f"the provider {name!r} of prepare.classifier does not choose topics")
    return MeteredClassifier(name, provider, _terms(chosen.providers[name]), ledger)


def _terms(chosen: settings.Provider) -> Terms:
    return Terms(
        limits=Limits(**dict(chosen.budget)),
        price=Price(**dict(chosen.price)),
        time_limit=chosen.time_limit,
        options=orjson.dumps(chosen.options, default=str, option=orjson.OPT_SORT_KEYS).decode(),
    )
