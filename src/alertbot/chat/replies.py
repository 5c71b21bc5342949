"""The sentence for each kind of failure, in the person's language."""

from alertbot import errors
from alertbot.languages.catalogues import Words, gettext_noop

# The first that fits is said, so that a kind stands before the kind it belongs to.
_SENTENCES: tuple[tuple[type[errors.AlertbotError], str], ...] = (
    (errors.NotAllowed, gettext_noop("You may not do this.")),
    (errors.NotFound, gettext_noop("This is not there any more.")),
    (errors.AlreadyThere, gettext_noop("This is there already.")),
    (
        errors.Refused,
        gettext_noop(
            "This address may not be asked. Use a public address that begins with https:// or http://."
        ),
    ),
    (errors.TooBig, gettext_noop("The document at this address is too big.")),
    (
        errors.NotAPage,
        gettext_noop("There is no article to read at this address. Use the address of one article's page."),
    ),
    (errors.TooSlow, gettext_noop("The site took too long to answer. Try again later.")),
    (
        errors.BadStatus,
        gettext_noop("The site answered with an error. Check the address, or try again later."),
    ),
    (errors.WebError, gettext_noop("The site cannot be reached. Check the address, or try again later.")),
    (
        errors.NotAFeed,
        gettext_noop("There is no feed at this address. Look for a link called RSS or Atom on the site."),
    ),
    (errors.FeedError, gettext_noop("The feed at this address is damaged and cannot be read.")),
    (errors.AlertbotError, gettext_noop("Something went wrong. Please try again later.")),
)


def sentence(error: errors.AlertbotError, words: Words) -> str:
    """What went wrong and what can be done about it."""
    return words.gettext(next(message for kind, message in _SENTENCES if isinstance(error, kind)))
