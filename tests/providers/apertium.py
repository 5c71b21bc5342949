"""A real apertium-apy on loopback, and a stand-in for one that misbehaves."""

import asyncio
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from aiohttp import web

PAIRS = Path("/usr/share/apertium")
MISSING = "apertium-apy with apertium-eng-spa is not installed (apt install apertium-apy apertium-eng-spa)"
_START_SECONDS = 20

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def installed() -> bool:
    return shutil.which("apertium-apy") is not None and (PAIRS / "modes" / "eng-spa.mode").exists()


@contextmanager
def served() -> Iterator[str]:
    """The address of a real server."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        ["apertium-apy", "-p", str(port), str(PAIRS)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={**os.environ, "LC_ALL": "C.UTF-8"},  # it does not start where nothing says so
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/listPairs")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(_START_SECONDS)


def _wait_for(url: str) -> None:
    until = time.monotonic() + _START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(url, timeout=_START_SECONDS):
                return
        except urllib.error.URLError:
            assert time.monotonic() < until, "apertium-apy does not start"
            time.sleep(0.05)


@asynccontextmanager
async def stand_in(translate: Answer, pairs: Answer | None = None) -> AsyncIterator[str]:
    """The address of a server whose /translate answers as told."""

    async def eng_spa(_: web.Request) -> web.StreamResponse:
        pair = {"sourceLanguage": "eng", "targetLanguage": "spa"}
        return web.json_response({"responseData": [pair, "x"], "responseStatus": 200})

    app = web.Application()
    app.router.add_get("/listPairs", pairs or eng_spa)
    app.router.add_post("/translate", translate)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def answering(body: str | bytes, status: int = 200) -> Answer:
    async def answer(_: web.Request) -> web.StreamResponse:
        content = body.encode() if isinstance(body, str) else body
        headers = {"Location": "/elsewhere"} if status == 302 else {}
        return web.Response(body=content, status=status, headers=headers)

    return answer


def stuck(released: asyncio.Event) -> Answer:
    async def answer(_: web.Request) -> web.StreamResponse:
        await released.wait()
        return web.Response()

    return answer
