"""The site with an edition and a draft of the study, over the embedded catalogue."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from leviers.publication.donnees.etat import read_etat
from tests.web.etude.edition_faite import write_edition


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where editions are written once for all tests."""
    return tmp_path_factory.mktemp("editions-faites")


@pytest.fixture
def editions(catalogue: Any, settings: Any, tmp_path: Path, written: Path) -> Path:
    """Home of a site that has the edition « 2026 » and a draft; a copy, which a test may break."""
    settings.HOME = tmp_path
    if not (written / "etudes").exists():
        etat = read_etat()
        assert etat
        for code in ("2026", "courante"):
            write_edition(written, etat, code)
    shutil.copytree(written / "etudes", tmp_path / "etudes", symlinks=True)
    return tmp_path


@pytest.fixture
def bare(catalogue: Any, settings: Any, tmp_path: Path) -> Path:
    """Home of a site before its first edition."""
    settings.HOME = tmp_path
    return tmp_path
