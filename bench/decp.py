"""Staging of official nested JSON: time and peak memory, next to DuckDB on the same contracts one a line.

python -m bench.decp [NB …] [--dossier /tmp]
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from bench.generate_decp import write_lines, write_nested
from leviers.sources.decp.reading import SQL
from leviers.sources.staging import stage

COLUMNS = SQL["brut"][SQL["brut"].index("columns = {") : SQL["brut"].index("})")] + "}"
FLOOR = f"""create table contrats as select * from read_json(?, format = 'newline_delimited',
    ignore_errors = true, {COLUMNS})"""


def floor(lines: Path, work: Path) -> None:
    """What DuckDB needs to load the same contracts, already one a line, with the official columns."""
    engine = duckdb.connect(config={"threads": 2, "memory_limit": "2GB", "temp_directory": str(work)})
    engine.execute(FLOOR, [str(lines)])


def run(step: str, folder: Path) -> None:
    """Do one step in this process, and print its seconds, CPU seconds and peak memory."""
    started = time.monotonic()
    if step == "plancher":
        floor(folder / "contrats.jsonl", folder)
    else:
        stage("decp", folder / "raw", folder / "home")
    elapsed, usage = time.monotonic() - started, resource.getrusage(resource.RUSAGE_SELF)
    print(elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measure(step: str, folder: Path) -> tuple[float, float, float]:
    """One step in a process of its own: seconds, CPU seconds, peak MB."""
    command = [sys.executable, "-m", "bench.decp", "--etape", step, "--dossier", str(folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(told[0]), float(told[1]), float(told[2])


def compare(nb: int, folder: Path) -> None:
    """Generate, measure each step twice in turn, print the best of each and the ratio."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="bench-decp-") as name:
        work = Path(name)
        (work / "raw").mkdir()
        write_nested(work / "raw" / "decp-2024.json", nb)
        write_lines(work / "contrats.jsonl", nb)
        octets = (work / "raw" / "decp-2024.json").stat().st_size / 1e6
        best: dict[str, tuple[float, float, float]] = {}
        for step in ("plancher", "lecture") * 2:
            best[step] = min(best.get(step, (1e9, 0.0, 0.0)), measure(step, work))
        for step, (seconds, cpu, memory) in best.items():
            print(
                f"{nb:>9} contrats {octets:6.0f} Mo  {step:<9}"
                f"{seconds:7.2f} s {cpu:7.2f} s CPU {memory:6.0f} Mo"
            )
        print(
            f"{'rapport':>9} {best['lecture'][0] / best['plancher'][0]:.2f} × le plancher (budget 3)",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("nb", nargs="*", type=int, default=[100_000, 500_000])
    parser.add_argument("--dossier", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--etape", choices=("plancher", "lecture"))
    given = parser.parse_args()
    if given.etape:
        run(given.etape, given.dossier)
        return
    print(f"{os.cpu_count()} cœurs, charge {os.getloadavg()[0]:.1f}, DuckDB {duckdb.__version__}")
    for nb in given.nb:
        compare(nb, given.dossier)


if __name__ == "__main__":
    main()
