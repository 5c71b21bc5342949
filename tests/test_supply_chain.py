"""What the project is made of is pinned, and does nothing that a reviewer would have to search for."""

import ast
import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

SOURCES = sorted(Path("src").rglob("*.py"))
LOCKS = sorted(Path("requirements").glob("*.txt"))

FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {"pickle", "cPickle", "dill", "marshal", "shelve", "yaml", "jsonpickle"}
FORBIDDEN_ATTRIBUTES = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}
FORBIDDEN_NAMES = {
    "request_contact",
    "request_location",
    "request_users",
    "request_chat",
    "PicklePersistence",
}


def forbidden(tree: ast.AST) -> list[str]:
    """What a module must not have, by name."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
            found.append(node.func.id)
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = [each.name for each in node.names] + [getattr(node, "module", None) or ""]
            found += [name for name in modules if name.partition(".")[0] in FORBIDDEN_MODULES]
        if isinstance(node, ast.Attribute) and ast.unparse(node) in FORBIDDEN_ATTRIBUTES:
            found.append(ast.unparse(node))
        if isinstance(node, ast.keyword) and node.arg == "shell" and ast.unparse(node.value) != "False":
            found.append("shell=")
        names = {str(getattr(node, kind, "")) for kind in ("id", "attr", "arg")}
        found += sorted(names & FORBIDDEN_NAMES)
    return found


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_nothing_evaluates_unpickles_runs_a_shell_or_asks_for_a_contact(path: Path):
    assert forbidden(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("eval('1')", "eval"),
        ("import pickle", "pickle"),
        ("from yaml import load", "yaml"),
        ("import os\nos.system('x')", "os.system"),
        ("run('x', shell=True)", "shell="),
        ("KeyboardButton('x', request_contact=True)", "request_contact"),
        ("app.persistence(PicklePersistence('x'))", "PicklePersistence"),
    ],
)
def test_the_search_finds_what_it_is_for(code: str, name: str):
    assert name in forbidden(ast.parse(code))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_dependency_is_pinned_with_hashes_and_without_addresses(lock: Path):
    text = lock.read_text(encoding="utf-8")
    requirements = re.sub(r"\\\n\s*", " ", text).splitlines()
    pinned = [line for line in requirements if line and not line.startswith("#")]
    assert pinned
    for line in pinned:
        assert re.match(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==\S+ ", line), line
        assert "--hash=sha256:" in line, line
    assert "://" not in text


def test_what_runs_is_locked_in_what_is_checked():
    """The tests run on the very releases that operators install."""

    def pins(path: str) -> set[str]:
        return set(
            re.findall(r"^[A-Za-z0-9._-]+==[^ ;\\]+", Path(path).read_text(encoding="utf-8"), re.MULTILINE)
        )

    assert not {pin for pin in pins("requirements/run.txt") if pin not in pins("requirements/dev.txt")} - {
        pin for pin in pins("requirements/run.txt") if pin.startswith(("hatchling", "editables"))
    }


def test_service_units_leave_no_core_files():
    for unit in Path("deploy").glob("*.service"):
        assert "LimitCORE=0" in unit.read_text(encoding="utf-8"), unit


def test_an_older_pip_finds_all_that_is_asked_for_by_an_extra():
    """pip before 23.3 does not find the extra `html-clean` by `lxml[html_clean]`, and installs without it."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    ours = {canonicalize_name(Requirement(each).name) for each in project["dependencies"]}
    found, seen = list(ours), set[str]()
    while found:
        if (name := found.pop()) in seen:
            continue
        seen.add(name)
        for each in wanted_by(name):
            found.append(canonicalize_name(each.name))
            offered = distribution(each.name).metadata.get_all("Provides-Extra") or []
            for extra in each.extras - set(offered):
                assert {canonicalize_name(it.name) for it in wanted_by(each.name, extra)} <= ours


def wanted_by(name: str, extra: str = "") -> list[Requirement]:
    """What an installed package needs here; with `extra`, what that alone adds."""
    wanted = [Requirement(each) for each in distribution(name).requires or ()]
    plain = {"extra": ""}
    if extra:
        chosen = {"extra": canonicalize_name(extra)}
        return [e for e in wanted if e.marker and e.marker.evaluate(chosen) and not e.marker.evaluate(plain)]
    return [each for each in wanted if each.marker is None or each.marker.evaluate(plain)]
