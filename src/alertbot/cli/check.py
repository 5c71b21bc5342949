"""`alertbot check`: what is in force, and whether all that is needed is there."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import typer
from pydantic import BaseModel
from rich.console import Console

from alertbot import app, keyfile, settings
from alertbot.cli.run import SettingsFile
from alertbot.errors import AlertbotError, ProviderError
from alertbot.languages import table
from alertbot.model import Feed, FeedState
from alertbot.prepare import chains
from alertbot.providers import Reachable, build
from alertbot.settings import Settings
from alertbot.storage import feeds, schema

_PROVIDER_SECONDS = 30

out = Console(highlight=False, soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the report."""

    good: bool
    sentence: str
    grave: bool = True  # whether alertbot cannot run like this


def command(settings_file: SettingsFile = None) -> None:
    """Say what is in force and what is missing; exit code 2 where alertbot could not run."""
    chosen = settings.load(settings_file)
    out.print("Settings in force:", style="bold")
    for name, value in shown(chosen):
        out.print(f"  {name} = {value}", markup=False)
    out.print("\nWhat was looked at:", style="bold")
    answers = asyncio.run(_answers(chosen))
    for answer in answers:
        mark, style = ("ok", "green") if answer.good else ("!!", "red") if answer.grave else ("--", "yellow")
        out.print(f"  [{style}]{mark}[/{style}] ", end="")
        out.print(answer.sentence, markup=False)
    if any(answer.grave and not answer.good for answer in answers):
        raise typer.Exit(2)


def shown(section: BaseModel, prefix: str = "") -> list[tuple[str, str]]:
    """Every setting with its value, in the order of the settings; a database's password is hidden."""
    lines: list[tuple[str, str]] = []
    for name, value in section:
        if isinstance(value, BaseModel):
            lines += shown(value, f"{prefix}{name}.")
        else:
            lines.append((prefix + name, _value(prefix + name, value)))
    return lines


def _value(name: str, value: object) -> str:
    if name == "data.database" and isinstance(value, str):
        return _without_password(value)
    if isinstance(value, timedelta):
        days, rest = divmod(value, timedelta(days=1))
        return f"{days} days" if days > 1 and not rest else f"{value.total_seconds():g} seconds"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, Mapping) and name == "prepare.providers":
        return (
            ", ".join(f"{key} ({each.use})" for key, each in value.items()) or "none"
        )  # options may be secret
    return "not set" if value is None or value in ("", {}) else str(value)


def _without_password(url: str) -> str:
    before, at, after = url.rpartition("@")
    scheme, slashes, who = before.partition("://")
    return f"{scheme}{slashes}{who.partition(':')[0]}@{after}" if at else url


async def _answers(chosen: Settings) -> list[Answer]:
    return [answer async for answer in _looked_at(chosen)]


async def _looked_at(chosen: Settings) -> AsyncIterator[Answer]:
    for tag in chosen.languages.offered:
        if tag not in table.TABLE:
            known = ", ".join(each for each, row in table.TABLE.items() if not row.test_only)
            yield Answer(False, f"languages.offered names {tag!r}, which is not known; known are {known}")
    try:
        secrets = app.read_secrets(chosen)
    except AlertbotError as error:
        yield Answer(False, _sentence(error))
        return
    yield Answer(True, "The token and the key are in place, and only their owner can read them.")
    yield await _telegram(chosen, secrets)
    async for answer in _providers(chosen):
        yield answer
    try:
        async with app.opened(chosen) as parts, parts.database.reading() as connection:
            kept = await feeds.all(connection)
            mark = await schema.key_mark(connection) or ""
    except AlertbotError as error:
        yield Answer(False, _sentence(error))
        return
    yield Answer(True, "The database answers, has the present schema, and was made with this key.")
    if len(mark.split()) > 1:
        yield Answer(False, "A new key is taking its place: run `alertbot rotate` to finish.", grave=False)
    if old := _old_keys(chosen):
        yield Answer(
            False,
            f"No backup needs key {old} any more: `alertbot backup` drops it where it may change the key "
            "file; else take its line out by hand.",
            grave=False,
        )
    if not kept:
        yield Answer(False, "There is no feed yet; add one with /feeds in the chat.", grave=False)
    for feed in kept:
        yield _feed(feed)


