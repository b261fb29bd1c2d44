"""What bin/bench data measures, each step in a process of its own: python -m bench.steps STEP FOLDER.

The folder is a mirror written by bench.generate; what is staged goes to `home/` inside. Prints its seconds
and CPU seconds as JSON on the last line; the peak memory is read from outside (measured.py).
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from bench.generate import LINES
from leviers.sources.decp.reading import SQL
from leviers.sources.staging import stage

COLUMNS = SQL["brut"][SQL["brut"].index("columns = {") : SQL["brut"].index("})")] + "}"
READ_LINES = f"""create table contrats as select * from read_json(?, format = 'newline_delimited',
    ignore_errors = true, {COLUMNS})"""
SETTINGS: dict[str, str | bool | int | float | list[str]] = {"threads": 2, "memory_limit": "2GB"}


def read_lines(folder: Path, _word: str) -> None:
    """Floor: DuckDB loads the same contracts, already one a line, with the official columns, in a table."""
    with duckdb.connect(config=SETTINGS | {"temp_directory": str(folder)}) as engine:
        engine.execute(READ_LINES, [str(folder / LINES)])


def rewrite(folder: Path, source: str) -> None:
    """Floor: DuckDB reads the staged tables of a source, or of all (« tout »), and writes them as Parquet."""
    sources = sorted((folder / "home" / "staged").glob("*" if source == "tout" else source))
    with duckdb.connect(config=SETTINGS | {"temp_directory": str(folder)}) as engine:
        for table in [path for found in sources for path in sorted(found.glob("*.parquet"))]:
            copy = folder / "recopie.parquet"
            engine.execute(f"copy (from '{table}') to '{copy}' (format parquet, compression zstd)")
            copy.unlink()


def stage_source(folder: Path, source: str) -> None:
    """Stage one source of the mirror."""
    stage(source, folder / source, folder / "home")


STEPS: dict[str, Callable[[Path, str], None]] = {
    "lignes": read_lines,
    "recopie": rewrite,
    "lecture": stage_source,
}


def main() -> None:
    name, word, folder = sys.argv[1:]
    started, used = time.monotonic(), _count_cpu()
    STEPS[name](Path(folder), word)
    print(json.dumps({"secondes": time.monotonic() - started, "cpu": _count_cpu() - used}))


def _count_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
