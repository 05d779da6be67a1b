"""What a kernel writes into the server's log: that something failed and where, never with which values."""

from __future__ import annotations

import logging
import os
import sys
import traceback


class PlaceFormatter(logging.Formatter):
    """A record as its logger, its level, and the kind and place of the error; never its text, which quotes answers."""

    def format(self, record: logging.LogRecord) -> str:
        said = f"kernel: {record.levelname.lower()} in {record.name}"
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            return said
        frame = next(reversed(traceback.extract_tb(error.__traceback__)), None)
        place = f" at {frame.filename}:{frame.lineno}" if frame else ""
        return f"{said}: {type(error).__name__}{place}"


def discreet(log: logging.Logger) -> None:
    """From now on this process writes nothing but such records to the stream of errors it was started with."""
    stream = os.fdopen(os.dup(2), "w", buffering=1, encoding="utf-8", errors="replace")
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    os.close(null)
    handler = logging.StreamHandler(stream)
    handler.setLevel(logging.WARNING)
    handler.setFormatter(PlaceFormatter())
    log.handlers = [handler]
    log.propagate = False
    logging.getLogger().handlers = [handler]
    logging.getLogger("tornado").handlers = []  # ipykernel gave it one of its own
    sys.__stderr__ = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - for the life of the process
