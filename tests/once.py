"""What is slow to make, made once for all workers: the first one makes it, the others wait, then copy it."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from leviers.warehouse.fictif import build_orval


def make_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the workers share, whole or absent. Read it, do not write to it."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made, draft = shared / f"une-fois-{name}", shared / f"une-fois-{name}-en-cours"
    with (shared / f"une-fois-{name}.verrou").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            draft.mkdir()
            make(draft)
            draft.rename(made)
    return made


def copy_orval(factory: pytest.TempPathFactory, name: str) -> Path:
    """A home of one’s own, where the invented territoire was built."""
    home = factory.mktemp(name)
    return shutil.copytree(make_once(factory, "orval", build_orval), home, symlinks=True, dirs_exist_ok=True)
