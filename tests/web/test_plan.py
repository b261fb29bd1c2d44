"""The map of a territoire: outlines and structures in the units of the drawing."""

import json

from leviers.web.metropoles.plan import draw_plan

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]]]}
ISLES = {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"], [[[3, 0], [4, 0], [4, 1], [3, 0]]]]}


class FewOutlines:
    """A build that knows these outlines and places."""

    def __init__(self, contours, lieux=()):
        self.contours, self.lieux = contours, lieux

    def read(self, query, _values):
        return list(self.lieux) if "facts.structures" in query else self.contours


def commune(nom, geometry):
    return {"nom": nom, "geometrie": json.dumps(geometry)}


def lieu(lon, lat, genre="siae"):
    return {"genre": genre, "nom": "Atelier", "commune": "Orval", "lon": lon, "lat": lat}


def test_the_longer_side_fills_the_drawing_and_the_outline_is_closed():
    plan = draw_plan(FewOutlines([commune("Orval", SQUARE)]), "1")
    assert plan.largeur == 560.0  # two degrees, the longer side
    assert 270 < plan.hauteur < 290  # half of it, near the equator
    nom, path = plan.communes[0]
    assert nom == "Orval"
    assert path.startswith("M8 ")
    assert path.endswith("Z")


def test_every_part_of_a_commune_is_drawn():
    plan = draw_plan(FewOutlines([commune("Les Îles", ISLES)]), "2")
    assert plan.communes[0][1].count("M") == 2


def test_a_structure_has_the_form_of_its_list_and_a_wrong_place_stays_out():
    places = [lieu(1, 0.5), lieu(1, 0.4, "esat"), lieu(48, 2)]
    plan = draw_plan(FewOutlines([commune("Orval", SQUARE)], places), "3")
    assert [point.forme for point in plan.points] == ["rond", "carre"]
    assert plan.genres == {"siae": 1, "esat": 1}


def test_without_outlines_there_is_no_map():
    assert draw_plan(FewOutlines([]), "4") is None
