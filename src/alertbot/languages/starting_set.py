"""Reads the glossary's starting set: the TOML files of `config/glossary`, one for each kind of names."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from alertbot.languages.glossary import Entry
from alertbot.model import TermKind

_ABOUT = ("note", "others")


def folder() -> Path:
    """Where the files are: beside the package's modules when installed, else in the checkout."""
    package = Path(__file__).parents[1]
    installed = package / "glossary"
    return installed if installed.is_dir() else package.parents[1] / "config" / "glossary"


def load(where: Path | None = None) -> list[Entry]:
    """All terms, file by file."""
    return [entry for path in sorted((where or folder()).glob("*.toml")) for entry in _file(path)]


def _file(path: Path) -> Iterator[Entry]:
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    kind = TermKind(document.pop("kind"))
    for slug, fields in document.items():
        yield _entry(slug, kind, fields)


def _entry(slug: str, kind: TermKind, fields: Mapping[str, Any]) -> Entry:
    return Entry(
        slug=slug,
        kind=kind,
        renderings={tag: text for tag, text in fields.items() if tag not in _ABOUT},
        others=fields.get("others", {}),
        note=fields.get("note", ""),
    )
