"""`alertbot restore`: fills an empty database from a backup, without those who are gone since."""

import asyncio
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from alertbot import app, backups, settings
from alertbot.backups import Restored
from alertbot.cli.run import SettingsFile
from alertbot.errors import SettingsError
from alertbot.settings import Settings
from alertbot.storage import engine, forgotten

out = Console(highlight=False, soft_wrap=True)


def command(
    backup: Annotated[Path, typer.Argument(help="The backup to restore from.")],
    settings_file: SettingsFile = None,
    forgotten_file: Annotated[
        list[Path] | None,
        typer.Option(
            "--forgotten",
            help="A list of those erased or removed since; one a machine (default: the data folder's).",
        ),
    ] = None,
    no_list: Annotated[
        bool,
        typer.Option(
            "--without-forgotten",
            help="There is no list any more: erased readers and removed editors come back.",
        ),
    ] = False,
) -> None:
    """Restore a backup into an empty database; whoever was erased or removed since does not come back."""
    chosen = settings.load(settings_file)
    if not backup.is_file():
        raise SettingsError(
            f"there is no backup {backup}; `ls {chosen.data.backups}` shows those that are kept"
        )
    asyncio.run(_restore(chosen, backup, [] if no_list else _lists(chosen, forgotten_file)))


def _lists(chosen: Settings, named: list[Path] | None) -> list[Path]:
    lists = named or [chosen.data.forgotten_file]
    if not named and not lists[0].exists():
        raise SettingsError(
            f"there is no list of the forgotten ({lists[0]}), and readers who were erased and editors who "
            "were removed since the backup would come back; name it with --forgotten, or say "
            "--without-forgotten"
        )
    return lists


async def _restore(chosen: Settings, backup: Path, lists: list[Path]) -> None:
    keyring = app.read_secrets(chosen).keyring
    gone = forgotten.read(lists)
    with ExitStack() as stack:
        if engine.sqlite_path(chosen.data.url) is not None:
            stack.enter_context(engine.DataFolder(chosen.data.folder))
        async with engine.opened(chosen.data.url, keyring) as target:
            done = await backups.restore(backup, target, keyring, gone=gone)
    forgotten.Forgotten(chosen.data.forgotten_file).take_over(lists)  # for another restore
    _tell(backup, done, listed=bool(lists))


def _tell(backup: Path, done: Restored, *, listed: bool) -> None:
    out.print(f"Restored {sum(done.counts.values())} rows from {backup}.", markup=False)
    out.print(f"{done.erased} readers who were forgotten since the backup were erased again.")
    out.print(f"{done.removed} editors and owners who were removed since the backup were removed again.")
    if not listed:
        out.print("Who was removed since is back: start alertbot, look at /people at once and remove them.")
    if not done.owners:
        out.print("No owner is left: `alertbot init` makes a link for the first one.")
