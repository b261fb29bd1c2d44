"""Lambert-93 and the small map. Expected values come from public coordinates, rounded."""

import pytest

from leviers.reference.projection import HEIGHT, WIDTH, lambert93, project


def test_the_origin_of_the_projection_has_round_coordinates() -> None:
    assert lambert93(3.0, 46.5) == pytest.approx((700_000, 6_600_000), abs=0.001)


def test_paris_is_at_652_km_east_and_6862_km_north() -> None:
    easting, northing = lambert93(2.3522, 48.8566)  # Hôtel de Ville
    assert easting == pytest.approx(652_470, abs=100)
    assert northing == pytest.approx(6_862_040, abs=100)


def test_a_point_on_the_central_meridian_keeps_its_easting() -> None:
    assert lambert93(3.0, 50.0)[0] == pytest.approx(700_000, abs=0.001)


def test_scale_is_true_on_a_standard_parallel() -> None:
    west, east = lambert93(2.99, 49.0), lambert93(3.01, 49.0)
    # one degree of longitude is 73,174 m on GRS 80 at 49 degrees north; 0.02 degree is 1,463.5 m
    assert east[0] - west[0] == pytest.approx(1_463.5, abs=0.1)


@pytest.mark.parametrize(
    ("lon", "lat"), [(-4.49, 48.39), (7.75, 48.58), (3.06, 50.64), (7.27, 43.7), (8.74, 41.92)]
)
def test_the_corners_of_france_fall_inside_the_drawing(lon: float, lat: float) -> None:
    x, y = project(lon, lat)
    assert 0 < x < WIDTH
    assert 0 < y < HEIGHT


def test_the_drawing_has_the_north_at_the_top_and_the_west_on_the_left() -> None:
    (lille_x, lille_y), (nice_x, nice_y) = project(3.06, 50.64), project(7.27, 43.7)
    assert lille_y < nice_y
    assert lille_x < nice_x
