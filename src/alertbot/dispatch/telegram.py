"""The broadcast lane: many equal messages to many chats, each body serialised once.

Only the chat's number is spliced in. Python-telegram-bot builds an object per answer and a form per
message; at a hundred messages a second that is the whole cost (benchmarks/dispatch.py).
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import orjson
from yarl import URL

from alertbot.dispatch import answers
from alertbot.dispatch.pace import Pace
from alertbot.dispatch.render import Button, Entity, Message
from alertbot.errors import SendFailed
from alertbot.model import ChatId, Sensitive

_KEEP_ALIVE = 75  # seconds; a new TLS connection costs ten times a message
_NO_PREVIEW = {"is_disabled": True}
_HEADERS = {"Content-Type": "application/json"}


class Lane:
    """Sends prepared messages. It does not wait for its turn: `pace` tells the dispatcher when."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        address: Sensitive[URL],
        pace: Pace,
        paid: bool = False,
        spell: Callable[[str], str] = str,
    ) -> None:
        self.pace = pace
        self._session = session
        self._address = address
        self._paid = paid
        self._spell = spell

    def prepare(self, message: Message, *, preview: bool = False) -> bytes:
        """The message as `send` takes it, for any number of chats.

        With `preview` Telegram fetches the page that the message's button opens, and shows it large.
        """
        body: dict[str, Any] = {
            "text": self._spell(message.text),
            "entities": [_entity(each) for each in message.entities],
            "link_preview_options": _preview(message) if preview else _NO_PREVIEW,
            "reply_markup": {
                "inline_keyboard": [[self._button(each) for each in row] for row in message.buttons]
            },
        }
        if self._paid:
            body["allow_paid_broadcast"] = True
        return orjson.dumps(body)

    def _button(self, button: Button) -> dict[str, str]:
        text = self._spell(button.text)
        if button.url is not None:
            return {"text": text, "url": button.url}
        return {"text": text, "callback_data": button.data or ""}

    async def send(self, chat: ChatId, prepared: bytes) -> int:
        """Send to one chat; the message's number there. Raises SendError; no exception tells the address."""
        body = b'{"chat_id":%d,%b' % (chat.reveal(), prepared[1:])
        try:
            async with self._session.post(
                self._address.reveal(), data=body, headers=_HEADERS, allow_redirects=False
            ) as response:
                content = await response.read()
        except TimeoutError:
            failure = SendFailed("no answer in time")
        except (aiohttp.ClientError, OSError) as error:
            failure = SendFailed(type(error).__name__)
        else:
            return answers.message_id(response.status, response.headers.get("Retry-After"), content)
        raise failure  # here, where it has no context: that one's text holds the address, and so the token


@asynccontextmanager
async def open_lane(
    *,
    base_url: str,
    token: Sensitive[str],
    pace: Pace,
    paid: bool = False,
    at_once: int = 128,
    deadline: timedelta = timedelta(seconds=20),
    spell: Callable[[str], str] = str,
) -> AsyncIterator[Lane]:
    """The lane of one bot with up to `at_once` connections; a send fails after `deadline`.

    `spell` has the last word on letters; it changes none of their numbers (`kazakh.respelt`).
    """
    address = Sensitive(URL(f"{base_url}/bot{token.reveal()}/sendMessage", encoded=True))
    connector = aiohttp.TCPConnector(limit=at_once, keepalive_timeout=_KEEP_ALIVE)
    timeout = aiohttp.ClientTimeout(total=deadline.total_seconds())
    async with aiohttp.ClientSession(
        connector=connector, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()
    ) as session:
        yield Lane(session, address=address, pace=pace, paid=paid, spell=spell)


def _preview(message: Message) -> dict[str, Any]:
    """Of the page alone: whatever else looks like an address in a text is not fetched."""
    page = next((each.url for row in message.buttons for each in row if each.url is not None), None)
    return _NO_PREVIEW if page is None else {"url": page, "prefer_large_media": True}


def _entity(entity: Entity) -> dict[str, Any]:
    fields: dict[str, Any] = {"type": entity.type, "offset": entity.offset, "length": entity.length}
    return fields if entity.url is None else {**fields, "url": entity.url}