def _old_keys(chosen: Settings) -> str:
    entries = keyfile.read(chosen.data.key_file, data_folder=None)
    kept = keyfile.without_old(entries, before=(app.now() - chosen.keep.backups).date())
    return ", ".join(str(each.id) for each in entries if each not in kept)


async def _telegram(chosen: Settings, secrets: app.Secrets) -> Answer:
    try:
        name = await app.username(chosen, secrets.token)
    except AlertbotError as error:
        return Answer(False, _sentence(error), grave="does not know" in str(error))
    return Answer(True, f"Telegram knows the token: the bot is @{name}.")


def _source(tag: str) -> str:
    return table.TABLE[tag].source if tag in table.TABLE else tag


async def _providers(chosen: Settings) -> AsyncIterator[Answer]:
    """How each provider does, and what readers of each language get where an article is not in it."""
    prepare, offered = chosen.prepare, chosen.languages.offered
    used = chains.wanted(prepare, offered)
    for name in dict.fromkeys([*used, *prepare.providers]):
        yield await _provider(name, chosen, in_use=name in used)
    # The other scripts of a language are converted: nobody translates into them.
    without: list[str] = []
    for tag in dict.fromkeys(map(_source, offered)):
        language = table.TABLE[tag].english_name if tag in table.TABLE else tag
        if names := ", ".join(prepare.chain(tag)):
            yield Answer(True, f"{language}: translated by {names} where the pair is served.")
        else:
            without.append(language)
    if without:
        yield Answer(
            False,
            f"{', '.join(without)}: no translator; readers get the newsroom's own text in it, or the "
            "original, labelled. A translator is set up under prepare.providers and "
            f"prepare.chains (built in: {', '.join(app.BUILT_IN)}; or a package of yours).",
            grave=False,
        )


async def _provider(name: str, chosen: Settings, *, in_use: bool) -> Answer:
    """Whether its key file is right and whether it answers; its key and options are not shown."""
    given = chosen.prepare.providers.get(name)
    called = f"Provider {name}" + (f" ({given.use})" if given else "")
    try:
        secrets = chains.read_keys(chosen.prepare, [name], data_folder=chosen.data.folder)
        async with (
            asyncio.timeout(_PROVIDER_SECONDS),
            build.opened(chains.named(chosen.prepare, secrets), [name]) as opened,
        ):
            if isinstance(found := opened[name], Reachable):
                await found.reach()
    except ProviderError as error:
        return Answer(False, f"{called}: {error.reason}.", grave=False)
    except TimeoutError:
        return Answer(False, f"{called}: does not answer in time.", grave=False)
    except AlertbotError as error:
        return Answer(False, f"{called}: {error}.", grave=in_use)
    return Answer(True, f"{called}: answers{'' if in_use else ', but no chain names it'}.")


def _feed(feed: Feed) -> Answer:
    name = f"Feed {feed.title or feed.url}"
    if feed.state is not FeedState.ACTIVE:
        return Answer(False, f"{name}: {feed.state.value}", grave=False)
    if feed.failures:
        return Answer(
            False, f"{name}: failed {feed.failures} times in a row ({feed.last_error})", grave=False
        )
    return Answer(
        True,
        f"{name}: "
        + ("not asked yet" if feed.ok_at is None else f"last asked {feed.ok_at:%Y-%m-%d %H:%M} UTC"),
    )


def _sentence(error: AlertbotError) -> str:
    text = str(error)
    return text[:1].upper() + text[1:] + "."
