"""`alertbot backup`: a verified copy of everything but the key, while the service runs."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from alertbot import app, backups, keyfile, settings
from alertbot.cli.run import SettingsFile
from alertbot.errors import Unready
from alertbot.settings import Settings
from alertbot.storage import engine, schema

out = Console(highlight=False, soft_wrap=True)


def command(
    settings_file: SettingsFile = None,
    to: Annotated[Path | None, typer.Option(help="The folder to write to (default: data.backups).")] = None,
) -> None:
    """Write a backup, verify it, and delete those that are too old; the service may run meanwhile."""
    chosen = settings.load(settings_file)
    asyncio.run(_back_up(chosen, to or chosen.data.backups))


async def _back_up(chosen: Settings, folder: Path) -> None:
    keyring = app.read_secrets(chosen).keyring
    now = app.now()
    opened = engine.opened(chosen.data.url, keyring, forgotten=chosen.data.forgotten_file)
    if engine.sqlite_path(chosen.data.url) is not None and not app.has_database(chosen):
        raise Unready("there is no database yet, so there is nothing to back up")
    async with opened as database:
        await schema.check_present(database)
        await schema.check_key(database, keyring)
        path, counts = await backups.make(database, keyring, folder, now=now)
        dropped = backups.drop_old(database, folder, now=now, keep=chosen.keep.backups)
    _drop_old_keys(chosen, now)
    out.print(f"Backed up and verified: {path} ({sum(counts.values())} rows).", markup=False)
    if dropped:
        out.print(f"Deleted {dropped} that were older than {chosen.keep.backups.days} days.")
    out.print("The key is not in it: with neither its file nor its recovery form the backup cannot be read.")


def _drop_old_keys(chosen: Settings, now: datetime) -> None:
    """Drop the keys that no kept backup needs, or say that they are needed no more."""
    path = chosen.data.key_file
    with keyfile.held(path):
        entries = keyfile.read(path, data_folder=None)
        kept = keyfile.without_old(entries, before=(now - chosen.keep.backups).date())
        old = ", ".join(str(each.id) for each in entries if each not in kept)
        if not old:
            return
        if not keyfile.can_change(path):
            out.print(f"No backup needs key {old} any more: take its line out of {path}.", markup=False)
            return
        keyfile.put(path, kept)
    out.print(f"Dropped key {old}: no backup needs it any more. Destroy its recovery form too.")
