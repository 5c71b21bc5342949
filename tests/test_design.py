"""What docs/design.md lists is what there is."""

import re
import tomllib
from pathlib import Path

import pytest

from alertbot.storage.tables import metadata

DESIGN = Path("docs/design.md").read_text(encoding="utf-8")
TREE = DESIGN.split("src/alertbot/\n")[1].split("```")[0]
PACKAGE = Path("src/alertbot")
PROJECT = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"].values()
DEPENDENCIES = [*PROJECT["dependencies"], *(each for extra in EXTRAS for each in extra)]
REASONS = DESIGN.split("## Dependencies")[1].casefold()


def test_the_tree_has_every_folder_and_no_other():
    folders = {each.parent.name for each in PACKAGE.glob("*/__init__.py")}
    assert set(re.findall(r"(?m)^  ([a-z]+)/", TREE)) == folders


@pytest.mark.parametrize("module", sorted(PACKAGE.glob("[a-z]*.py")), ids=lambda path: path.name)
def test_the_tree_has_every_module_at_the_top(module: Path):
    assert module.name in TREE


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_every_table_is_told(table: str):
    assert f"`{table}`" in DESIGN


@pytest.mark.parametrize("dependency", DEPENDENCIES)
def test_every_dependency_has_a_reason(dependency: str):
    name = re.match(r"[A-Za-z0-9_-]+", dependency)
    assert name is not None
    assert re.search(rf"(?<![\w-]){re.escape(name[0].casefold())}(?![\w-])", REASONS)
