"""A web server on loopback that serves feeds well, badly and with malice."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class FeedServer:
    """What is served at each path, and what was asked."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[web.Request] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)  # set by each request
    released: asyncio.Event = field(default_factory=asyncio.Event)  # lets `stuck` answers go

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[web.Request]:
        return [request for request in self.requests if request.path == path]

    def serve(
        self, path: str, body: bytes | str, *, headers: Mapping[str, str] | None = None, status: int = 200
    ) -> None:
        """The same each time; with an ETag or Last-Modified among `headers`, 304 to who has it."""
        content = body.encode() if isinstance(body, str) else body
        given = dict(headers or {})

        async def answer(request: web.Request) -> web.StreamResponse:
            etag, date = given.get("ETag"), given.get("Last-Modified")
            if (etag and request.headers.get("If-None-Match") == etag) or (
                not etag and date and request.headers.get("If-Modified-Since") == date
            ):
                return web.Response(status=304, headers=given)
            return web.Response(status=status, body=content, headers=given)

        self.answers[path] = answer

    def redirect(self, path: str, to: str, *, status: int = 301) -> None:
        async def answer(_: web.Request) -> web.StreamResponse:
            return web.Response(status=status, headers={"Location": to})

        self.answers[path] = answer

    def reset(self, path: str) -> None:
        """Close without an answer."""

        async def answer(request: web.Request) -> web.StreamResponse:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()

        self.answers[path] = answer

    def stuck(self, path: str, beginning: bytes = b"") -> None:
        """Send `beginning`, then nothing until `released`."""

        async def answer(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse()
            if beginning:
                await response.prepare(request)
                await response.write(beginning)
            await self.released.wait()
            return response

        self.answers[path] = answer

    def endless(self, path: str, piece: bytes, *, headers: Mapping[str, str] | None = None) -> None:
        """Send `piece` again and again until the client has had enough."""

        async def answer(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers=headers)
            await response.prepare(request)
            while request.transport is not None and not request.transport.is_closing():
                await response.write(piece)
            return response

        self.answers[path] = answer

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        self.came.set()
        answer = self.answers.get(request.path)
        if answer is None:
            return web.Response(status=404)
        try:
            return await answer(request)
        except ConnectionResetError:  # the client had enough
            return web.Response()


@asynccontextmanager
async def serving() -> AsyncIterator[FeedServer]:
    server = FeedServer()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", server._answer)
    runner = web.AppRunner(application, handle_signals=False, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.port = runner.addresses[0][1]
    try:
        yield server
    finally:
        server.released.set()
        await runner.cleanup()


@asynccontextmanager
async def talking(answer: bytes) -> AsyncIterator[str]:
    """The address of a server that says `answer`, whatever it is asked, and closes."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
