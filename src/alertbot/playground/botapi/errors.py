"""The errors of the Bot API: what is refused, in Telegram's own words and form.

The rule of prefixes and codes is that of the public server (tdlib/telegram-bot-api, Client.cpp).
"""

from typing import Any

_PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
}


class ApiError(Exception):
    """An answer with `ok` false; `description` is complete, prefix included."""

    def __init__(
        self, code: int, description: str, *, retry_after: int | None = None, migrate_to: int | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to

    def envelope(self) -> dict[str, Any]:
        """The body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        parameters = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to}
        if said := {name: value for name, value in parameters.items() if value is not None}:
            body["parameters"] = said
        return body


def refusal(code: int, message: str) -> ApiError:
    """`message`, as the layers below word it, as a bot sees it: with the prefix of its code.

    The first letter becomes small unless the message is a constant such as MESSAGE_ID_INVALID; codes
    under 400, 404, and 403 with a constant become 400.
    """
    constant = len(message) > 1 and (message[1] == "_" or message[1].isupper())
    if code < 400 or code == 404 or (code == 403 and constant):  # noqa: PLR2004
        code = 400
    worded = message if constant else message[:1].lower() + message[1:]
    return ApiError(code, f"{_PREFIXES[code]}: {worded}")


def bad_request(message: str) -> ApiError:
    """A 400 with `message`."""
    return refusal(400, message)


def forbidden(message: str) -> ApiError:
    """A 403 with `message`."""
    return refusal(403, message)


def conflict(message: str) -> ApiError:
    """A 409 with `message` as it is."""
    return ApiError(409, f"Conflict: {message}")


def too_many(seconds: int) -> ApiError:
    """A 429 that asks to wait `seconds`."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
