"""The map of the 22 métropoles as drawing data: outline, discs, labels placed by hand, scale.

Units  those of `leviers.reference.projection`: one is 1,967 m, y goes down
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from leviers.reference import territoires
from leviers.reference.projection import UNIT_M, project
from leviers.reference.reading import DATA
from leviers.reference.territoires import Metropole

LARGEST_RADIUS = 27.0
VIEWBOX = (-14, -8, 628, 584)  # x, y, width, height: the outline, and the labels that stand in the sea
GAP = 5.0  # between a disc and its label
HALF_HEIGHT = 6.0  # from the middle of the letters down to their baseline
MERIDIANS = {-4: "4° O", 0: "0°", 4: "4° E", 8: "8° E"}
PARALLELS = {44: "44° N", 46: "46° N", 48: "48° N", 50: "50° N"}
# Degrees: the points of a parallel, beyond both sides of the frame.
SPAN = [lon / 2 for lon in range(-20, 30)]
MARGIN = 5.0  # between the frame and a degree
SCALE_KM = 100
SCALE_AT = (14.0, 553.0)
KEY_AT = (36.6, 534.0)  # foot of the key of the discs, in the Atlantic
KEYS = ((5_000_000, "5 M d’habitants"), (1_000_000, "1 M"))
# Where the lines of the key stop, where its figures start, how far down their baseline is.
KEY_LINE, KEY_TEXT, KEY_DOWN = 68.0, 72.0, 5.0
# A target is 24 pixels high on a phone, where the frame is 354 pixels wide and the letters are larger.
TARGET_HEIGHT = 24 * VIEWBOX[2] / 354
LETTER_WIDTH, LETTER_ASCENT, LETTER_DESCENT = 10.4, 14.0, 5.0

# Side of the disc where the name stands (E, W, N, S), then how far it is moved from there.
# Checked by a test at the two sizes of letters: no name touches another name or another disc.
PLACES: dict[str, tuple[str, float, float]] = {
    "grand-paris": ("E", 0, 0),
    "aix-marseille": ("S", -32, 0),
    "lyon": ("E", 0, -4),
    "lille": ("E", 0, -6),
    "bordeaux": ("E", 0, 0),
    "toulouse": ("W", 0, 0),
    "nantes": ("E", 0, 0),
    "nice": ("E", -2, 6),
    "strasbourg": ("E", 0, 0),
    "montpellier": ("N", 0, 0),
    "rouen": ("E", -1, -7),
    "rennes": ("E", 0, 0),
    "grenoble": ("S", 0, 0),
    "toulon": ("E", -1, 9),
    "saint-etienne": ("W", 0, 6),
    "tours": ("E", 0, 0),
    "orleans": ("E", 0, 0),
    "clermont": ("W", 0, -3),
    "dijon": ("E", 0, 0),
    "nancy": ("S", 0, 0),
    "metz": ("E", 0, 2),
    "brest": ("E", 0, 0),
}
# Targets moved up, away from the disc below.
RAISED = {"metz": 11.0, "rouen": 8.0}


class Box(NamedTuple):
    """A rectangle: top left corner, then size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Disc:
    """One métropole on the map; the area of the disc is its population, (x, y) its central city."""

    metropole: Metropole
    x: float
    y: float
    radius: float
    target: Box
    label_x: float
    label_y: float
    anchor: str


@dataclass(frozen=True)
class Key:
    """One disc of the key: a round population at the scale of the map, a line from its top to the figure."""

    text: str
    x: float
    y: float
    radius: float
    top: float
    line_end: float
    text_x: float
    text_y: float


@dataclass(frozen=True)
class Scale:
    """The bar of the scale: its path, then where its figure stands."""

    path: str
    text: str
    text_x: float
    text_y: float


@dataclass(frozen=True)
class Degree:
    """One line of the grid, and its degree near the frame."""

    path: str
    text: str
    text_x: float
    text_y: float


@dataclass(frozen=True)
class Carte:
    """Everything a template needs to draw the map; the largest discs first, so that none hides another."""

    viewbox: str
    outline: str
    grid: tuple[Degree, ...]
    discs: tuple[Disc, ...]
    keys: tuple[Key, ...]
    scale: Scale
    population_annee: int


