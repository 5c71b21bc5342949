"""`alertbot init`: asks for the token, makes the key, and invites the first owner."""

import asyncio
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from alertbot import app, keys, settings
from alertbot.errors import SettingsError
from alertbot.settings import DEFAULT_FILE, Settings

out = Console(highlight=False, soft_wrap=True)

_NAME = "alertbot"
_START = """# The settings of this alertbot; config/alertbot.example.toml of the project shows them all.

[newsroom]
name = {name}
"""


def command(
    folder: Annotated[Path, typer.Option(help="Where settings, secrets and data are kept.")] = Path(),
) -> None:
    """Set up: the bot's token, the key, and a link that makes you the owner."""
    file = folder / DEFAULT_FILE
    if not file.exists():
        name = typer.prompt("The name of your newsroom, as readers will see it").strip()
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(_START.format(name=_toml_string(name)), encoding="utf-8")
    chosen = settings.load(file)
    _keep_token(chosen)
    _keep_key(chosen)
    link = asyncio.run(app.invite_owner(chosen))
    out.print(f"\nNow start it: {_me()} run{'' if folder == Path() else f' --settings {file}'}")
    out.print("\nWhile it runs, open this link once with your own account, within a day.")
    out.print("Who accepts it first becomes the owner:\n", link, sep="\n", style="bold")


def _me() -> str:
    """How this command is called here: by its name, or by its path where that is not on the PATH."""
    called = Path(sys.argv[0])
    return str(called) if called.name == _NAME and shutil.which(_NAME) is None else _NAME


def _keep_token(chosen: Settings) -> None:
    path = chosen.telegram.token_file
    if path.exists():
        out.print(f"The token is in {path} already.")
        return
    token = typer.prompt("The bot's token (from @BotFather; it is not shown)", hide_input=True).strip()
    app.check_token_shape(token)
    keys.write_secret(path, token)


def _keep_key(chosen: Settings) -> None:
    path = chosen.data.key_file
    if path.exists():
        out.print(f"The key is in {path} already.")
        return
    mark = asyncio.run(app.key_mark(chosen))
    lines = [keys.key_file_line(1, new_key())] if mark is None else _known_keys(mark)
    keys.write_secret(path, "\n".join(lines))


def _known_keys(mark: str) -> list[str]:
    """The keys of a database that is there already, from their recovery forms, as lines of the key file."""
    out.print("\nThere is a database already, and it opens with its own key only.")
    return [_known_key(*each.rpartition(":")[::2]) for each in reversed(mark.split())]


def _known_key(id: str, fingerprint: str) -> str:
    which = f"its key number {id}" if id else "its key"
    while True:
        try:
            asked = typer.prompt(f"Type the recovery form of {which} from the paper")
            master = keys.from_recovery_form(asked)
        except SettingsError as error:
            out.print(f"Not yet: {error}.")
            continue
        if keys.fingerprint(master) == fingerprint:
            return keys.key_file_line(int(id or 1), master)
        out.print("That is another key's recovery form.")


def new_key() -> bytes:
    """A new key, when its recovery form has been written down."""
    master = keys.new_master()
    out.print(
        "\nThis is the recovery form of your key. Write it on paper and keep it away from this machine:"
    )
    out.print("without it a backup cannot be read; with it and a backup anyone can see who subscribes.\n")
    out.print("  " + keys.recovery_form(master), style="bold")
    while True:
        try:
            if keys.from_recovery_form(typer.prompt("\nType it back from the paper")) == master:
                return master
            out.print("That is another key's recovery form.")
        except SettingsError as error:
            out.print(f"Not yet: {error}.")


def _toml_string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
