"""`alertbot try`: every feed document of a folder, taken the whole way, in a table."""

import asyncio
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from alertbot.errors import SettingsError
from alertbot.keys import Keyring, new_master
from alertbot.languages import catalogues
from alertbot.playground import tryout
from alertbot.playground.tryout import Outcome
from alertbot.storage import engine, schema

out = Console(highlight=False)


def command(
    folder: Annotated[Path, typer.Argument(help="A folder with feed documents, one a file.")],
    show: Annotated[int, typer.Option(help="Print so many of the messages, spread over all.")] = 0,
) -> None:
    """Take every feed document of a folder through watch, prepare and render, and say what each gave."""
    if not folder.is_dir():
        raise SettingsError(f"there is no folder {folder}; name one with feed documents")
    outcomes = asyncio.run(_tried(folder))
    if not outcomes:
        raise SettingsError(f"there are no documents in {folder}")
    out.print(_table(outcomes))
    for message in _spread(outcomes, show):
        out.rule()
        out.print(message, markup=False)


async def _tried(folder: Path) -> list[Outcome]:
    keyring = Keyring({1: new_master()})
    with tempfile.TemporaryDirectory(prefix="alertbot-try-") as place:
        async with engine.opened(f"sqlite:///{place}/alertbot.db", keyring) as database:
            await schema.upgrade(database)
            return [outcome async for outcome in tryout.run(database, catalogues.load(), folder)]


def _table(outcomes: list[Outcome]) -> Table:
    table = Table("document", "seconds", "entries", "articles", "messages", "or why not", show_footer=True)
    for column in table.columns[1:5]:
        column.justify = "right"
    for each in outcomes:
        table.add_row(
            each.name, f"{each.seconds:.2f}", str(each.entries), str(each.articles), str(len(each.messages)),
            each.error or "",
        )  # fmt: skip
    totals = (
        f"{len(outcomes)} documents",
        f"at most {max((each.seconds for each in outcomes), default=0):.2f}",
        str(sum(each.entries for each in outcomes)),
        str(sum(each.articles for each in outcomes)),
        str(sum(len(each.messages) for each in outcomes)),
        f"{sum(each.error is not None for each in outcomes)} gave nothing",
    )
    for column, total in zip(table.columns, totals, strict=True):
        column.footer = total
    return table


def _spread(outcomes: list[Outcome], most: int) -> Iterator[str]:
    """So many messages, from as many documents as there are."""
    first = (each.messages[0].text for each in outcomes if each.messages)
    every = list(first)
    step = max(len(every) // most, 1) if most else 1
    return islice(iter(every[::step]), most)
