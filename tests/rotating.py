"""A process that rotates keys, and can be told to die by `kill -9` in the middle.

    python -m tests.rotating

It reads orders from its input, a line of JSON each (`url`, `key_file`, `die_at`), does each in a fork of
itself, and answers with the exit code. A fork dies at its `die_at`th event, where it has that many: before
a statement, before and after a commit, before a file takes another's place. 0 lets it live.
"""

import asyncio
import json
import os
import signal
import sys
import traceback
from collections.abc import Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import Engine, event

from alertbot import keyfile, rotation
from alertbot.keys import new_master
from alertbot.storage import engine

SMALL_BATCH = 6


async def rotate(url: str, path: Path) -> None:
    """What the command does when it has been answered: a new key, unless one waits to be used."""
    keyring = keyfile.keyring(path, data_folder=None)
    with keyfile.held(path):
        async with engine.opened(url, keyring) as database:
            entries = keyfile.read(path, data_folder=None)
            if len([each for each in entries if each.retired is None]) == 1:
                keyfile.put(path, keyfile.with_new(entries, new_master()))
            await rotation.to_newest(database, keyring, path, today=date(2026, 11, 2))


def doomed(die_at: int) -> None:
    """Have this process killed at that event."""
    events = count(1)

    def happens(*_: object) -> None:
        if next(events) == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, happens)
    sys.addaudithook(lambda name, _: happens() if name == "os.rename" else None)


def perform(order: Mapping[str, Any]) -> NoReturn:
    """Do one order, and end."""
    try:
        doomed(order["die_at"])
        asyncio.run(rotate(order["url"], Path(order["key_file"])))
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def main() -> None:
    """Serve orders until the input ends."""
    rotation.BATCH = SMALL_BATCH
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            perform(order)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
