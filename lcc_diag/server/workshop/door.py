"""How often somebody may try a code or join: guessing gets nowhere, and a room behind one address still gets in."""

from __future__ import annotations

import ipaddress
import time
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from lcc_diag.model.problem import InputError, Problem

WRONG_CODES, WINDOW_SECONDS = 20, 60.0
"""So many wrong codes are answered in a minute from one address; right ones do not count. A code is one of 113 million
and lives for hours."""
WRONG_CODES_OF_ALL = 300
"""The same from all addresses together. Whoever uses them up keeps others from typing codes, but nobody from the QR
code, and nobody out who is in."""
JOIN_BURST, JOINS_PER_SECOND = 300.0, 3.0
"""Joins of one workshop from one address: a hall that scans the QR code in the same minute shares one."""
MOST_REMEMBERED = 2000
"""So many addresses (participants) are remembered; the oldest is forgotten first."""

Clock = Callable[[], float]
Kept = TypeVar("Kept")


class TooMuchError(InputError):
    """Somebody asks too often; ``wait``: seconds until the next try makes sense."""

    def __init__(self, code: str, wait: float) -> None:
        super().__init__(Problem(code))
        self.wait = wait


def network(address: str) -> str:
    """Whom an address counts for: itself, or for version 6 the network that one household or company has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))


class Remembered(Generic[Kept]):
    """Something for each name, made when it is first asked for; only so much, the longest unused is forgotten."""

    def __init__(self, make: Callable[[], Kept], most: int = MOST_REMEMBERED) -> None:
        self._make, self._most = make, most
        self._kept: dict[str, Kept] = {}

    def __getitem__(self, name: str) -> Kept:
        kept = self._kept.pop(name, None)
        kept = self._make() if kept is None else kept
        self._kept[name] = kept  # the youngest is last
        if len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]
        return kept


class Tries:
    """The last wrong tries, at most ``most`` within ``WINDOW_SECONDS``."""

    def __init__(self, most: int, clock: Clock) -> None:
        self._times: deque[float] = deque(maxlen=most)
        self._clock = clock

    def wait(self) -> float:
        """Seconds until another try is answered; 0 for at once."""
        if len(self._times) < (self._times.maxlen or 0):
            return 0.0
        return max(self._times[0] + WINDOW_SECONDS - self._clock(), 0.0)

    def wrong(self) -> None:
        """Count one."""
        self._times.append(self._clock())


class Guesses:
    """Wrong codes, by address and altogether."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._all = Tries(WRONG_CODES_OF_ALL, clock)
        self._by_address = Remembered(lambda: Tries(WRONG_CODES, clock))

    def wait(self, address: str) -> float:
        """Seconds until a code from this address is looked at again; 0 for at once."""
        return max(self._all.wait(), self._by_address[network(address)].wait())

    def wrong(self, address: str) -> None:
        """A code from this address was none."""
        self._all.wrong()
        self._by_address[network(address)].wrong()


class Bucket:
    """``burst`` at once, then so many a second."""

    def __init__(self, burst: float, per_second: float, clock: Clock) -> None:
        self._burst, self._per_second, self._clock = burst, per_second, clock
        self._left, self._counted = burst, clock()

    def wait(self) -> float:
        """Take one and return 0; if there is none, the seconds until there is."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._counted) * self._per_second)
        self._counted = now
        if self._left < 1:
            return (1 - self._left) / self._per_second
        self._left -= 1
        return 0.0


class Arrivals:
    """Who joins which workshop from where."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._buckets = Remembered(lambda: Bucket(JOIN_BURST, JOINS_PER_SECOND, clock))

    def wait(self, workshop: str, address: str) -> float:
        """Let somebody in and return 0, or the seconds to wait before the next try."""
        return self._buckets[f"{workshop} {network(address)}"].wait()
