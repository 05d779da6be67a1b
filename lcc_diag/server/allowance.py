"""How much a page may say in a while. Whoever says more is no page of ours."""

from __future__ import annotations

import time

MESSAGES_PER_SECOND, BURST = 40.0, 200.0
"""Nobody clicks faster; an outbox that was offline for an evening sends in parts."""
BYTES_PER_MESSAGE = 64 * 2**10
"""Larger messages count for several, so that two case files fit into the burst, but not the server's memory."""


class Allowance:
    """What one chapter may still say. It belongs to the chapter, not to its line: a new line brings nothing new."""

    def __init__(self) -> None:
        self._left = BURST
        self._counted = time.monotonic()

    def spend(self, size: int) -> bool:
        """Count a message of ``size`` bytes; false if that was too much."""
        now = time.monotonic()
        self._left = min(BURST, self._left + (now - self._counted) * MESSAGES_PER_SECOND) - 1 - size / BYTES_PER_MESSAGE
        self._counted = now
        return self._left >= 0
