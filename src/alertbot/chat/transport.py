"""How PTB reaches Telegram: its `BaseRequest` on aiohttp and orjson, with the token put in here only.

PTB prints the token in reprs, exceptions and debug logs, so it is given a stand-in and never knows the
real one: it names a method, and the address is made here.
"""

from collections.abc import Callable
from typing import Any

import aiohttp
import orjson
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from alertbot.model import Sensitive

_CONNECT_SECONDS = 10.0
_READ_SECONDS = 20.0
_KEEP_ALIVE_SECONDS = 75.0
_PACED = ("send", "edit", "copy", "forward")  # what counts towards Telegram's limit of messages a second


class Transport(BaseRequest):
    """A pool of connections to `base_url`; `note_send` gets the chat of each message before it goes."""

    def __init__(
        self,
        base_url: str,
        token: Sensitive[str],
        *,
        connections: int = 32,
        note_send: Callable[[int | None], None] = lambda chat: None,
    ) -> None:
        self._base_url = base_url
        self._token = token
        self._connections = connections
        self._note_send = note_send
        self._session: aiohttp.ClientSession | None = None

    def __repr__(self) -> str:
        return f"<Transport to {self._base_url}>"

    @property
    def read_timeout(self) -> float:
        """How many seconds an answer may take unless a call says otherwise."""
        return _READ_SECONDS

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=_KEEP_ALIVE_SECONDS)
            self._session = aiohttp.ClientSession(connector=connector, auto_decompress=True)

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()

    async def do_request(  # noqa: PLR0917 - its shape is PTB's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Ask once: status and body. Raises TimedOut or NetworkError, which name no address.

        PTB goes by the status alone, but the error page of a proxy or censor is not Telegram's word: a
        403 of theirs would erase a reader, a 404 call the token dead.
        """
        if self._session is None:
            raise RuntimeError("the transport is not open")
        name = url.rpartition("/")[2]
        if name.startswith(_PACED):
            self._note_send(_chat(request_data))
        read = _READ_SECONDS if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        try:
            async with self._session.post(
                f"{self._base_url}/bot{self._token.reveal()}/{name}",
                data=_body(request_data),
                timeout=aiohttp.ClientTimeout(total=_CONNECT_SECONDS + read, sock_connect=_CONNECT_SECONDS),
                allow_redirects=False,
            ) as response:
                status, body = response.status, await response.read()
        except TimeoutError:
            failure: NetworkError = TimedOut(f"{name} took too long")
        except (aiohttp.ClientError, OSError) as error:
            failure = NetworkError(f"{name} failed: {type(error).__name__}")
        else:
            if _is_answer(body):
                return status, body
            failure = NetworkError(f"{name} got no answer of Telegram's, status {status}")
        raise failure  # here, where it has no context: that one's text holds the address, and so the token

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The JSON of an answer, which `do_request` has seen to be JSON."""
        return orjson.loads(payload)


def _body(request_data: RequestData | None) -> aiohttp.Payload:
    """JSON, and a form where there is a file in it."""
    if request_data is None or not request_data.contains_files:
        payload = orjson.dumps(request_data.parameters if request_data else {})
        return aiohttp.BytesPayload(payload, content_type="application/json")
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form()


def _is_answer(body: bytes) -> bool:
    """Whether this is Telegram's envelope."""
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError:
        return False
    return isinstance(answer, dict) and isinstance(answer.get("ok"), bool)


def _chat(request_data: RequestData | None) -> int | None:
    chat = request_data.parameters.get("chat_id") if request_data else None  # the same in a form
    return chat if isinstance(chat, int) else None
