"""A Binder session without Docker: started as BinderHub starts it, in the environment that mybinder.org gives it."""

from __future__ import annotations

import json
import secrets
import signal
from pathlib import Path
from subprocess import Popen

from tests.deploy.dockerfile import Image
from tests.deploy.waiting import answers, free_port, until

PREFIX = "/user/lcc-diag-x7k2m9qa/"
# What mybinder.org lays into /etc/jupyter of every session.
MACHINE = {
    "ServerApp": {
        "allow_origin": "*",
        "tornado_settings": {"trust_xheaders": True},
        "shutdown_no_activity_timeout": 600,
    },
    "MappingKernelManager": {"cull_idle_timeout": 600, "cull_interval": 60, "cull_connected": True},
}


class Session:
    """One session. ``stop`` throws the machine away; ``start`` gives a new one from the same image."""

    def __init__(self, image: Image, folder: Path) -> None:
        self.image, self.port, self.token = image, free_port(), ""
        self._log = folder / "session.log"
        self._machine = folder / "etc-jupyter"
        self._machine.mkdir()
        (self._machine / "jupyter_server_config.json").write_text(json.dumps(MACHINE))
        self._process: Popen | None = None

    def start(self) -> None:
        self.image.fresh()
        self.token = secrets.token_urlsafe(16)
        home = self.image.environment["REPO_DIR"]
        command = [*self.image.entrypoint, *self._program(), *self._arguments()]
        self._process = self.image.person.start(command, self._log, env=self._environment(), cwd=home)
        address = f"http://127.0.0.1:{self.port}{PREFIX}api"
        until(lambda: self._process.poll() is not None or answers(address), "the session answers")
        assert self._process.poll() is None, self.log()

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=60)

    def log(self) -> str:
        """What the server has said so far."""
        return self._log.read_text(encoding="utf-8")

    def _program(self) -> list[str]:
        """BinderHub's chart: JupyterLab where it can be imported, else the notebook server."""
        programs = [self.image.prefix / "bin" / name for name in ("jupyter-lab", "jupyter-notebook")]
        return [str(next(filter(Path.is_file, programs)))]

    def _arguments(self) -> list[str]:
        """BinderHub's spawner: each option by its old and its new name. Inside a container it listens everywhere."""
        options = {
            "base_url": PREFIX,
            "token": self.token,
            "trust_xheaders": "True",
            "allow_origin": "*",
            "allow_origin_pat": ".*",
        }
        named = [f"--{app}.{name}={value}" for app in ("NotebookApp", "ServerApp") for name, value in options.items()]
        return ["--ip=127.0.0.1", f"--port={self.port}", *named]

    def _environment(self) -> dict[str, str]:
        return self.image.environment | {
            "JUPYTER_CONFIG_PATH": str(self._machine),
            "JUPYTERHUB_SERVICE_PREFIX": PREFIX,
            "BINDER_LAUNCH_HOST": "https://mybinder.org/",
            "BINDER_REQUEST": "v2/gh/somebody/lcc-diag/HEAD",
            "BINDER_PERSISTENT_REQUEST": "v2/gh/somebody/lcc-diag/" + "0" * 40,
        }
