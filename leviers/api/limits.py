"""How many requests one address may send in a minute. Counted in memory, forgotten with the minute."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

WINDOW = 60
MOST_ADDRESSES = 20_000
"""Addresses counted at once by a process; beyond, the oldest are forgotten, which only favours them."""


@dataclass(frozen=True)
class Verdict:
    """What is left to one address; `reset` is in seconds."""

    is_allowed: bool
    limit: int
    remaining: int
    reset: int


class Pace:
    """A window of one minute for each address, from its first request."""

    def __init__(self) -> None:
        self._windows: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = Lock()

    def take(self, address: str, limit: int) -> Verdict:
        """Count one more request of an address, unless it has sent its share."""
        now = time.monotonic()
        with self._lock:
            start, count = self._windows.get(address, (now, 0))
            if now - start >= WINDOW:
                start, count = now, 0
            is_allowed = count < limit
            self._windows[address] = (start, count + is_allowed)
            self._windows.move_to_end(address)
            while len(self._windows) > MOST_ADDRESSES:
                self._windows.popitem(last=False)
        reset = max(1, round(WINDOW - (now - start)))
        return Verdict(is_allowed, limit, limit - count - is_allowed, reset)

    def forget(self) -> None:
        """Start again (tests)."""
        with self._lock:
            self._windows.clear()


PACE = Pace()
