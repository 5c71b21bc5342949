"""`alertbot run`: everything, until it is told to stop."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from signal import SIGINT, SIGTERM
from typing import Annotated

import typer

from alertbot import app, settings

SettingsFile = Annotated[
    Path | None, typer.Option("--settings", help="The settings file (default: ./alertbot.toml).")
]
Roles = Annotated[
    list[app.Role] | None,
    typer.Option("--role", help="Only this part, where several machines share one PostgreSQL; repeatable."),
]


def command(settings_file: SettingsFile = None, role: Roles = None) -> None:
    """Watch the feeds, prepare articles, bring alerts to readers, and answer them."""
    chosen = settings.load(settings_file)
    until_stopped(lambda stop: app.run(chosen, stop, roles=frozenset(role) if role else app.ALL_ROLES))


def until_stopped(main: Callable[[asyncio.Event], Awaitable[None]]) -> None:
    """Run `main` with an event that the first SIGINT or SIGTERM sets; a second one cancels it."""

    async def run() -> None:
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        task = asyncio.current_task()

        def ask() -> None:
            if stop.is_set() and task is not None:
                task.cancel()
            stop.set()

        for signal in (SIGINT, SIGTERM):
            loop.add_signal_handler(signal, ask)
        await main(stop)

    try:
        asyncio.run(run())
    except asyncio.CancelledError:
        raise typer.Exit(1) from None
