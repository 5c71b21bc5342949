"""Only the page itself may drive the phones."""

import pytest
from aiohttp.test_utils import make_mocked_request

from alertbot.playground.phone.guard import HEADER, refusal
from tests.playground.phone.conftest import ENGLISH, Stage

HOST = "127.0.0.1:8080"


def asked(method: str, **headers: str) -> str | None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return refusal(make_mocked_request(method, "/", headers={"Host": HOST} | named))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:80", "localhost:9", "[::1]:80", "127.9.9.9"])
def test_names_of_this_machine_pass(host: str):
    assert asked("GET", Host=host) is None


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example:80", "10.0.0.1", "", "[", "localhost.evil"]
)
def test_other_names_are_refused_even_for_reading(host: str):
    assert asked("GET", Host=host)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {HEADER: "0"},
        {HEADER: "1", "Origin": "http://evil.example"},
        {HEADER: "1", "Origin": "http://127.0.0.1:9999"},
        {HEADER: "1", "Origin": "null"},
        {HEADER: "1", "Sec-Fetch-Site": "same-site"},
        {HEADER: "1", "Sec-Fetch-Site": "cross-site"},
        {HEADER: "1", "Origin": f"http://{HOST}", "Sec-Fetch-Site": "none"},
    ],
)
def test_other_pages_are_refused(headers: dict[str, str]):
    assert asked("POST", **headers)


@pytest.mark.parametrize(
    "headers",
    [{HEADER: "1"}, {HEADER: "1", "Origin": f"http://{HOST}", "Sec-Fetch-Site": "same-origin"}],
)
def test_the_page_itself_passes(headers: dict[str, str]):
    assert asked("POST", **headers) is None


async def test_routes_are_guarded(stage: Stage):
    path = f"/phones/{ENGLISH}/start"

    assert await stage.post(path, {"payload": ""}, headers={}) == 403
    assert stage.world.person(ENGLISH).messages == []
    async with stage.http.get(f"{stage.address}/phones", headers={"Host": "evil.example"}) as response:
        assert response.status == 403
    async with stage.http.options(
        stage.address + path, headers={"Origin": "http://evil.example"}
    ) as response:
        assert "Access-Control-Allow-Origin" not in response.headers
