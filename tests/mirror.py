"""The mirror of public sources, built once for every test that reads it, whichever process runs it."""

import fcntl
import os
from pathlib import Path

import pytest

from leviers.sources.catalogue import load_sources
from leviers.sources.fetch import fetch_sources
from leviers.warehouse.chain import build_all
from leviers.warehouse.read import find_builds

MIRROR = os.environ.get("LEVIERS_MIRROR", "")
needs_mirror = [pytest.mark.mirror, pytest.mark.skipif(not MIRROR, reason="LEVIERS_MIRROR is not set")]


@pytest.fixture(scope="session")
def mirror_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home built from the mirror: the first who asks builds it, the others wait."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    home = shared / "miroir"
    with (shared / "miroir.verrou").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not find_builds(home):
            list(fetch_sources(load_sources().values(), home, mirror=Path(MIRROR)))
            build_all(home)
    return home
