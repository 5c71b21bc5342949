"""Articles that fit no topic: editors choose one, or leave them out."""

from alertbot.chat.callbacks import Press
from alertbot.chat.desk import Desk, Reply, Visit
from alertbot.chat.handlers.editors.noting import named, noted
from alertbot.chat.screens.editors import unfiled as screens
from alertbot.errors import NotFound
from alertbot.model import Article, ArticleId, ArticleState, TopicId, WorkKind
from alertbot.storage import articles, editions, topics, work
from alertbot.storage.audit import Deed
from alertbot.storage.bells import Bell
from alertbot.storage.engine import Connection


async def show_unfiled(desk: Desk, visit: Visit, press: Press) -> Reply:
    """All that wait, the newest first."""
    return await _listing(desk, visit, page=press.number(0))


async def _listing(desk: Desk, visit: Visit, *, page: int = 0, note: str | None = None) -> Reply:
    async with desk.database.reading() as c:
        waiting = await articles.unfiled(c, limit=screens.MOST)
        count = await articles.count_unfiled(c)
    return Reply(screen=screens.listing(visit.words, waiting, count, page=page, note=note))


async def show_article(desk: Desk, visit: Visit, press: Press) -> Reply:
    """One of them, with the topics to choose from."""
    id = ArticleId(press.number(0))
    async with desk.database.reading() as c:
        article = await articles.get(c, id)
        if article.state is not ArticleState.UNFILED:
            raise NotFound(f"article {id} waits for no topic")
        known = await topics.all(c)
        own = [each for each in await editions.of(c, id) if each.language == article.language]
    return Reply(screen=screens.one(visit.words, article, own[0] if own else None, known))


async def file_under(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Choose a topic for it."""
    return await _choose(desk, visit, press, on=True)


async def not_under(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Take the choice back."""
    return await _choose(desk, visit, press, on=False)


async def _choose(desk: Desk, visit: Visit, press: Press, *, on: bool) -> Reply:
    async with desk.database.writing() as c:
        article = await articles.get(c, ArticleId(press.number(0)))
        topic = await topics.get(c, TopicId(press.number(1)))
        await articles.choose_topic(c, article.id, topic.id, on=on)
        if on != (topic.id in article.topics):
            deed = Deed.ARTICLE_FILED if on else Deed.ARTICLE_NOT_FILED
            await _noted(c, visit, deed, article, topic=named(topic))
    return await show_article(desk, visit, press)


async def done(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Have it prepared anew, now that it has a topic: its translations are made, and it goes out."""
    id = ArticleId(press.number(0))
    async with desk.database.writing(Bell.PREPARE) as c:
        article = await articles.get(c, id)
        if not article.topics:
            note = visit.words.gettext("Choose a topic first.")
        else:
            note = visit.words.gettext("The article is being prepared and will go out.")
            await work.add(c, WorkKind.ARTICLE, await articles.entries_of(c, id), due_at=visit.now)
            await _noted(c, visit, Deed.ARTICLE_SENT, article)
    if not article.topics:
        return Reply(screen=(await show_article(desk, visit, press)).screen, toast=note)
    return await _listing(desk, visit, note=note)


async def leave_out(desk: Desk, visit: Visit, press: Press) -> Reply:
    """Nobody is to be alerted to it."""
    async with desk.database.writing() as c:
        article = await articles.get(c, ArticleId(press.number(0)))
        await articles.leave_out(c, article.id)
        if article.state is ArticleState.UNFILED:
            await _noted(c, visit, Deed.ARTICLE_LEFT, article)
    return await _listing(desk, visit, note=visit.words.gettext("It was left out."))


async def _noted(c: Connection, visit: Visit, deed: Deed, article: Article, **detail: object) -> None:
    own = [each.title for each in await editions.of(c, article.id) if each.language == article.language]
    await noted(c, visit, deed, title=next(iter(own), "") or article.url or "", **detail)
