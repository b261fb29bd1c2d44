"""Where a place falls on our small map of France."""

from math import atanh, cos, exp, log, radians, sin, sqrt

# RGF93 / Lambert-93 (EPSG:2154): ellipsoid GRS 80, standard parallels 44 and 49 degrees north.
# Source: IGN, Notice technique NT/G 71 (1995), Projection cartographique conique conforme de Lambert.
SEMI_MAJOR_AXIS_M = 6_378_137.0
ECCENTRICITY = 0.08181919104281579
CENTRAL_MERIDIAN, ORIGIN_LATITUDE = 3.0, 46.5
PARALLELS = (44.0, 49.0)
FALSE_EASTING_M, FALSE_NORTHING_M = 700_000.0, 6_600_000.0

# The drawing: metropolitan France and Corsica, with a small margin.
WIDTH, HEIGHT = 600, 560
WEST_M, NORTH_M = 80_000.0, 7_128_000.0
UNIT_M = 1_967.0  # metres of the ground in one unit of the drawing


def _isometric(latitude: float) -> float:
    sine = sin(radians(latitude))
    return atanh(sine) - ECCENTRICITY * atanh(ECCENTRICITY * sine)


def _parallel_radius(latitude: float) -> float:
    sine = sin(radians(latitude))
    return SEMI_MAJOR_AXIS_M * cos(radians(latitude)) / sqrt(1 - (ECCENTRICITY * sine) ** 2)


_SOUTH, _NORTH = PARALLELS
_CONE = log(_parallel_radius(_NORTH) / _parallel_radius(_SOUTH)) / (_isometric(_SOUTH) - _isometric(_NORTH))
_SCALE_M = _parallel_radius(_SOUTH) * exp(_CONE * _isometric(_SOUTH)) / _CONE


def lambert93(lon: float, lat: float) -> tuple[float, float]:
    """Return the easting and northing of a point.

    Shape   one point -> one point
    Units   degrees (RGF93, for us the same as WGS 84) -> metres
    Source  algorithm ALG0003 of the notice cited above
    """
    radius, origin = (_SCALE_M * exp(-_CONE * _isometric(degrees)) for degrees in (lat, ORIGIN_LATITUDE))
    angle = _CONE * radians(lon - CENTRAL_MERIDIAN)
    return FALSE_EASTING_M + radius * sin(angle), FALSE_NORTHING_M + origin - radius * cos(angle)


def project(lon: float, lat: float) -> tuple[float, float]:
    """Return the place of a point in the viewBox `0 0 600 560` of `data/france.json`.

    Shape   one point -> one point, also outside of the drawing (overseas)
    Units   degrees -> SVG user units, one decimal is 200 m; y goes down
    Source  Lambert-93, see `lambert93`
    """
    easting, northing = lambert93(lon, lat)
    return (easting - WEST_M) / UNIT_M, (NORTH_M - northing) / UNIT_M
