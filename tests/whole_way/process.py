"""alertbot as a process of its own, which can be told to die by `kill -9` at a given point.

    python -m tests.whole_way.process SETTINGS [POINT before|after TIMES]
    python -m tests.whole_way.process SETTINGS chatty

It is `alertbot run` but for loopback, which only code can open. POINT is a function by its full name;
the process kills itself when the function is about to begin, or has just ended, for the TIMESth time.
A chatty one logs at DEBUG, which settings do not offer.
"""

import asyncio
import functools
import inspect
import logging
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from alertbot import app, logs, settings
from alertbot.cli.run import until_stopped
from alertbot.web.addresses import Reach


def die_at(point: str, when: str, times: int) -> None:
    """Have this process killed at `point`."""
    owner, name = _owner(point)
    original = getattr(owner, name)
    assert inspect.iscoroutinefunction(original), point
    left = times

    @functools.wraps(original)
    async def lethal(*arguments: Any, **named: Any) -> Any:
        nonlocal left
        left -= 1
        is_its_turn = left == 0  # calls overlap: another may count on before this one ends
        if is_its_turn and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = await original(*arguments, **named)
        if is_its_turn:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, lethal)


def chat_away() -> None:
    """Have everything logged."""
    quiet = logs.set_up

    def loud(_level: str, **named: Any) -> None:
        quiet("DEBUG", **named)
        for name in logs.QUIET:
            logging.getLogger(name).setLevel(logging.DEBUG)

    logs.set_up = loud  # type: ignore[assignment]  # it takes the same and more


def _owner(point: str) -> tuple[Any, str]:
    """The module or class that holds a function, and its name there."""
    path, _, name = point.rpartition(".")
    try:
        return import_module(path), name
    except ModuleNotFoundError:
        module, _, kind = path.rpartition(".")
        return getattr(import_module(module), kind), name


def main() -> None:
    """Run until stopped or killed."""
    file, *fate = sys.argv[1:]
    if fate == ["chatty"]:
        chat_away()
    elif fate:
        point, when, times = fate
        die_at(point, when, int(times))
    chosen = settings.load(Path(file))

    def run(stop: asyncio.Event) -> Any:
        return app.run(chosen, stop, reach=Reach.PUBLIC_AND_LOOPBACK)

    until_stopped(run)


if __name__ == "__main__":
    main()
