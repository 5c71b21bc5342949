"""Keeps out of a summary what an article may plant in it."""

from alertbot.languages import clean, sentences
from alertbot.model import Extract
from alertbot.prepare import check
from alertbot.providers import Summary
from alertbot.providers.lead import LONGEST_SUMMARY, LONGEST_TITLE, lead

_LONGEST_READ = 8000  # characters; what comes later is no lead


def summary(made: Summary, extract: Extract) -> Summary:
    """`made`, cleaned, if the guards find nothing; else the lead of what may be quoted, which may be ""."""
    tidy = Summary(
        clean.line(made.title, longest=LONGEST_TITLE), clean.line(made.summary, longest=LONGEST_SUMMARY)
    )
    if not _is_planted(tidy.summary, extract) and not (
        tidy.title != _own_title(extract) and _is_planted(tidy.title, extract)
    ):
        return tidy
    quoted = lead(extract.title, quotable(extract.text, extract.language), extract.language)
    return Summary(_own_title(extract), "" if _is_planted(quoted, extract) else quoted)


def quotable(text: str, language: str) -> str:
    """The text without sentences that lead away, speak to machines or call upon readers."""
    lines = (
        " ".join(
            sentence for sentence in sentences.split(line, language) if not check.planted(sentence, language)
        )
        for line in text[:_LONGEST_READ].splitlines()
    )
    return "\n".join(line for line in lines if line)


def _is_quoted(text: str, extract: Extract) -> bool:
    """Whether the newsroom wrote it so; then there is nothing to compare."""
    return text.removesuffix(clean.ELLIPSIS) in f"{extract.title}\n{extract.text}".replace("\n", " ")


def _own_title(extract: Extract) -> str:
    return clean.line(extract.title, longest=LONGEST_TITLE)


def _is_planted(text: str, extract: Extract) -> bool:
    if _is_quoted(text, extract):
        return bool(check.planted(text, extract.language))
    source = f"{extract.title}\n{extract.text}"
    found = check.summary_findings(source, (text,), language=extract.language) if text else []
    return any(each.hard for each in found)
