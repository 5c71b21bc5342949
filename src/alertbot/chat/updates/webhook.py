"""Takes updates that Telegram brings to us: 200 is said only after an update's effect is stored, or itself.

The secret that Telegram sends with every update (Bot API, `setWebhook`, `secret_token`) is compared
before anything else is looked at. What comes again, because an answer was lost or somebody replays it,
has no second effect. Without the 200 Telegram brings it again.
"""

import asyncio
import hmac
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import orjson
from aiohttp import web
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from alertbot.chat.updates.intake import Intake, Means
from alertbot.chat.updates.lanes import ALLOWED, seconds
from alertbot.errors import AlertbotError, SettingsError, TokenDead
from alertbot.model import Sensitive
from alertbot.storage import seen

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
LARGEST = 1024 * 1024  # bytes of an update; Telegram's are a few thousand
_MOST_REMEMBERED = 10_000  # updates that are known to be done without asking the database


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where updates are brought; `url` is the public address, whose path is listened to."""

    url: str
    host: str
    port: int  # 0 takes a free one
    secret: Sensitive[str]
    max_connections: int = 40


class Webhook:
    """Listens for one bot as long as it has the lease for it."""

    def __init__(self, means: Means, place: Place) -> None:
        self._bot = means.bot
        self._database = means.database
        self._clock = means.clock
        self._stop = means.stop
        self._times = means.times
        self._place = place
        self._intake = Intake(means, looks=means.times.lease)
        self._in_hand: dict[int, asyncio.Task[bool]] = {}
        self._done: OrderedDict[int, None] = OrderedDict()

    async def run(self) -> None:
        """Listen until stopped. Raises TokenDead, and SettingsError where the port cannot be had."""
        async with self._listening(), self._intake.open():
            told = False
            while not self._stop.is_set():
                if await self._intake.has_turn() and not told:
                    told = await self._tell()
                await self._intake.pause(self._times.lease.total_seconds())
        await self._intake.turn.release()

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        application = web.Application(client_max_size=LARGEST)
        application.router.add_route("*", "/{path:.*}", self._answer)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=1, lingering_time=1)
        await runner.setup()
        try:
            host, port = self._place.host, self._place.port
            try:
                await web.TCPSite(runner, host, port).start()
            except OSError as error:
                raise SettingsError(
                    f"the webhook cannot listen at {host}:{port} ({error.strerror})"
                ) from None
            yield
        finally:
            await runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        shown = request.headers.get(SECRET_HEADER, "").encode(errors="replace")
        if not hmac.compare_digest(shown, self._place.secret.reveal().encode()):
            return web.Response(status=403)
        if request.method != "POST":
            return web.Response(status=405, headers={"Allow": "POST"})
        if request.path != (urlsplit(self._place.url).path or "/"):
            return web.Response(status=404)
        raw = _update(await request.read())  # aiohttp says 413 itself
        if raw is None:
            return web.Response(status=400)
        return web.Response(status=200 if await self._taken(raw) else 503)

    async def _taken(self, raw: Mapping[str, Any]) -> bool:
        """Have an update handled, unless it is done; False where it should come again."""
        id = raw["update_id"]
        if id in self._done:
            return True
        if id not in self._in_hand:
            if not self._intake.is_open:
                return False
            task = self._intake.start(self._once(raw), f"update {id}")
            self._in_hand[id] = task
            task.add_done_callback(lambda _: self._in_hand.pop(id))
        task = self._in_hand[id]
        await asyncio.wait({task})  # not the task itself: whoever brought it may go away
        return not task.cancelled() and task.result()

    async def _once(self, raw: Mapping[str, Any]) -> bool:
        id = raw["update_id"]
        try:
            if not await self._intake.finished([id]) and not await self._intake.put(raw):
                async with self._database.writing() as c:
                    await seen.finish(c, [id], bot=self._bot.id, now=self._clock())
        except AlertbotError as error:
            logger.warning("an update could not be taken", extra={"error": type(error).__name__})
            return False
        self._remember(id)
        return True

    def _remember(self, id: int) -> None:
        self._done[id] = None
        while len(self._done) > _MOST_REMEMBERED:
            self._done.popitem(last=False)

    async def _tell(self) -> bool:
        """Tell Telegram where to bring updates: whether it knows. Saying it again changes nothing."""
        for tries in count(1):
            wait = self._times.again(tries)
            try:
                await self._bot.set_webhook(
                    self._place.url,
                    secret_token=self._place.secret.reveal(),
                    allowed_updates=ALLOWED,
                    max_connections=self._place.max_connections,
                    drop_pending_updates=False,
                )
            except InvalidToken:
                raise TokenDead("Telegram does not know the token") from None
            except BadRequest as error:
                raise SettingsError(f"Telegram refuses the webhook: {error.message}") from None
            except RetryAfter as error:
                wait = seconds(error)
            except TelegramError as error:
                logger.warning(
                    "Telegram cannot be told of the webhook", extra={"error": type(error).__name__}
                )
            else:
                return True
            await self._intake.pause(wait)
            if self._stop.is_set():
                return False
        return False


def _update(body: bytes) -> Mapping[str, Any] | None:
    """The update in a body; None where there is none."""
    try:
        raw = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    is_one = isinstance(raw, dict) and type(raw.get("update_id")) is int
    return raw if is_one else None
