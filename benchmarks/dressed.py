"""Pages as newspapers send them: the sample articles between menus, teasers, style sheets and scripts.

A measured newspaper page is thirty to a hundred kilobytes of which the story is three to ten; the
playground's pages are the story alone. Nothing in the dress is text of the story.
"""

from collections.abc import Iterator

_MENUS, _LINKS, _TEASERS, _RULES, _SCRIPT_LINES = 6, 20, 40, 250, 300
_WORDS = ("valley", "market", "river", "school", "harvest", "bridge", "winter", "orchard")


def dressed(page: str, *, seed: int = 0) -> str:
    """The page with what stands around an article."""
    head, body = "".join(_head(seed)), "".join(_before(seed))
    page = page.replace("</head>", f"{head}</head>", 1).replace("<main>", f"{body}<main>", 1)
    return page.replace("</main>", f"</main>{''.join(_after(seed))}", 1)


def _head(seed: int) -> Iterator[str]:
    yield "<style>"
    for number in range(_RULES):
        yield f".c{number} a:hover, .c{number} > .t{number % 7} {{ color: #1{number % 10}2; "
        yield f"margin: {number}px }}\n"
    yield ".drawer { display: none } .drawer.open { display: block }</style><script>"
    for number in range(_SCRIPT_LINES):
        yield f"window.q = window.q || []; window.q.push(['event', {seed + number}, location.href]);\n"
    yield "</script>"


def _before(seed: int) -> Iterator[str]:
    for menu in range(_MENUS):
        yield f"<nav class='c{menu} menu'><ul>"
        for number in range(_LINKS):
            link = f"<a href='/section/{menu}/{number}'>{_words(seed + number, 2)}</a>"
            yield f"<li class='t{number % 7}'>{link}</li>"
        yield "</ul></nav>"
    yield f"<div class='drawer'><p>{_words(seed, 30)}</p></div>"


def _after(seed: int) -> Iterator[str]:
    yield "<aside class='related'><h2>More</h2>"
    for number in range(_TEASERS):
        yield (
            f"<div class='card c{number}'><a href='/more/{number}'><img src='/i/{number}.jpg' alt=''>"
            f"<h3>{_words(seed + number, 6)}</h3></a><span class='t{number % 7}'>{number} h</span></div>"
        )
    yield "</aside>"


def _words(start: int, count: int) -> str:
    return " ".join(_WORDS[(start * 3 + number * 5) % len(_WORDS)] for number in range(count))
