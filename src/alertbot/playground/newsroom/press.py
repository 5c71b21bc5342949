"""Which stories are out: the state of the sample newsrooms, in memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from alertbot.errors import NotFound
from alertbot.playground.newsroom import stories

MAIN = "silver-poplar"  # the outlet with every language
WIRE = "harbour-wire"  # the outlet in English alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A story that is out; from the second round on it is a new edition with addresses of its own."""

    story: stories.Story
    edition: int
    at: datetime  # whole seconds, later than that of any earlier publication of the outlet

    def headline(self, section: stories.Section) -> str:
        """The title in the section's language; a later edition says so."""
        title = self.story.texts[section.language].title
        return title if self.edition == 1 else f"{title} ({section.edition.format(number=self.edition)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFeed:
    """A feed for the demo to add."""

    url: str
    title: str
    language: str


class Newsroom:
    """The sample newsrooms of one demo or test.

    `at_start` stories of each outlet are out from the beginning, an hour apart, the last one
    an hour before `clock()`.
    """

    def __init__(
        self,
        outlets: Sequence[stories.Outlet],
        *,
        clock: Callable[[], datetime],
        at_start: int = 2,
    ) -> None:
        self.outlets = tuple(outlets)
        self._clock = clock
        self._out: dict[str, list[Publication]] = {outlet.id: [] for outlet in outlets}
        began = clock()
        for outlet in outlets:
            for hours in range(at_start, 0, -1):
                self._publish(outlet, began - timedelta(hours=hours))

    def publish_next(self, outlet: str = MAIN) -> Publication:
        """Publish the outlet's next story in all its languages; after the last, the first comes again.

        A story that comes again is a new edition: fresh addresses, fresh identifiers, a fresh date.
        Raises NotFound for an unknown outlet.
        """
        return self._publish(self.outlet(outlet), self._clock())

    def published(self, outlet: str) -> tuple[Publication, ...]:
        """What the outlet has out, newest first."""
        return tuple(reversed(self._out[outlet]))

    def outlet(self, id: str) -> stories.Outlet:
        """The outlet called `id`, or NotFound."""
        for outlet in self.outlets:
            if outlet.id == id:
                return outlet
        raise NotFound(f"no outlet called {id!r}")

    def find(self, outlet: str, edition: int, slug: str) -> Publication:
        """The publication behind a page's address, or NotFound."""
        for publication in self._out[outlet]:
            if (publication.edition, publication.story.slug) == (edition, slug):
                return publication
        raise NotFound(f"no edition {edition} of {slug!r}")

    def feeds(self, address: str) -> tuple[SampleFeed, ...]:
        """All feeds as they are served at `address` (see `site.serve`)."""
        return tuple(
            SampleFeed(
                url=f"{address}/{section.path}/feed.xml", title=section.title, language=section.language
            )
            for outlet in self.outlets
            for section in outlet.sections
        )

    def _publish(self, outlet: stories.Outlet, now: datetime) -> Publication:
        out = self._out[outlet.id]
        rounds, index = divmod(len(out), len(outlet.stories))
        # HTTP dates count whole seconds: two publications in one second would look like one.
        at = now.replace(microsecond=0)
        if out:
            at = max(at, out[-1].at + timedelta(seconds=1))
        out.append(Publication(story=outlet.stories[index], edition=rounds + 1, at=at))
        return out[-1]
