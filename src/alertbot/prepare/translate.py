"""Makes an awaited edition by the translators of its language, and looks it over."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from alertbot.errors import ProviderBusy, ProviderError, ProviderRefused
from alertbot.languages import clean, conversion
from alertbot.languages.glossary import Glossary
from alertbot.model import Edition, EditionId, EditionState, Origin, Work
from alertbot.prepare import check, holds
from alertbot.prepare.desk import Desk
from alertbot.providers import Translator
from alertbot.storage import articles, editions, work
from alertbot.storage.bells import Bell

TIME_LIMIT = timedelta(minutes=5)  # for one translator and one edition, whatever its own terms say
MOST_TRIES = 4  # then the reader's next language serves
_WAIT = timedelta(seconds=30)
_LONGEST_ANSWER = 4000  # characters of a text that are kept: ten times what is asked for

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A translation of title and summary, by whom, and the glossary of that moment."""

    texts: tuple[str, str]
    provider: str
    glossary: Glossary


async def do(desk: Desk, held: Work) -> None:
    """Translate the edition `held.subject`, if it is still awaited. Raises LeaseLost and NotFound."""
    async with desk.database.reading() as connection:
        edition = await editions.get(connection, EditionId(held.subject))
        article = await articles.get(connection, edition.article)
        known = await editions.of(connection, edition.article)
        glossary = await desk.glossary.current(connection)
    original = next((each for each in known if each.language == article.language), None)
    if edition.state is not EditionState.AWAITED or original is None or not original.revision:
        await desk.finish(held)
        return
    asked = _in_its_source_script(original)
    if asked is None:
        await _not_made(desk, held, edition, None)
        return
    entries = glossary.applying((asked.title, asked.summary), source=asked.language, target=edition.language)
    wait: timedelta | None = None  # None: everyone has refused for good
    for translator in desk.tools.chain(asked.language, edition.language):
        try:
            texts = await _translation(translator, asked, edition.language, entries, _limit(desk))
        except ProviderError as error:
            log.warning(
                "translator failed",
                extra={"provider": error.provider, "edition": edition.id, "reason": error.reason},
            )
            if isinstance(error, ProviderBusy):
                wait = error.wait if wait is None else min(wait, error.wait)
        else:
            made = Made(texts, translator.name, glossary)
            await _write(desk, held, asked, edition, made)
            return
    await _not_made(desk, held, edition, wait)


def _in_its_source_script(original: Edition) -> Edition | None:
    """The original as translators are asked: in the script they know. None where that would be a guess."""
    source = conversion.source_of(original.language)
    if source is None or source == original.language:
        return None if source is None else original
    title, summary = (
        conversion.shown(text, original.language, source) for text in (original.title, original.summary)
    )
    return replace(original, language=source, title=title, summary=summary)


def _limit(desk: Desk) -> timedelta:
    return min(TIME_LIMIT, desk.settings.deadline)


async def _translation(
    translator: Translator,
    original: Edition,
    target: str,
    entries: Mapping[str, str],
    limit: timedelta,
) -> tuple[str, str]:
    """Title and summary as translated, cleaned. Raises ProviderError."""
    texts = [original.title, original.summary] if original.summary else [original.title]
    try:
        async with asyncio.timeout(limit.total_seconds()):
            made = await translator.translate(
                texts, source=original.language, target=target, glossary=entries
            )
    except TimeoutError as error:
        raise ProviderBusy(translator.name, "not answered in time", _WAIT) from error
    if len(made) != len(texts):
        raise ProviderRefused(translator.name, f"{len(made)} texts for {len(texts)}")
    title, *rest = (clean.line(text[:_LONGEST_ANSWER]) for text in made)
    return title, rest[0] if rest else ""


async def _write(desk: Desk, held: Work, original: Edition, edition: Edition, made: Made) -> None:
    texts, provider = made.texts, made.provider
    found = check.findings(
        (original.title, original.summary),
        texts,
        target=edition.language,
        source_language=original.language,
        glossary=made.glossary,
    )
    async with desk.database.writing(Bell.RELEASE, Bell.REVIEW) as connection:
        await work.finish(connection, held)
        rules = await holds.rules(connection, edition.article, holds.times(desk), now=desk.clock())
        source = f"{original.title}\n{original.summary}"
        verdict = holds.judge(
            rules,
            edition.language,
            source=source,
            output="\n".join(texts),
            findings=found,
            known=holds.people_known(made.glossary, original.language, edition.language),
        )
        await editions.write(
            connection, edition.id, state=verdict.state, title=texts[0], summary=texts[1],
            origin=Origin.MACHINE, source_language=original.language, provider=provider, findings=found,
            now=desk.clock(),
        )  # fmt: skip
        await holds.keep(connection, edition.id, verdict, rules)
    log.info(
        "edition translated",
        extra={
            "edition": edition.id,
            "language": edition.language,
            "provider": provider,
            "state": verdict.state.value,
            "findings": [each.guard.value for each in found],
        },
    )


async def _not_made(desk: Desk, held: Work, edition: Edition, wait: timedelta | None) -> None:
    """Try again after `wait`; give up where nobody can, or not before readers have stopped waiting."""
    if wait is not None and wait <= desk.settings.deadline and held.attempts < MOST_TRIES:
        await desk.again(held, "no translator could", wait=wait)
        return
    async with desk.database.writing(Bell.RELEASE, Bell.REVIEW) as connection:
        await work.finish(connection, held)
        asked = await holds.ask_people(
            connection, edition.article, [edition.language], holds.times(desk), now=desk.clock()
        )
        if not asked:
            await editions.set_state(connection, edition.id, EditionState.FAILED, now=desk.clock())
    log.warning("edition failed", extra={"edition": edition.id, "language": edition.language})
