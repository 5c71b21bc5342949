"""`alertbot run` refuses in one sentence, `demo` and `try` work as the README says."""

import asyncio
import re
import signal
import sys
import zipfile
from pathlib import Path

import aiohttp
import pytest

from alertbot.playground import botapi
from alertbot.playground.botapi.world import World
from tests.cli.command import PATIENCE, Command, alertbot, says
from tests.cli.test_check import install

pytestmark = pytest.mark.timeout(150)

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Steppe News</title>
<link>https://steppe.example/</link><item><title>Library of letters opens</title><guid>1</guid>
<link>https://steppe.example/letters</link><description>A library of 40 letters opened in the old town
on Monday. Its keeper said that everyone may read them.</description></item></channel></rss>"""


async def test_parts_alone_need_postgresql(tmp_path: Path):
    install(tmp_path)

    code, said = await says("run", "--role", "watch", folder=tmp_path)

    assert code == 2
    assert said.strip() == "--role needs PostgreSQL: a SQLite database belongs to one process"


async def test_a_data_folder_belongs_to_one_process_and_a_dead_token_ends_it(tmp_path: Path):
    world = World()
    async with botapi.serve(world) as address:
        install(tmp_path, f'[telegram]\nbase_url = "{address}"\npoll_timeout = 1\n')
        async with alertbot("run", folder=tmp_path) as first:
            await world.until(lambda _: any(call.method == "getUpdates" for call in world.calls), PATIENCE)
            code, said = await says("run", folder=tmp_path)
            assert code == 2
            assert "another alertbot is running" in said

            world.token = "7000000001:another-token-of-no-real-bot-000000"
            code, said = await first.ends()
            assert code == 2
            assert "does not know the token" in said


async def test_try_says_what_each_document_gave(tmp_path: Path):
    folder = tmp_path / "feeds"
    folder.mkdir()
    (folder / "good.xml").write_text(FEED)
    (folder / "page.xml").write_text("<html><body>no feed</body></html>")
    (folder / "notes.md").write_text("left out")

    code, said = await says("try", str(folder), "--show", "1", folder=tmp_path)

    assert code == 0, said
    assert re.search(r"good\.xml\W+[\d.]+\W+1\W+1\W+1\W", said)
    assert re.search(r"page\.xml\W+[\d.]+\W+0\W+0\W+0\W", said)
    assert "2 documents" in said
    assert "Library of letters opens" in said
    assert "steppe.example" in said
    code, said = await says("try", str(tmp_path / "none"), folder=tmp_path)
    assert code == 2
    assert "there is no folder" in said
    (tmp_path / "empty").mkdir()
    code, said = await says("try", str(tmp_path / "empty"), folder=tmp_path)
    assert code == 2
    assert "there are no documents" in said


async def opened(demo: Command) -> str:
    """The page of a demo that just starts."""
    said = await demo.hears("in a browser")
    address = re.search(r"http://127\.0\.0\.1:\d+/", said)
    assert address is not None, said
    async with aiohttp.ClientSession() as session, session.get(address[0]) as response:
        assert response.status == 200
        return await response.text()


async def test_the_demo_starts_and_ends(tmp_path: Path):
    async with alertbot("demo", "--port", "0", folder=tmp_path) as demo:
        assert "Publish a story" in await opened(demo)

        demo.process.send_signal(signal.SIGINT)
        code, said = await demo.ends()

    assert code == 0, said
    assert "Traceback" not in said


async def test_a_taken_port_is_named(tmp_path: Path):
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        code, said = await says("demo", "--port", str(port), folder=tmp_path)

    assert code == 2, said
    assert f"port {port} is taken" in said


async def test_the_wheel_carries_all_that_the_demo_needs(tmp_path: Path):
    build = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        "wheel",
        "-d",
        str(tmp_path),
        stdout=asyncio.subprocess.DEVNULL,
    )
    assert await build.wait() == 0
    [wheel] = tmp_path.glob("*.whl")
    unpacked = tmp_path / "unpacked"
    zipfile.ZipFile(wheel).extractall(unpacked)

    environment = {"PYTHONPATH": str(unpacked)}
    async with alertbot("demo", "--port", "0", folder=tmp_path, environment=environment) as demo:
        assert "Publish a story" in await opened(demo)
