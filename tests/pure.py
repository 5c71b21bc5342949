"""Names the files of the pure modules, as the import contract lists them, for the coverage check."""

import tomllib
from pathlib import Path

CONTRACT = "Deciding does no I/O"


def files() -> list[str]:
    """The pure modules as patterns for coverage: a package stands for all that is in it."""
    contracts = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [modules] = [contract["source_modules"] for contract in contracts if contract["name"] == CONTRACT]
    paths = [Path("src", *module.split(".")) for module in modules]
    return [f"{path}/*" if path.is_dir() else f"{path}.py" for path in paths]


if __name__ == "__main__":
    print(",".join(files()))
