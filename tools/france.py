"""Draw the outline of metropolitan France and Corsica for the small maps.

Run by hand, rarely: `python -m tools.france FOLDER`, where the npm package world-atlas (2.0.2) is unpacked.

Shape   TopoJSON of the countries at 1:10,000,000 -> france.json: viewBox and one SVG path, always the same
Units   SVG user units of `leviers.reference.projection`, written in tenths
Source  Natural Earth, public domain
"""

import json
import sys
from itertools import pairwise
from pathlib import Path

from leviers.reference.projection import HEIGHT, WIDTH, project

OUT = Path(__file__).parents[1] / "leviers/reference/data/france.json"
FRANCE = "250"  # ISO 3166-1 numeric
SMALLEST_ISLAND = 12.0  # square units, about 46 km²: Belle-Île stays, Groix goes
DETAIL = 2.4  # square units: area of the triangle below which a point is dropped
Point = tuple[float, float]


def read_rings(path: Path) -> list[list[Point]]:
    """Return the outer rings of France in degrees, overseas included."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Point]] = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    countries = topology["objects"]["countries"]["geometries"]
    (france,) = (country for country in countries if country.get("id") == FRANCE)
    rings = (polygon[0] for polygon in france["arcs"])
    return [[point for i in ring for point in (arcs[i] if i >= 0 else arcs[~i][::-1])[:-1]] for ring in rings]


def area(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def ring_area(ring: list[Point]) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]]))) / 2


def simplify(ring: list[Point]) -> list[Point]:
    """Drop the least visible point until all matter (Visvalingam and Whyatt, 1993)."""
    ring = list(ring)
    while len(ring) > 4:
        sizes = [area(ring[i - 1], ring[i], ring[(i + 1) % len(ring)]) for i in range(len(ring))]
        if min(sizes) >= DETAIL:
            break
        del ring[sizes.index(min(sizes))]
    return ring


def write_path(ring: list[Point]) -> str:
    """Write a closed ring with relative moves, which are shorter; rounding does not add up."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring]
    moves = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(tenths)]
    x, y = tenths[0]
    return f"M{x / 10:g} {y / 10:g}l" + " ".join(f"{dx / 10:g} {dy / 10:g}" for dx, dy in moves) + "z"


def draw(folder: Path) -> None:
    (path,) = folder.rglob("countries-10m.json")
    rings = [[project(*point) for point in ring] for ring in read_rings(path)]
    inside = [ring for ring in rings if all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in ring)]
    kept = [ring for ring in sorted(inside, key=ring_area) if ring_area(ring) >= SMALLEST_ISLAND]
    outline = "".join(write_path(simplify(ring)) for ring in kept).replace(" -", "-")
    content = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "path": outline}
    OUT.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"{OUT.name} : {len(kept)} contours, {len(outline)} caractères")


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
