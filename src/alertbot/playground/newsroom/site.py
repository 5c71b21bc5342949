"""The sample newsrooms on loopback: pages, feeds with conditional GET, and a route that publishes."""

import hashlib
import ipaddress
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from importlib import resources
from json import JSONDecodeError

from aiohttp import ETag, web

from alertbot.errors import NotFound
from alertbot.playground.newsroom import addresses, feeds, pages, press
from alertbot.playground.newsroom.stories import Outlet, Section

POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@asynccontextmanager
async def serve(
    newsroom: press.Newsroom, *, host: str = "127.0.0.1", port: int = 0, name: str | None = None
) -> AsyncIterator[str]:
    """Serve the newsrooms while the block runs; gives the address, such as "http://127.0.0.1:8123".

    `host` must be a loopback address (ValueError otherwise); port 0 takes a free one. `name` stands in the
    addresses instead of `host`; names that end in ".localhost" lead home in browsers and in our client.
    """
    if not ipaddress.ip_address(host).is_loopback:
        raise ValueError(f"the sample newsroom is served on loopback only, not on {host}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family)
    shown = name or (f"[{host}]" if ":" in host else host)
    address = f"http://{shown}:{listener.getsockname()[1]}"
    runner = web.AppRunner(application(newsroom, address), access_log=None)
    try:
        await runner.setup()
        await web.SockSite(runner, listener).start()
        yield address
    finally:
        await runner.cleanup()
        listener.close()


def application(newsroom: press.Newsroom, origin: str) -> web.Application:
    """The web site; `origin` is the address its pages and feeds name as their own."""
    site = _Site(newsroom, origin)
    app = web.Application()
    app.router.add_get("/", site.home)
    app.router.add_get("/style.css", site.style)
    app.router.add_post("/publish", site.publish)
    app.router.add_get("/{section}/", site.front)
    app.router.add_get("/{section}/feed.xml", site.feed)
    app.router.add_get("/{section}/{edition:[0-9]{1,6}}/{slug}", site.article)
    return app


class _Site:
    """The handlers: each looks its thing up and lets a pure module write it."""

    def __init__(self, newsroom: press.Newsroom, origin: str) -> None:
        self._newsroom = newsroom
        self._origin = origin
        self._sections = {
            section.path: (outlet, section) for outlet in newsroom.outlets for section in outlet.sections
        }

    async def home(self, _request: web.Request) -> web.Response:
        raise web.HTTPFound(f"/{next(iter(self._sections))}/")

    async def style(self, _request: web.Request) -> web.Response:
        css = resources.files(__package__) / "data" / "style.css"
        return web.Response(text=css.read_text(encoding="utf-8"), content_type="text/css")

    async def front(self, request: web.Request) -> web.Response:
        outlet, section = self._section(request)
        return _page(pages.front(self._origin, outlet, section, self._newsroom.published(outlet.id)))

    async def article(self, request: web.Request) -> web.Response:
        outlet, section = self._section(request)
        try:
            publication = self._newsroom.find(
                outlet.id, int(request.match_info["edition"]), request.match_info["slug"]
            )
        except NotFound as error:
            raise web.HTTPNotFound from error
        return _page(pages.article(self._origin, outlet, section, publication))

    async def feed(self, request: web.Request) -> web.Response:
        outlet, section = self._section(request)
        publications = self._newsroom.published(outlet.id)
        body = feeds.document(self._origin, section, publications)
        changed = publications[0].at if publications else None
        return _conditional(request, body, feeds.MEDIA_TYPES[section.format], changed)

    async def publish(self, request: web.Request) -> web.Response:
        """Publish the next story of the outlet that the JSON body names, the main one by default.

        A body must be JSON: a foreign web page cannot send that without asking first, and is not allowed.
        """
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        outlet = await _asked_outlet(request)
        try:
            publication = self._newsroom.publish_next(outlet)
        except NotFound as error:
            return web.json_response({"error": str(error)}, status=404)
        return web.json_response(self._told(self._newsroom.outlet(outlet), publication))

    def _told(self, outlet: Outlet, publication: press.Publication) -> dict[str, object]:
        return {
            "published_at": publication.at.isoformat(),
            "editions": {
                section.language: {
                    "title": publication.headline(section),
                    "url": addresses.page(self._origin, section, publication),
                }
                for section in outlet.sections
            },
        }

    def _section(self, request: web.Request) -> tuple[Outlet, Section]:
        try:
            return self._sections[request.match_info["section"]]
        except KeyError as error:
            raise web.HTTPNotFound from error


async def _asked_outlet(request: web.Request) -> str:
    try:
        asked = await request.json() if request.can_read_body else {}
    except (JSONDecodeError, UnicodeDecodeError) as error:
        raise web.HTTPBadRequest(text="the body is not JSON") from error
    outlet = asked.get("outlet", press.MAIN) if isinstance(asked, dict) else None
    if not isinstance(outlet, str):
        raise web.HTTPBadRequest(text='the body must be an object like {"outlet": "silver-poplar"}')
    return outlet


def _page(html: str) -> web.Response:
    headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}
    return web.Response(text=html, content_type="text/html", headers=headers)


def _conditional(
    request: web.Request, body: bytes, media_type: str, changed: datetime | None
) -> web.Response:
    """The document, or 304 where the client has it already (RFC 9110 §13.2.2: the ETag decides first)."""
    tag = ETag(value=hashlib.sha256(body).hexdigest()[:32])
    if _has_it(request, tag, changed):
        response = web.Response(status=304)
    else:
        response = web.Response(body=body, content_type=media_type, charset="utf-8")
    response.etag = tag
    response.last_modified = changed
    response.headers["Cache-Control"] = "no-cache"  # keep it, but ask each time
    return response


def _has_it(request: web.Request, tag: ETag, changed: datetime | None) -> bool:
    if request.if_none_match is not None:
        return any(known.value in (tag.value, "*") for known in request.if_none_match)
    since = request.if_modified_since
    return since is not None and changed is not None and changed <= since
