"""The map of one territoire: outlines of its communes, and the structures that public lists place there."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians

from leviers.evidence.requetes import read_query
from leviers.warehouse.read import Build

SIZE = 560.0
MARGIN = 8.0
Ring = list[list[float]]
FORMES = {"siae": "rond", "esat": "carre", "geiq": "losange", "tiers-lieux": "triangle"}
"""Form of each list on the map: forms first, colour second."""


@dataclass(frozen=True)
class Point:
    """One structure in the units of the drawing; `forme` is that of its list."""

    x: float
    y: float
    forme: str
    genre: str
    nom: str


@dataclass(frozen=True)
class Plan:
    """What the template draws: one path for each commune, one sign for each structure that has a place."""

    largeur: float
    hauteur: float
    communes: tuple[tuple[str, str], ...]
    points: tuple[Point, ...]

    @property
    def genres(self) -> dict[str, int]:
        """How many structures of each list are drawn."""
        counts: dict[str, int] = {}
        for point in self.points:
            counts[point.genre] = counts.get(point.genre, 0) + 1
        return counts


@lru_cache(maxsize=64)
def draw_plan(build: Build, siren: str) -> Plan | None:
    """Draw one territoire; None when its outlines were not received.

    Units   degrees -> units of the drawing, the longer side 560; longitudes are narrowed by the cosine of
            the middle latitude, which is enough over 60 km
    """
    rows = build.read(read_query("contours"), {"siren": siren})
    shapes = [(row["nom"], list(_list_rings(json.loads(row["geometrie"])))) for row in rows]
    places = [place for _nom, rings in shapes for ring in rings for place in ring]
    if not places:
        return None
    frame = _Frame.around(places)
    points = [
        Point(
            *frame.place(row["lon"], row["lat"]), FORMES.get(row["genre"], "rond"), row["genre"], row["nom"]
        )
        for row in build.read(read_query("lieux"), {"siren": siren})
        if frame.holds(row["lon"], row["lat"])
    ]
    communes = tuple((nom, "".join(frame.draw(ring) for ring in rings)) for nom, rings in shapes)
    return Plan(frame.largeur, frame.hauteur, communes, tuple(points))


@dataclass(frozen=True)
class _Frame:
    """From degrees to the drawing."""

    ouest: float
    nord: float
    echelle: float
    etroit: float
    largeur: float
    hauteur: float

    @classmethod
    def around(cls, places: list[list[float]]) -> "_Frame":
        """The frame that holds every place."""
        lons, lats = [place[0] for place in places], [place[1] for place in places]
        narrow = cos(radians((min(lats) + max(lats)) / 2))
        width, height = (max(lons) - min(lons)) * narrow, max(lats) - min(lats)
        scale = (SIZE - 2 * MARGIN) / max(width, height)
        return cls(
            min(lons),
            max(lats),
            scale,
            narrow,
            round(width * scale + 2 * MARGIN, 1),
            round(height * scale + 2 * MARGIN, 1),
        )

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """One point of the drawing, one decimal."""
        x = (lon - self.ouest) * self.etroit * self.echelle + MARGIN
        return round(x, 1), round((self.nord - lat) * self.echelle + MARGIN, 1)

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a point falls in the drawing: a wrong place stays out."""
        x, y = self.place(lon, lat)
        return 0 <= x <= self.largeur and 0 <= y <= self.hauteur

    def draw(self, ring: Ring) -> str:
        """One closed outline, points that fall together said once."""
        points: list[tuple[float, float]] = []
        for lon, lat, *_height in ring:
            point = self.place(lon, lat)
            if not points or points[-1] != point:
                points.append(point)
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def _list_rings(geometry: dict[str, object]) -> Iterator[Ring]:
    coordinates = geometry.get("coordinates")
    if geometry.get("type") == "Polygon" and isinstance(coordinates, list):
        yield from coordinates
    elif geometry.get("type") == "MultiPolygon" and isinstance(coordinates, list):
        for polygon in coordinates:
            yield from polygon
