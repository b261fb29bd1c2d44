"""Outlines joined: what two communes share goes, holes stay, nothing else moves."""

from leviers.publication.donnees.geo import as_point, merge


def square(x, y, size=1):
    corners = [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
    return [[float(a), float(b)] for a, b in corners]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def test_two_squares_side_by_side_are_one_outline():
    found = merge([polygon(square(0, 0)), polygon(square(1, 0))])
    (outline,) = found["coordinates"]
    assert len(outline) == 1
    assert {tuple(point) for point in outline[0]} == {(0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1)}
    assert outline[0][0] == outline[0][-1]


def test_a_ring_drawn_the_other_way_round_gives_the_same():
    turned = polygon(square(1, 0)[::-1])
    assert merge([polygon(square(0, 0)), turned]) == merge([polygon(square(0, 0)), polygon(square(1, 0))])


def test_a_hole_stays_a_hole_unless_a_commune_fills_it():
    hollow = polygon(square(0, 0, 3), square(1, 1)[::-1])
    (outline,) = merge([hollow])["coordinates"]
    assert len(outline) == 2
    (filled,) = merge([hollow, polygon(square(1, 1))])["coordinates"]
    assert len(filled) == 1


def test_communes_that_do_not_touch_are_two_outlines():
    assert len(merge([polygon(square(0, 0)), polygon(square(5, 5))])["coordinates"]) == 2


def test_nothing_gives_nothing():
    assert merge([]) is None
    assert as_point(None, 45.0) is None
