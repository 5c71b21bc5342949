"""Says which hosts the links of a feed may lead to."""

from urllib.parse import urlsplit


def of_feed(*urls: str | None) -> frozenset[str]:
    """The hosts of the feed's own address and its page's, each with and without `www.`."""
    found: set[str] = set()
    for url in urls:
        host = _host(url or "")
        if host:
            bare = host.removeprefix("www.")
            found |= {bare, f"www.{bare}"} if "." in bare and not _is_number(bare) else {host}
    return frozenset(found)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_number(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()
