"""A JupyterHub with the shipped configuration, run by an ordinary user."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import tomllib
from pathlib import Path
from subprocess import Popen

from tests.deploy.dockerfile import Image
from tests.deploy.image import QUIET, REPOSITORY
from tests.deploy.waiting import answers, free_port, until

CONFIGURATION = REPOSITORY / "deploy" / "jupyterhub"


def install(image: Image) -> None:
    """What the extra ``hub`` asks for, beside the workbook."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    image.person.run([str(image.prefix / "bin" / "pip"), "install", *QUIET, *project["optional-dependencies"]["hub"]])


class Hub:
    """``password`` opens the account of each of ``users``; ``proxy`` is the command that starts JupyterHub's proxy."""

    def __init__(self, image: Image, folder: Path, proxy: list[str], database: str, users: list[str]) -> None:
        self._image, self._folder = image, folder
        self.password = secrets.token_urlsafe(32)
        self.port, self._inner, self._api = free_port(), free_port(), free_port()
        self._proxy, self._database, self._users = proxy, database, users
        self._process: Popen | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        state = self._folder / "state"
        state.mkdir()
        shutil.copytree(CONFIGURATION, self._folder / "jupyterhub")
        self._image.person.owns(self._folder)
        command = [str(self._image.prefix / "bin" / "python3"), "-m", "jupyterhub", *self._arguments()]
        self._process = self._image.person.start(
            command, self._folder / "hub.log", env=self._environment(state), cwd=self._folder
        )
        until(lambda: self._process.poll() is not None or answers(f"{self.address}/hub/login"), "the hub answers")
        assert self._process.poll() is None, self.log()

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=60)

    def log(self) -> str:
        """What the hub and the servers have said so far."""
        return (self._folder / "hub.log").read_text(encoding="utf-8")

    def _arguments(self) -> list[str]:
        """What differs on a machine where these ports may be taken, and where nobody has an account."""
        return [
            f"--config={self._folder / 'jupyterhub' / 'jupyterhub_config.py'}",
            f"--JupyterHub.hub_bind_url=http://127.0.0.1:{self._inner}",
            f"--ConfigurableHTTPProxy.api_url=http://127.0.0.1:{self._api}",
            *(f"--ConfigurableHTTPProxy.command={part}" for part in self._proxy),
            f"--SharedPasswordAuthenticator.user_password={self.password}",
        ]

    def _environment(self, state: Path) -> dict[str, str]:
        mine = self._image.person.environment
        return mine | {
            "PATH": os.pathsep.join([str(self._image.prefix / "bin"), mine["PATH"]]),
            "LCC_DIAG_DB": self._database,
            "LCC_HUB_ADDRESS": self.address,
            "LCC_HUB_AUTHENTICATOR": "shared-password",
            "LCC_HUB_STATE": str(state),
            "LCC_HUB_USERS": " ".join(self._users),
        }
