"""What the guards found, in words for editors."""

from collections.abc import Iterable, Mapping

from alertbot.languages import bidi
from alertbot.languages.catalogues import Words, gettext_noop
from alertbot.prepare.check import Finding

_MOST_WORDS = 5
_SAID: Mapping[str, str] = {
    "empty": gettext_noop("Something is missing altogether"),
    "number_lost": gettext_noop("A number of the original is missing"),
    "number_new": gettext_noop("A number that the original does not have"),
    "link": gettext_noop("A link that the original does not have"),
    "handle": gettext_noop("The name of an account that the original does not have"),
    "mail": gettext_noop("A mail address that the original does not have"),
    "phone": gettext_noop("A telephone number that the original does not have"),
    "script": gettext_noop("It is not in the script of this language"),
    "same": gettext_noop("It is not translated"),
    "length": gettext_noop("It is much longer than the original"),
    "": gettext_noop("Something looks wrong"),
}


def complaints(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Findings as they are kept: the guard, then the words it found, on lines of their own."""
    return tuple("\n".join((each.guard.value, *each.words[:_MOST_WORDS])) for each in findings)


def said(words: Words, complaint: str) -> str:
    """One complaint, with the words that it is about."""
    guard, *found = complaint.split("\n")
    what = words.gettext(_SAID.get(guard, _SAID[""]))
    if not found:
        return what
    about = words.join([bidi.isolate(each) for each in found])
    return words.gettext("{what}: {words}").format(what=what, words=about)
