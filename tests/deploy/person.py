"""An ordinary user of a machine: without rights, with a home of their own, who started nothing before."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534
# How this machine reaches package registries is the machine's affair, not the user's.
PASSED_ON = ("PIP_", "SSL_CERT", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")


@dataclass(frozen=True)
class Person:
    """``uid`` is None where the tests run as an ordinary user themselves."""

    home: Path
    uid: int | None

    @property
    def environment(self) -> dict[str, str]:
        """What a login gives; nothing of the environment the tests run in except how packages are reached."""
        registries = {name: value for name, value in os.environ.items() if name.upper().startswith(PASSED_ON)}
        return registries | {"HOME": str(self.home), "USER": "somebody", "PATH": "/usr/local/bin:/usr/bin:/bin"}

    def run(self, command: list[str], **options) -> subprocess.CompletedProcess:
        """Run to the end; a failure shows what was printed."""
        said = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        done = subprocess.run(command, check=False, timeout=300, **said, **self._options(options))
        assert done.returncode == 0, f"{command}\n{done.stdout[-6000:]}"
        return done

    def start(self, command: list[str], log: Path, **options) -> subprocess.Popen:
        """Start and go on; what it prints goes to ``log``."""
        with log.open("ab") as output:
            return subprocess.Popen(command, **self._options(options), stdout=output, stderr=output)

    def owns(self, path: Path) -> Path:
        """Give a file or folder, with all in it, to this user."""
        for entry in [path, *path.rglob("*")] if self.uid is not None else []:
            os.chown(entry, self.uid, self.uid, follow_symlinks=False)
        return path

    def _options(self, options: dict) -> dict:
        account = {} if self.uid is None else {"user": self.uid, "group": self.uid, "extra_groups": []}
        return {"cwd": self.home, "env": self.environment, **account, **options}


@contextmanager
def somebody(folder: Path) -> Iterator[Person]:
    """A user with an empty home in ``folder``: nobody's account for root, which needs none to be made."""
    home = folder / "home"
    home.mkdir()
    person = Person(home, NOBODY if os.getuid() == 0 else None)
    person.owns(home)
    yield person
    shutil.rmtree(folder, ignore_errors=True)
