"""The server as it is run: on its own, behind a proxy under a prefix, inside a Jupyter server."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil

from lcc_diag.store import CaseStore
from tests.server.proxy import Proxy
from tests.server.visiting import Visitor

START_SECONDS = 60
TOKEN = "secret-of-the-jupyter-server"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Serving:
    """One running server with a database of its own. ``address``: where its visitors find it."""

    def __init__(self, folder: Path, base_url: str = "/", scheme: str = "http") -> None:
        self.folder = folder
        self.port = free_port()
        self.base_url = base_url
        self.address = f"{scheme}://127.0.0.1:{self.port}{base_url}"
        self.database = folder / "cases.sqlite"
        self.log_file = folder / "server.log"
        self.environment = os.environ | {"LCC_DIAG_DB": f"sqlite:///{self.database.as_posix()}"}
        self.process: subprocess.Popen | None = None

    @property
    def command(self) -> list[str]:
        raise NotImplementedError

    def start(self) -> Serving:
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log, env=self.environment, cwd=self.folder)
        deadline = time.monotonic() + START_SECONDS
        while not self.is_answering():
            assert self.process.poll() is None, self.log
            assert time.monotonic() < deadline, self.log
            time.sleep(0.05)
        return self

    def is_answering(self) -> bool:
        try:
            return self.visitor().ask("lcc/health").status == 200
        except OSError:
            return False

    def visitor(self) -> Visitor:
        """Somebody whom the server has not seen yet."""
        return Visitor(self.address)

    def case(self, organisation: str = "Muster GmbH") -> str:
        """Token of a new case."""
        return CaseStore(self.database).create(organisation=organisation).token

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8")

    @property
    def program(self) -> psutil.Process:
        return psutil.Process(self.process.pid)

    def sessions(self) -> int:
        return json.loads(self.visitor().ask("lcc/health").body)["sessions"]

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=60)


class Standalone(Serving):
    """``lcc-diag serve`` with further ``options``."""

    def __init__(self, folder: Path, *options: str, base_url: str = "/", scheme: str = "http", **environment: str):
        super().__init__(folder, base_url, scheme)
        self.options = ("--access-log", *options)
        self.environment |= environment

    @property
    def command(self) -> list[str]:
        base = ("--base-url", self.base_url) if self.base_url != "/" else ()
        return [sys.executable, "-m", "lcc_diag", "serve", "--port", str(self.port), *base, *self.options]


class Proxied(Standalone):
    """The same under a prefix behind a proxy, which visitors reach instead."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "--behind-proxy", base_url="/haltung/")
        self.proxy = Proxy(self.port)

    def start(self) -> Serving:
        self.proxy.start()
        self.address = f"http://127.0.0.1:{self.proxy.port}{self.base_url}"
        return super().start()

    def stop(self) -> None:
        super().stop()
        self.proxy.stop()


class Extension(Serving):
    """A Jupyter server that has the workbook, JupyterLab, terminals and Voilà, with a token."""

    def __init__(self, folder: Path, visitors: bool) -> None:
        super().__init__(folder, "/user/a-b/")
        self.visitors = visitors
        places = {"HOME": folder, "JUPYTER_CONFIG_DIR": folder / "config", "JUPYTER_DATA_DIR": folder / "data"}
        self.environment |= {name: str(place) for name, place in places.items()}
        (folder / "private.txt").write_text("a file of the server's owner", encoding="utf-8")

    @property
    def command(self) -> list[str]:
        return [
            *(sys.executable, "-m", "jupyter_server"),
            *(f"--ServerApp.port={self.port}", "--ServerApp.port_retries=0", "--ServerApp.open_browser=False"),
            *(f"--IdentityProvider.token={TOKEN}", f"--ServerApp.base_url={self.base_url}", "--allow-root"),
            "--ServerApp.jpserver_extensions={'lcc_diag.server.extension': True}",
            f"--LccDiag.visitors={self.visitors}",
        ]

    def owner(self) -> Visitor:
        """Somebody who has logged in with the server's token."""
        owner = self.visitor()
        assert owner.ask(f"api/status?token={TOKEN}").status == 200
        return owner
