"""One command in a process of its own: seconds, CPU seconds, peak memory, as the system counts them."""

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measure:
    """secondes of the wall clock, cpu in seconds of all cores, memoire_mo at the peak of one process."""

    secondes: float
    cpu: float
    memoire_mo: float
    sortie: str = ""


class CommandFailed(Exception):
    """A measured command did not succeed: nothing is to be said of its time."""


def run(command: Sequence[str], *, environment: Mapping[str, str] | None = None) -> Measure:
    """Run a command to its end.

    Raises  CommandFailed with the end of what it said
    """
    with tempfile.TemporaryDirectory(prefix="bench-sortie-") as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        started = time.monotonic()
        with out.open("wb") as told, err.open("wb") as complained:
            child = subprocess.Popen(
                list(command), stdout=told, stderr=complained, env={**os.environ, **(environment or {})}
            )
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - started
        if child.returncode:
            said = (err.read_text(errors="replace") or out.read_text(errors="replace")).strip()
            raise CommandFailed(f"{' '.join(command)} : code {child.returncode}\n{said[-2000:]}")
        return Measure(
            seconds,
            usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss * 1024 / 1e6,
            out.read_text(encoding="utf-8"),
        )
