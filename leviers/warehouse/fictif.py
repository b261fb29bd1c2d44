"""The invented territoire from end to end: its files written, received, staged, built, in its own folder.

home/orval/miroir    official files of Orval Métropole, always the same
home/orval/raw, staged, builds    as for real data, never mixed with them
"""

from collections.abc import Callable
from pathlib import Path

from leviers.orval.mirror import write_mirror
from leviers.sources.catalogue import load_sources
from leviers.sources.fetch import fetch_sources
from leviers.warehouse.chain import ChainReport, build_all
from leviers.warehouse.read import ORVAL


def build_orval(home: Path, *, watch: Callable[[str], None] = lambda _step: None) -> ChainReport:
    """Write, receive and build Orval Métropole; nothing is done again when nothing changed.

    Raises  BuildRefused, NotReady as `build_all`
    """
    folder = home / ORVAL
    write_mirror(folder / "miroir")
    for _outcome in fetch_sources(load_sources().values(), folder, mirror=folder / "miroir"):
        pass
    return build_all(folder, watch=watch)
