"""Hears on PostgreSQL the bells that other processes ring."""

import asyncio
import logging
from datetime import timedelta

from sqlalchemy import make_url

from alertbot.storage.bells import CHANNEL, Bell, Bells, first_of

log = logging.getLogger(__name__)

RETRY = timedelta(seconds=5)
_LOOK_UP = 1.0  # seconds between looks at `stop` while nothing is heard


async def run(url: str, bells: Bells, stop: asyncio.Event, *, retry: timedelta = RETRY) -> None:
    """Ring our bells when another process rings its own, until `stop` is set.

    Does nothing on other databases. A lost connection is made again; meanwhile the stages' slow
    polls serve.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "postgresql":
        return
    import psycopg  # the extra `postgres`

    where = parsed.set(drivername="postgresql").render_as_string(hide_password=False)
    while not stop.is_set():
        try:
            async with await psycopg.AsyncConnection.connect(where, autocommit=True) as connection:
                await connection.execute(f"LISTEN {CHANNEL}".encode())
                bells.ring(*Bell)  # what was rung while we did not listen
                while not stop.is_set():
                    async for heard in connection.notifies(timeout=_LOOK_UP):
                        bells.ring(Bell(heard.payload))
        except psycopg.OperationalError as error:
            log.warning("not hearing other processes", extra={"error": type(error).__name__})
            await first_of(retry, stop)