@cache
def draw_carte() -> Carte:
    """Draw the 22 métropoles on metropolitan France and Corsica."""
    discs = tuple(place_disc(metropole) for metropole in territoires.load_metropoles().values())
    return Carte(
        viewbox=" ".join(str(value) for value in VIEWBOX),
        outline=json.loads((DATA / "france.json").read_text(encoding="utf-8"))["path"],
        grid=_grid(),
        discs=discs,
        keys=tuple(_key(population, text) for population, text in KEYS),
        scale=_scale(),
        population_annee=max(disc.metropole.population_annee for disc in discs),
    )


def radius_of(population: int) -> float:
    """Radius of a disc whose area is proportional to a population."""
    largest = max(metropole.population for metropole in territoires.load_metropoles().values())
    return round(LARGEST_RADIUS * sqrt(population / largest), 1)


def place_disc(metropole: Metropole, radius: float | None = None) -> Disc:
    """Place one disc and its name; its area is the population unless a radius is given."""
    x, y = (round(value, 1) for value in metropole.point)
    radius = radius_of(metropole.population) if radius is None else radius
    side, right, down = PLACES[metropole.slug]
    reach = radius + GAP
    anchor = {"E": "start", "W": "end"}.get(side, "middle")
    label_x = x + right + {"E": reach, "W": -reach}.get(side, 0)
    vertical = {"N": -reach, "S": reach + 2 * HALF_HEIGHT}.get(side, HALF_HEIGHT)
    label_y = y + down + vertical
    target = _aim(metropole, (x, y, radius), (label_x, label_y, anchor))
    return Disc(metropole, x, y, radius, target, round(label_x, 1), round(label_y, 1), anchor)


def _aim(metropole: Metropole, disc: tuple[float, float, float], label: tuple[float, float, str]) -> Box:
    """What answers the pointer: the disc and its name together, high enough for a finger."""
    (x, y, radius), (label_x, label_y, anchor) = disc, label
    width = len(metropole.nom_court) * LETTER_WIDTH
    start = label_x - {"start": 0, "middle": width / 2, "end": width}[anchor]
    left, right = min(x - radius, start), max(x + radius, start + width)
    top, bottom = min(y - radius, label_y - LETTER_ASCENT), max(y + radius, label_y + LETTER_DESCENT)
    missing = max(0, TARGET_HEIGHT - (bottom - top))
    corner = (round(left, 1), round(top - missing / 2 - RAISED.get(metropole.slug, 0), 1))
    return Box(*corner, round(right - left, 1), round(bottom - top + missing, 1))


def _key(population: int, text: str) -> Key:
    (x, foot), radius = KEY_AT, radius_of(population)
    top = round(foot - 2 * radius, 1)
    return Key(text, x, round(foot - radius, 1), radius, top, KEY_LINE, KEY_TEXT, round(top + KEY_DOWN, 1))


def _scale() -> Scale:
    (x, y), length = SCALE_AT, round(SCALE_KM * 1000 / UNIT_M, 1)
    return Scale(f"M{x} {y}v5h{length}v-5", f"{SCALE_KM} km", x + length + GAP, y + GAP)


def _grid() -> tuple[Degree, ...]:
    meridians = [_meridian(*line) for line in MERIDIANS.items()]
    return (*meridians, *(_parallel(*line) for line in PARALLELS.items()))


def _meridian(lon: float, text: str) -> Degree:
    """Straight in a conic projection: two points are enough; its degree stands at the top of the frame."""
    (x0, y0), (x1, y1) = ends = [project(lon, lat) for lat in (40.0, 53.0)]
    top = VIEWBOX[1] + MARGIN + 2 * HALF_HEIGHT
    crossing = x0 + (x1 - x0) * (top - y0) / (y1 - y0)
    return Degree(_path(ends), text, round(crossing + MARGIN, 1), top - MARGIN / 2)


def _parallel(lat: float, text: str) -> Degree:
    """An arc of circle; its degree stands on it, at the left of the frame."""
    points = [project(lon, lat) for lon in SPAN]
    left = VIEWBOX[0] + MARGIN
    (x0, y0), (x1, y1) = next(pair for pair in pairwise(points) if pair[0][0] <= left < pair[1][0])
    crossing = y0 + (y1 - y0) * (left - x0) / (x1 - x0)
    return Degree(_path(points), text, left, round(crossing - MARGIN / 2, 1))


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
