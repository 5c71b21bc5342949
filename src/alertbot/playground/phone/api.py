"""The routes behind the phone page: the page, what each phone shows, and what its owner does."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from importlib import resources
from json import JSONDecodeError
from typing import Any

import orjson
from aiohttp import web

from alertbot.playground.botapi.errors import ApiError
from alertbot.playground.botapi.people import Person
from alertbot.playground.botapi.world import World
from alertbot.playground.phone import chats
from alertbot.playground.phone.guard import HEADERS, guard
from alertbot.playground.phone.phones import Phone

Publish = Callable[[], Awaitable[str]]  # publishes a story; gives its title

HEARTBEAT_SECONDS = 15.0  # how often a silent event stream proves that the page still listens
LARGEST_BODY_BYTES = 64 * 1024
MEDIA_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


def routes(
    world: World,
    phones: Sequence[Phone],
    *,
    publish: Publish | None = None,
    publish_untranslated: Publish | None = None,
    newsroom: str | None = None,
) -> web.Application:
    """The phone page over `world`, to be served on loopback, alone or below a prefix ending in "/".

    The people of `phones` are found or made in the world. `publish` and `publish_untranslated` stand
    behind the page's two newsroom buttons, which are absent without them; `newsroom` is the address
    of the sample newsroom's site, for a link.
    """
    people = {phone.person: world.person(phone.person, phone.name, phone.language) for phone in phones}
    publishers = {
        name: publisher
        for name, publisher in (("story", publish), ("untranslated", publish_untranslated))
        if publisher is not None
    }
    listing = {
        "phones": [chats.phone(phone) for phone in phones],
        "publishers": list(publishers),
        "newsroom": newsroom,
    }
    page = _Page(world, people, publishers, listing)
    app = web.Application(middlewares=[guard], client_max_size=LARGEST_BODY_BYTES)
    app.on_shutdown.append(page.close)
    app.router.add_get("/", page.file)
    app.router.add_get("/static/{name}", page.file)
    app.router.add_get("/phones", page.phones)
    app.router.add_get("/events", page.events)
    app.router.add_get("/phones/{id:[0-9]+}/chat", page.chat)
    app.router.add_get("/pictures/{id:[0-9a-f]+}", page.picture)
    app.router.add_post("/phones/{id:[0-9]+}/{action:say|press|start|block|unblock}", page.act)
    app.router.add_post("/publish/{name}", page.publish)
    return app


class _Page:
    """The handlers."""

    def __init__(
        self,
        world: World,
        people: Mapping[int, Person],
        publishers: Mapping[str, Publish],
        listing: Mapping[str, Any],
    ) -> None:
        self._world = world
        self._people = people
        self._publishers = publishers
        self._listing = listing
        self._files = _static_files()
        self._closing = asyncio.Event()

    async def close(self, _app: web.Application) -> None:
        """End the event streams, which would otherwise hold up the server's shutdown."""
        self._closing.set()

    async def file(self, request: web.Request) -> web.Response:
        name = request.match_info.get("name", "phone.html")
        if name not in self._files:
            raise web.HTTPNotFound(headers=HEADERS)
        kind = MEDIA_TYPES[name.rpartition(".")[2]]
        return web.Response(body=self._files[name], content_type=kind, charset="utf-8", headers=HEADERS)

    async def phones(self, _request: web.Request) -> web.Response:
        return _json(self._listing)

    async def chat(self, request: web.Request) -> web.Response:
        return _json(chats.chat(self._person(request)))

    async def picture(self, request: web.Request) -> web.Response:
        photo = self._world.photos.get(request.match_info["id"])
        if photo is None:
            raise web.HTTPNotFound(headers=HEADERS)
        return web.Response(body=photo.content, content_type=photo.media_type, headers=HEADERS)

    async def act(self, request: web.Request) -> web.Response:
        """Do with the phone what its owner asks; what follows from it comes as an event."""
        person = self._person(request)
        asked = await _body(request)
        try:
            await _ACTIONS[request.match_info["action"]](person, asked)
        except (ApiError, LookupError, PermissionError) as error:
            return _json({"error": str(error)}, status=409)
        return _json({})

    async def publish(self, request: web.Request) -> web.Response:
        publisher = self._publishers.get(request.match_info["name"])
        if publisher is None:
            raise web.HTTPNotFound(headers=HEADERS)
        return _json({"title": await publisher()})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: "hello" when listening has begun, then "chat" with each changed id."""
        response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        try:
            async with asyncio.TaskGroup() as tasks:
                # Tasks begin in the order of their making: listening has begun when "hello" goes out.
                telling = tasks.create_task(self._tell_changes(response), name="phone page: changes")
                beating = tasks.create_task(self._beat(response), name="phone page: heartbeat")
                await beating
                telling.cancel()
        except* ConnectionResetError:
            pass  # the page was closed
        return response

    async def _tell_changes(self, response: web.StreamResponse) -> None:
        menus = self._menus()
        async with aclosing(self._world.changes()) as changes:
            async for changed in changes:
                # A command menu for everybody changes no chat in particular.
                before, menus = menus, self._menus()
                touched = {id for id in menus if id == changed or menus[id] != before[id]}
                for id in sorted(touched):
                    await _event(response, "chat", {"id": id})

    def _menus(self) -> dict[int, list[tuple[str, str]]]:
        return {id: person.commands for id, person in self._people.items()}

    async def _beat(self, response: web.StreamResponse) -> None:
        await _event(response, "hello", {})
        while not self._closing.is_set():
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    await self._closing.wait()
            except TimeoutError:
                await response.write(b": still here\n\n")

    def _person(self, request: web.Request) -> Person:
        try:
            return self._people[int(request.match_info["id"])]
        except KeyError as error:
            raise web.HTTPNotFound(headers=HEADERS) from error


async def _say(person: Person, asked: Mapping[str, Any]) -> None:
    await person.say(_field(asked, "text", str))


async def _press(person: Person, asked: Mapping[str, Any]) -> None:
    await person.press(_field(asked, "message_id", int), _field(asked, "data", str))


async def _start(person: Person, asked: Mapping[str, Any]) -> None:
    await person.start(_field(asked, "payload", str))


async def _block(person: Person, _asked: Mapping[str, Any]) -> None:
    await person.block()


async def _unblock(person: Person, _asked: Mapping[str, Any]) -> None:
    await person.unblock()


_ACTIONS: Mapping[str, Callable[[Person, Mapping[str, Any]], Awaitable[None]]] = {
    "say": _say,
    "press": _press,
    "start": _start,
    "block": _block,
    "unblock": _unblock,
}


async def _body(request: web.Request) -> Mapping[str, Any]:
    try:
        asked = await request.json() if request.can_read_body else {}
    except (JSONDecodeError, UnicodeDecodeError):
        asked = None
    if not isinstance(asked, dict):
        raise web.HTTPBadRequest(text="The body must be a JSON object.", headers=HEADERS)
    return asked


def _field(asked: Mapping[str, Any], name: str, kind: type) -> Any:
    value = asked.get(name)
    if type(value) is not kind:
        raise web.HTTPBadRequest(text=f"The field {name} is missing or of the wrong kind.", headers=HEADERS)
    return value


def _static_files() -> dict[str, bytes]:
    folder = resources.files(__package__) / "static"
    return {file.name: file.read_bytes() for file in folder.iterdir()}


async def _event(response: web.StreamResponse, name: str, data: Mapping[str, Any]) -> None:
    await response.write(b"event: " + name.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n")


def _json(value: Mapping[str, Any], *, status: int = 200) -> web.Response:
    return web.Response(
        body=orjson.dumps(value), status=status, content_type="application/json", headers=HEADERS
    )
