"""The texts of the data folder: treebank sentences, declarations, word pairs, translated news."""

from pathlib import Path

_WITHIN = ("", "language", "parallel")  # where in the folder a text may lie


class Missing(Exception):
    """A text is not in the folder; says which."""


def sentences(folder: Path, code: str) -> list[str]:
    """The gold sentences of `ud_<code>.tsv`."""
    return [line.split("\t", 1)[1] for line in _lines(folder, f"ud_{code}.tsv")]


def pairs(folder: Path, name: str) -> list[tuple[str, str]]:
    """The two columns of `<name>.tsv`."""
    return [(left, right) for left, right in (line.split("\t") for line in _lines(folder, f"{name}.tsv"))]


def paragraphs(folder: Path, name: str) -> list[str]:
    """The lines of `udhr_<name>.txt`, the Universal Declaration of Human Rights."""
    return _lines(folder, f"udhr_{name}.txt")


def news(folder: Path, name: str) -> list[str]:
    """The sentences of `ref.<name>.txt`, news translated by people."""
    return _lines(folder, f"ref.{name}.txt")


def _lines(folder: Path, name: str) -> list[str]:
    for inner in _WITHIN:
        file = folder / inner / name
        if file.is_file():
            return file.read_text("utf-8").rstrip("\n").split("\n")
    raise Missing(name)
