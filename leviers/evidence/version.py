"""What every public answer depends on, as one short text that changes when any of it does."""

from pathlib import Path

from django.conf import settings

from leviers.catalogue import published
from leviers.warehouse.read import find_builds


def read_version() -> str:
    """The catalogue, the reviews, the builds, the editions in force. One query, four looks at the disk."""
    version, relectures = published.read_counters()
    builds = " ".join(build.numero for build in find_builds(settings.HOME).values())
    return f"{version}.{relectures} {builds} {_read_editions(settings.HOME)}"


def _read_editions(home: Path) -> str:
    """When an edition last came or went, when the draft was last written; empty before the first.

    The folders are those of `publication.editions`, which stands above this package.
    """
    moments = (_read_moment(home / "etudes"), _read_moment(home / "etudes" / "courante" / "edition.json"))
    return "-".join(map(str, filter(None, moments)))


def _read_moment(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
