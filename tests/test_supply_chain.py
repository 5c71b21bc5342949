"""What the project is made of is pinned, and does nothing that a reviewer would have to search for."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from alertbot import settings

# What runs with operators, and what is run on it: all but the tests, which may try anything.
SOURCES = sorted(path for folder in ("src", "deploy", "benchmarks") for path in Path(folder).rglob("*.py"))
# What a shell or a container runs: no download that is not locked, nothing evaluated.
SCRIPTS = [Path("Makefile"), *sorted(path for path in Path("deploy").iterdir() if path.is_file())]
FORBIDDEN_WORDS = re.compile(
    r"\beval\b|\bcurl\b|\bwget\b|\bsh -c\b|\|\s*(ba)?sh\b|--extra-index-url|--index-url|--trusted-host"
    r"|privileged: *true|\bpickle\b|request_contact"
)
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


@pytest.mark.parametrize("path", SCRIPTS, ids=str)
def test_no_script_evaluates_or_fetches_what_is_not_locked(path: Path):
    text = path.read_text(encoding="utf-8")
    assert FORBIDDEN_WORDS.findall(text) == []
    for line in text.splitlines():
        if "pip install" in line:
            assert "--require-hashes" in line or "--no-build-isolation" in line, line


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("from yaml import load as y", "yaml"),
        ("import marshal", "marshal"),
        ("subprocess.getoutput('x')", "subprocess.getoutput"),
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


def test_all_that_starts_alertbot_leaves_no_core_files_and_gives_it_its_secrets():
    units = sorted(Path("deploy").glob("*.service"))
    assert len(units) > 1
    for unit in units:
        text = unit.read_text(encoding="utf-8")
        assert {"LimitCORE=0", "MemorySwapMax=0"} <= set(text.splitlines()), unit
        for name in (settings.KEY, settings.TOKEN):
            assert re.search(rf"(?m)^LoadCredential={name}:/\S+$", text), unit
    compose = Path("deploy/compose.yaml").read_text(encoding="utf-8")
    assert re.search(r"ulimits:\n +core: 0\n", compose)
    for name in (settings.KEY, settings.TOKEN):
        assert f"      - {name}\n" in compose
        assert re.search(rf"(?m)^  {name}:\n    file: ", compose)
    assert re.search(r"mem_limit: (\S+)\n +memswap_limit: \1\n", compose)  # equal: no swap


@pytest.mark.parametrize("target", ["sbom", "audit"])
def test_there_is_a_target_that_reads_what_is_locked(target: str):
    done = subprocess.run(
        ["make", "--dry-run", "--assume-old=.venv/.audit", target], capture_output=True, text=True, check=True
    )
    assert "requirements/run.txt" in done.stdout
    assert ("--require-hashes" in done.stdout) == (target == "audit")


def test_an_altered_lock_is_refused(tmp_path: Path):
    """By pip itself: what it would install has another hash than the lock says."""
    lock = tmp_path / "run.txt"
    lock.write_text(f"alertbot-sample==1 --hash=sha256:{'0' * 64}\n")
    made = tmp_path / "alertbot_sample-1-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as wheel:
        wheel.writestr(
            "alertbot_sample-1.dist-info/METADATA",
            "Metadata-Version: 2.1\nName: alertbot-sample\nVersion: 1\n",
        )
        wheel.writestr("alertbot_sample-1.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr("alertbot_sample-1.dist-info/RECORD", "")
    pip = [sys.executable, "-m", "pip", "download", "--no-index", "--no-deps", "--find-links", str(tmp_path)]
    done = subprocess.run(
        [*pip, "--require-hashes", "-r", str(lock), "-d", str(tmp_path / "got")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr


def test_no_server_of_ours_writes_an_access_log():
    """It would say who asked for what, past the redaction of our own lines."""
    servers = [
        node
        for path in Path("src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"web.AppRunner", "web.Server", "web.ServerRunner", "web.run_app"}
    ]
    made = [each for each in servers if ast.unparse(each.func) != "web.ServerRunner"]
    assert made
    assert all("access_log=None" in ast.unparse(each) for each in made)


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
