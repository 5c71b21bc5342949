"""Who may drive the phones: the page itself, from the same machine, and no other web page.

A page of another site could send our routes a simple POST, or reach them under a name of its own that
it points at 127.0.0.1 (DNS rebinding). So the Host must be loopback, what changes something must
carry a header that only same-origin scripts can set, and a browser's word on where a request comes
from (Origin, Sec-Fetch-Site) must be ours.
"""

import ipaddress
from collections.abc import Awaitable, Callable

from aiohttp import web
from yarl import URL

HEADER = (
    "X-Alertbot-Phone"  # not on CORS's safe list, so another origin would have to ask, and we never say yes
)
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse with 403 whatever does not come from the page; the reason is in the text."""
    reason = refusal(request)
    if reason is not None:
        raise web.HTTPForbidden(text=reason, headers=HEADERS)
    return await handler(request)


def refusal(request: web.BaseRequest) -> str | None:
    """Why the request may not pass, or None if it may."""
    if not _loopback(request.host):
        return "The phones answer on this machine only."
    if request.method in ("GET", "HEAD"):
        return None
    if request.headers.get(HEADER) != "1":
        return f"The header {HEADER} is missing."
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return "Another site may not use the phones."
    if request.headers.get("Origin", f"http://{request.host}") != f"http://{request.host}":
        return "Another site may not use the phones."
    return None


def _loopback(host: str) -> bool:
    try:
        name = URL(f"http://{host}").host or ""
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
