"""Each peer in an environment of its own, so that none loads what another brought, and ours stays as it is."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.serving.programs import OURS, Program

FOLDER = Path(__file__).resolve().parents[2] / ".venv-peers"
VERSIONS = """
import json, platform, sys
from importlib.metadata import version
print(json.dumps({"python": platform.python_version(), **{name: version(name) for name in sys.argv[1:]}}))
"""
OUR_PARTS = ("lcc-diag", "voila", "ipykernel", "plotly")


def python_of(program: Program) -> Path:
    """The Python that runs this program; its environment is made, or made anew, if what it needs has changed."""
    if program.name == OURS:
        return Path(sys.executable)
    home = FOLDER / program.name
    python, told = home / "bin" / "python", home / "installed.txt"
    wanted = "\n".join(program.requirements + program.scripts)
    if not told.exists() or told.read_text() != wanted:
        print(f"Installing {', '.join(program.requirements)} …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *program.requirements]
        subprocess.run(pip, check=True, stderr=subprocess.PIPE)
        for package in program.scripts:
            _keep_scripts(package, home / "share" / "solara" / "cdn" / package)
        told.write_text(wanted)
    return python


def _keep_scripts(package: str, home: Path) -> None:
    """Put an npm package where Solara keeps what it has once fetched, so that the measured server asks nobody."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", folder, package], check=True)
        name = package.rpartition("@")[0]
        shutil.copytree(Path(folder) / "node_modules" / name, home, dirs_exist_ok=True)


def versions(program: Program) -> dict[str, str]:
    """Versions of Python and of what this program was installed with."""
    names = [entry.partition("==")[0] for entry in program.requirements] or OUR_PARTS
    answer = subprocess.run([python_of(program), "-c", VERSIONS, *names], check=True, capture_output=True)
    return json.loads(answer.stdout)
