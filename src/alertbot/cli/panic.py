"""`alertbot panic`: destroys the key, so that nobody can learn from the database who subscribes."""

import asyncio
import os
import secrets
from pathlib import Path

import typer
from rich.console import Console

from alertbot import app, keyfile, settings
from alertbot.cli.run import SettingsFile
from alertbot.errors import SettingsError
from alertbot.keys import Keyring, new_master
from alertbot.settings import Settings
from alertbot.storage import alarm, engine

out = Console(highlight=False, soft_wrap=True)

PHRASE = "destroy the key"
_PASSES = 2
_PATIENCE_SECONDS = 8  # with the database: the files are what counts


def command(settings_file: SettingsFile = None) -> None:
    """Destroy the key and the token file at once. Readers are lost for good unless the key is on paper."""
    chosen = _loaded(settings_file)
    files = _files(chosen, settings.folder_of(settings_file))
    if not files:
        place = settings.USUAL_SECRETS[0] if chosen is None else chosen.data.key_file
        raise SettingsError(f"there is no key file {place} and no token file to destroy")
    out.print("This destroys, at once and for good:", style="bold")
    for path in files:
        out.print(f"  {path}", markup=False)
    out.print(
        "\nWithout the key nobody can read from the database or a backup who subscribes. Only its recovery\n"
        "form on paper brings it back: destroy that too if it is in danger.\n"
    )
    if typer.prompt(f'Type "{PHRASE}" to go on').strip().lower() != PHRASE:
        raise SettingsError("nothing was destroyed")
    left = [path for path in files if not _destroyed(path)]
    told = chosen is not None and asyncio.run(_told_to_end(chosen))
    _say_what_is_left(chosen, told=told)
    if left:
        names = ", ".join(map(str, left))
        raise SettingsError(
            f"not destroyed, because this user may not change it: {names}; destroy it where it comes from "
            "(the folder that the container or systemd takes its secrets from)"
        )


def _loaded(file: Path | None) -> Settings | None:
    """The settings; None where they cannot be read, which must keep nobody from destroying the key."""
    try:
        return settings.load(file)
    except SettingsError as error:
        out.print(f"{error}\nSecrets are looked for in their usual places alone.\n", markup=False)
        return None


def _files(chosen: Settings | None, beside: Path) -> list[Path]:
    """All files with keys, retired ones too, or the token, wherever they are looked for."""
    key, token = (beside / path for path in settings.USUAL_SECRETS)
    if chosen is not None:
        key, token = chosen.data.key_file, chosen.telegram.token_file
    given = [settings.CONTAINER_SECRETS / name for name in (settings.KEY, settings.TOKEN)]
    usual = [beside / path for path in settings.USUAL_SECRETS]
    known = dict.fromkeys((key, keyfile.unfinished(key), token, *given, *usual))
    return [path for path in known if path.is_file()]


def _destroyed(path: Path) -> bool:
    """Overwrite a file where it lies, then remove it; whether that could be done."""
    try:
        size = path.stat().st_size
        path.chmod(0o600)
        with path.open("r+b", buffering=0) as file:
            for _ in range(_PASSES):
                file.seek(0)
                file.write(secrets.token_bytes(size))
                os.fsync(file.fileno())
        path.resolve().unlink()
        path.unlink(missing_ok=True)  # a link to it
    except OSError:
        return False
    out.print(f"Destroyed {path}.", markup=False)
    return True


async def _told_to_end(chosen: Settings) -> bool:
    """Whether the processes that run could be told; they end within seconds."""
    if engine.sqlite_path(chosen.data.url) is not None and not app.has_database(chosen):
        return False
    try:
        async with (
            asyncio.timeout(_PATIENCE_SECONDS),
            engine.opened(chosen.data.url, Keyring({1: new_master()})) as database,
            database.writing() as connection,
        ):
            await alarm.sound(connection, now=app.now())
    except Exception:
        return False
    return True


def _say_what_is_left(chosen: Settings | None, *, told: bool) -> None:
    out.print("\nNow, in this order:", style="bold")
    out.print("1. Open @BotFather, send /revoke, choose the bot. Whoever has a copy of the token can read")
    out.print("   recent chats with it, whatever becomes of this machine.")
    alone = chosen is not None and engine.sqlite_path(chosen.data.url)
    running = " on this machine" if alone else " on every machine"
    out.print(f"2. Stop alertbot{running}: a running process has the key in its memory.")
    if told:
        out.print("   It was told to end by itself within seconds; see that it did.")
    out.print("3. On flash disks overwriting may not reach old copies of the key file; if the machine may be")
    out.print("   seized, destroy or encrypt its disk. Remember copies you made of the key and of the token.")
    out.print("4. docs/safety.md says how to tell the readers.")
