"""Wires the front door and runs it: updates, chores, menus."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from telegram.error import InvalidToken, TelegramError

from alertbot import settings
from alertbot.chat import feedback
from alertbot.chat.bot import ChatBot
from alertbot.chat.desk import Desk
from alertbot.chat.rounds import chores, lapses, movers, profile
from alertbot.chat.rounds.cleaner import Cleaner
from alertbot.chat.rounds.courier import Courier
from alertbot.chat.rounds.notices import Notices
from alertbot.chat.router import Router
from alertbot.chat.teller import Teller
from alertbot.chat.updates.flood import Flood
from alertbot.chat.updates.intake import Means
from alertbot.chat.updates.lanes import Times
from alertbot.chat.updates.newcomers import Newcomers
from alertbot.chat.updates.polling import Poller
from alertbot.chat.updates.webhook import Place, Webhook
from alertbot.errors import TokenDead
from alertbot.keys import Keyring
from alertbot.languages.catalogues import Catalogues
from alertbot.metrics import Metrics
from alertbot.model import Sensitive
from alertbot.prepare.holds import Times as Waits
from alertbot.prepare.studio import Studio
from alertbot.storage.bells import first_of
from alertbot.storage.engine import Database
from alertbot.watch.probe import Probe

logger = logging.getLogger(__name__)


async def run(
    database: Database,
    catalogues: Catalogues,
    keyring: Keyring,
    *,
    token: Sensitive[str],
    telegram: settings.Telegram,
    newsroom: settings.Newsroom,
    languages: Sequence[str],
    probe: Callable[[str], Awaitable[Probe]],
    studio: Studio,
    spell: Callable[[str], str] = str,
    note_send: Callable[[int | None], None],
    metrics: Metrics | None = None,
    holder: str,
    clock: Callable[[], datetime],
    stop: asyncio.Event,
    webhook: Place | None = None,
    times: Times | None = None,
    flood: Flood | None = None,
    newcomers: Newcomers | None = None,
    waits: Waits | None = None,
    keep: settings.Keep | None = None,
) -> None:
    """Serve people until stopped. Raises TokenDead.

    `languages` are the offered tags in the owner's order, `probe` looks at the address of a new feed,
    `studio` makes what is asked for at once, `note_send` is told the chat of every message just before it
    goes, `holder` names this process, `waits` are the operator's deadlines, `keep` the longest that things
    are kept, `spell` has the last word on letters.
    """
    bot = ChatBot(telegram.base_url, token, note_send=note_send)
    times = times or Times(poll=telegram.poll_timeout)
    try:
        username = await _introduce(bot, stop, times)
        if username is None:
            return
        desk = Desk(
            database=database,
            catalogues=catalogues,
            offered=tuple(languages),
            newsroom=newsroom.name,
            home=newsroom.home,
            username=username,
            probe=probe,
            times=waits or Waits(),
            keeping=(keep or settings.Keep()).longest,
            studio=studio,
            spell=spell,
            feedback=feedback.rules(
                partial(keyring.derive, "feedback"), keep=(keep or settings.Keep()).feedback
            ),
        )
        flood = flood or Flood(keyring.derive("flood"), time.monotonic)
        newcomers = newcomers or Newcomers(time.monotonic)
        sign = partial(keyring.derive, "callbacks")  # another key takes over without a restart
        router = Router(desk, bot, key=sign, flood=flood, newcomers=newcomers, clock=clock)
        means = Means(
            bot=bot,
            takes=router,
            database=database,
            newcomers=newcomers,
            holder=holder,
            clock=clock,
            stop=stop,
            times=times,
            metrics=metrics or Metrics(),
        )
        updates = Poller(means) if webhook is None else Webhook(means, webhook)
        teller = Teller(bot, sign, database, spell=spell)
        notices = Notices(
            database=database,
            catalogues=catalogues,
            teller=teller,
            holder=holder,
            clock=clock,
            gather=times.gather,
        )
        courier = Courier(desk, teller, holder=holder, clock=clock)
        cleaner = Cleaner(
            database=database,
            catalogues=catalogues,
            bot=bot,
            holder=holder,
            clock=clock,
            times=times,
            spell=spell,
        )
        try:
            async with asyncio.TaskGroup() as together:
                together.create_task(
                    profile.dress(
                        bot, database, desk.words_offered(), newsroom.name, newsroom.home, stop=stop
                    )
                )
                together.create_task(chores.run(database, desk.keeping, clock=clock, stop=stop))
                together.create_task(lapses.run(desk, teller, clock=clock, stop=stop))
                together.create_task(notices.run(stop))
                together.create_task(courier.run(stop))
                together.create_task(cleaner.run(stop))
                together.create_task(movers.run(desk, teller, holder=holder, clock=clock, stop=stop))
                together.create_task(updates.run())
        finally:
            await router.close()
    finally:
        await bot.shutdown()


async def _introduce(bot: ChatBot, stop: asyncio.Event, times: Times) -> str | None:
    """The bot's username, as soon as Telegram tells it; None where we were stopped first."""
    tries = 0
    while not stop.is_set():
        try:
            await bot.initialize()
        except InvalidToken:
            raise TokenDead("Telegram does not know the token") from None
        except TelegramError as error:
            tries += 1
            logger.warning(
                "Telegram cannot be reached", extra={"error": type(error).__name__, "tries": tries}
            )
            await first_of(timedelta(seconds=times.again(tries)), stop)
        else:
            return bot.username
    return None
