"""Draws the contact sheets: `python -m tests.screens FOLDER [LANGUAGE ...]`.

Each language gets a page, FOLDER/<language>.html with the words and pictures, and a PNG for each role. The
bubbles are those of the playground's phones; buttons stand on one line, as Telegram cuts them, and those
that are cut are marked, counted and named.
"""

import asyncio
import base64
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import resources
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page, Route

from alertbot.chat.screens.page import Button
from alertbot.languages import table
from alertbot.model import Role
from alertbot.storage import engine, schema
from tests.browser import browser
from tests.conftest import KEYRING
from tests.screens.walk import ROLES, Found, every_screen

LANGUAGES = ("ug", "kk", "kk-Arab", "en")
_COLUMNS = 5
_SITE = "http://phone.example/"
_STATIC = resources.files("alertbot.playground.phone") / "static"
_TYPES = {"css": "text/css", "js": "text/javascript"}
_PAGE = """<!doctype html><meta charset=utf-8><link rel=stylesheet href=phone.css><style>
html, body { display: block; block-size: auto }
main { columns: 390px; column-count: %(columns)d; column-gap: 16px; padding: 16px }
figure { margin: 0 0 18px; break-inside: avoid; inline-size: 390px }
figcaption { font: 11px/1.6 sans-serif; color: var(--quiet); direction: ltr }
figure .message { max-inline-size: 100%%; inline-size: 100%% }
.key span { white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.key.cut { outline: 2px solid red }
.marks { display: none }
</style><main></main><script type=module>
import { bubble } from "./message.js";
const nothing = { say() {}, start() {}, press() {} };
window.draw = async (screens, direction, pictures) => {
  const main = document.querySelector("main");
  main.dir = direction;
  for (const screen of screens) {
    const figure = document.createElement("figure");
    figure.append(Object.assign(document.createElement("figcaption"), { textContent: screen.act }));
    const drawn = bubble(screen.message, nothing, {});
    const picture = drawn.querySelector("img");
    if (picture) picture.src = screen.picture;
    figure.append(drawn);
    main.append(figure);
  }
  await document.fonts.ready;
  const cut = [];
  for (const key of document.querySelectorAll(".key")) {
    const label = key.querySelector("span");
    if (label.scrollWidth <= label.clientWidth) continue;
    key.classList.add("cut");
    cut.push(label.textContent);
  }
  return cut;
};
window.ready = true;
</script>"""


async def draw(folder: Path, languages: tuple[str, ...]) -> None:
    """Write the sheets of these languages."""
    folder.mkdir(parents=True, exist_ok=True)
    async with browser() as opened:
        for language in languages:
            for role in ROLES:
                async with _empty() as database:
                    found = await every_screen(database, language, role)
                cut = await _sheet(opened, folder, language, role, found)
                told = f"; cut buttons: {', '.join(sorted(set(cut)))}" if cut else ""
                print(f"{language} {role.name.lower()}: {len(found)} screens{told}")  # noqa: T201


@asynccontextmanager
async def _empty() -> AsyncIterator[engine.Database]:
    with tempfile.TemporaryDirectory() as folder:
        async with engine.opened(f"sqlite:///{Path(folder) / 'alertbot.db'}", KEYRING) as database:
            await schema.upgrade(database)
            yield database


async def _sheet(opened: Browser, folder: Path, language: str, role: Role, found: list[Found]) -> list[str]:
    page = await opened.new_page(viewport={"width": 32 + _COLUMNS * 406, "height": 1000})
    await page.route(f"{_SITE}**", _serve)
    await page.goto(_SITE)
    await page.wait_for_function("window.ready")
    screens = [_screen(each, number) for number, each in enumerate(found)]
    cut: list[str] = await page.evaluate(
        "([screens, direction]) => draw(screens, direction)",
        [screens, table.get(language).direction.value],
    )
    name = f"{language}-{role.name.lower()}"
    await _save(page, folder, name)
    await page.close()
    return cut


async def _save(page: Page, folder: Path, name: str) -> None:
    await page.screenshot(path=folder / f"{name}.png", full_page=True)
    words = await page.evaluate("document.querySelector('main').innerHTML")
    style = (_STATIC / "phone.css").read_text(encoding="utf-8")
    head = _PAGE % {"columns": _COLUMNS}
    head = head[: head.index("<main>")].replace(
        "<link rel=stylesheet href=phone.css>", f"<style>{style}</style>"
    )
    direction = await page.evaluate("document.querySelector('main').dir")
    whole = f"{head}<main dir={direction}>{words}</main>"
    (folder / f"{name}.html").write_text(whole, encoding="utf-8")


async def _serve(route: Route) -> None:
    name = route.request.url.removeprefix(_SITE)
    if not name:
        await route.fulfill(body=_PAGE % {"columns": _COLUMNS}, content_type="text/html; charset=utf-8")
    elif (_STATIC / name).is_file():
        kind = _TYPES[name.rpartition(".")[2]]
        await route.fulfill(body=(_STATIC / name).read_bytes(), content_type=f"{kind}; charset=utf-8")
    else:
        await route.fulfill(status=404)


def _screen(found: Found, number: int) -> dict[str, Any]:
    screen = found.screen
    picture = screen.picture and f"data:image/png;base64,{base64.b64encode(screen.picture).decode()}"
    return {
        "act": found.act.name,
        "picture": picture,
        "message": {
            "id": number, "from_bot": True, "text": screen.text, "date": "2026-11-02T12:00:00Z",
            "picture": "0" if picture else None,
            "entities": [
                {"type": each.type, "offset": each.offset, "length": each.length, "url": each.url}
                for each in screen.entities
            ],
            "keyboard": [[_button(each) for each in row] for row in screen.keyboard],
        },
    }  # fmt: skip


def _button(button: Button) -> dict[str, str]:
    return {"text": button.text} | ({"url": button.url} if button.url else {"callback_data": "x"})


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1]), tuple(sys.argv[2:]) or LANGUAGES))
