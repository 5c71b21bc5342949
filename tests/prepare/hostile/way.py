"""The way of a hostile article: extract, a model that obeys it, cleaning, guards, a message or none."""

from dataclasses import dataclass, replace

from alertbot.dispatch.render import LONGEST_SUMMARY, render
from alertbot.languages import catalogues, clean
from alertbot.model import Article, ArticleId, ArticleState, Edition, EditionId, EditionState, Extract, Origin
from alertbot.prepare import check, safe
from alertbot.prepare.check import Finding
from alertbot.prepare.extract import extract
from alertbot.providers import Summary
from alertbot.providers.lead import Lead
from tests.conftest import NOON
from tests.prepare.hostile.attacks import Attack, in_language
from tests.prepare.hostile.story import SUMMARY, TITLES
from tests.prepare.samples import HOSTS, URL, entry, page

_WORDS = catalogues.load()


@dataclass
class Obeying:
    """A summariser that does what the text it reads asks for; with `always` also what it does not read."""

    attack: Attack
    always: bool = False
    name: str = "obeying"

    async def summarise(self, *, title: str, text: str, language: str) -> Summary:
        obeys = self.always or self.attack.is_told_in(text)
        told = f" {self.attack.demand}" if obeys else ""
        return Summary(title, SUMMARY[language] + told)


@dataclass(frozen=True)
class Outcome:
    """What came of an article."""

    messages: tuple[str, ...]  # what readers got
    held: tuple[Finding, ...]


def read(attack: Attack) -> Extract:
    """The article of its page."""
    language = attack.language
    got = extract(entry(title=TITLES[language]), page(attack.html), language=language, hosts=HOSTS)
    return replace(got, language=language)  # the table may not know it


async def go(attack: Attack, target: str, *, always: bool = False, by_lead: bool = False) -> Outcome:
    """Take the article from its page to the messages in its own language and in `target`."""
    got = read(attack)
    model = Obeying(attack, always)
    made = await (Lead() if by_lead else model).summarise(
        title=got.title, text=got.text, language=got.language
    )
    own = safe.summary(made, got)
    original = _edition(attack.language, own.title, own.summary, Origin.ORIGINAL)
    translated = (
        clean.line(TITLES[target]),
        clean.line(f"{SUMMARY[target]} {in_language(attack, target)}") if own.summary else "",
    )
    found = check.findings(
        (own.title, own.summary), translated, target=target, source_language=attack.language
    )
    hard = tuple(each for each in found if each.hard)
    released = [original] if hard else [original, _edition(target, *translated, Origin.MACHINE)]
    return Outcome(tuple(_message(each) for each in released), hard)


def _edition(language: str, title: str, summary: str, origin: Origin) -> Edition:
    return Edition(
        id=EditionId(1), article=ArticleId(7), language=language, state=EditionState.READY, revision=1,
        title=title, summary=summary[:LONGEST_SUMMARY], origin=origin, source_language="en", url=None,
    )  # fmt: skip


def _message(edition: Edition) -> str:
    article = Article(
        id=ArticleId(7), state=ArticleState.PREPARED, url=URL, source="Example News", language="en", text="",
        published_at=NOON, created_at=NOON, hosts=frozenset(HOSTS), topics=(),
    )  # fmt: skip
    message = render(article, edition, words=_WORDS["en"], topic=None)
    links = [entity.url or "" for entity in message.entities]
    return "\n".join([message.text, *links])
