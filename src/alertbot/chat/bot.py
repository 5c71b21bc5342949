"""PTB's Bot as we use it: it does not know its token, and gives updates as they came."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from telegram import Bot

from alertbot.chat.transport import Transport
from alertbot.model import Sensitive

_READ_MARGIN = 10.0  # seconds beyond the time that Telegram holds an answer back


class ChatBot(Bot):
    """The bot for all interactive traffic; `note_send` is told the chat of each message before it goes."""

    def __init__(
        self, base_url: str, token: Sensitive[str], *, note_send: Callable[[int | None], None]
    ) -> None:
        id = token.reveal().partition(":")[0]
        super().__init__(
            token=f"{id}:hidden",  # PTB prints it; the transport knows the real one
            base_url=f"{base_url}/bot",
            request=Transport(base_url, token, note_send=note_send),
            get_updates_request=Transport(base_url, token, connections=1),
        )

    async def raw_updates(
        self,
        offset: int | None,
        *,
        hold: timedelta,
        allowed: Sequence[str],
        limit: int,
    ) -> list[Mapping[str, Any]]:
        """Ask for updates from `offset` on, which confirms those before it.

        Unlike `get_updates` it reads none of them, so that one that PTB cannot read spoils no other, and
        PTB does not log what people wrote.
        """
        held = hold.total_seconds()
        asked = {"offset": offset, "timeout": int(held), "allowed_updates": list(allowed), "limit": limit}
        updates: list[Mapping[str, Any]] = await self._post(
            "getUpdates", asked, read_timeout=held + _READ_MARGIN
        )
        return updates
