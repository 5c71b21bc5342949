"""The phone page in a real browser, with the bot's side played by hand."""

import re
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    ViewportSize,
    expect,
)

from alertbot.playground.botapi.photos import Photo
from tests.browser import browser as opened_browser
from tests.browser import needs_chromium
from tests.playground.phone.conftest import EDITOR, ENGLISH, KAZAKH, UYGHUR, Stage, staged

RLM, LRI, PDI = "\u200f", "\u2066", "\u2069"
WIDE: ViewportSize = {"width": 1440, "height": 860}
NARROW: ViewportSize = {"width": 390, "height": 780}

pytestmark = [
    needs_chromium,
    pytest.mark.asyncio(loop_scope="module"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with opened_browser() as launched:
        yield launched


@pytest_asyncio.fixture(loop_scope="module")
async def stage() -> AsyncIterator[Stage]:
    async with staged() as ready:
        yield ready


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, stage: Stage) -> AsyncIterator[Page]:
    """The page in a wide window; whatever it complains of in its console fails the test."""
    page = await browser.new_page(viewport=WIDE)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
    await page.goto(f"{stage.address}/")
    await page.locator("body[data-ready]").wait_for()
    yield page
    await page.close()
    assert complaints == []


def is_complaint(said: ConsoleMessage) -> bool:
    """A refused action (409) is shown to the reader; the browser's own line about it says nothing more."""
    return said.type == "error" and "409 (Conflict)" not in said.text


def phone(page: Page, person: int) -> Locator:
    return page.locator(f"#phone-{person}")


async def started(stage: Stage, person: int) -> None:
    await stage.world.person(person).start()


async def box(locator: Locator) -> dict[str, Any]:
    found = await locator.bounding_box()
    assert found is not None
    return {**found, "right": found["x"] + found["width"], "bottom": found["y"] + found["height"]}


async def text_box(line: Locator) -> dict[str, float]:
    """Where the letters of a line are, not its block."""
    found: dict[str, float] = await line.evaluate(
        "node => { const range = document.createRange(); range.selectNodeContents(node);"
        " const { left, right } = range.getBoundingClientRect(); return { left, right }; }"
    )
    return found


async def test_start_button_opens_the_chat_and_typed_text_reaches_the_bot(stage: Stage, page: Page):
    mine = phone(page, KAZAKH)
    await mine.get_by_role("button", name="Бастау", exact=True).click()
    field = mine.get_by_role("textbox")
    await expect(field).to_be_focused()
    await field.fill("Сәлем, <b>бот</b>")
    await field.press("Enter")
    await expect(field).to_have_value("")
    await field.fill("тағы")
    await mine.get_by_role("button", name="Send").click()

    await expect(mine.locator(".mine .line")).to_have_text(["/start", "Сәлем, <b>бот</b>", "тағы"])
    updates = await stage.bot("getUpdates")
    assert [update["message"]["text"] for update in updates] == ["/start", "Сәлем, <b>бот</b>", "тағы"]


async def test_pressed_button_is_answered_edited_in_place_and_keeps_the_focus(stage: Stage, page: Page):
    await started(stage, ENGLISH)

    def keys(mark: str) -> dict[str, Any]:
        return {"inline_keyboard": [[{"text": f"{mark} Culture", "callback_data": "culture"}]]}

    sent = await stage.bot("sendMessage", chat_id=ENGLISH, text="Topics", reply_markup=keys("–"))
    mine = phone(page, ENGLISH)
    await mine.get_by_role("button", name="– Culture").focus()
    await page.keyboard.press("Enter")
    await stage.world.until(lambda world: any("callback_query" in update for update in world.updates.pending))
    query = (await stage.bot("getUpdates", offset=-1))[0]["callback_query"]

    await stage.bot("answerCallbackQuery", callback_query_id=query["id"], text="Culture is on")
    await stage.bot(
        "editMessageText",
        chat_id=ENGLISH,
        message_id=sent["message_id"],
        text="Topics: 1",
        reply_markup=keys("✓"),
    )

    assert query["data"] == "culture"
    await expect(mine.get_by_role("status")).to_contain_text("Culture is on")
    await expect(mine.locator(".theirs")).to_have_count(1)
    await expect(mine.locator(".theirs .line")).to_have_text("Topics: 1")
    await expect(mine.locator(".theirs")).to_contain_text("edited")
    await expect(mine.get_by_role("button", name="✓ Culture")).to_be_focused()


async def test_messages_take_each_line_its_own_direction(stage: Stage, page: Page):
    await started(stage, UYGHUR)
    await stage.bot(
        "sendMessage",
        chat_id=UYGHUR,
        text="\n".join(
            [f"{RLM}كۈمۈش", f"{RLM}{LRI}silver-poplar.example{PDI}", "Latin, ئاندىن ئۇيغۇرچە", f"{RLM}3 خەت"]
        ),
    )
    lines = phone(page, UYGHUR).locator(".theirs .line")
    await expect(lines).to_have_count(4)
    block = await box(lines.first)

    for index, rtl in enumerate([True, True, False, True]):
        letters = await text_box(lines.nth(index))
        if rtl:
            assert letters["right"] == pytest.approx(block["right"], abs=3)
        else:
            assert letters["left"] == pytest.approx(block["x"], abs=3)


async def test_phone_in_a_right_to_left_language_is_a_mirror_image(stage: Stage, page: Page):
    row = [{"text": "بىر", "callback_data": "1"}, {"text": "ئىككى", "callback_data": "2"}]
    for person in (UYGHUR, KAZAKH):
        await started(stage, person)
        await stage.bot("sendMessage", chat_id=person, text="؟", reply_markup={"inline_keyboard": [row]})
    for person in (UYGHUR, KAZAKH):
        mine = phone(page, person)
        frame, theirs, own = [await box(mine.locator(place)) for place in (".log", ".theirs", ".mine")]
        first, second = await box(mine.locator(".key").first), await box(mine.locator(".key").last)
        menu_side, send = await box(mine.get_by_role("textbox")), await box(mine.locator(".send"))
        if person == UYGHUR:
            assert frame["right"] - theirs["right"] < 20 < frame["right"] - own["right"]
            assert second["right"] <= first["x"]
            assert send["right"] <= menu_side["x"]
        else:
            assert theirs["x"] - frame["x"] < 20 < own["x"] - frame["x"]
            assert first["right"] <= second["x"]
            assert menu_side["right"] <= send["x"]


async def test_entities_are_drawn_and_hostile_text_stays_text(stage: Stage, page: Page):
    await started(stage, ENGLISH)
    text = "😀 bold both\nlink /help https://example.org/a <img src=x onerror=alert(1)>"
    entities = [
        {"type": "bold", "offset": 3, "length": 9},  # the emoji counts two
        {"type": "italic", "offset": 8, "length": 4},
        {"type": "text_link", "offset": 13, "length": 4, "url": "https://silver-poplar.example/1"},
    ]
    await stage.bot("sendMessage", chat_id=ENGLISH, text=text, entities=entities, disable_notification=True)
    message = phone(page, ENGLISH).locator(".theirs")

    await expect(message.locator(".line")).to_have_text(text.split("\n"))
    await expect(message.locator("strong")).to_have_text(["bold ", "both"])
    await expect(message.locator("strong em")).to_have_text("both")
    await expect(message.locator("a")).to_have_text(["link", "https://example.org/a"])
    for link in await message.locator("a").all():
        assert await link.get_attribute("target") == "_blank"
        assert await link.get_attribute("rel") == "noopener noreferrer"
    await expect(message.locator("img")).to_have_count(0)
    await expect(message.get_by_title("Came without a sound")).to_be_visible()

    await message.get_by_role("button", name="/help").click()
    await expect(phone(page, ENGLISH).locator(".mine .line")).to_have_text(["/start", "/help"])


async def test_formatting_over_several_lines_reaches_each(stage: Stage, page: Page):
    await started(stage, ENGLISH)
    await stage.bot(
        "sendMessage",
        chat_id=ENGLISH,
        text="one\n\ntwo three",
        entities=[{"type": "bold", "offset": 1, "length": 7}],
    )
    strong = phone(page, ENGLISH).locator(".theirs strong")

    await expect(strong).to_have_text(["ne", "two"])


async def test_url_button_opens_a_tab_and_a_start_link_starts_on_this_phone(stage: Stage, page: Page):
    await started(stage, EDITOR)
    rows = [
        [{"text": "Whole article", "url": f"{stage.address}/static/icon.svg"}],
        [{"text": "Invitation", "url": "https://t.me/alertbot_demo_bot?start=own-1"}],
    ]
    await stage.bot("sendMessage", chat_id=EDITOR, text="Links", reply_markup={"inline_keyboard": rows})
    mine = phone(page, EDITOR)

    async with page.context.expect_page() as opened:
        await mine.get_by_role("link", name="Whole article").click()
    await (await opened.value).close()
    await mine.get_by_role("link", name="Invitation").click()

    await expect(mine.locator(".mine .line").last).to_have_text("/start own-1")


async def test_command_menu_works_by_keyboard(stage: Stage, page: Page):
    await started(stage, UYGHUR)
    commands = [
        {"command": "topics", "description": "تېمىلار"},
        {"command": "help", "description": "ياردەم"},
    ]
    scope = {"type": "chat", "chat_id": UYGHUR}
    await stage.bot("setMyCommands", commands=commands, scope=scope)
    mine = phone(page, UYGHUR)
    opener = mine.get_by_role("button", name="Menu")

    await opener.press("Enter")
    items = mine.get_by_role("menuitem")
    await expect(items).to_have_count(2)
    await expect(items.first).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(items.first).to_be_hidden()
    await expect(opener).to_be_focused()

    await page.keyboard.press("Enter")
    await page.keyboard.press("ArrowUp")
    await expect(items.last).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("End")
    await page.keyboard.press("Enter")
    await expect(mine.locator(".mine .line")).to_have_text(["/start", "/help"])


async def test_blocking_takes_the_field_away_until_unblocked(stage: Stage, page: Page):
    await started(stage, KAZAKH)
    mine = phone(page, KAZAKH)
    switch = mine.get_by_role("switch", name="Block the bot")

    await switch.click()
    await expect(switch).to_have_attribute("aria-checked", "true")
    await expect(mine.get_by_role("textbox")).to_be_hidden()
    assert stage.world.person(KAZAKH).blocked

    await mine.get_by_role("button", name="Ботты бұғаттан шығару").click()
    await expect(mine.get_by_role("textbox")).to_be_visible()
    assert not stage.world.person(KAZAKH).blocked


async def test_publish_buttons_say_what_they_published(stage: Stage, page: Page):
    await page.get_by_role("button", name="Publish a story").click()
    await expect(page.locator("#notice")).to_have_text("Published: Dutar <b>restored</b>")
    await page.get_by_role("button", name="Publish in English only").click()
    await expect(page.locator("#notice")).to_have_text("Published: Ferry voices")

    assert stage.published == ["story", "untranslated"]
    await expect(page.get_by_role("link", name="Newsroom site")).to_have_attribute(
        "href", "http://127.0.0.1:9/en/"
    )


async def test_deleted_messages_go_and_a_refusal_is_shown(stage: Stage, page: Page):
    await started(stage, ENGLISH)
    keys = {"inline_keyboard": [[{"text": "Old", "callback_data": "old"}]]}
    sent = await stage.bot("sendMessage", chat_id=ENGLISH, text="short-lived", reply_markup=keys)
    mine = phone(page, ENGLISH)
    await expect(mine.locator(".theirs")).to_have_count(1)

    await stage.bot("deleteMessage", chat_id=ENGLISH, message_id=sent["message_id"])
    await expect(mine.locator(".theirs")).to_have_count(0)

    await mine.get_by_role("textbox").fill("\u202d")  # Telegram cleans it away, and nothing is left
    await page.keyboard.press("Enter")
    await expect(mine.get_by_role("status")).to_contain_text("Bad Request")


async def test_pictures_are_drawn_as_wide_as_the_bubble(stage: Stage, page: Page):
    await started(stage, ENGLISH)
    with BytesIO() as file:
        Image.new("RGB", (64, 64)).save(file, "PNG")
        photo = Photo(file.getvalue(), 64, 64)
    stage.world.photos[photo.id] = photo
    stage.world.post(stage.world.person(ENGLISH).chat, sender=stage.world.bot_id, photo=photo, text="Chart")
    stage.world.changed(ENGLISH)

    bubble = phone(page, ENGLISH).locator(".theirs .bubble")
    shown = bubble.locator("img")
    await expect(shown).to_be_visible()
    await expect(bubble).to_contain_text("Chart")
    await page.wait_for_function("document.querySelector('.theirs img').naturalWidth === 64")


async def test_new_messages_are_followed_unless_the_reader_has_scrolled_up(stage: Stage, page: Page):
    await started(stage, ENGLISH)
    log = phone(page, ENGLISH).get_by_role("log")
    for number in range(30):
        await stage.bot("sendMessage", chat_id=ENGLISH, text=f"Message {number}")
    await expect(log.get_by_text("Message 29")).to_be_in_viewport()

    await log.evaluate("node => { node.scrollTop = 0; }")
    await expect(log.get_by_text("Message 1", exact=True)).to_be_in_viewport()
    await stage.bot("sendMessage", chat_id=ENGLISH, text="The latest")
    fresh = phone(page, ENGLISH).get_by_role("button", name="New messages below")
    await fresh.click()

    await expect(log.get_by_text("The latest")).to_be_in_viewport()
    await expect(fresh).to_be_hidden()


async def test_narrow_screen_shows_one_phone_at_a_time(stage: Stage, page: Page):
    await page.set_viewport_size(NARROW)
    for person in (UYGHUR, ENGLISH):
        await started(stage, person)
    tabs = page.get_by_role("tab")
    await expect(tabs).to_have_text(
        [re.compile("ئۇيغۇرچە"), re.compile("Қазақша"), re.compile("English"), re.compile("English")]
    )
    await expect(phone(page, UYGHUR)).to_be_visible()
    await expect(phone(page, ENGLISH)).to_be_hidden()

    for number in range(20):
        await stage.bot("sendMessage", chat_id=ENGLISH, text=f"Long enough to scroll: {number}")
    await expect(tabs.nth(2)).to_have_class("tab news")
    await tabs.nth(0).press("ArrowRight")
    await expect(tabs.nth(1)).to_be_focused()
    await tabs.nth(2).click()

    mine = phone(page, ENGLISH)
    await expect(tabs.nth(2)).to_have_class("tab")
    await expect(mine.get_by_text("Long enough to scroll: 19")).to_be_in_viewport()
    frame = await box(mine)
    assert (frame["x"], frame["right"], frame["bottom"]) == (0, NARROW["width"], NARROW["height"])
    assert await page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]


async def test_readers_of_the_screen_are_told_what_is_what(stage: Stage, page: Page):
    await started(stage, UYGHUR)
    mine = page.get_by_role("region", name="ئۇيغۇرچە, Reader, Aygul")
    log = mine.get_by_role("log", name="Messages of Aygul")

    assert await log.get_attribute("aria-live") == "polite"
    assert await mine.locator("h2").get_attribute("lang") == "ug"
    order = []
    await mine.get_by_role("switch").focus()
    for _ in range(3):
        await page.keyboard.press("Tab")
        order.append(
            await page.evaluate(
                "document.activeElement.getAttribute('aria-label') ?? document.activeElement.className"
            )
        )
    assert order == ["Messages of Aygul", "command", "Message to the bot"]
