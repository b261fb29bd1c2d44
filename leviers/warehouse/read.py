"""Read-only door to the build in force."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from leviers.errors import NotReady
from leviers.warehouse.build import find_current

ORVAL = "orval"
"""Folder of the home where the invented territoire has its own raw files, staged files and builds."""


def find_build(home: Path) -> Path | None:
    """File of the build in force: that of real data, else that of the invented territoire, else none."""
    return find_current(home) or find_current(home / ORVAL)


@contextmanager
def open_build(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The build in force, read only.

    Raises  NotReady when there is none yet
    """
    file = find_build(home)
    if file is None:
        raise NotReady(
            "Aucun build n’est en place.", advice="Lancez « leviers fetch », puis « leviers build »."
        )
    with duckdb.connect(str(file), read_only=True) as connection:
        yield connection
