"""Fixtures of the data path."""

import shutil
from pathlib import Path

import pytest

from tests.once import copy_orval
from tests.warehouse.mini import MiniWarehouse
from tests.warehouse.orval import Orval


@pytest.fixture
def mini() -> MiniWarehouse:
    """An invented territoire whose facts and indicators are computed by the real models."""
    return MiniWarehouse()


@pytest.fixture(scope="session")
def built_orval(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mirror and a home built from every sample, once for all tests: copy it, do not write to it."""
    root = tmp_path_factory.mktemp("orval")
    orval = Orval(root)
    orval.fetch()
    orval.build()
    return root


@pytest.fixture
def orval(built_orval: Path, tmp_path: Path) -> Orval:
    """A copy of that home and of its mirror, to be damaged at will."""
    shutil.copytree(built_orval, tmp_path / "orval", symlinks=True)
    return Orval(tmp_path / "orval")


@pytest.fixture(scope="session")
def orval_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where the invented territoire was built, once for all tests. Read it, do not write to it."""
    return copy_orval(tmp_path_factory, "orval-entier")
