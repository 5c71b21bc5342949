"""What the guards found, as sentences for editors."""

from collections.abc import Mapping

from alertbot.dispatch.render import told
from alertbot.languages import bidi
from alertbot.languages.catalogues import Words, gettext_noop
from alertbot.model import KeptFinding

_MOST_WORDS = 5  # that a finding names
_LONGEST_WORD = 40

# The guards of `prepare.check` by their names; one that is not here has the general sentence.
_FINDINGS: Mapping[str, str] = {
    "empty": gettext_noop("A part of the text is missing."),
    "number_lost": gettext_noop("Numbers of the source are missing: {words}"),
    "number_new": gettext_noop("Numbers that the source does not have: {words}"),
    "sign": gettext_noop("A minus or per cent is not as in the source: {words}"),
    "name": gettext_noop("Names that are not as the glossary has them: {words}"),
    "link": gettext_noop("A link that the source does not have: {words}"),
    "handle": gettext_noop("The name of an account that the source does not have: {words}"),
    "mail": gettext_noop("A mail address that the source does not have: {words}"),
    "phone": gettext_noop("A telephone number that the source does not have: {words}"),
    "hashtag": gettext_noop("A hashtag that the source does not have: {words}"),
    "script": gettext_noop("Not in the script of this language: {words}"),
    "language": gettext_noop("This seems to be another language: {words}"),
    "same": gettext_noop("Not translated: {words}"),
    "length": gettext_noop("Its length does not fit the source."),
    "quotes": gettext_noop("Quotation marks do not fit the source: {words}"),
    "machine": gettext_noop("The machine speaks of itself: {words}"),
    "call": gettext_noop("It asks readers to do something: {words}"),
}
_LANGUAGE = "language"
_GENERAL = gettext_noop("Please look at this: {words}")


def finding(words: Words, found: KeptFinding) -> str:
    """What a guard found, as a sentence."""
    told_words = found.words[:_MOST_WORDS]
    if found.guard == _LANGUAGE and told_words:  # its first word is the tag of the language it seems to be
        told_words = (words.name_of(told_words[0]), *told_words[1:])
    named = [bidi.isolate(told(word, words.tag, longest=_LONGEST_WORD)) for word in told_words]
    said = words.gettext(_FINDINGS.get(found.guard, _GENERAL)).format(words=words.join(named))
    return words.gettext("Serious: {finding}").format(finding=said) if found.hard else said
