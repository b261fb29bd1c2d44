"""Draw "Leviers Signes", the small symbol font of the site: niveaux de preuve, champs, arrows.

Run by hand, rarely: `python tools/signes.py [OUT]`, with fontTools and brotli.

Units   1000 to the em; discs are 760 wide around (500, 380); every glyph advances by 1000
Source  drawn for this project and released with it
"""

import sys
from math import atan2, cos, degrees, hypot, radians, sin
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPointPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

OUT = Path(__file__).parents[1] / "leviers/web/kit/static/kit/fonts/signes.woff2"
X, Y, RADIUS, STROKE = 500, 380, 380, 95
Point = tuple[float, float]
Contour = list[tuple[Point, bool]]  # a point, and whether it is on the curve; black is on the right


def at(angle: float, radius: float, center: Point = (X, Y)) -> Point:
    """Return a point by its angle in degrees, from the top, clockwise."""
    turn = radians(angle)
    return round(center[0] + radius * sin(turn)), round(center[1] + radius * cos(turn))


def arc(start: float, end: float, radius: float = RADIUS) -> Contour:
    """Follow a circle by quadratic pieces of about 45 degrees."""
    count = max(1, round(abs(end - start) / 45))
    step = (end - start) / count
    contour = [(at(start, radius), True)]
    for angle in (start + step * (piece + 1) for piece in range(count)):
        handle = at(angle - step / 2, radius / cos(radians(step / 2)))
        contour += [(handle, False), (at(angle, radius), True)]
    return contour


def dash(start: float, end: float) -> Contour:
    return arc(start, end) + arc(end, start, RADIUS - STROKE)


def ring(*more: Contour) -> list[Contour]:
    return [arc(0, 360), arc(360, 0, RADIUS - STROKE), *more]


def lines(*points: Point) -> Contour:
    return [(point, True) for point in points]


def rays(radii: list[float], cy: float = Y) -> Contour:
    """Return the polygon whose corners are spread evenly around the center, from the top."""
    return lines(*(at(360 * rank / len(radii), radius, (X, cy)) for rank, radius in enumerate(radii)))


def plus(half: float, arm: float) -> Contour:
    corners = [(-arm, half), (arm, half), (arm, arm), (half, arm), (half, -arm), (arm, -arm)]
    return lines(*((X + s * x, Y + s * y) for s in (1, -1) for x, y in corners))


def arrow(angle: float) -> Contour:
    half = [(55, 189), (242, 2), (320, 80)]  # a stroke of 110, the head at right angles
    points = [(-55, -380), *((-x, y) for x, y in half), (0, 400), *reversed(half), (55, -380)]
    return lines(*(at(degrees(atan2(x, y)) + angle, hypot(x, y)) for x, y in points))


CENTER = [((X, Y), True)]
LEFT = [(420, 10), (150, 10), (150, 350), (50, 350)]
HOUSE = [(420, 240), *LEFT, (500, 790), *((1000 - x, y) for x, y in reversed(LEFT)), (580, 240)]
SHAPES: dict[str, list[Contour]] = {
    "·": [arc(0, 360, 100)],  # non repéré
    "∅": ring(lines(*(at(angle, 480) for angle in (219.3, 230.7, 39.3, 50.7)))),  # non observable
    "◌": [dash(45 * rank - 14, 45 * rank + 14) for rank in range(8)],
    "○": ring(),
    "◔": ring(CENTER + arc(0, 90)),
    "◑": ring(CENTER + arc(0, 180)),
    "◕": ring(CENTER + arc(0, 270)),
    "●": [arc(0, 360)],
    "◆": [rays([455] * 4)],  # gouvernance-strategie
    "▲": [lines((60, 40), (500, 790), (940, 40))],  # accompagnement-financement
    "✚": [plus(390, 145)],  # soutien-direct
    "⌂": [lines(*HOUSE)],  # foncier-tiers-lieux
    "⬢": [rays([450] * 6)],  # rd-cooperation
    "■": [lines((160, 40), (160, 720), (840, 720), (840, 40))],  # achats-responsables
    "★": [rays([465, 205] * 5, 350)],  # animation-sensibilisation
    "▾": [lines((180, 540), (820, 540), (500, 180))],
    "✓": [lines((90, 400), (170, 480), (400, 250), (830, 680), (910, 600), (400, 90))],
    **{sign: [arrow(angle)] for sign, angle in zip("↑↗→↓←", (0, 45, 90, 180, 270), strict=True)},
}


def draw(contours: list[Contour]) -> Glyph:
    pen = TTGlyphPointPen(None)
    for contour in contours:
        pen.beginPath()
        for point, on_curve in contour:
            pen.addPoint(point, "qcurve" if on_curve else None)
        pen.endPath()
    return pen.glyph()


def build(out: Path) -> None:
    names = {sign: f"u{ord(sign):04X}" for sign in sorted(SHAPES)}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(sign): name for sign, name in names.items()})
    glyphs = {".notdef": draw([]), **{names[sign]: draw(SHAPES[sign]) for sign in names}}
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (1000, getattr(glyphs[name], "xMin", 0)) for name in glyphs})
    builder.setupHorizontalHeader(ascent=984, descent=-316)  # those of the text face
    builder.setupOS2(sTypoAscender=984, sTypoDescender=-316, usWinAscent=984, usWinDescent=316)
    # What draws charts finds a face by its PostScript name: without one, it takes the face for none.
    named = {"fullName": "Leviers Signes", "psName": "LeviersSignes-Regular"}
    builder.setupNameTable({"familyName": "Leviers Signes", "styleName": "Regular", **named})
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=3_850_000_000, modified=3_850_000_000)  # fixed: the same bytes each time
    builder.font.recalcTimestamp, builder.font.flavor = False, "woff2"
    builder.save(out)


if __name__ == "__main__":
    build(Path(sys.argv[1]) if sys.argv[1:] else OUT)
