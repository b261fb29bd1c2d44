"""Map of one territoire: outlines of its communes, and the structures that public lists place there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from leviers.evidence.requetes import read_query
from leviers.graphiques import theme, words
from leviers.graphiques.barres import SOURCES
from leviers.graphiques.evolution import find_place
from leviers.graphiques.graphique import ETROIT, Colonne, Graphique, Specification, Table
from leviers.graphiques.theme import INK, PAPER, STRONG, TINT
from leviers.reference.projection import project
from leviers.reference.tardif import Tardif
from leviers.reference.territoires import Metropole
from leviers.reference.typography import NBSP, enumere, pluriel
from leviers.warehouse.read import Build

if TYPE_CHECKING:
    import altair as alt
else:
    alt = Tardif("altair")

FORMES = {
    "siae": ("circle", "rond"),
    "esat": ("square", "carré"),
    "geiq": ("diamond", "losange"),
    "tiers-lieux": ("triangle-up", "triangle"),
    "esus": ("triangle-down", "triangle renversé"),
    "ess-france": ("cross", "croix"),
}
"""Form of each list, for the library and in words; a list that has none is not drawn."""
TALLEST = 1.15  # of the width
Ring = list[list[float]]


@lru_cache(maxsize=64)
def read_plan(build: Build, slug: str) -> Graphique | None:
    """The map of one territoire; None when there is no such territoire."""
    place = find_place(build, slug)
    if place is None:
        return None
    outlines = [
        (row["nom"], json.loads(row["geometrie"]))
        for row in build.read(read_query("contours"), {"siren": place.siren})
    ]
    spots = [row for row in build.read(read_query("lieux"), {"siren": place.siren}) if row["genre"] in FORMES]
    counts = Counter(row["genre"] for row in spots)
    return Graphique(
        cle=f"metropoles/{slug}/carte",
        titre=f"{place.nom}{NBSP}: {_say_finding(outlines, len(spots))}",
        sous_titre=_say_forms(counts),
        alternative=_say(place, outlines, spots),
        source=words.say_source(("contours", *SOURCES), build),
        table=_as_table([name for name, _ in outlines], spots),
        specify=partial(_specify, outlines, spots) if outlines else None,
        origine=f"/metropoles/{slug}/#ess",
        est_fictif=build.est_fictif,
        est_sans_lettres=True,
    )


def _say_finding(outlines: list[Any], nb: int) -> str:
    if not outlines:
        return "contours inconnus"
    said = (
        pluriel(nb, "structure de l’ESS placée", "structures de l’ESS placées") if nb else "aucune structure"
    )
    return f"{said} dans {pluriel(len(outlines), 'commune')}"


def _say_forms(counts: Counter[str]) -> str:
    said = [
        f"{form}, {pluriel(counts[genre], *words.LISTES[genre])}"
        for genre, (_, form) in FORMES.items()
        if counts[genre]
    ]
    text = " ; ".join(said)
    head = f"{text[0].upper()}{text[1:]}. " if text else ""
    return f"{head}Seules les structures dont la liste donne la place y sont."


def _say(place: Metropole, outlines: list[Any], spots: list[dict[str, Any]]) -> str:
    if not outlines:
        return "Les contours des communes de ce territoire n’ont pas été reçus : la carte n’est pas dessinée."
    by_commune = Counter(row["commune"] for row in spots if row["commune"])
    if not by_commune:
        return f"Les communes {place.nom_genitif}, sans structure placée : inconnu, pas 0."
    said = [f"{name} ({count})" for name, count in sorted(by_commune.items())]
    return f"Structures par commune{NBSP}: {enumere(said)}."


def _as_table(names: list[str], spots: list[dict[str, Any]]) -> Table:
    counts = Counter((row["commune"], row["genre"]) for row in spots)
    every = sorted({*names, *(row["commune"] for row in spots if row["commune"])})
    columns = [
        Colonne(f"nb_{genre.replace('-', '_')}", words.LISTES[genre][1].capitalize()) for genre in FORMES
    ]
    return Table(
        (Colonne("commune", "Commune"), *columns),
        tuple((name, *(counts[name, genre] for genre in FORMES)) for name in every),
    )


def _specify(outlines: list[tuple[str, Any]], spots: list[dict[str, Any]], width: int) -> Specification:
    """Communes as shapes of our own plane, so that a kilometre is the same both ways."""
    shapes = [(name, [_project(ring) for ring in _list_rings(geometry)]) for name, geometry in outlines]
    points = [point for _, rings in shapes for ring in rings for point in ring]
    (left, right), (top, bottom) = ((min(values), max(values)) for values in zip(*points, strict=True))
    scale = min((width - 16) / (right - left), (width * TALLEST) / (bottom - top))
    frame = partial(_move, left, top, scale)
    features = [
        {
            "type": "Feature",
            "properties": {"nom": name},
            "geometry": {
                "type": "MultiPolygon",
                "coordinates": [[[frame(point) for point in ring]] for ring in rings],
            },
        }
        for name, rings in shapes
    ]
    marks = [
        dict(zip(("x", "y"), frame(project(row["lon"], row["lat"])), strict=True))
        | {"genre": row["genre"], "nom": row["nom"]}
        for row in spots
    ]
    high, wide = round((bottom - top) * scale + 8), round((right - left) * scale + 8)
    inside = [mark for mark in marks if 0 <= mark["x"] <= wide and 0 <= mark["y"] <= high]
    land = (
        alt.Chart(theme.data(features))
        .mark_geoshape(fill=TINT, stroke=STRONG, strokeWidth=0.7)
        .project(type="identity")
    )
    layers = [land, _draw_spots(inside, (wide, high), width)] if inside else [land]
    return theme.finish(layers, width=wide, height=high, is_map=True)


def _draw_spots(marks: list[dict[str, Any]], frame: tuple[int, int], width: int) -> alt.Chart:
    genres, shapes = list(FORMES), [shape for shape, _ in FORMES.values()]
    wide, high = frame
    return (
        alt.Chart(theme.data(marks))
        .mark_point(fill=INK, stroke=PAPER, strokeWidth=0.8, opacity=1, size=34 if width <= ETROIT else 52)
        .encode(
            x=alt.X("x:Q", scale=alt.Scale(domain=[0, wide], nice=False), axis=None),
            y=alt.Y("y:Q", scale=alt.Scale(domain=[high, 0], nice=False), axis=None),
            shape=alt.Shape("genre:N", scale=alt.Scale(domain=genres, range=shapes), legend=None),
        )
    )


def _move(left: float, top: float, scale: float, point: tuple[float, float]) -> tuple[float, float]:
    x, y = point
    return round((x - left) * scale + 4, 1), round((y - top) * scale + 4, 1)


def _project(ring: Ring) -> list[tuple[float, float]]:
    return [project(lon, lat) for lon, lat, *_height in ring]


def _list_rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    coordinates = geometry.get("coordinates") or []
    if geometry.get("type") == "Polygon":
        yield from coordinates
    elif geometry.get("type") == "MultiPolygon":
        for polygon in coordinates:
            yield from polygon
