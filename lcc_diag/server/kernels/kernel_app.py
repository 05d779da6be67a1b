"""The kernel inside its process: ipykernel, without all that a page of the workbook does not need.

Not for the server: it imports ipykernel.
"""

from __future__ import annotations

import os

from ipykernel import kernelapp
from ipykernel.iostream import IOPubThread
from IPython.core.history import HistoryManager

from lcc_diag.server.kernels import lifeline
from lcc_diag.server.kernels.discretion import discreet


def _without_port(socket, pipe: bool = True, **options) -> IOPubThread:
    """ipykernel's thread, but without the TCP port on which it waits for what subprocesses print."""
    return IOPubThread(socket, pipe=False, **options)


kernelapp.IOPubThread = _without_port


class KernelApp(kernelapp.IPKernelApp):
    """An ipykernel that reads no configuration of the user's and keeps nothing on disk."""

    def parse_command_line(self, argv: list[str] | None = None) -> None:
        """There is none; finding out what could stand on it takes 8 ms and 3 MB."""

    def load_config_file(self, *_args, **_options) -> None:
        """Read none: what is in /etc/ipython or the user's folder is meant for other kernels."""

    def init_config_files(self) -> None:
        """Copy none."""

    def init_heartbeat(self) -> None:
        """Start none: the lifeline says sooner whether the process lives, without a thread and two sockets."""

    def init_poller(self) -> None:
        """Start none, for the same reason."""

    def log_connection_info(self) -> None:
        """Print nothing; only record what the base class records."""
        self._ports = {name: getattr(self, f"{name}_port") for name in ("shell", "iopub", "stdin", "hb", "control")}


def run(connection_file: str, line: int, answer: int, folder: str) -> None:
    """Be the kernel of ``connection_file`` until the end of the process.

    ``line`` and ``answer``: descriptors on which the server is heard and told, see ``lifeline``; ``folder``: the
    server's, to be removed if the server dies.
    """
    lifeline.watch(line, folder)
    app = KernelApp.instance(
        connection_file=connection_file,
        capture_fd_output=False,  # two threads less; what libraries write to file descriptors is nobody's business
    )
    HistoryManager.enabled = False  # no database with what was executed
    app.initialize([])
    discreet(app.log)
    os.write(answer, lifeline.READY)
    app.start()
