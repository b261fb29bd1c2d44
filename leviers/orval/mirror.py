"""A mirror that holds the public files of Orval Métropole and nothing else.

    LEVIERS_MIRROR=<folder> leviers fetch

reads it as it reads the real one. Every file says « orval » in its name; `manifeste.json`, at the root, says
what was put in, traps and doubles included.
"""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from leviers.orval.decp import write_decp
from leviers.orval.deliberations import write_deliberations
from leviers.orval.manifest import Manifest
from leviers.orval.registers import write_registers
from leviers.orval.subventions import write_subventions

SEED = 2014
"""The year of the law on the ESS (n° 2014-856)."""


@dataclass(frozen=True)
class Size:
    """How much is written: distinct contracts, and rows before those written twice."""

    marches: int = 600
    concessions: int = 8
    subventions: int = 450
    deliberations: int = 200

    def __post_init__(self) -> None:
        if self.marches < 200 or self.subventions < 100 or self.deliberations < 100:
            raise ValueError("too small to hold every trap: 200 contracts, 100 subsidies, 100 deliberations")


def write_mirror(folder: Path, *, seed: int = SEED, size: Size | None = None) -> Manifest:
    """Write every file of Orval Métropole under `folder`, the same bytes for the same seed and size.

    Shape   18 files in decp/ subventions/ deliberations/ sirene/ structures/ epci/ contours/; the manifest
    """
    size = size or Size()
    manifest = Manifest(seed)
    folder.mkdir(parents=True, exist_ok=True)
    nb = {"marches": size.marches, "concessions": size.concessions}
    draws = [Random(f"{seed} {name}") for name in ("decp", "subventions", "deliberations", "registres")]  # noqa: S311
    write_decp(folder, draws[0], manifest, nb=nb)
    write_subventions(folder, draws[1], manifest, nb=size.subventions)
    write_deliberations(folder, draws[2], manifest, nb=size.deliberations)
    write_registers(folder, draws[3], manifest)
    manifest.write(folder)
    return manifest
