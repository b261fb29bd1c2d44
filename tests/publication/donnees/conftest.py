"""Bundles under test: of the embedded catalogue, of the invented territoire, of a build taken for real."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from leviers.publication.donnees.bundle import Bundle, read_bundle, write_bundle
from leviers.publication.donnees.etat import read_etat
from leviers.warehouse.read import FICTIF, REEL
from tests.once import copy_orval
from tests.web.faits.conftest import Reel


@pytest.fixture(scope="session")
def orval_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where the invented territoire was built, once. Read it, do not write to it."""
    return copy_orval(tmp_path_factory, "orval-donnees")


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Path], Bundle]:
    """A bundle written once for all tests, then copied, so that each may damage its own."""
    root = tmp_path_factory.mktemp("paquets")

    def copy(monde: str, target: Path) -> Bundle:
        if not (root / monde).exists():
            etat = read_etat(monde)
            assert etat
            write_bundle(root / monde, etat)
        shutil.copytree(root / monde, target)
        found = read_bundle(target)
        assert found
        return found

    return copy


@pytest.fixture
def embedded(catalogue: Any, settings: Any, tmp_path: Path, kept: Callable[[str, Path], Bundle]) -> Bundle:
    """The bundle of the embedded catalogue, without any build."""
    settings.HOME = tmp_path / "home"
    return kept(REEL, tmp_path / "paquet")


@pytest.fixture
def invented(
    catalogue: Any, settings: Any, orval_home: Path, tmp_path: Path, kept: Callable[[str, Path], Bundle]
) -> Bundle:
    """The bundle of the invented territoire, in a folder of its own."""
    settings.HOME = orval_home
    return kept(FICTIF, tmp_path / "orval")


@pytest.fixture
def reel(orval_home: Path, tmp_path: Path, settings: Any) -> Reel:
    """The site over a build that stands for real data."""
    settings.HOME = tmp_path / "reel"
    return Reel(tmp_path / "reel", orval_home)
