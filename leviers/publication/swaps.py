"""Folders that readers never see half made: written aside, swapped whole, one writer at a time.

place/<name>/        something whole
place/current        link to the one in force (or another word), moved by rename; a folder in a copied home
place/.<name>.<pid>  being written, or left by a process that was killed: swept by the next writer
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leviers.warehouse.build import LOCK, alone


@contextmanager
def write_alone(place: Path, busy: str) -> Iterator[Path]:
    """Hold a place for one writer, swept of what others left unfinished; `busy` is said to the second one.

    Raises  NotReady when another process writes there
    """
    with alone(place, busy):
        sweep(place)
        yield place


def name_draft(target: Path) -> Path:
    """Where a folder or a file is written before it takes its name."""
    return target.with_name(f".{target.name}.{os.getpid()}")


def settle(draft: Path, target: Path) -> None:
    """Give its name to what was written aside; what stands there was cut short by something else than us."""
    if target.exists():
        shutil.rmtree(target)
    draft.rename(target)


def put_in_force(target: Path, link_name: str) -> None:
    """Move the link to a folder beside it; a copy of a home made by following links holds a folder there."""
    link, place = name_draft(target.with_name(link_name)), target.with_name(link_name)
    link.unlink(missing_ok=True)
    link.symlink_to(target.name)
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)  # a rename never replaces a folder by a link
    link.replace(place)


def sweep(place: Path) -> None:
    """Remove what was left unfinished; the lock says that nobody else writes."""
    for leftover in place.glob(".*"):
        if leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover)
        elif leftover.name != LOCK:
            leftover.unlink()


def forget_old(place: Path, link_name: str, *, keep: int, pattern: str = "*") -> None:
    """Keep the last folders; a reader that is still served an older one keeps its file open."""
    current = os.readlink(place / link_name)
    old = [
        path
        for path in place.glob(pattern)
        if path.is_dir() and not path.is_symlink() and path.name != current
    ]
    for path in sorted(old, key=lambda path: path.stat().st_mtime, reverse=True)[keep - 1 :]:
        shutil.rmtree(path)
