"""Write ``requirements.txt``: everything the workbook needs on Binder, each with one version.

    .venv/bin/python binder/pins.py        (Python 3.11, with the extra ``test`` installed)

The versions that every Binder image brings anyway are kept, so that a build only adds what is missing.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from base_image import constraints

ROOT = Path(__file__).resolve().parents[1]
PYTHON = (3, 11)  # the same as in runtime.txt
# Binder starts JupyterLab: it must fit the versions it finds. hatchling builds the project itself in postBuild.
BESIDES = ["jupyterlab", "hatchling"]
# What the image brings too old for one of ours.
LOOSENED = {"tzdata"}
HEAD = """\
# Everything the workbook needs on Binder. Written by binder/pins.py; to renew: .venv/bin/python binder/pins.py
"""


def resolve(wanted: list[str], kept: list[str]) -> dict[str, str]:
    """Name and version of every package that ``wanted`` needs, with the versions in ``kept`` where they are needed."""
    with tempfile.TemporaryDirectory() as folder:
        names = [Path(folder) / name for name in ("wanted", "kept", "report.json")]
        names[0].write_text("\n".join(wanted))
        names[1].write_text("\n".join(kept))
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        subprocess.run([*pip, "-r", names[0], "-c", names[1], "--report", names[2]], check=True)
        installed = json.loads(names[2].read_text())["install"]
    return {entry["metadata"]["name"].lower(): entry["metadata"]["version"] for entry in installed}


def main() -> None:
    if sys.version_info[:2] != PYTHON:
        sys.exit(f"The pins are for Python {'.'.join(map(str, PYTHON))}; this is {sys.version.split()[0]}.")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    kept = [f"{name}=={version}" for name, version in constraints().items() if name not in LOOSENED]
    pins = resolve([*project["dependencies"], *BESIDES], kept)
    lines = [f"{name}=={version}\n" for name, version in sorted(pins.items())]
    (ROOT / "binder" / "requirements.txt").write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
