"""Which addresses a button or a linked word may have, and the form Telegram gives them."""

import re

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_OWN = re.compile(r"(?:tg|ton|tonsite):", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x20]")
_PORT = re.compile(r"(?P<host>\[[^\]]*\]|[^:]*)(?::(?P<port>\d*))?\Z")


def checked(url: str) -> str:
    """`url` as Telegram keeps it: with a scheme, the host in small letters, and a path.

    Raises ValueError with Telegram's reason.
    """
    url = url.strip()
    if _OWN.match(url):
        return url
    found = _SCHEME.match(url)
    scheme = found[1].lower() if found else "http"
    if scheme not in ("http", "https"):
        raise ValueError("Unsupported URL protocol")
    rest = url[found.end() :] if found else url
    authority, path = _divided(rest)
    user, at, address = authority.rpartition("@")
    host = _host(address)
    path = _UNSAFE.sub(lambda sign: f"%{ord(sign[0]):02x}", path)
    return f"{scheme}://{user}{at}{host}{path}"


def _divided(rest: str) -> tuple[str, str]:
    end = min((at for at in map(rest.find, "/?#") if at >= 0), default=len(rest))
    path = rest[end:]
    return rest[:end], path if path.startswith("/") else f"/{path}"


def _host(address: str) -> str:
    found = _PORT.match(address)
    if found is None:
        raise ValueError("Wrong HTTP URL")
    host = found["host"].lower()
    if not host:
        raise ValueError("URL host is empty")
    if not host.startswith("[") and "." not in host.strip("."):
        raise ValueError("Wrong HTTP URL")
    return f"{host}:{found['port']}" if found["port"] else host
