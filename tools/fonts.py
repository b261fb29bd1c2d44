"""Cut the two text fonts of the site down to the French character set.

Run by hand, rarely: `python tools/fonts.py FOLDER`, with fontTools and brotli. In FOLDER are unpacked the
npm packages @fontsource-variable/bricolage-grotesque and @fontsource-variable/atkinson-hyperlegible-next.

Source  SIL OFL 1.1, no reserved name; the changes are told in fonts/LICENCES.md
"""

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib.hvar import add_HVAR
from fontTools.varLib.instancer import instantiateVariableFont
from fontTools.varLib.iup import iup_delta

OUT = Path(__file__).parents[1] / "leviers/web/kit/static/kit/fonts"
LETTERS = "àâäæçéèêëîïôöœùûüÿ" + "áíóúñòìã"  # French, then Occitan, Catalan, Breton, Spanish names
SIGNS = "\u00a0\u00ad\u2009\u2011\u202f«»‹›‘’“”„–—…·•°ªº№×±€§©®™²³½→←↑↓↗−✓"
CHARACTERS = "".join(map(chr, range(0x20, 0x7F))) + LETTERS + LETTERS.upper() + SIGNS
FEATURES = ["kern", "liga", "tnum", "lnum", "zero", "locl", "ccmp", "mark"]
# The same bytes each time: no date, and the same packing whether uharfbuzz is installed or not.
OPEN: Any = {"recalcTimestamp": False, "cfg": {"fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER": False}}
THIN = 170  # advance of U+2009 and U+202F in thousandths of an em
FAMILIES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "bricolage": ("bricolage-grotesque", "opsz", {"wght": (500, 500, 700), "opsz": 28}),
    "atkinson": ("atkinson-hyperlegible-next", "wght", {"wght": (400, 400, 700)}),
}


def add_glyph(font: TTFont, name: str, characters: str, source: TTFont | None = None) -> None:
    """Add one glyph, copied from `source` with its variations, or empty and thin."""
    variations = font["gvar"].variations  # read before the order of glyphs grows
    font["glyf"][name] = source["glyf"][name] if source else Glyph()
    font["hmtx"][name] = source["hmtx"][name] if source else (THIN, 0)
    variations[name] = source["gvar"].variations[name] if source else []
    font.getReverseGlyphMap(rebuild=True)
    map_characters(font, characters, name)


def map_characters(font: TTFont, characters: str, glyph: str) -> None:
    for table in font["cmap"].tables:
        table.cmap.update({ord(character): glyph for character in characters})


def whole_counter(points: list[Any]) -> list[tuple[int, int]]:
    """Mirror twice the lower left quarter of the slashed counter: one counter, no slash.

    Linear in the points, so that it turns the deltas of a master into deltas as well.
    """
    (cx, low), (side, cy), *quarter = points[16], points[23], *points[24:27]  # two on the curve, three off
    right = [(2 * cx - x, y) for x, y in reversed(quarter)] + [(2 * cx - side, cy)]
    top = [(2 * cx - x, 2 * cy - y) for x, y in quarter] + [(cx, 2 * cy - low)]
    left = [(x, 2 * cy - y) for x, y in reversed(quarter)] + [(side, cy)]
    return [(cx, low), *right, *top, *left, *quarter]


def open_zero(font: TTFont) -> None:
    """Give a plain counter, in every master, to the slashed zero; the font has no alternate."""
    glyph, variations = font["glyf"]["zero"], font["gvar"].variations["zero"]
    points, ends = list(glyph.coordinates), list(glyph.endPtsOfContours)
    if ends != [15, 26, 38]:
        raise SystemExit("Le zéro d’Atkinson Hyperlegible Next a été redessiné : revoir open_zero.")
    glyph.coordinates = type(glyph.coordinates)(points[:16] + whole_counter(points))
    glyph.flags = bytearray(list(glyph.flags[:16]) + [1, 0, 0, 0] * 4)
    glyph.endPtsOfContours, glyph.numberOfContours = [15, 31], 2
    for number, master in enumerate(variations):  # four phantom points close every list
        deltas = iup_delta(master.coordinates, points + [(0, 0)] * 4, ends)
        variations[number] = TupleVariation(master.axes, deltas[:16] + whole_counter(deltas) + deltas[39:])


def make_font(folder: Path, name: str) -> None:
    package, axes, limits = FAMILIES[name]
    names = (f"{package}-{part}-{axes}-normal.woff2" for part in ("latin", "latin-ext"))
    latin, extended = (TTFont(next(folder.rglob(file)), **OPEN) for file in names)
    add_glyph(latin, "Ydieresis", "Ÿ", extended)  # L’HAŸ-LES-ROSES
    add_glyph(latin, "thinspace", "\u2009\u202f")
    map_characters(latin, "\u00ad\u2011", "hyphen")
    if name == "atkinson":
        open_zero(latin)
    instance = instantiateVariableFont(latin, limits)
    add_HVAR(instance)
    instance.save(memory := BytesIO())  # the new glyphs now count in every table
    font = TTFont(memory, **OPEN)
    options = Options(hinting=False, layout_features=FEATURES, name_IDs=[0, 1, 2, 4, 5, 6, 13, 14])
    options.drop_tables += ["MVAR", "STAT"]
    subsetter = Subsetter(options)
    subsetter.populate(text=CHARACTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(OUT / f"{name}.woff2")


if __name__ == "__main__":
    for family in FAMILIES:
        make_font(Path(sys.argv[1]), family)
