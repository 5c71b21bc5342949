"""The command line as a person meets it: a process with input and output."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from typer.testing import CliRunner

from alertbot.cli import commands

PATIENCE = 40.0  # seconds


class Command:
    """`alertbot …`, running."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.said = ""

    async def hears(self, text: str) -> str:
        """Read on until `text` was said; all that was said so far."""
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            while text not in self.said:
                some = await self.process.stdout.read(4096)
                assert some, f"{text!r} was not said, but: {self.said}"
                self.said += some.decode()
        return self.said

    async def type(self, line: str) -> None:
        """Answer a question."""
        assert self.process.stdin is not None
        self.process.stdin.write(line.encode() + b"\n")
        await self.process.stdin.drain()

    async def ends(self) -> tuple[int, str]:
        """Its exit code, and all it said."""
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            self.said += (await self.process.stdout.read()).decode()
            return await self.process.wait(), self.said


@asynccontextmanager
async def alertbot(
    *arguments: str, folder: Path, environment: Mapping[str, str] | None = None
) -> AsyncIterator[Command]:
    """Start `alertbot` with these arguments in a folder; it is killed with the block at the latest."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "alertbot", *arguments,
        stdin=PIPE, stdout=PIPE, stderr=STDOUT, cwd=folder,
        start_new_session=True,  # no terminal: passwords are read from the pipe
        env={**os.environ, "COLUMNS": "200", **(environment or {})},
    )  # fmt: skip
    try:
        yield Command(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def says(*arguments: str, folder: Path) -> tuple[int, str]:
    """The exit code of a command that asks nothing, and what it said."""
    async with alertbot(*arguments, folder=folder) as command:
        return await command.ends()


def invoked(*arguments: str, folder: Path, typed: str = "") -> tuple[bool, str]:
    """Whether a command went well in this process (no loop may run in it), and what it said.

    A process of its own costs two seconds; what the two have in common is tested once.
    """
    settings = ["--settings", str(folder / "alertbot.toml")]
    done = CliRunner().invoke(commands, [*arguments, *settings], input=typed)
    return done.exit_code == 0, done.output + str(done.exception or "")
