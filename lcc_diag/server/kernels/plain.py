"""``python -m lcc_diag.server.kernels.plain CONNECTION_FILE FOLDER``: one kernel without a preloaded process.

The server holds both ends that matter: the kernel ends when its standard input closes, and says on its standard output
that it is ready. That works the same on every system.
"""

from __future__ import annotations

import os
import sys

from lcc_diag.server.kernels.preload import preload
from lcc_diag.server.kernels.streams import close_standard_streams


def main(connection_file: str, folder: str) -> None:
    """Import what chapters need, then be the kernel."""
    line, answer = os.dup(0), os.dup(1)
    close_standard_streams()
    os.umask(0o077)
    preload()
    from lcc_diag.server.kernels.kernel_app import run

    run(connection_file, line, answer, folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
