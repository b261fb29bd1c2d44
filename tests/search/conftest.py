"""Builds to be indexed: the invented territoire, and a copy of it that a test may doctor."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from leviers.warehouse.build import find_current
from leviers.warehouse.read import ORVAL
from tests.once import copy_orval


@pytest.fixture(scope="session")
def orval_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where the invented territoire was built, once. Read it, do not write to it."""
    return copy_orval(tmp_path_factory, "orval-recherche")


class Home:
    """A home whose build is that of Orval, under any number, changed by any statement."""

    def __init__(self, folder: Path, source: Path) -> None:
        self.folder, self._source = folder, source

    def build(self, number: str = "aaaaaaaaaaaa", *statements: str) -> "Home":
        """Put a build in force; the statements change it first."""
        builds = self.folder / "builds"
        builds.mkdir(parents=True, exist_ok=True)
        target = builds / f"{number}.duckdb"
        shutil.copy(self._source, target)
        with duckdb.connect(str(target)) as connection:
            for statement in statements:
                connection.execute(statement)
        link = builds / "current"
        link.unlink(missing_ok=True)
        link.symlink_to(target.name)
        return self


@pytest.fixture
def make_home(orval_home: Path, tmp_path: Path) -> Callable[[str], Home]:
    """Makes a home in a folder of the test."""
    source = find_current(orval_home / ORVAL)
    assert source
    return lambda name="maison": Home(tmp_path / name, source)
