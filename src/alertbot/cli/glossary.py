"""`alertbot glossary`: adds what is new in the starting set of names and terms."""

import asyncio

from rich.console import Console

from alertbot import app, settings
from alertbot.cli.run import SettingsFile


def command(settings_file: SettingsFile = None) -> None:
    """Add names and terms that a newer alertbot brings; what editors changed or removed stays as it is."""
    added = asyncio.run(app.load_glossary(settings.load(settings_file)))
    Console(highlight=False, soft_wrap=True).print(
        f"New names and terms in the glossary: {added}. Editors find them with /names."
        if added
        else "The glossary has all of the starting set already."
    )
