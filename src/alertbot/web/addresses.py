"""Says which URLs and addresses may be connected to.

The test on the address is made on the very address a socket is about to connect to; the test on the
URL is made first, so that most mistakes get a clear answer without a connection. `is_global` of the
standard library alone lets through translated, relayed, multicast and cloud-internal addresses.
"""

import re
from enum import Enum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from yarl import URL

from alertbot.errors import Refused

LONGEST_URL = 2000
_LONGEST_HOST = 253
_PORTS = frozenset({80, 443})
_SCHEMES = frozenset({"http", "https"})
_BLANK_OR_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ud800-\udfff]")
_USER = re.compile(r"[^/?#]*//[^/?#]*@")
_NAME = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.?")
_NUMERIC_LABEL = re.compile(r"[0-9]+|0x[0-9a-f]*")

# IANA special-purpose registries of IPv4 (RFC 6890 and its updates), plus what clouds answer on.
_CLOSED_V4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # shared by carriers; clouds put metadata there (100.100.100.200)
        "127.0.0.0/8",
        "168.63.129.16/32",  # Azure's host, public by number only
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast, reserved, broadcast
    )
)
# IPv6: only the global unicast space that has been handed out, less its special parts. This leaves
# out v4-mapped (::ffff/96), NAT64 (64:ff9b::/96 and /48), unique local, link and site local, multicast.
_OPEN_V6 = IPv6Network("2000::/3")
_CLOSED_V6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # Teredo, ORCHID, benchmarking, …
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
_LOOPBACK_V4 = IPv4Network("127.0.0.0/8")
_LOOPBACK_V6 = IPv6Address("::1")


class Reach(Enum):
    """How far a client may reach; loopback is opened only by code (the demo, tests), never by settings."""

    PUBLIC = "public"
    PUBLIC_AND_LOOPBACK = "public and loopback"


def objection_to_address(address: str, port: int, reach: Reach) -> str | None:
    """Why a socket must not connect to this numeric address; None where it may."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "the address is no IP address"
    if reach is Reach.PUBLIC_AND_LOOPBACK and _is_loopback(parsed):
        return None
    if not _is_public(parsed):
        return "the address is not public"
    return None if port in _PORTS else "the port is neither 80 nor 443"


def checked_url(text: str, reach: Reach) -> URL:
    """The URL to connect to, without its fragment. Raises Refused, with the reason."""
    if objection := _objection_to_text(text):
        raise Refused(text[:LONGEST_URL], objection)
    try:
        url = URL(text).with_fragment(None)
        objection = _objection_to_parts(url, reach)
    except ValueError as error:
        raise Refused(text, "the address cannot be read") from error
    if objection:
        raise Refused(text, objection)
    return url


def _is_loopback(address: IPv4Address | IPv6Address) -> bool:
    return address == _LOOPBACK_V6 if isinstance(address, IPv6Address) else address in _LOOPBACK_V4


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _CLOSED_V4)
    if address.scope_id is not None or address not in _OPEN_V6:
        return False
    return not any(address in network for network in _CLOSED_V6)


def _objection_to_text(text: str) -> str | None:
    if len(text) > LONGEST_URL:
        return "the address is too long"
    if _BLANK_OR_CONTROL.search(text):
        return "the address has a blank, a control character or a backslash in it"
    return "the address carries a user name" if _USER.match(text) else None


def _objection_to_parts(url: URL, reach: Reach) -> str | None:
    if url.scheme not in _SCHEMES:
        return "the scheme is neither http nor https"
    host = url.raw_host or ""
    if objection := _objection_to_host(host, url.port or 0, reach):
        return objection
    if reach is Reach.PUBLIC and url.port not in _PORTS:
        return "the port is neither 80 nor 443"
    return None


def _objection_to_host(host: str, port: int, reach: Reach) -> str | None:
    try:
        literal = ip_address(host)
    except ValueError:
        return _objection_to_name(host)
    return objection_to_address(str(literal), port, reach)


def _objection_to_name(host: str) -> str | None:
    if len(host) > _LONGEST_HOST or not _NAME.fullmatch(host):
        return "the host name is not valid"
    # The system's resolver reads 2130706433, 0x7f.1 and 127.1 as addresses; so do browsers (WHATWG URL §3.5).
    last = host.removesuffix(".").rpartition(".")[2]
    return "the host is a number in disguise" if _NUMERIC_LABEL.fullmatch(last) else None
