"""The well-known outlets and organisations of `config/outlets.toml`, and what is too like them."""

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from alertbot.model import Feed
from alertbot.watch import lookalike


@cache
def load() -> tuple[str, ...]:
    """Their hosts, from beside the package's modules when installed, else from the checkout."""
    package = Path(__file__).parents[1]
    installed = package / "outlets.toml"
    path = installed if installed.is_file() else package.parents[1] / "config" / "outlets.toml"
    return tuple(host for hosts in tomllib.loads(path.read_text("utf-8")).values() for host in hosts)


def alike(hosts: Iterable[str], feeds: Iterable[Feed]) -> dict[str, str]:
    """Those of `hosts` that could be taken for a well-known one, or for one of the feeds, with that."""
    known = [*load(), *(host for feed in feeds for host in sorted(feed.hosts))]
    found = {host: lookalike.resembles(host, known) for host in sorted({*map(_bare, hosts)})}
    return {host: like for host, like in found.items() if like is not None}


def _bare(host: str) -> str:
    return host.removeprefix("www.")
