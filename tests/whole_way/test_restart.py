"""From a feed to the readers' phones in seven scripts of three languages, with a restart in the middle."""

from pathlib import Path

import pytest

from alertbot.languages import conversion, table
from tests.whole_way.house import LANGUAGES, SCRIPTS, built

pytestmark = pytest.mark.timeout(150)


async def test_everyone_reads_in_their_language_across_a_restart(whole_url: str, tmp_path: Path):
    """Nothing is lost when alertbot stops between two stories, and nothing comes twice."""
    async with built(tmp_path, whole_url, readers=5, languages=[*LANGUAGES, *SCRIPTS]) as house:
        first = _in_all_scripts(house.publish())
        process = await house.start()
        await house.everyone_has({language: [title] for language, title in first.items()})

        assert await house.stop(process) == 0
        second = _in_all_scripts(house.publish())
        process = await house.start()

        both = {language: [first[language], second[language]] for language in first}
        await house.everyone_has(both)
        assert await house.stop(process) == 0
        assert house.repeats(both) == 0
        assert house.foreign(both) == []


def _in_all_scripts(titles: dict[str, str]) -> dict[str, str]:
    sources = {tag: table.get(tag).source for tag in SCRIPTS}
    return titles | {tag: conversion.shown(titles[source], source, tag) for tag, source in sources.items()}


async def test_nothing_is_asked_sooner_because_of_a_restart(whole_url: str, tmp_path: Path):
    """A story that is out already comes once, however often alertbot is started."""
    async with built(tmp_path, whole_url, readers=2) as house:
        titles = {language: [title] for language, title in house.publish().items()}
        for _ in range(2):
            process = await house.start()
            await house.works()
            await house.everyone_has(titles)
            assert await house.stop(process) == 0

        assert house.repeats(titles) == 0
