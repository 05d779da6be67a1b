"""What Binder installs is complete and fits what the project asks for."""

from __future__ import annotations

import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
RENEW = "renew with .venv/bin/python binder/pins.py"


def pins() -> dict[str, Version]:
    lines = (ROOT / "binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("==") for line in lines if not line.startswith("#")]
    return {canonicalize_name(name): Version(version) for name, version in pairs}


def test_every_dependency_has_a_version_that_fits():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = map(Requirement, [*project["project"]["dependencies"], *project["build-system"]["requires"]])
    pinned = pins()
    lacking = [str(one) for one in asked if pinned.get(canonicalize_name(one.name)) not in one.specifier]
    assert lacking == [], RENEW


def test_the_python_is_one_the_project_runs_on():
    version = (ROOT / "binder" / "runtime.txt").read_text().strip().removeprefix("python-")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert Version(version) in Requirement(f"python{project['requires-python']}").specifier
