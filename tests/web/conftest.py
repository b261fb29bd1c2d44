"""Fixtures of the pages that read a build."""

from pathlib import Path
from typing import Any

import pytest

from leviers.warehouse.read import FICTIF, Build, find_builds
from tests.once import copy_orval


@pytest.fixture(scope="session")
def orval_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where the invented territoire was built, once for all pages. Read it, do not write to it."""
    return copy_orval(tmp_path_factory, "orval-pages")


@pytest.fixture
def orval(settings: Any, orval_home: Path, mini: Any) -> Build:
    """The build of the invented territoire, in force on the site under test, beside an empty catalogue."""
    settings.HOME = orval_home
    return find_builds(orval_home)[FICTIF]
