"""What an editor sees of a trial: what would become of an article, and how readers would get it."""

from collections.abc import Mapping, Sequence

from alertbot.chat.access import Act
from alertbot.chat.screens.editors import checks
from alertbot.chat.screens.editors.alert import under
from alertbot.chat.screens.page import Row, Screen, back, button, quoted, screen, turning
from alertbot.dispatch.render import Message, domain, render
from alertbot.languages import bidi, table
from alertbot.languages.catalogues import Catalogues, Words, gettext_noop
from alertbot.model import (
    Article,
    ArticleId,
    ArticleState,
    Edition,
    EditionId,
    EditionState,
    Origin,
    Topic,
)
from alertbot.prepare.trial import Fate, Filed, Trial, Version

_ORIGINS: Mapping[Fate, Origin] = {
    Fate.OWN: Origin.ORIGINAL,
    Fate.CONVERTED: Origin.CONVERTED,
    Fate.TRANSLATED: Origin.MACHINE,
}
_SAID: Mapping[Fate, str] = {
    Fate.OWN: gettext_noop("as it is written"),
    Fate.CONVERTED: gettext_noop("its script is converted"),
    Fate.TRANSLATED: gettext_noop("translated by {name}"),
    Fate.FAILED: gettext_noop("{names} would be asked, and could not translate it now"),
    Fate.NONE: gettext_noop("no translator; its readers get their next language, or the original"),
}


def ask(words: Words, *, problem: str | None = None) -> Screen:
    """Asks for an address."""
    line = words.gettext(
        "Send me the address of an article. I will show what would become of it, and send it to nobody."
    )
    return screen(
        words,
        *([line] if problem is None else [problem, line]),
        title=words.gettext("Try an address"),
        rows=((button(words, words.gettext("Cancel"), Act.CANCEL, Act.NEWSROOM),),),
    )


def waiting(words: Words, url: str) -> Screen:
    """The article is being looked at."""
    return screen(
        words,
        words.gettext("I am reading {site} and trying every language. It takes up to a minute.").format(
            site=bidi.isolate_ltr(domain(url))
        ),
        title=words.gettext("Try an address"),
    )


def failed(words: Words, sentence: str) -> Screen:
    """Nothing came of it."""
    return screen(
        words,
        sentence,
        title=words.gettext("Try an address"),
        rows=((button(words, words.gettext("Try another address"), Act.TRY),), back(words)),
    )


def report(words: Words, trial: Trial, topics: Sequence[Topic]) -> Screen:
    """Topics and why, the summary, each language and every finding."""
    own = trial.versions[0]
    lines = [
        quoted(own.title, trial.language),
        quoted(own.summary, trial.language) if own.summary else words.gettext("No summary could be made."),
        "",
        words.gettext("Language: {language}").format(language=bidi.isolate(words.name_of(trial.language))),
        _feed(words, trial),
        words.ngettext("Text: {number} letter", "Text: {number} letters", trial.letters).format(
            number=bidi.isolate(words.number(trial.letters))
        ),
        words.gettext("Summary by: {name}").format(name=bidi.isolate_ltr(trial.summariser)),
    ]
    if trial.known:
        lines.append(words.gettext("It is known already: there is an article of it."))
    lines += ["", *_topics(words, trial.filed, topics), ""]
    for version in trial.versions:
        lines += _version(words, version)
    lines += ["", words.gettext("This was a trial. Nothing is sent to readers.")]
    rows: list[Row] = [
        (button(words, words.gettext("How readers would see it"), Act.TRY_SHOW, 0),),
        (button(words, words.gettext("Try another address"), Act.TRY),),
        back(words),
    ]
    return screen(words, *lines, title=words.gettext("What would become of it"), rows=rows)


def _feed(words: Words, trial: Trial) -> str:
    if trial.feed is None:
        return words.gettext("Feed: none of yours has this site, so its link would not be shown")
    return words.gettext("Feed: {feed}").format(feed=bidi.isolate(trial.feed))


def _topics(words: Words, filed: Sequence[Filed], topics: Sequence[Topic]) -> list[str]:
    names = {topic.id: topic.name(words.tag) for topic in topics}
    if not filed:
        return [words.gettext("No topic fits: it would wait for an editor.")]
    return [_topic(words, each, bidi.isolate(names.get(each.topic, "?"))) for each in filed]


def _topic(words: Words, filed: Filed, name: str) -> str:
    found = words.join([bidi.isolate(word) for word in filed.words])
    if filed.reason == "feed":
        return words.gettext("Topic: {topic}, as all of the feed").format(topic=name)
    return words.gettext("Topic: {topic}, for the words {words}").format(topic=name, words=found)


def _version(words: Words, version: Version) -> list[str]:
    fate = words.gettext(_SAID[version.fate]).format(
        name=bidi.isolate_ltr(version.provider or ""),
        names=words.join([bidi.isolate_ltr(each) for each in version.asked]),
    )
    lines = [
        words.gettext("{language}: {state}").format(
            language=bidi.isolate(words.name_of(version.language)), state=fate
        )
    ]
    lines += [checks.said(words, each) for each in checks.complaints(version.findings)]
    if version.held:
        lines.append(words.gettext("It would wait for an editor."))
    elif version.fate is Fate.TRANSLATED and not version.findings:
        lines.append(words.gettext("The checks found nothing."))
    return lines


def shown(trial: Trial) -> list[Version]:
    """The versions that can be seen."""
    return [each for each in trial.versions if each.title]


def one(words: Words, trial: Trial, page: int, *, catalogues: Catalogues, topics: Sequence[Topic]) -> Screen:
    """One version as its readers would get it."""
    versions = shown(trial)
    at = min(page, len(versions) - 1)
    version = versions[at]
    head = words.gettext("TRIAL {number} of {count}: {language}. Nothing is sent.").format(
        number=words.number(at + 1),
        count=words.number(len(versions)),
        language=bidi.isolate(words.name_of(version.language)),
    )
    rows = [*turning(words, Act.TRY_SHOW, at, len(versions)), back(words, Act.TRY_REPORT)]
    return under(words, head, _message(trial, version, catalogues, topics), rows)


def _message(trial: Trial, version: Version, catalogues: Catalogues, topics: Sequence[Topic]) -> Message:
    filed = {each.topic for each in trial.filed}
    article = Article(
        id=ArticleId(0), state=ArticleState.PREPARED, url=trial.url, source=trial.feed or domain(trial.url),
        language=trial.language, text="", published_at=trial.published_at, created_at=trial.published_at,
        hosts=frozenset(trial.hosts), topics=tuple(filed),
    )  # fmt: skip
    edition = Edition(
        id=EditionId(0), article=article.id, language=version.language, state=EditionState.READY, revision=1,
        title=version.title, summary=version.summary, origin=_ORIGINS[version.fate],
        source_language=version.source_language, url=None,
    )  # fmt: skip
    tag = version.language if version.language in table.TABLE else table.SOURCE
    topic = next((each for each in topics if each.id in filed), None)
    return render(article, edition, words=catalogues[tag], topic=topic)
