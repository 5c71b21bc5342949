"""What editors see of the articles that wait for a topic."""

from collections.abc import Sequence

from alertbot.chat.access import Act
from alertbot.chat.screens.page import Row, Screen, back, button, paged, screen, switch, turning
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words
from alertbot.model import Article, ArticleId, Edition, Topic

MOST = 80  # that are listed, the newest
_MOST_TOPICS = 40
_TITLE = 60  # characters of a title on a button


def waiting(words: Words, count: int) -> str:
    """How many articles wait."""
    return words.ngettext(
        "{number} article waits for a topic", "{number} articles wait for a topic", count
    ).format(number=words.number(count))


def listing(
    words: Words, articles: Sequence[tuple[ArticleId, str]], count: int, *, page: int, note: str | None = None
) -> Screen:
    """The articles by title, with how many there are in all."""
    shown, at, pages = paged(articles, page)
    rows: list[Row] = [
        (button(words, bidi.isolate(_short(title)), Act.UNFILED_ONE, id),) for id, title in shown
    ]
    rows += turning(words, Act.UNFILED, at, pages)
    rows.append(back(words, Act.MANAGE))
    line = waiting(words, count) if count else words.gettext("No article waits for a topic.")
    lines = [line] if note is None else [note, line]
    return screen(words, *lines, title=words.gettext("Articles without a topic"), rows=rows)


def one(words: Words, article: Article, edition: Edition | None, topics: Sequence[Topic]) -> Screen:
    """One article, and the topics as switches."""
    lines = [bidi.isolate(edition.summary)] if edition is not None and edition.summary else []
    lines += [bidi.isolate(article.source), words.date(article.published_at)]
    if article.url is not None:
        lines.append(bidi.isolate_ltr(article.url))
    if not topics:
        lines.append(words.gettext("There are no topics yet. Readers need at least one to receive alerts."))
    acts = (Act.UNFILED_ON, Act.UNFILED_OFF)
    rows: list[Row] = [
        (switch(words, topic.name(words.tag), topic.id in article.topics, acts, article.id, topic.id),)
        for topic in topics[:_MOST_TOPICS]
    ]
    if article.topics:
        rows.append((button(words, words.gettext("Send it out"), Act.UNFILED_DONE, article.id),))
    rows += [
        (button(words, words.gettext("Leave it out"), Act.UNFILED_LEAVE, article.id),),
        back(words, Act.UNFILED),
    ]
    return screen(words, *lines, title=_title(words, edition), rows=rows)


def _title(words: Words, edition: Edition | None) -> str:
    if edition is None or not edition.title:
        return words.gettext("Articles without a topic")
    return edition.title


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
