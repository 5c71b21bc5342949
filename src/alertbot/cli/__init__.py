"""The command line: one small module a command; what goes wrong is one sentence and exit code 2."""

import sys
from typing import NoReturn

import typer
from rich.console import Console

from alertbot import logs
from alertbot.cli import backup, check, demo, glossary, init, panic, restore, rotate, run, tryout
from alertbot.errors import AlertbotError

commands = typer.Typer(
    name="alertbot",
    help="Brings a newsroom's alerts to each reader in the language and script they chose.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
commands.command(name="init")(init.command)
commands.command(name="run")(run.command)
commands.command(name="check")(check.command)
commands.command(name="backup")(backup.command)
commands.command(name="restore")(restore.command)
commands.command(name="rotate")(rotate.command)
commands.command(name="panic")(panic.command)
commands.command(name="glossary")(glossary.command)
commands.command(name="demo")(demo.command)
commands.command(name="try")(tryout.command)


def main() -> NoReturn:
    """Run the command named on the command line, and exit."""
    logs.set_up("WARNING", secrets=())  # a bug in any command shows where it is, and nobody's secrets
    try:
        commands()
    except AlertbotError as error:
        _sorry(str(error))
    except BaseExceptionGroup as group:
        named, bugs = group.split(AlertbotError)
        if named is None or bugs is not None:
            raise
        _sorry(str(_first(named)))
    sys.exit(0)


def _first(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _sorry(sentence: str) -> NoReturn:
    said = logs.Redaction().secrets(sentence)  # a driver's word may quote the database's URL
    Console(stderr=True, soft_wrap=True, highlight=False).print(said, markup=False)
    sys.exit(2)
