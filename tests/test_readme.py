"""Every command and example in the README does what it says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lcc_diag.content import shipped_folder
from lcc_diag.store import CaseStore

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
COMMANDS = [line for language, block in BLOCKS if not language for line in block.splitlines()]


@pytest.fixture
def folder(tmp_path):
    """A folder with the questionnaires in it, and the program where the README's commands find it."""
    shutil.copytree(shipped_folder(), tmp_path / "questionnaires")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "lcc-diag"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m lcc_diag "$@"\n')
    program.chmod(0o755)
    return tmp_path


def test_the_commands_run_one_after_the_other(folder):
    database = folder / "cases.sqlite"
    CaseStore(database).check()
    environment = os.environ | {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "LCC_DIAG_DB": f"sqlite:///{database}",
    }
    own = [line for line in COMMANDS if re.match(r"(lcc-diag (?!serve)|cp )", line)]
    assert len(own) >= 7
    for line in own:
        done = subprocess.run(
            line, shell=True, cwd=folder, env=environment, capture_output=True, timeout=60, check=False
        )
        told = [entry for entry in done.stderr.decode().splitlines() if not re.match(r"\d of \d: ", entry)]
        assert (done.returncode, told) == (0, []), line
    assert len(list((folder / "documents").iterdir())) == 7


@pytest.mark.parametrize("target", ["start", "test"])
def test_the_two_commands_are_targets_of_the_makefile(target):
    assert f"make {target}" in COMMANDS
    planned = subprocess.run(
        ["make", "-n", target, "PORT=9000"], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert planned.returncode == 0
    assert {"start": b"--port 9000", "test": b"pytest"}[target] in planned.stdout


def test_the_python_example_runs(folder):
    subprocess.run([folder / "bin" / "lcc-diag", "example", "-o", "example.lcc.json"], cwd=folder, check=True)
    (example,) = [block for language, block in BLOCKS if language == "python"]
    done = subprocess.run([sys.executable, "-c", example], cwd=folder, capture_output=True, timeout=60, check=False)
    assert done.stderr == b""
    assert done.stdout.decode().splitlines()[0] == "start_24"


def test_links_to_files_lead_somewhere():
    for target in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
