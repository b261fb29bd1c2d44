"""The site with its bundle made, over the embedded catalogue alone."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from leviers.publication.donnees.bundle import Bundle
from leviers.publication.donnees.disk import find_current, write_current


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the bundle is written once for all tests."""
    return tmp_path_factory.mktemp("donnees-servies")


@pytest.fixture
def bundle(catalogue: Any, settings: Any, tmp_path: Path, made: Path) -> Bundle:
    """The bundle in force on the site under test."""
    settings.HOME = made
    write_current(made)
    settings.HOME = tmp_path
    shutil.copytree(made / "donnees", tmp_path / "donnees", symlinks=True)
    found = find_current(tmp_path)
    assert found
    return found


@pytest.fixture
def bare(catalogue: Any, settings: Any, tmp_path: Path) -> Path:
    """The site before its first bundle."""
    settings.HOME = tmp_path
    return tmp_path
