"""Read-only door to the builds in force: that of real data, and that of the invented territoire."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from leviers.errors import NotReady
from leviers.warehouse.build import find_current

ORVAL = "orval"
"""Folder of the home where the invented territoire has its own raw files, staged files and builds."""
REEL, FICTIF = "reel", "fictif"
_OPTIONS: dict[str, str | bool | int | float | list[str]] = {"threads": 2, "memory_limit": "1GB"}


@dataclass(frozen=True)
class Build:
    """A build that pages read; `monde` is « reel » or « fictif », and the two never meet in a total."""

    monde: str
    file: Path

    @property
    def numero(self) -> str:
        """What a page shows beside a figure."""
        return self.file.stem

    @property
    def est_fictif(self) -> bool:
        """Whether its data were invented."""
        return self.monde == FICTIF

    def read(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[dict[str, Any]]:
        """Rows of a query as mappings; one connection a process, one cursor a call: threads do not wait."""
        with self.open() as cursor:
            cursor.execute(query, values or None)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    @contextmanager
    def open(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of the same connection, for what asks for one."""
        with _connect(self.file, os.getpid()).cursor() as cursor:
            yield cursor

    def copy(self, query: str, values: Sequence[Any], target: Path, options: str) -> None:
        """Write the rows of a query to a file; options are those of DuckDB, never a reader's words."""
        with self.open() as cursor:
            cursor.execute(f"copy ({query}) to '{quote(target)}' ({options})", list(values))


def quote(text: object) -> str:
    """A text inside simple quotes, where SQL takes no bound value."""
    return str(text).replace("'", "''")


def find_builds(home: Path) -> dict[str, Build]:
    """The builds in force by monde, at most two; costs two reads of a link."""
    found = {REEL: find_current(home), FICTIF: find_current(home / ORVAL)}
    return {monde: Build(monde, file) for monde, file in found.items() if file}


@lru_cache(maxsize=4)
def _connect(file: Path, _process: int) -> duckdb.DuckDBPyConnection:
    """Never shared with a forked process; a build that was replaced leaves when newer ones come."""
    return duckdb.connect(str(file), read_only=True, config=_OPTIONS)


def close_all() -> None:
    """Close what this process opened: before it forks, so that no child inherits an open build."""
    _connect.cache_clear()


def find_build(home: Path) -> Path | None:
    """File of the build in force: that of real data, else that of the invented territoire, else none."""
    return find_current(home) or find_current(home / ORVAL)


@contextmanager
def open_build(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The build in force, read only; opened as pages open it, since one process may do both.

    Raises  NotReady when there is none yet
    """
    file = find_build(home)
    if file is None:
        raise NotReady(
            "Aucun build n’est en place.", advice="Lancez « leviers fetch », puis « leviers build »."
        )
    with open_file(file) as connection:
        yield connection


@contextmanager
def open_file(file: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """One build, read only, closed at the end; a process that also serves it keeps its own connection."""
    with duckdb.connect(str(file), read_only=True, config=_OPTIONS) as connection:
        yield connection
