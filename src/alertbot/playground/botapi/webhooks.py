"""Webhooks: which are accepted, and delivering updates to one until it takes them."""

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp
import orjson

from alertbot.playground.botapi.errors import bad_request

if TYPE_CHECKING:
    from alertbot.playground.botapi.world import World

PORTS = (443, 80, 88, 8443)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
_SECRET = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)
_SECRET_MOST = 256
_ANSWER_SECONDS = 30


@dataclass(slots=True)
class Webhook:
    """Where updates go, if anywhere, and how the last delivery went."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    failed_at: datetime | None = None
    failure: str = ""
    set_at: float = float("-inf")  # monotonic seconds
    retry: float = 1.0  # seconds before a refused update is tried again


def check_secret(secret: str) -> None:
    """Raises ApiError where the secret token is none."""
    if len(secret) > _SECRET_MOST:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")


def check_url(url: str, *, local: bool) -> None:
    """Raises ApiError where Telegram would not connect to `url`; `local` allows plain HTTP and any port."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise bad_request("invalid webhook URL specified") from error
    if not parts.hostname:
        raise bad_request("invalid webhook URL specified")
    if local and parts.scheme in ("http", "https"):
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in (None, *PORTS):
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


async def deliver(world: "World") -> None:
    """Bring updates to the webhook one by one for ever; an update stays until it is taken."""
    timeout = aiohttp.ClientTimeout(total=_ANSWER_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        while True:
            await world.until(lambda now: now.webhook.url and now.updates.pending, timeout=None)
            if not await _taken(world, session, world.updates.pending[0]):
                await asyncio.sleep(world.webhook.retry)


async def _taken(world: "World", session: aiohttp.ClientSession, update: dict[str, Any]) -> bool:
    hook = world.webhook
    headers = {"Content-Type": "application/json"}
    if hook.secret:
        headers[SECRET_HEADER] = hook.secret
    try:
        async with session.post(
            hook.url, data=orjson.dumps(update), headers=headers, allow_redirects=False
        ) as answer:
            taken, failure = answer.ok, f"Wrong response from the webhook: {answer.status} {answer.reason}"
    except (aiohttp.ClientError, TimeoutError) as error:
        taken, failure = False, f"Connection failed: {type(error).__name__}"
    if taken:
        world.updates.confirm(update["update_id"] + 1)
    else:
        hook.failure, hook.failed_at = failure, world.clock()
    world.changed()
    return taken
