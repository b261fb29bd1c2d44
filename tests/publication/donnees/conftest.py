"""Bundles under test: of the embedded catalogue, of the invented territoire, of a build taken for real."""

from pathlib import Path
from typing import Any

import pytest

from leviers.publication.donnees.bundle import Bundle, write_bundle
from leviers.publication.donnees.etat import read_etat
from leviers.warehouse.fictif import build_orval
from leviers.warehouse.read import FICTIF
from tests.web.faits.conftest import Reel


@pytest.fixture(scope="session")
def orval_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home where the invented territoire was built, once. Read it, do not write to it."""
    home = tmp_path_factory.mktemp("orval-donnees")
    build_orval(home)
    return home


@pytest.fixture
def embedded(catalogue: Any, settings: Any, tmp_path: Path) -> Bundle:
    """The bundle of the embedded catalogue, without any build."""
    settings.HOME = tmp_path / "home"
    etat = read_etat()
    assert etat
    return write_bundle(tmp_path / "paquet", etat)


@pytest.fixture
def invented(catalogue: Any, settings: Any, orval_home: Path, tmp_path: Path) -> Bundle:
    """The bundle of the invented territoire, in a folder of its own."""
    settings.HOME = orval_home
    etat = read_etat(FICTIF)
    assert etat
    return write_bundle(tmp_path / "orval", etat)


@pytest.fixture
def reel(orval_home: Path, tmp_path: Path, settings: Any) -> Reel:
    """The site over a build that stands for real data."""
    settings.HOME = tmp_path / "reel"
    return Reel(tmp_path / "reel", orval_home)
