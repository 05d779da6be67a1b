"""What every Binder image for Python brings before a repository adds anything: repo2docker's own lock file."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

BUILDPACKS = Path(importlib.util.find_spec("repo2docker").origin).parent / "buildpacks"
LOCK = BUILDPACKS / "conda" / "environment.py-3.11-linux-64.lock"
PACKAGE = re.compile(r"/(?P<name>[^/]+)-(?P<version>[^/-]+)-[^/-]+\.(?:conda|tar\.bz2)")
# What conda calls otherwise than PyPI.
OTHERWISE = {"jupyterhub-base": "jupyterhub", "nbconvert-core": "nbconvert", "python-fastjsonschema": "fastjsonschema"}
# What the image is made for; the rest of the lock comes along as what these need (repo2docker, environment.yml).
MADE_FOR = [
    "ipywidgets",
    "jupyter-offlinenotebook",
    "jupyter-resource-usage",
    "jupyter-server",
    "jupyterhub",
    "jupyterlab",
    "notebook",
]


def constraints() -> dict[str, str]:
    """Version by package name as PyPI spells it; names that only conda has (compilers, libraries) do no harm."""
    found = PACKAGE.finditer(LOCK.read_text(encoding="utf-8"))
    pairs = {match["name"]: match["version"] for match in found if not match["name"].startswith("_")}
    return {OTHERWISE.get(name, name).replace("_", "-"): version for name, version in pairs.items()}


def requirements() -> list[str]:
    """What to install from PyPI for the same environment, apart from Python and Node themselves."""
    kept = constraints()
    return [f"{name}=={kept[name]}" for name in MADE_FOR]
