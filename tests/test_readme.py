"""What the README says one can do, one can do."""

import re
import subprocess
from pathlib import Path

import pytest

README = Path("README.md").read_text(encoding="utf-8")
COMMANDS = [
    line.split("#")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]


def test_the_readme_has_commands():
    assert "make demo" in COMMANDS


@pytest.mark.parametrize("command", dict.fromkeys(COMMANDS))
def test_each_command_is_there(command: str):
    """`make X` is a target, `alertbot X` a command; what they do is tested where they live."""
    program, name = command.split()[:2]
    if program == "make":
        dry = subprocess.run(["make", "--dry-run", name], capture_output=True, text=True, check=False)
        assert dry.returncode == 0, dry.stderr
    else:
        assert program.endswith("alertbot"), command
        shown = subprocess.run([program, name, "--help"], capture_output=True, text=True, check=False)
        assert shown.returncode == 0, shown.stderr


@pytest.mark.parametrize("link", re.findall(r"\]\((?!https?:)([^)#]+)\)", README))
def test_each_link_leads_somewhere(link: str):
    assert Path(link).exists(), link
