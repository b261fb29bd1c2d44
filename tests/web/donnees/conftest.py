"""The site with its bundle made, over the embedded catalogue alone."""

from pathlib import Path
from typing import Any

import pytest

from leviers.publication.donnees.bundle import Bundle
from leviers.publication.donnees.disk import write_current


@pytest.fixture
def bundle(catalogue: Any, settings: Any, tmp_path: Path) -> Bundle:
    """The bundle in force on the site under test."""
    settings.HOME = tmp_path
    return write_current(tmp_path).bundle


@pytest.fixture
def bare(catalogue: Any, settings: Any, tmp_path: Path) -> Path:
    """The site before its first bundle."""
    settings.HOME = tmp_path
    return tmp_path
