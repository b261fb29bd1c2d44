"""A small map of France: the outline, and one disc for each of the 22, full where it is to be shown."""

from collections.abc import Collection
from dataclasses import dataclass

from leviers.reference.carte import Disc, draw_carte

SMALLEST_RADIUS = {True: 10.0, False: 7.0}  # in a small drawing, a small métropole must still be seen


@dataclass(frozen=True)
class Spot:
    """One métropole, in the units of the outline; its area follows its population, down to a floor."""

    x: float
    y: float
    radius: float
    is_full: bool


@dataclass(frozen=True)
class Locator:
    """What the template draws."""

    outline: str
    spots: tuple[Spot, ...]


def locate(shown: Collection[str]) -> Locator:
    """Draw the 22; those whose SIREN is in `shown` are full, and above the others."""
    carte = draw_carte()
    spots = sorted((_as_spot(disc, shown) for disc in carte.discs), key=lambda spot: spot.is_full)
    return Locator(carte.outline, tuple(spots))


def _as_spot(disc: Disc, shown: Collection[str]) -> Spot:
    is_full = disc.metropole.siren in shown
    return Spot(disc.x, disc.y, max(disc.radius, SMALLEST_RADIUS[is_full]), is_full)
