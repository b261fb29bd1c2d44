"""Builds in processes of their own: `python -m tests.warehouse.driver kill|starve|race ROOT …`.

One process imports everything once, then forks: a build costs no start. It never opens DuckDB itself.
"""

import json
import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from leviers.errors import LeviersError
from leviers.warehouse.build import find_current
from tests.warehouse.orval import Orval

GRANT = "Orval Métropole;99999901400015;2024-02-08;2024-9{n};Amis {n};;;Fête {n};{n}00;;;;;;;\n"


def start(work: Callable[[], object]) -> int:
    """A child that does this work and says how it ended; its number."""
    pid = os.fork()
    if pid:
        return pid
    said: dict[str, object] = {"ok": False, "message": "une erreur que rien n’explique"}
    try:
        said = {"ok": True, "found": work()}
    except LeviersError as error:
        said = {"ok": False, "message": str(error)}
    finally:
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()
        os._exit(0)


def look(orval: Orval) -> object:
    """Number of the build in force, and a figure read from it."""
    current = find_current(orval.home)
    assert current is not None
    return [current.stem, *orval.rows("select count(*) from facts.subventions")[0]]


def change(orval: Orval, n: int, *, limit: int = -1) -> object:
    """Deliver one more grant and build, with files of `limit` bytes at most (-1: no limit)."""
    orval.add("subventions/orval.csv", GRANT.format(n=n))
    orval.fetch("subventions")
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    return orval.build().numero


def kill(orval: Orval, times: int) -> None:
    """Kill a build `times` times, each at an instant drawn from a seed; look at what is in force."""
    draw, began = random.Random(3), time.monotonic()
    finish(lambda: change(orval, 0))
    longest = time.monotonic() - began
    for n in range(1, times + 1):
        pid = start(lambda n=n: change(orval, n))
        time.sleep(draw.uniform(0, longest))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        finish(lambda: look(orval))
    finish(lambda: orval.fetch("subventions") and orval.build().numero)
    finish(lambda: look(orval))


def starve(orval: Orval, *limits: int) -> None:
    """Build with files that may not grow beyond so many bytes, as on a disk that fills up at that point."""
    for n, limit in enumerate(limits, start=1):
        finish(lambda n=n, limit=limit: change(orval, n, limit=limit))
        finish(lambda: look(orval))


def race(orval: Orval) -> None:
    """Two builds at the same time."""
    orval.add("subventions/orval.csv", GRANT.format(n=1))
    orval.fetch("subventions")
    for pid in [start(lambda: orval.build().numero) for _ in range(2)]:
        os.waitpid(pid, 0)
    finish(lambda: look(orval))


def finish(work: Callable[[], object]) -> None:
    """Do this work in a child and wait for it."""
    os.waitpid(start(work), 0)


if __name__ == "__main__":
    {"kill": kill, "starve": starve, "race": race}[sys.argv[1]](
        Orval(Path(sys.argv[2])), *map(int, sys.argv[3:])
    )
