"""Messages laid out by a browser as Telegram lays them out: each line by its first strong letter."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from playwright.async_api import Page

# No line wraps: what stands beside what is then a matter of direction alone.
_STYLE = """
body { margin: 0; font: 20px "Noto Sans", "UKIJ Ekran", sans-serif }
p { margin: 0 0 8px; width: 6000px; white-space: pre; unicode-bidi: plaintext; text-align: start }
"""
_MEASURE = """(asked) => asked.map(([number, spans]) => {
  const text = document.getElementById(number).firstChild;
  return spans.map(([start, end]) => {
    const range = document.createRange();
    range.setStart(text, start);
    range.setEnd(text, end);
    const box = range.getBoundingClientRect();
    return [box.left, box.right];
  });
})"""
WIDTH = 6000.0


class Box(NamedTuple):
    """From where to where something stands on its line, in pixels from the left."""

    left: float
    right: float


Span = tuple[int, int]


async def lay_out(page: Page, texts: Sequence[str]) -> None:
    """Show the texts."""
    await page.set_content(f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style><body></body>")
    await page.evaluate(
        """(texts) => texts.forEach((text, number) => {
          const shown = document.createElement("p");
          shown.id = number;
          shown.textContent = text;
          document.body.append(shown);
        })""",
        list(texts),
    )


async def boxes(page: Page, spans: Mapping[int, Sequence[Span]]) -> dict[int, dict[Span, Box]]:
    """Where each span of each text stands (UTF-16 units)."""
    asked = [[str(number), [list(span) for span in wanted]] for number, wanted in spans.items()]
    found = await page.evaluate(_MEASURE, asked)
    return {
        number: {span: Box(*box) for span, box in zip(wanted, measured, strict=True)}
        for (number, wanted), measured in zip(spans.items(), found, strict=True)
    }
