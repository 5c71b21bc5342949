"""Every failure that has a name, shaped by what the caller does next.

    AlertbotError
      SettingsError              start-up: say it in one sentence and exit 2
      Unready                    start-up: something outside is missing (database, key, token)
        KeyMissing               also later: the database was given a key that we do not have
      NotAllowed                 chat: refuse politely
      NotFound / AlreadyThere    chat: tell which thing
      WebError(url)              a page or feed could not be had
        Unreachable              the network's fault: ask again later, with back-off
        Refused                  our guard's decision: never connect, tell the editor why
        TooBig / TooSlow         a cap was met: ask again later
        NotAPage                 it came, and is no page that can be read
        BadStatus(status)        the server's word, with how long it asks us to wait
      FeedError(url)             the document came but is no use
        NotAFeed                 perhaps a web page: look for its feed
        FeedBroken               hostile or damaged beyond reading
      ProviderError(provider)    a summary or translation could not be had
        ProviderBusy(wait)       try again after `wait`
          ProviderWasted         its answer came too late or was no use; it may charge it all the same
          ProviderClosed         the same for every text: its rate, quota or our key; rest it at once
        ProviderRefused          never for this text: go on to the next provider
      SendError                  a message did not reach Telegram or a reader
        ChatGone(reason)         never again: the subscriber is erased
          ChatUnknown            the same, unless it was another bot that met the chat
        ChatMoved(to)            a group became a supergroup: store the new id, send again
        ChatForbids(reason)      this chat for now: tell its people where possible
        MessageRefused(reason)   our body is at fault: park the alert, blame no reader
        MessageUnchanged         an edit that changes nothing: success
        SlowDown(wait)           stop the lane for exactly so long
        SendFailed               try again with back-off
        TokenDead                stop everything, blame no reader
      LeaseLost                  another process took over: stop writing at once

Attributes carry facts; the sentences people read are made in `chat.replies`.
"""

from datetime import timedelta


class AlertbotError(Exception):
    """The root of all failures with a name."""


class SettingsError(AlertbotError):
    """The settings are wrong or missing; the message is one sentence with the next step."""


class Unready(AlertbotError):
    """Something outside that we need is not there; the message is one sentence with the next step."""


class KeyMissing(Unready):
    """The database is sealed with a key that is not at hand: nothing may be read or written meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "this database was made with another key than those in the key file; put the right one in place"
        )


class NotAllowed(AlertbotError):
    """The person may not do this."""


class NotFound(AlertbotError):
    """There is no such thing (any more)."""


class AlreadyThere(AlertbotError):
    """The thing to be added exists; `id` names it."""

    def __init__(self, id: int) -> None:
        super().__init__(f"already there: {id}")
        self.id = id


class WebError(AlertbotError):
    """A document could not be had from `url`; `reason` is a short English phrase for the log."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{reason}: {url}")
        self.url = url
        self.reason = reason


class Unreachable(WebError):
    """No connection, no name, no valid certificate, or the connection broke."""


class Refused(WebError):
    """Our guard refused the address, port, scheme or redirect."""


class TooBig(WebError):
    """More bytes came, raw or decoded, than the cap allows."""


class TooSlow(WebError):
    """The whole exchange did not end before its deadline."""


class NotAPage(WebError):
    """The document is no web page, or there is nothing to read on it."""


class BadStatus(WebError):
    """The server answered with an error status."""

    def __init__(self, url: str, status: int, retry_after: timedelta | None = None) -> None:
        super().__init__(url, f"status {status}")
        self.status = status
        self.retry_after = retry_after


class FeedError(AlertbotError):
    """A document came from `url` but is no feed we can read."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{reason}: {url}")
        self.url = url
        self.reason = reason


class NotAFeed(FeedError):
    """The document is something else, often a web page."""


class FeedBroken(FeedError):
    """The document is hostile (a bomb) or damaged beyond reading."""


class ProviderError(AlertbotError):
    """The provider called `provider` did not answer as it should."""

    def __init__(self, provider: str, reason: str) -> None:
        super().__init__(f"{provider}: {reason}")
        self.provider = provider
        self.reason = reason


class ProviderBusy(ProviderError):
    """The provider is down, slow or over its limits; ask again after `wait`."""

    def __init__(self, provider: str, reason: str, wait: timedelta) -> None:
        super().__init__(provider, reason)
        self.wait = wait


class ProviderWasted(ProviderBusy):
    """The provider's answer came too late or was no use; it may charge it all the same."""


class ProviderClosed(ProviderBusy):
    """The provider serves no text of ours before `wait`: its rate, its quota, or our key."""


class ProviderRefused(ProviderError):
    """The provider will not do this text or pair, however often it is asked."""


class SendError(AlertbotError):
    """Telegram did not take a message; `reason` is Telegram's own word where it gave one."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChatGone(SendError):
    """Blocked, deactivated, kicked, deleted or unknown, on Telegram's definite word."""


class ChatUnknown(ChatGone):
    """This bot does not know the chat. Another bot may: whoever started that one is unknown to this."""


class ChatMoved(SendError):
    """The group became a supergroup; `to` is its new number."""

    def __init__(self, reason: str, to: int) -> None:
        super().__init__(reason)
        self.to = to


class ChatForbids(SendError):
    """The chat exists but does not let us write there now."""


class MessageRefused(SendError):
    """Telegram refuses the message itself; no other reader would get it either."""


class MessageUnchanged(SendError):
    """The edit would change nothing: count it as done."""


class SlowDown(SendError):
    """Too many requests; nothing more may be sent for `wait`."""

    def __init__(self, reason: str, wait: timedelta) -> None:
        super().__init__(reason)
        self.wait = wait


class SendFailed(SendError):
    """A passing fault: the network, a timeout, a 5xx. The message may or may not have arrived."""


class TokenDead(SendError):
    """Telegram does not know the token (401, 404)."""


class LeaseLost(AlertbotError):
    """The lease is in other hands; whoever sees this must stop writing."""
