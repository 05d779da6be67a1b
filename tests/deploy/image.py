"""The image of this repository, built once for all tests that need it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from binder.base_image import constraints, requirements
from tests.deploy.dockerfile import ACCOUNT, Image, derived
from tests.deploy.person import Person

REPOSITORY = Path(__file__).resolve().parents[2]
QUIET = ["--quiet", "--disable-pip-version-check", "--no-cache-dir"]


def interpreter(person: Person) -> str | None:
    """A Python from 3.11 on that this person may run; the one that runs the tests may lie in another's home."""
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    for program in (getattr(sys, "_base_executable", sys.executable), "/usr/bin/python3", "/usr/local/bin/python3"):
        try:
            person.run([program, "-c", check])
        except (OSError, AssertionError, subprocess.SubprocessError):
            continue
        return program
    return None


def base(person: Person, python: str, prefix: Path) -> None:
    """What every image brings before a repository adds anything, as a virtual environment."""
    prefix.mkdir(parents=True)
    person.owns(prefix)
    try:
        person.run([python, "-m", "venv", str(prefix)])
    except AssertionError:  # Debian without python3-venv: the pip that runs here fills in
        person.run([python, "-m", "venv", "--clear", "--without-pip", str(prefix)])
        pip = [sys.executable, "-m", "pip", "--python", str(prefix / "bin" / "python")]
        subprocess.run([*pip, "install", *QUIET, "pip"], check=True)
        person.owns(prefix)
    kept = prefix / "constraints.txt"
    kept.write_text("".join(f"{name}=={version}\n" for name, version in constraints().items()))
    person.run([str(prefix / "bin" / "pip"), "install", *QUIET, "-c", str(kept), *requirements()])


def build(person: Person, python: str, folder: Path) -> Image:
    """Everything repo2docker derives from this repository, done by ``person`` below ``folder``."""
    environment = person.environment | {"NB_USER": ACCOUNT, "NB_UID": "1000", "APP_BASE": str(folder / "srv")}
    image = Image(person, REPOSITORY, environment, folder / "built")
    base(person, python, folder / "srv" / "conda" / "envs" / "notebook")
    image.replay(derived(REPOSITORY))
    image.fresh()
    return image
