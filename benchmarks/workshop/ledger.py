"""What was measured while a workshop was played."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

now = time.perf_counter

SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}


@dataclass
class Ledger:
    """``seconds`` by kind of what took them, ``counts`` of what happened, ``faults`` of what must not happen."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    acknowledged: dict[tuple[str, str, str], object] = field(default_factory=dict)
    """Participant, item, challenge → the last value that was acknowledged."""
    messages: set[str] = field(default_factory=set)
    """Names of all acknowledged messages."""

    def took(self, kind: str, seconds: float) -> None:
        self.seconds.setdefault(kind, []).append(seconds)

    @contextmanager
    def timed(self, kind: str) -> Iterator[None]:
        """Note how long the block takes."""
        begun = now()
        yield
        self.took(kind, now() - begun)


def shares(seconds: Sequence[float]) -> dict[str, float]:
    """Milliseconds that half, 95 %, 99 % and all of them do not exceed."""
    ordered = sorted(seconds)
    return {
        name: round(1000 * ordered[max(math.ceil(share * len(ordered)) - 1, 0)], 1) for name, share in SHARES.items()
    }
