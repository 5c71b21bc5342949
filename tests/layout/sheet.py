"""The contact sheet: every sample as it looks on a phone, to be looked at by a person.

`python -m tests.layout.sheet FILE` writes a PNG.
"""

import asyncio
import html
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.browser import browser
from tests.layout.samples import Sample, all_samples

_STYLE = """
body { margin: 0; padding: 16px; background: #cfdcc8; width: 1840px; columns: 5;
       column-gap: 16px; font: 16px/1.35 "Noto Sans", "UKIJ Ekran", "Noto Sans CJK SC", sans-serif }
figure { margin: 0 0 18px; break-inside: avoid }
figcaption { font: 11px sans-serif; color: #555; margin-bottom: 3px }
.message { background: #fff; border-radius: 12px; padding: 8px 12px; max-width: 320px;
           overflow-wrap: break-word }
.message div { unicode-bidi: plaintext; text-align: start; min-height: 1em }
.message.alert div:first-child { font-weight: 700 }
.row { display: flex; gap: 4px; margin-top: 4px; max-width: 344px }
.row span { flex: 1; background: #6f8b66; color: #fff; border-radius: 8px; padding: 6px 2px;
            text-align: center; font-size: 14px; unicode-bidi: plaintext }
"""


def page(samples: Sequence[Sample]) -> str:
    """The sheet as HTML."""
    figures = "".join(_figure(sample) for sample in samples)
    return f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style><body>{figures}</body>"


def _figure(sample: Sample) -> str:
    lines = "".join(f"<div>{html.escape(line)}</div>" for line in sample.text.split("\n"))
    rows = "".join(
        f"<div class=row>{''.join(f'<span>{html.escape(text)}</span>' for text in row)}</div>"
        for row in sample.buttons
    )
    kind = "message alert" if sample.alert else "message"
    caption = html.escape(sample.name)
    return f"<figure><figcaption>{caption}</figcaption><div class='{kind}'>{lines}</div>{rows}</figure>"


async def draw(file: Path) -> None:
    """Write the sheet as a picture."""
    file.parent.mkdir(parents=True, exist_ok=True)
    async with browser() as opened:
        shown = await opened.new_page(viewport={"width": 1872, "height": 1000})
        await shown.set_content(page(all_samples()))
        await shown.screenshot(path=file, full_page=True)


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1])))
