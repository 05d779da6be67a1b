"""A program as a running server: started, asked, weighed and ended, with every process that came from it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psutil

from benchmarks.serving.content import example_cases, write_content
from benchmarks.serving.peers import python_of
from benchmarks.serving.programs import Place, Program

START_SECONDS = 60
MARK = "BENCHMARK_SERVER"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One run of ``program``. ``cases`` are tokens of our cases, one for each visitor; peers do without."""

    def __init__(self, program: Program, folder: Path, database: str, cases: list[str]) -> None:
        self.program = program
        self._folder = folder
        self._place = Place(python_of(program), free_port(), free_port(), database)
        self._cases = cases
        self._mark = uuid4().hex
        self._process: subprocess.Popen | None = None

    @property
    def ports(self) -> tuple[int, int]:
        """The server's own port and that of the counting proxy."""
        return self._place.port, self._place.proxy

    def address(self, path: str, visitor: int = 0, port: int | None = None) -> str:
        case = self._cases[visitor % len(self._cases)]
        return f"http://127.0.0.1:{port or self._place.port}/{path.format(case=case)}"

    def start(self, asked: bool = True) -> float:
        """Seconds from the command to the first answer for the page with the form.

        ``asked=False`` waits for the open port alone: asking for the page would leave a session behind.
        """
        begun = time.perf_counter()
        with self._log().open("ab") as log:
            self._process = subprocess.Popen(
                self.program.command(self._place), stdout=log, stderr=log, env=self._environment(), cwd=self._folder
            )
        while not (self._answers() if asked else self._listens()):
            if self._process.poll() is not None or time.perf_counter() - begun > START_SECONDS:
                raise RuntimeError(f"{self.program.title} does not answer:\n{self._log().read_text()[-3000:]}")
            time.sleep(0.01)
        return time.perf_counter() - begun

    def _log(self) -> Path:
        return self._folder / f"{self.program.name}.log"

    def _environment(self) -> dict[str, str]:
        """A home of its own, so that nothing configured for whoever runs this plays a part."""
        own = {"HOME": str(self._folder), "BENCHMARK_CONTENT": str(self._folder / "content.json"), MARK: self._mark}
        return {**os.environ, **own}

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.address(self.program.form), timeout=START_SECONDS) as answer:
                return answer.status == 200
        except urllib.error.HTTPError:
            raise
        except (urllib.error.URLError, OSError):
            return False

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._place.port)) == 0

    def processes(self) -> list[psutil.Process]:
        """All processes of this server, also those that no longer have it as their parent."""
        return [process for process in psutil.process_iter() if _marked(process, self._mark)]

    def memory(self) -> float:
        """Proportional set size of all its processes, in MB: what they share counts once."""
        return sum(_weight(process) for process in self.processes()) / 1e6

    def cpu_seconds(self) -> float:
        """Processor time its living processes have used so far."""
        return sum(_used(process) for process in self.processes())

    def stop(self) -> None:
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for process in self.processes():
            process.kill()


@contextmanager
def serving(program: Program, cases: int = 1) -> Iterator[Server]:
    """A server of this program, not yet started, with a home and a database that nobody has used."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_content(folder / "content.json")
        database = f"sqlite:///{(folder / 'cases.sqlite').as_posix()}"
        server = Server(program, folder, database, example_cases(database, cases))
        try:
            yield server
        finally:
            server.stop()


def _marked(process: psutil.Process, mark: str) -> bool:
    try:
        return process.environ().get(MARK) == mark
    except (psutil.Error, OSError):
        return False


def _weight(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except psutil.Error:
        return 0


def _used(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0
    return times.user + times.system
