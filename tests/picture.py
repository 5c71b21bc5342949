"""Takes the README's picture: the phone page after the newsroom has published a story.

`python -m tests.picture FILE` starts the demo, presses the button as a visitor does, waits until the
story is on every reader's phone, and saves the page as a PNG of few colours.
"""

import asyncio
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Page

from alertbot.cli import demo
from tests.browser import browser

WIDTH, HEIGHT = 1720, 980
COLOURS = 128  # enough for text on plain grounds, and a third of the size
PATIENCE = 30_000  # milliseconds
READERS = 3
_ALERTS = "section:nth-child({nth}) .message.theirs a.key"  # a link to the article stands under each alert


async def take(file: Path) -> None:
    """Start the demo, publish one story, and save what the page then shows."""
    with tempfile.TemporaryDirectory() as folder:
        async with demo.running(Path(folder), asyncio.Event()) as running, browser() as opened:
            page = await opened.new_page(
                viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", reduced_motion="reduce"
            )
            page.set_default_timeout(PATIENCE)
            await page.goto(running.address)
            before = [await _settled(page, nth) for nth in range(1, READERS + 1)]
            await page.get_by_role("button", name="Publish a story").click()
            for nth, count in enumerate(before, 1):
                await page.locator(_ALERTS.format(nth=nth)).nth(count).wait_for()
            await page.mouse.move(0, 0)
            await page.locator("#notice").evaluate("node => node.textContent = ''")
            picture = await page.screenshot()
    _save(picture, file)


async def _settled(page: Page, nth: int) -> int:
    """How many alerts a reader's phone shows once no more come."""
    alerts = page.locator(_ALERTS.format(nth=nth))
    await alerts.first.wait_for()
    count = 0
    while count != (count := await alerts.count()):
        await page.wait_for_timeout(2_000)
    return count


def _save(picture: bytes, file: Path) -> None:
    few = Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


if __name__ == "__main__":
    asyncio.run(take(Path(sys.argv[1])))
