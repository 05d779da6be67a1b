"""The steps repo2docker derives from this repository, replayed without Docker.

What every image has in common (the system's packages, Python and JupyterLab from conda) is replaced by the same
versions from PyPI in a virtual environment. What comes from this repository is run as written, by an ordinary user.
"""

from __future__ import annotations

import json
import re
import shutil
import string
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from binder.base_image import BUILDPACKS
from tests.deploy.person import Person

ACCOUNT = "jovyan"  # as BinderHub calls it
# Where the image has folders that only root may make, the replay has them below the user's folder.
PLACES = {"HOME", "USER", "APP_BASE"}
IGNORED = shutil.ignore_patterns(".git", ".venv*", "node_modules", "__pycache__", ".*_cache", ".hypothesis", "dist")


def derived(repository: Path) -> str:
    """The Dockerfile, as ``jupyter-repo2docker --no-build --debug`` prints it."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "--user-id", "1000"]
    done = subprocess.run(
        [*command, "--user-name", ACCOUNT, str(repository)], check=True, capture_output=True, text=True, timeout=60
    )
    return done.stdout


def instructions(dockerfile: str) -> list[tuple[str, str]]:
    """Instruction and argument, in order; lines that go on are joined, comments left out."""
    lines = [line for line in dockerfile.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n", " ", "\n".join(lines))
    found = re.finditer(r"^([A-Z]+)\s+(.*)$", joined, re.MULTILINE)
    return [(match[1], match[2].strip()) for match in found]


@dataclass
class Image:
    """What a build leaves: the environment's variables, the user's home as built, and how a container is started."""

    person: Person
    repository: Path
    environment: dict[str, str]
    place: Path
    entrypoint: list[str] = field(default_factory=list)
    account: str = "root"
    steps: list[str] = field(default_factory=list)

    @property
    def prefix(self) -> Path:
        return Path(self.environment["NB_PYTHON_PREFIX"])

    def replay(self, dockerfile: str) -> None:
        """Run the build. Steps run by root belong to what all images have in common."""
        for instruction, argument in instructions(dockerfile):
            getattr(self, f"_{instruction.lower()}", self._nothing)(argument)

    def fresh(self) -> None:
        """The home as it was built, whatever was done in it since: another container of the same image."""
        home = self.person.home
        if self.place.exists():
            shutil.rmtree(home)
            shutil.copytree(self.place, home, symlinks=True)
        else:
            shutil.copytree(home, self.place, symlinks=True)
        self.person.owns(home)

    def _nothing(self, argument: str) -> None:
        """FROM, EXPOSE, WORKDIR, LABEL, CMD: nothing to do; BinderHub gives a command of its own."""

    def _arg(self, argument: str) -> None:
        name, given, value = argument.partition("=")
        if given:
            self.environment[name] = self._filled(value)

    def _env(self, argument: str) -> None:
        for name, value in re.findall(r"(\w+)=(\S+)", argument):
            if name not in PLACES:
                self.environment[name] = self._filled(value.strip('"'))

    def _user(self, argument: str) -> None:
        self.account = self._filled(argument)

    def _copy(self, argument: str) -> None:
        source, target = (self._filled(word) for word in argument.split() if not word.startswith("--"))
        if not source.startswith("src/"):
            return
        found = self.repository / source.removeprefix("src/")
        if found.is_dir():
            shutil.copytree(found, target, ignore=IGNORED, dirs_exist_ok=True)
        else:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(found, target)
        self.person.owns(Path(self.environment["REPO_DIR"]))

    def _run(self, argument: str) -> None:
        if self.account == ACCOUNT:
            self.steps.append(argument)
            self.person.run(["/bin/sh", "-c", argument], env=self.environment, cwd=self.environment["REPO_DIR"])

    def _entrypoint(self, argument: str) -> None:
        (program,) = json.loads(argument)
        script = BUILDPACKS / Path(program).name
        copied = shutil.copy(script, self.place.parent)
        self.entrypoint = [str(self.prefix / "bin" / "python3"), "-u", str(copied)]

    def _filled(self, text: str) -> str:
        return string.Template(text).safe_substitute(self.environment)
