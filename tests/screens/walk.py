"""Which screens there are: all that buttons lead to, for a reader, an editor and an owner."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from inspect import unwrap

from sqlalchemy import insert

from alertbot.chat.access import Act
from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply
from alertbot.chat.screens.page import Screen
from alertbot.languages import catalogues
from alertbot.model import HoldReason, Role
from alertbot.prepare.desk import Tools
from alertbot.prepare.studio import Studio
from alertbot.providers.lead import Lead
from alertbot.storage.engine import Database
from alertbot.storage.tables import day_total
from alertbot.web.addresses import Reach
from alertbot.web.client import open_client
from tests.chat import conftest
from tests.chat.conftest import Newsroom, make
from tests.chat.desk import HARD, SOFT, editor, held
from tests.chat.test_walk import GULNAR, Walker
from tests.conftest import NOON
from tests.prepare.newsroom import read_here

ROLES = (Role.READER, Role.EDITOR, Role.OWNER)
_OF_AN_ACT = 2  # screens that differ only in what they are about
_PICTURES = 5
_OFFERED = ("ug", "ug-Latn", "ug-Cyrl", "kk", "kk-Arab", "kk-Latn", "en")


@dataclass(frozen=True, slots=True)
class Found:
    """A screen, and the act that led to it."""

    act: Act
    screen: Screen


class Photographer(Walker):
    """A walker who keeps what each press shows."""

    def __init__(self, desk: Desk, language: str) -> None:
        super().__init__(desk, language)
        self.found: list[Found] = []

    async def press(self, press: Press) -> Reply:
        reply = await super().press(press)
        shown = [reply.screen, reply.after, *reply.more]
        self.found += [Found(press.act, screen) for screen in shown if screen is not None]
        return reply


async def every_screen(database: Database, language: str, role: Role) -> list[Found]:
    """What a person of this role sees who presses every button once; of each act the first few screens.

    The database is to be empty.
    """
    async with _desk(database) as (desk, newsroom):
        if role >= Role.EDITOR:
            await make(desk, role, GULNAR)
            await _busy(desk, language)
        walker = Photographer(desk, language)
        await walker.walk(Press(Act.GREET, ("",)))
        await walker.walk(Press(Act.HOME))
        await walker.walk(Press(Act.OPTIONS, (str(newsroom.articles[0]),)))
        return list(_few(walker.found))


def _few(found: list[Found]) -> Iterator[Found]:
    seen: dict[Act, set[str]] = {}
    for each in found:
        texts = seen.setdefault(each.act, set())
        most = _OF_AN_ACT if each.screen.picture is None else _PICTURES
        if each.screen.text not in texts and len(texts) < most:
            texts.add(each.screen.text)
            yield each


@asynccontextmanager
async def _desk(database: Database) -> AsyncIterator[tuple[Desk, Newsroom]]:
    async with open_client(reach=Reach.PUBLIC_AND_LOOPBACK, contact="", at_once=8, per_host=8) as client:
        newsroom = await unwrap(conftest.newsroom)(database)
        studio = Studio(database, Tools(client, read_here, Lead(), {}), _OFFERED, lambda: NOON)
        made = unwrap(conftest.desk)(database, catalogues.load(), studio)
        yield replace(made, offered=_OFFERED, home="https://news.example"), newsroom


async def _busy(desk: Desk, language: str) -> None:
    """A colleague, and versions that wait."""
    await editor(desk, 4_000_000_002, "ug", "kk", speaks=language)
    await held(desk, "ug", findings=[HARD, SOFT], reasons=[HoldReason.POLICY])
    await held(desk, "kk", draft=None)
    days = [f"{NOON - timedelta(days=each):%Y-%m-%d}" for each in range(30)]
    async with desk.database.writing() as c:
        for at, day in enumerate(days):
            for kind, bucket, count in (
                ("subscribers", 0, 900 - 20 * at), ("took", 60, 300), ("took", 284, 40 + 5 * at)
            ):  # fmt: skip
                await c.execute(insert(day_total).values(day=day, kind=kind, bucket=bucket, count=count))
