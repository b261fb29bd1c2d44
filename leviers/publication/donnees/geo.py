"""Outlines: that of a métropole drawn from those of its communes, and features of GeoJSON (RFC 7946)."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
Ring = list[Point]
Feature = dict[str, Any]


def as_feature(properties: dict[str, Any], geometry: dict[str, Any] | None) -> Feature:
    """One feature; a geometry that is not known is null."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def as_point(lon: float | None, lat: float | None) -> dict[str, Any] | None:
    """A point in degrees, WGS 84; none when it is not known."""
    return None if lon is None or lat is None else {"type": "Point", "coordinates": [lon, lat]}


def merge(geometries: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """One outline around polygons that share their edges to the letter: what two of them share goes.

    Shape   GeoJSON polygons -> one MultiPolygon, outer rings counter-clockwise; None of nothing
    Why     communes are simplified together at their source: a shared border is the same points in both
    """
    edges: dict[tuple[Point, Point], None] = {}
    for ring in _list_rings(geometries):
        for start, end in pairwise(ring):
            if edges.pop((end, start), 0) == 0:
                edges[start, end] = None
    rings = _chain(edges)
    outers = sorted((ring for ring in rings if _area(ring) > 0), key=_area)
    holes = [ring for ring in rings if _area(ring) < 0]
    inside: dict[int, list[Ring]] = defaultdict(list)
    for hole in holes:
        place = next((place for place, outer in enumerate(outers) if _holds(outer, _middle(hole))), None)
        if place is not None:
            inside[place].append(hole)
    polygons = [[outer, *inside[place]] for place, outer in reversed(list(enumerate(outers)))]
    return {"type": "MultiPolygon", "coordinates": polygons} if polygons else None


def _list_rings(geometries: Iterable[dict[str, Any]]) -> Iterable[Ring]:
    """Every ring, the inside on its left."""
    for geometry in geometries:
        polygons = (
            geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        )
        for polygon in polygons:
            for place, given in enumerate(polygon):
                ring = [(point[0], point[1]) for point in given]
                is_left = _area(ring) > 0
                yield ring if is_left == (place == 0) else ring[::-1]


def _chain(edges: Iterable[tuple[Point, Point]]) -> list[Ring]:
    """Closed rings from directed edges; each point has as many ends as starts, so every walk comes back."""
    following: dict[Point, list[Point]] = defaultdict(list)
    for start, end in edges:
        following[start].append(end)
    rings = []
    for start in list(following):
        while following[start]:
            ring = [start, following[start].pop()]
            while ring[-1] != start:
                ring.append(following[ring[-1]].pop())
            rings.append(ring)
    return rings


def _area(ring: Ring) -> float:
    """Signed area, positive when the ring turns counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _middle(ring: Ring) -> Point:
    """Middle of the first edge, moved by nothing: enough to tell in which ring a hole stands."""
    (x1, y1), (x2, y2) = ring[0], ring[1]
    return (x1 + x2) / 2, (y1 + y2) / 2


def _holds(ring: Ring, point: Point) -> bool:
    """Whether a point is inside a ring (a ray to the east crosses it an odd number of times)."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
