"""The stand-in as a server: paths, tokens, envelopes and scripted misfortunes."""

import asyncio
import inspect
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import orjson
from aiohttp import web
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader

from alertbot.playground.botapi import faults, parameters, webhooks
from alertbot.playground.botapi.errors import ApiError, forbidden, too_many
from alertbot.playground.botapi.methods import BY_SMALL_NAME, Method
from alertbot.playground.botapi.parameters import Parameters
from alertbot.playground.botapi.world import World

_log = logging.getLogger(__name__)
_UPLOAD_MOST = 50 * 1024 * 1024
_TOKEN_MOST = 80
_STOP_SECONDS = 0.05
_HTML = "<html>\n<head><title>{code}</title></head>\n<body><h1>{code}</h1></body>\n</html>\n"
_BEFORE = (faults.TooMany, faults.Status, faults.HtmlError, faults.Reset, faults.Blocked)


@asynccontextmanager
async def serve(world: World, *, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve `world` until the block ends; gives the address ("http://127.0.0.1:40123").

    A library's `base_url` is the address with "/bot" behind it. Port 0 is any free one. Webhooks are
    delivered while the block lasts; calls that still wait at its end are cut off.
    """
    server = web.Server(_Handler(world), request_factory=_request, handler_cancellation=True, access_log=None)
    runner = web.ServerRunner(server, shutdown_timeout=_STOP_SECONDS)
    await runner.setup()
    delivering = asyncio.ensure_future(webhooks.deliver(world))
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        delivering.cancel()
        with suppress(asyncio.CancelledError):
            await delivering
        await runner.cleanup()


def _request(
    message: RawRequestMessage, payload: StreamReader, protocol: Any, writer: Any, task: "asyncio.Task[None]"
) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=_UPLOAD_MOST)


class _Handler:
    """Answers one request after another for a world."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            name, method = self._method(request.path)
            given = await parameters.read(request)
            return await self._called(request, name, method, given)
        except ApiError as error:
            return _refused(error)

    def _method(self, path: str) -> tuple[str, Method]:
        """The method a path names, for the bot whose token it has. Raises ApiError."""
        start, _, method = path.removeprefix("/bot").partition("/")
        if not path.startswith("/bot") or not method or "/" in method:
            raise ApiError(404, "Not Found")
        self._check_token(start)
        found = BY_SMALL_NAME.get(method.lower())
        if found is None:
            raise ApiError(404, "Not Found: method not found")
        return found

    def _check_token(self, token: str) -> None:
        if token == self._world.token:
            if self._world.logged_out:
                raise ApiError(400, "Logged out")
            return
        id, colon, _ = token.partition(":")
        valid = colon and id.isdecimal() and not token.startswith("0") and len(token) <= _TOKEN_MOST
        raise ApiError(401, "Unauthorized" if valid else "Unauthorized: invalid token specified")

    async def _called(
        self, request: web.BaseRequest, name: str, method: Method, given: Parameters
    ) -> web.StreamResponse:
        world = self._world
        world.called(name, given.values)
        fault = world.faults.take(name.lower(), given.integer("chat_id")) if world.faults else None
        if isinstance(fault, _BEFORE):
            _log.info("scripted fault", extra={"method": name, "fault": type(fault).__name__})
            return _instead(request, fault)
        result = method(world, given)
        if inspect.isawaitable(result):
            result = await result
        answer = _answer(200, {"ok": True, "result": result})
        return answer if fault is None else await self._spoilt(request, fault, answer)

    async def _spoilt(
        self, request: web.BaseRequest, fault: faults.Fault, answer: web.Response
    ) -> web.StreamResponse:
        """The answer to a call that was done, as `fault` lets it through."""
        if isinstance(fault, faults.Slow):
            await asyncio.sleep(fault.seconds)
            return answer
        if isinstance(fault, faults.Held):
            await fault.released.wait()
            return answer
        if isinstance(fault, faults.Malformed):
            body = answer.body if isinstance(answer.body, bytes) else b""
            return web.Response(body=body[: len(body) // 2], content_type="application/json")
        if isinstance(fault, faults.AcceptThenHang):
            await asyncio.sleep(fault.seconds)
        return _reset(request)


def _instead(request: web.BaseRequest, fault: faults.Fault) -> web.StreamResponse:
    """What comes instead of doing the call."""
    match fault:
        case faults.TooMany(seconds):
            return _refused(too_many(seconds))
        case faults.Status(code, description):
            return _refused(ApiError(code, description))
        case faults.HtmlError(code):
            return web.Response(status=code, text=_HTML.format(code=code), content_type="text/html")
        case faults.Blocked():
            return _refused(forbidden("bot was blocked by the user"))
        case _:
            return _reset(request)


def _reset(request: web.BaseRequest) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()  # goes nowhere


def _refused(error: ApiError) -> web.Response:
    answer = _answer(error.code, error.envelope())
    if error.retry_after is not None:
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


def _answer(status: int, body: dict[str, Any]) -> web.Response:
    return web.Response(status=status, body=orjson.dumps(body), content_type="application/json")
