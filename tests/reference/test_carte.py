"""The map: areas that say populations, and names that can all be read at both sizes of letters."""

from itertools import combinations
from math import hypot, pi

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from leviers.reference import territoires
from leviers.reference.carte import VIEWBOX, draw_carte, radius_of

FONT = TTFont(settings.BASE / "leviers/web/kit/static/kit/fonts/atkinson.woff2")
SIZES = (13.5, 19.0)  # units of the drawing: wide screens, then phones (accueil.css)
ASCENT, DESCENT = 0.70, 0.20  # of the letters of these names, in parts of their size


def _width(text, size):
    glyphs, advances = FONT.getBestCmap(), FONT["hmtx"]
    return sum(advances[glyphs[ord(letter)]][0] for letter in text) * size / FONT["head"].unitsPerEm


def _box(disc, size):
    """Left, top, right, bottom of a name."""
    width = _width(disc.metropole.nom_court, size)
    left = disc.label_x - {"start": 0, "middle": width / 2, "end": width}[disc.anchor]
    return left, disc.label_y - ASCENT * size, left + width, disc.label_y + DESCENT * size


def _meet(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_the_map_holds_the_22_with_the_largest_first():
    discs = draw_carte().discs
    assert [disc.metropole for disc in discs] == list(territoires.load_metropoles().values())
    assert [disc.radius for disc in discs] == sorted((disc.radius for disc in discs), reverse=True)


def test_the_area_of_a_disc_is_its_population():
    largest = draw_carte().discs[0]
    for disc in draw_carte().discs:
        share = (pi * disc.radius**2) / (pi * largest.radius**2)
        assert share == pytest.approx(disc.metropole.population / largest.metropole.population, rel=0.05)
    assert radius_of(largest.metropole.population // 4) == pytest.approx(largest.radius / 2, abs=0.05)


def test_the_key_is_at_the_scale_of_the_map():
    assert [key.radius for key in draw_carte().keys] == [radius_of(5_000_000), radius_of(1_000_000)]


def test_the_bar_of_the_scale_is_a_hundred_kilometres():
    assert draw_carte().scale.text == "100 km"
    assert "h50.8v" in draw_carte().scale.path  # 100,000 m at 1,967 m a unit


@pytest.mark.parametrize("size", SIZES)
def test_no_name_touches_another_name(size):
    boxes = {disc.metropole.nom_court: _box(disc, size) for disc in draw_carte().discs}
    assert [pair for pair in combinations(boxes, 2) if _meet(boxes[pair[0]], boxes[pair[1]])] == []


@pytest.mark.parametrize("size", SIZES)
def test_no_name_touches_a_disc_not_even_its_own(size):
    def covers(disc, box):
        right = max(box[0] - disc.x, 0, disc.x - box[2])
        down = max(box[1] - disc.y, 0, disc.y - box[3])
        return hypot(right, down) < disc.radius

    discs = draw_carte().discs
    touched = [
        (named.metropole.slug, disc.metropole.slug)
        for named in discs
        for disc in discs
        if covers(disc, _box(named, size))
    ]
    assert touched == []


@pytest.mark.parametrize("size", SIZES)
def test_every_name_stands_inside_the_frame(size):
    x, y, width, height = VIEWBOX
    for disc in draw_carte().discs:
        left, top, right, bottom = _box(disc, size)
        assert x < left, disc.metropole.slug
        assert right < x + width, disc.metropole.slug
        assert y < top, disc.metropole.slug
        assert bottom < y + height, disc.metropole.slug


def test_no_disc_hides_another():
    for one, other in combinations(draw_carte().discs, 2):
        assert hypot(one.x - other.x, one.y - other.y) > one.radius + other.radius


def _holds(target, x, y):
    return target.x < x < target.x + target.width and target.y < y < target.y + target.height


def test_a_target_is_24_pixels_high_on_a_phone_and_holds_its_disc_and_its_name():
    pixels = 354 / VIEWBOX[2]  # width of the frame on a screen of 390 pixels
    for disc in draw_carte().discs:
        left, top, right, bottom = _box(disc, SIZES[1])
        assert disc.target.height * pixels >= 23.9
        assert disc.target.width * pixels >= 24
        for x, y in ((disc.x, disc.y), (left + 2, bottom - 2), (right - 2, top + 2)):
            assert _holds(disc.target, x, y), disc.metropole.slug


def test_no_target_takes_the_disc_nor_the_name_of_another():
    for under, over in combinations(draw_carte().discs, 2):  # the last drawn answers first
        left, top, right, bottom = _box(under, SIZES[1])
        assert not _holds(over.target, under.x, under.y)
        assert not _holds(over.target, (left + right) / 2, (top + bottom) / 2)


def test_degrees_stand_on_their_lines():
    carte = draw_carte()
    assert [line.text for line in carte.grid[:4]] == ["4° O", "0°", "4° E", "8° E"]
    heights = [line.text_y for line in carte.grid[4:]]
    assert heights == sorted(heights, reverse=True)  # 44° N is lower than 50° N
