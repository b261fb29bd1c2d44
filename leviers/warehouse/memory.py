"""Peak memory of a step, where Linux tells it."""

import resource
from pathlib import Path

CLEAR, STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")
RESET_PEAK = "5"  # proc(5): resets the peak resident set size


def reset_peak() -> None:
    """Forget the peak reached so far; without effect where the system does not allow it."""
    try:
        CLEAR.write_text(RESET_PEAK, encoding="ascii")
    except OSError:
        return


def read_peak_mb() -> int:
    """Peak resident memory since the last reset, in MB; since the start of the process outside Linux."""
    try:
        lines = STATUS.read_text(encoding="ascii", errors="replace").splitlines()
        (peak,) = [line for line in lines if line.startswith("VmHWM")]
        return round(int(peak.split()[1]) * 1024 / 1e6)
    except (OSError, ValueError):
        return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6)
