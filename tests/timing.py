"""What an action costs, in a way that a loaded machine does not change.

Not the clock on the wall, which counts whoever else is running; not the process, which counts its other
threads; and the least of several tries, since one of them may meet the garbage collector.
"""

import time
from collections.abc import Callable
from typing import Any


def least_cpu_seconds(action: Callable[[int], Any], *, under: float, tries: int = 7) -> float:
    """Processor time of this thread for the cheapest try, stopping at the first one under the limit.

    `action` receives the number of the try, so as to ask for a page never seen: one already made is kept.
    """
    least = float("inf")
    for number in range(tries):
        start = time.thread_time()
        action(number)
        least = min(least, time.thread_time() - start)
        if least < under:
            break
    return least
