"""`alertbot init`: asks for the token, makes the key, and invites the first owner."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from alertbot import app, keys, settings
from alertbot.errors import SettingsError
from alertbot.settings import DEFAULT_FILE, Settings

out = Console(highlight=False, soft_wrap=True)

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
    out.print("\nOpen this link once, with your own account, within a day, while alertbot runs.")
    out.print("Who opens it first becomes the owner:\n", link, sep="\n", style="bold")
    out.print(f"\nNow start it: alertbot run{'' if folder == Path() else f' --settings {file}'}")


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
    master = keys.new_master()
    out.print(
        "\nThis is the recovery form of your key. Write it on paper and keep it away from this machine:"
    )
    out.print("without it a backup cannot be read; with it and a backup anyone can see who subscribes.\n")
    out.print("  " + keys.recovery_form(master), style="bold")
    while True:
        try:
            if keys.from_recovery_form(typer.prompt("\nType it back from the paper")) == master:
                break
            out.print("That is another key's recovery form.")
        except SettingsError as error:
            out.print(f"Not yet: {error}.")
    keys.write_secret(path, keys.key_file_line(1, master))


def _toml_string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
