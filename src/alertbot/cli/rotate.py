"""`alertbot rotate`: a new key takes the place of the old one while alertbot runs."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from alertbot import app, keyfile, keys, rotation, settings
from alertbot.cli.init import new_key
from alertbot.cli.run import SettingsFile
from alertbot.errors import SettingsError, Unready
from alertbot.keyfile import Entry
from alertbot.keys import Keyring
from alertbot.settings import Settings
from alertbot.storage import engine, schema

out = Console(highlight=False, soft_wrap=True)


def command(
    settings_file: SettingsFile = None,
    to: Annotated[
        Path | None,
        typer.Option(
            help="Only write the old and a new key into this file: where the key file itself cannot be "
            "changed, as secrets of containers and credentials of systemd."
        ),
    ] = None,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="The key file is on every machine: do not ask.")
    ] = False,
) -> None:
    """Make a new key and seal everything with it, while the service runs; a run that was killed goes on."""
    chosen = settings.load(settings_file)
    path = chosen.data.key_file
    keyring = app.read_secrets(chosen).keyring
    with keyfile.held(path):
        in_use = asyncio.run(_in_use(chosen, keyring))
        entries = keyfile.read(path, data_folder=None)
        if to is not None:
            _write_elsewhere(to, entries, chosen)
            return
        if in_use == (keyfile.newest(entries).id,) and _is_tidy(entries):
            _add_new(path, entries)
        if engine.sqlite_path(chosen.data.url) is None and not everywhere:
            _ask_whether_everywhere(path)
        asyncio.run(_rotate(chosen, keyring))
    _say_what_is_left(chosen)


async def _in_use(chosen: Settings, keyring: Keyring) -> tuple[int, ...]:
    """The ids of the keys that the database has in use. Raises KeyMissing, and Unready without a database."""
    mark = await app.key_mark(chosen)
    if mark is None:
        raise Unready("there is no database yet, so there is nothing to seal anew")
    return keyring.follow(mark)


def _is_tidy(entries: tuple[Entry, ...]) -> bool:
    """Whether an earlier run came to its very end."""
    return sum(each.retired is None for each in entries) == 1


def _add_new(path: Path, entries: tuple[Entry, ...]) -> None:
    if not keyfile.can_change(path):
        raise SettingsError(
            f"the key file {path} cannot be changed from here; write the new one with `alertbot rotate --to "
            "FILE`, put it in its place, start alertbot again, and then run `alertbot rotate`"
        )
    keyfile.put(path, keyfile.with_new(entries, new_key()))


def _write_elsewhere(to: Path, entries: tuple[Entry, ...], chosen: Settings) -> None:
    if to.resolve().is_relative_to(chosen.data.folder.resolve()):
        raise SettingsError(f"{to} is inside the data folder; name a place outside of it")
    fresh = keyfile.with_new(entries, new_key())
    keys.write_secret(to, "\n".join(each.line for each in fresh))
    out.print(f"\nThe old and the new key are in {to}.", markup=False)
    out.print(
        "Put it in the place of the key file everywhere, start alertbot again (nothing changes yet), and"
    )
    out.print("then run `alertbot rotate`. Destroy the file afterwards.")


def _ask_whether_everywhere(path: Path) -> None:
    out.print(f"\nEvery machine and container that runs alertbot needs the key file {path} as it is now:")
    out.print("one that does not have it ends, and goes on once it does. Copy it there first.")
    if typer.prompt('Type "everywhere" when it is').strip().lower() != "everywhere":
        raise SettingsError("the new key is in the file, and not in use yet; run `alertbot rotate` again")


async def _rotate(chosen: Settings, keyring: Keyring) -> None:
    sealed = 0

    def told(rows: int) -> None:
        nonlocal sealed
        sealed += rows

    async with engine.opened(chosen.data.url, keyring) as database:
        await schema.check_present(database)
        await schema.check_key(database, keyring)
        await rotation.to_newest(database, keyring, chosen.data.key_file, today=app.now().date(), told=told)
    out.print(f"\nDone: {sealed} rows were sealed anew, and the new key alone opens the database.")


def _say_what_is_left(chosen: Settings) -> None:
    path, days = chosen.data.key_file, chosen.keep.backups.days
    out.print(f"Backups from before need the old key and its paper for {days} days.")
    if keyfile.can_change(path):
        out.print("`alertbot backup` drops it from the key file then.")
    else:
        out.print(f"{path} cannot be changed from here: take the old key's line out then.", markup=False)
    out.print("If the old key may be known to others, make a backup now and destroy all older ones.")
    out.print("Buttons of editors that were shown before ask to be opened again.")
