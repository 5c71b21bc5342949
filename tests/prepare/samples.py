"""Pages and entries as newsrooms write them, invented."""

from datetime import datetime
from typing import Any

from alertbot.model import Entry, EntryId, FeedId
from alertbot.prepare.page import Page
from tests.conftest import NOON

HOST = "news.example"
HOSTS = frozenset({HOST})
URL = f"https://{HOST}/2026/school"

PARAGRAPHS = {
    "en": (
        "The town council opened a new school on Monday, and about a hundred people came to see it.",
        "The building has twelve rooms and a library, which was paid for by the families of the town.",
        "Lessons begin next week, the head teacher told reporters after the opening.",
    ),
    "ug": (
        "شەھەرلىك ھۆكۈمەت دۈشەنبە كۈنى يېڭى مەكتەپنى ئاچتى، مۇراسىمغا يۈزگە يېقىن ئادەم قاتناشتى.",
        "بىنادا ئون ئىككى ياتاق ۋە بىر كۈتۈپخانا بار، ئۇنىڭ چىقىمىنى شەھەردىكى ئائىلىلەر كۆتۈردى.",
        "دەرسلەر كېلەر ھەپتە باشلىنىدۇ، دېدى مەكتەپ مۇدىرى مۇخبىرلارغا.",
    ),
    "kk": (
        "Қала әкімдігі дүйсенбі күні жаңа мектепті ашты, салтанатқа жүзге жуық адам қатысты.",
        "Ғимаратта он екі бөлме мен бір кітапхана бар, оның шығынын қала тұрғындары көтерді.",
        "Сабақтар келесі аптада басталады, деді мектеп директоры журналистерге.",
    ),
    "zh": (
        "市政府星期一宣布一所新学校正式开学，约一百人参加了开学典礼，其中包括许多家长和孩子。",
        "这座教学楼有十二间教室和一个图书馆，费用由全镇的家庭共同承担，工程历时两年才完成。",
        "校长在典礼之后对记者表示，新学期的课程将从下星期开始，学校欢迎所有的孩子前来上课。",
    ),
}
TITLES = {
    "en": "A new school opens",
    "ug": "يېڭى مەكتەپ ئېچىلدى",
    "kk": "Жаңа мектеп ашылды",
    "zh": "新学校开学",
}
CHROME = (
    '<nav><a href="/">Home</a> <a href="/politics">Politics</a> <a href="/sport">Sport</a></nav>',
    '<footer><p>Copyright 2026 News Example. All rights reserved.</p><a href="/about">About us</a></footer>',
)


def article(
    language: str, paragraphs: tuple[str, ...] | None = None, *, head: str = "", extra: str = ""
) -> str:
    """A page with an <article> and paragraphs."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs or PARAGRAPHS[language])
    return _page(language, f"<article><h1>{TITLES[language]}</h1>{body}{extra}</article>", head)


def divisions(language: str) -> str:
    """A page where everything is a <div>."""
    body = "".join(f"<div class='t'>{text}</div>" for text in PARAGRAPHS[language])
    title = f"<div class='headline'>{TITLES[language]}</div>"
    return _page(language, f"<div id='main'><div class='content'>{title}{body}</div></div>", "")


def breaks(language: str) -> str:
    """A page whose paragraphs are set apart by <br>."""
    body = "<br><br>".join(PARAGRAPHS[language])
    return _page(language, f"<h1>{TITLES[language]}</h1><div class='post-body'>{body}</div>", "")


def tables(language: str) -> str:
    """A page laid out by a table."""
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[language])
    table = f"<table><tr><td><a href='/'>Home</a></td><td><h1>{TITLES[language]}</h1>{body}</td></tr></table>"
    return _page(language, table, "")


def _page(language: str, body: str, head: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{TITLES[language]} | News Example</title>{head}</head>"
        f"<body>{CHROME[0]}{body}{CHROME[1]}</body></html>"
    )


def page(html: str, *, url: str = URL, charset: str | None = None, encoding: str = "utf-8") -> Page:
    return Page(url=url, body=html.encode(encoding), charset=charset)


def entry(**changes: Any) -> Entry:
    """An entry of a feed that gives a title and a teaser."""
    values: dict[str, Any] = {
        "id": EntryId(1),
        "feed": FeedId(1),
        "key": b"k",
        "link": URL,
        "title": TITLES["en"],
        "summary": "A teaser.",
        "content": "",
        "language": None,
        "categories": (),
        "published_at": NOON,
        "first_seen_at": NOON.replace(hour=13),
    }
    return Entry(**values | changes)


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text)
