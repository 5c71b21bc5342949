"""What every part of a dispatcher works with."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from alertbot.dispatch import discreet
from alertbot.dispatch.board import Board
from alertbot.dispatch.choose import Choice
from alertbot.dispatch.hold import Clock, Hold
from alertbot.dispatch.matches import Matches
from alertbot.dispatch.outage import Outage
from alertbot.dispatch.render import Message, render
from alertbot.dispatch.rules import Rules
from alertbot.dispatch.telegram import Lane
from alertbot.errors import TokenDead
from alertbot.languages import table
from alertbot.languages.catalogues import Catalogues
from alertbot.metrics import Metrics
from alertbot.model import Article, Topic, Variant
from alertbot.storage.engine import Database

_BODIES_KEPT = 256
_LARGEST_PAGE = 500


@dataclass(slots=True, kw_only=True)
class Dispatcher:
    """One dispatcher under one hold of the lease."""

    database: Database
    lane: Lane
    catalogues: Catalogues
    rules: Rules
    hold: Hold
    clock: Clock
    metrics: Metrics
    board: Board = field(default_factory=Board)
    matches: Matches = field(default_factory=Matches)
    outage: Outage = field(default_factory=Outage)
    wake: asyncio.Event = field(default_factory=asyncio.Event)  # there may be something to do
    happened: asyncio.Event = field(default_factory=asyncio.Event)  # there is something to write
    first_bot: bool = False  # whether the database was made with this bot: it has met every reader there is
    fatal: TokenDead | None = None
    frozen: bool = False  # an editor stopped all alerts: nothing more is sent
    lost: bool = False  # the lease is in other hands: nothing more is sent or written
    previews: bool = False  # whether an owner wants the pages shown under alerts
    sent: int = 0
    _bodies: OrderedDict[tuple[object, ...], bytes] = field(default_factory=OrderedDict)

    @property
    def page(self) -> int:
        """How many readers are looked at before something more urgent may come in between: a second's."""
        return min(self.lane.pace.rate, _LARGEST_PAGE)

    def body(
        self,
        article: Article,
        choice: Choice,
        *,
        language: str,
        topic: Topic | None,
        variant: Variant = Variant.ALERT,
    ) -> bytes:
        """The choice as the lane sends it to readers of this first language under this topic.

        As a discreet alert it is the same for every edition and topic.
        """
        tag = language if language in table.TABLE else table.SOURCE
        edition, words = choice.edition, self.catalogues[tag]
        if variant is Variant.DISCREET:
            key: tuple[object, ...] = (variant, article.id, tag)
            return self._body(key, lambda: discreet.render(article.id, words=words), preview=False)
        key = (edition.id, edition.revision, choice.scripts, tag, topic and topic.id, self.previews)
        return self._body(
            key,
            lambda: render(article, edition, words=words, topic=topic, scripts=choice.scripts),
            preview=self.previews,
        )

    def _body(self, key: tuple[object, ...], message: Callable[[], Message], *, preview: bool) -> bytes:
        if key not in self._bodies:
            self._bodies[key] = self.lane.prepare(message(), preview=preview)
            if len(self._bodies) > _BODIES_KEPT:
                self._bodies.popitem(last=False)
        return self._bodies[key]
