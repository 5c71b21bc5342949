"""`alertbot demo`, used as a person uses it: in a browser, with a finger."""

import asyncio
import os
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from alertbot.cli import demo
from alertbot.cli.demo import Demo
from alertbot.playground.newsroom.press import MAIN
from alertbot.playground.phone.phones import SAMPLE
from tests.browser import browser, needs_chromium

pytestmark = [needs_chromium, pytest.mark.timeout(120)]

PATIENCE = 20_000  # milliseconds
# Where screenshots are kept, outside the repository, when somebody wants to look at them.
ARTEFACTS = os.environ.get("ALERTBOT_ARTEFACTS")


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Demo]:
    async with demo.running(tmp_path, asyncio.Event()) as opened:
        yield opened


@pytest.fixture
async def page(running: Demo) -> AsyncIterator[Page]:
    async with browser() as opened:
        page = await opened.new_page(viewport={"width": 1720, "height": 980}, color_scheme="light")
        await page.goto(running.address)
        await page.wait_for_selector("body[data-ready]")
        yield page


def phone(page: Page, person: int) -> Locator:
    return page.locator(f"#phone-{person}")


async def photograph(page: Page, name: str) -> None:
    if ARTEFACTS is not None:
        await page.screenshot(path=Path(ARTEFACTS) / f"{name}.png")


async def test_every_reader_reads_the_first_alerts_in_their_language(page: Page, running: Demo):
    for each in SAMPLE:
        if each.role == "Reader":
            await expect(
                phone(page, each.person).locator("strong", has_text=title(running, each.language))
            ).to_be_visible(timeout=PATIENCE)
    await photograph(page, "demo-first-alerts")


async def test_a_newcomer_chooses_uyghur_agrees_chooses_topics_and_receives(page: Page, running: Demo):
    newcomer = phone(page, demo.NEWCOMER.person)
    words = running.parts.catalogues["ug"]

    await newcomer.get_by_role("button", name=words.gettext("Start"), exact=True).click()
    await newcomer.get_by_role("button", name="ئۇيغۇرچە").click(timeout=PATIENCE)
    await newcomer.get_by_role("button", name=words.gettext("I agree")).click(timeout=PATIENCE)
    await newcomer.get_by_role("button", name="مەدەنىيەت").click(timeout=PATIENCE)  # no culture, please
    await newcomer.get_by_role("button", name=words.gettext("Done")).click(timeout=PATIENCE)
    options = newcomer.get_by_role("button", name=words.gettext("Options"))
    await expect(options).to_have_count(1, timeout=PATIENCE)  # the latest alert, at once
    await photograph(page, "demo-newcomer")

    await page.get_by_role("button", name="Publish a story").click()
    await expect(newcomer.locator("strong", has_text=title(running, "ug"))).to_be_visible(timeout=PATIENCE)
    await options.last.click()
    mute = words.gettext("Mute: {topic}").format(topic="")
    await expect(newcomer.get_by_role("button", name=re.compile(mute.strip("\u2068\u2069 :")))).to_be_visible(
        timeout=PATIENCE
    )
    await photograph(page, "demo-options")


def title(running: Demo, language: str) -> str:
    """The newest story's, in this language."""
    outlet = running.newsroom.outlet(MAIN)
    [section] = [section for section in outlet.sections if section.language == language]
    return running.newsroom.published(MAIN)[0].headline(section)
