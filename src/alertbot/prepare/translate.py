"""Makes an awaited edition by the translators of its language, and looks it over."""

import asyncio
import logging
from datetime import timedelta

from alertbot.errors import ProviderBusy, ProviderError, ProviderRefused
from alertbot.languages import clean
from alertbot.model import Edition, EditionId, EditionState, Origin, Work
from alertbot.prepare import check
from alertbot.prepare.desk import Desk
from alertbot.providers import Translator
from alertbot.storage import articles, editions, work
from alertbot.storage.bells import Bell

TIME_LIMIT = timedelta(seconds=60)  # for one translator and one edition
MOST_TRIES = 4  # then the reader's next language serves
_WAIT = timedelta(seconds=30)
_LONGEST_ANSWER = 4000  # characters of a text that are kept: ten times what is asked for

log = logging.getLogger(__name__)


async def do(desk: Desk, held: Work) -> None:
    """Translate the edition `held.subject`, if it is still awaited. Raises LeaseLost and NotFound."""
    async with desk.database.reading() as connection:
        edition = await editions.get(connection, EditionId(held.subject))
        article = await articles.get(connection, edition.article)
        known = await editions.of(connection, edition.article)
    original = next((each for each in known if each.language == article.language), None)
    if edition.state is not EditionState.AWAITED or original is None or not original.revision:
        await desk.finish(held)
        return
    wait: timedelta | None = None  # None: everyone has refused for good
    for translator in desk.tools.chain(original.language, edition.language):
        try:
            texts = await _translation(translator, original, edition.language, _limit(desk))
        except ProviderError as error:
            log.warning(
                "translator failed",
                extra={"provider": error.provider, "edition": edition.id, "reason": error.reason},
            )
            if isinstance(error, ProviderBusy):
                wait = max(wait or timedelta(0), error.wait)
        else:
            await _write(desk, held, original, edition, texts=texts, provider=translator.name)
            return
    await _not_made(desk, held, edition, wait)


def _limit(desk: Desk) -> timedelta:
    return min(TIME_LIMIT, desk.settings.deadline)


async def _translation(
    translator: Translator, original: Edition, target: str, limit: timedelta
) -> tuple[str, str]:
    """Title and summary as translated, cleaned. Raises ProviderError."""
    texts = [original.title, original.summary] if original.summary else [original.title]
    try:
        async with asyncio.timeout(limit.total_seconds()):
            made = await translator.translate(texts, source=original.language, target=target, glossary={})
    except TimeoutError as error:
        raise ProviderBusy(translator.name, "not answered in time", _WAIT) from error
    if len(made) != len(texts):
        raise ProviderRefused(translator.name, f"{len(made)} texts for {len(texts)}")
    title, *rest = (clean.line(text[:_LONGEST_ANSWER]) for text in made)
    return title, rest[0] if rest else ""


async def _write(
    desk: Desk, held: Work, original: Edition, edition: Edition, *, texts: tuple[str, str], provider: str
) -> None:
    found = check.findings(
        (original.title, original.summary), texts, target=edition.language, source_language=original.language
    )
    state = EditionState.HELD if any(each.hard for each in found) else EditionState.READY
    async with desk.database.writing(Bell.RELEASE) as connection:
        await work.finish(connection, held)
        await editions.write(
            connection, edition.id, state=state, title=texts[0], summary=texts[1], origin=Origin.MACHINE,
            source_language=original.language, provider=provider, now=desk.clock(),
        )  # fmt: skip
    log.info(
        "edition translated",
        extra={
            "edition": edition.id,
            "language": edition.language,
            "provider": provider,
            "state": state.value,
            "findings": [each.guard.value for each in found],
        },
    )


async def _not_made(desk: Desk, held: Work, edition: Edition, wait: timedelta | None) -> None:
    if wait is not None and held.attempts < MOST_TRIES:
        await desk.again(held, "no translator could", wait=wait)
        return
    async with desk.database.writing(Bell.RELEASE) as connection:
        await work.finish(connection, held)
        await editions.set_state(connection, edition.id, EditionState.FAILED, now=desk.clock())
    log.warning("edition failed", extra={"edition": edition.id, "language": edition.language})
