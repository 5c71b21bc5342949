"""Keeps one warm process that reads hostile input: what hangs, swells or crashes it harms only itself.

What it says back is a message like any other from outside, to be checked by who asked: whatever it read
may have taken it over.
"""

import asyncio
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from alertbot.errors import Unready
from alertbot.sandbox import frames

_START_LIMIT = timedelta(seconds=60)  # Python and the parsers are read from a disk that may be busy


class WarmProcess:
    """One process that answers through `child.serve`, and what replaces it; for one who asks at a time.

    `program` is what Python is to run, as on its command line; `name` is for people, as in "the process
    that reads feeds". After `most_jobs` answers a fresh process takes over: what leaks, leaks no further.
    """

    def __init__(self, program: Sequence[str], *, name: str, most_jobs: int, largest_answer: int) -> None:
        self._program = tuple(program)
        self._name = name
        self._most_jobs = most_jobs
        self._largest_answer = largest_answer
        self._process: asyncio.subprocess.Process | None = None
        self._ready = False
        self._jobs = 0

    async def start(self) -> None:
        """Start the process, which gets warm by itself; who only asks need not. Raises OSError."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-s", "-P", *self._program,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,  # it might quote what it reads
            # No secret of ours is in reach: nothing but where the program is, be it in a wheel's folder.
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,  # Ctrl+C is for us alone
        )  # fmt: skip
        self._ready = False
        self._jobs = 0

    async def ask(self, request: bytes, *, time_limit: timedelta) -> bytes:
        """The answer to one request; starting does not count towards the limit.

        Raises TimeoutError, OSError or EOFError where there is none, and the process is new afterwards;
        Unready where none starts.
        """
        await self._warm()
        try:
            async with asyncio.timeout(time_limit.total_seconds()):
                answer = await self._exchange(request)
        except BaseException:  # also when cancelled: what it is doing now is of no use to the next
            await self._replace()
            raise
        self._jobs += 1
        if self._jobs >= self._most_jobs:
            await self._replace()
        return answer

    async def close(self) -> None:
        """End the process, if there is one, at once and whatever it does."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        with suppress(BrokenPipeError, ConnectionResetError):
            await process.communicate()

    async def _replace(self) -> None:
        await self.close()
        with suppress(OSError):  # the next request tries again, and tells
            await self.start()

    async def _warm(self) -> None:
        """Wait until the process can take a request; one that died while it was idle is replaced."""
        if self._process is None or self._process.returncode is not None:
            await self.close()
            await self.start()
        if self._ready:
            return
        try:
            async with asyncio.timeout(_START_LIMIT.total_seconds()):
                await self._greet()
        except (TimeoutError, EOFError, OSError) as error:
            await self.close()
            raise Unready(f"{self._name} does not start; is the installation complete?") from error

    async def _greet(self) -> None:
        if await self._message() != frames.READY:
            raise EOFError("something else than a sandboxed process")
        self._ready = True

    async def _exchange(self, request: bytes) -> bytes:
        if self._process is None or self._process.stdin is None:
            raise EOFError
        self._process.stdin.write(frames.framed(request))
        await self._process.stdin.drain()
        return await self._message()

    async def _message(self) -> bytes:
        if self._process is None or self._process.stdout is None:
            raise EOFError
        pipe = self._process.stdout
        head = await pipe.readexactly(frames.HEAD_BYTES)
        try:
            size = frames.size_of(head, most=self._largest_answer)
        except ValueError as error:
            raise EOFError("an answer that is too long") from error
        return await pipe.readexactly(size)
