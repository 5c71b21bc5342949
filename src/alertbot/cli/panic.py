"""`alertbot panic`: destroys the key, so that nobody can learn from the database who subscribes."""

import os
import secrets
from pathlib import Path

import typer
from rich.console import Console

from alertbot import settings
from alertbot.cli.run import SettingsFile
from alertbot.errors import SettingsError
from alertbot.settings import Settings
from alertbot.storage import engine

out = Console(highlight=False, soft_wrap=True)

PHRASE = "destroy the key"
_PASSES = 2


def command(settings_file: SettingsFile = None) -> None:
    """Destroy the key and the token file at once. Readers are lost for good unless the key is on paper."""
    chosen = settings.load(settings_file)
    files = [path for path in (chosen.data.key_file, chosen.telegram.token_file) if path.is_file()]
    if not files:
        raise SettingsError(f"there is no key file {chosen.data.key_file} and no token file to destroy")
    out.print("This destroys, at once and for good:", style="bold")
    for path in files:
        out.print(f"  {path}", markup=False)
    out.print(
        "\nWithout the key nobody can read from the database or a backup who subscribes. Only its recovery\n"
        "form on paper brings it back: destroy that too if it is in danger.\n"
    )
    if typer.prompt(f'Type "{PHRASE}" to go on').strip().lower() != PHRASE:
        raise SettingsError("nothing was destroyed")
    for path in files:
        _destroy(path)
    _say_what_is_left(chosen)


def _destroy(path: Path) -> None:
    """Overwrite a file where it lies, then remove it."""
    size = path.stat().st_size
    path.chmod(0o600)
    with path.open("r+b", buffering=0) as file:
        for _ in range(_PASSES):
            file.seek(0)
            file.write(secrets.token_bytes(size))
            os.fsync(file.fileno())
    path.unlink()
    out.print(f"Destroyed {path}.", markup=False)


def _say_what_is_left(chosen: Settings) -> None:
    out.print("\nNow, in this order:", style="bold")
    out.print("1. Open @BotFather, send /revoke, choose the bot. Whoever has a copy of the token can read")
    out.print("   recent chats with it, whatever becomes of this machine.")
    running = " on this machine" if engine.sqlite_path(chosen.data.url) else " on every machine"
    out.print(f"2. Stop alertbot{running}: a running process has the key in its memory.")
    out.print("3. On flash disks overwriting may not reach old copies of the key file; if the machine may be")
    out.print("   seized, destroy or encrypt its disk. Remember copies you made of the key and of the token.")
    out.print("4. docs/safety.md says how to tell the readers.")
