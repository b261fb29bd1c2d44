"""How a portrait is set on two pages of two columns: the size of its letters, and where its last page breaks.

Lengths are estimated from the widths of our own letters: asking the compiler would make it lay the whole
study out again for each portrait. A line of error moves a break by a line; letters are taken with a margin.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from PIL import ImageFont

from leviers.publication.pdf import FONTS

ZWSP = "\u200b"
"""Where a long word may be cut, on the sheet."""
MM = 72 / 25.4
LARGEUR, GOUTTIERE = 170 * MM, 7 * MM
COLONNE = (LARGEUR - GOUTTIERE) / 2
PAGE = (297 - 26 - 24) * MM
CARTE = 58 * MM
TAILLES = (9.2, 8.9, 8.6, 8.3, 8.0, 7.7, 7.4, 7.1, 6.8)
LIGNE = 1.16
"""Height of a line, in letters, its leading included (charter: .48em between lines)."""
ECART = 0.27
"""What parts two paragraphs beyond that leading (charter: .75em)."""
MARGE = 1.04
_VIEW_BOX = re.compile(r'viewBox="[\d.]+ [\d.]+ ([\d.]+) ([\d.]+)"')
_UNBROKEN = re.compile(f"[^ {ZWSP}]*[ {ZWSP}]")
_MEASURED = 100
TITRE = 2
"""Level of the parts of a portrait; titles under it are set smaller."""
SHORT = 12
"""A glossary up to that stays in one column."""
NUMERO = 7 * MM
OUVERTURE = 38 * MM
FEW_PAGES = 3
"""A list of sources any longer gains nothing from being set closer."""


def plan_portrait(bloc: dict[str, Any], figures: dict[str, str]) -> dict[str, Any]:
    """Size of letters in points, and the piece before which the last column begins (-1: nowhere).

    Pieces  blocks in order, each item of a plain list alone, as the sheet deals them
    """
    libre = 2 * (PAGE - _measure_head(bloc, figures))
    pieces = list(_cut(bloc["blocs"]))
    for taille in TAILLES:
        heights = [_measure(piece, taille, figures) for piece in pieces]
        total = sum(heights) * MARGE
        if total <= libre + 2 * PAGE * 0.96:
            return {"taille": taille, "coupe": _find_break(pieces, heights, libre)}
    return {"taille": TAILLES[-1], "coupe": -1}


def _find_break(pieces: list[dict[str, Any]], heights: list[float], libre: float) -> int:
    """Where what the first page leaves is cut in two; on the first page when it holds everything."""
    total = sum(heights)
    seen, wanted = 0.0, total / 2 if total <= libre else (libre + total) / 2
    for place, height in enumerate(heights):
        if seen + height / 2 >= wanted:
            back = place
            while back and _announces(pieces[back - 1]):
                back -= 1
            return back
        seen += height
    return -1


def _announces(piece: dict[str, Any]) -> bool:
    """Whether a piece says nothing without the next one: a title, a sentence that opens a list."""
    return piece["sorte"] == "titre" or (
        piece["sorte"] == "paragraphe" and read_line(piece["texte"]).rstrip().endswith(":")
    )


def _cut(blocs: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for bloc in blocs:
        if bloc["sorte"] == "liste" and not bloc["est_ordonnee"]:
            yield from ({"sorte": "item", "texte": item} for item in bloc["items"])
        else:
            yield bloc


def _measure(bloc: dict[str, Any], taille: float, figures: dict[str, str]) -> float:
    """Height of one piece, the space above it included, in points."""
    line = taille * LIGNE
    match bloc["sorte"]:
        case "item":
            return _count_lines(read_line(bloc["texte"]), COLONNE - taille, taille) * line
        case "titre":
            size = 11 if bloc["niveau"] <= TITRE else 9.4
            return _count_lines(read_line(bloc["texte"]), COLONNE, size) * size * LIGNE + 1.4 * taille
        case "paragraphe":
            size = 8 if bloc["style"] == "petit" else taille
            return _count_lines(read_line(bloc["texte"]), COLONNE, size) * size * LIGNE + ECART * taille
        case "figure":
            return _measure_figure(bloc, COLONNE, figures)
        case "tableau":
            share = COLONNE / max(len(bloc["entetes"]), 1)
            rows = [max(_count_lines(read_line(cell), share, 8.6) for cell in row) for row in bloc["lignes"]]
            return sum(rows) * 10.4 + 7.6 * (len(rows) + 1) + 40
        case "liste":
            return sum(
                _count_lines(read_line(item), COLONNE - 12, taille) * line + 4 for item in bloc["items"]
            )
        case "encadre":
            return sum(_measure(inner, taille, figures) for inner in bloc["blocs"]) * 1.15 + 40
    return 30.0


def _measure_head(bloc: dict[str, Any], figures: dict[str, str]) -> float:
    """Name, identity, figures, then the leviers by champ beside the map."""
    identity = _count_lines(read_line(bloc["identite"]), LARGEUR, 9) * 11.2
    labels = max(
        (_count_lines(read_line(what), LARGEUR / 4 - 17, 8.6) for _, what in bloc["chiffres"]["items"]),
        default=0,
    )
    words = LARGEUR - (48 * MM) - 12 - (CARTE + GOUTTIERE if bloc["carte"] else 0)
    rows = sum(_count_lines(read_line(text), words, 8.6) * 10.6 + 6.4 for _, _, text in bloc["champs"]) + 16
    beside = _measure_figure(bloc["carte"], CARTE, figures) if bloc["carte"] else 0
    return 28 + identity + 47 + labels * 10.6 + max(rows, beside) + 14


def _measure_figure(bloc: dict[str, Any], width: float, figures: dict[str, str]) -> float:
    found = _VIEW_BOX.search(figures.get(bloc["svg"], ""))
    ratio = float(found[2]) / float(found[1]) if found else 0.6
    words = _count_lines(bloc["titre"], width, 9.4) * 11.3
    small = sum(_count_lines(bloc[name], width, 8) for name in ("sous_titre", "source")) * 9.3
    return ratio * width + words + small + 22


def balance(bloc: dict[str, Any]) -> dict[str, Any]:
    """A glossary or an index with its items dealt in columns of about one height, when a page holds them."""
    is_index = bloc["sorte"] == "index"
    nb, gutter, taille = (3, 6 * MM, 8.2) if is_index else (2, 8 * MM, 9.0)
    width = (LARGEUR - (nb - 1) * gutter) / nb
    said = [
        f"{word} {'100, ' * len(rest)}" if is_index else f"{word} {read_line(rest)}"
        for word, rest in bloc["items"]
    ]
    heights = [(_count_lines(text, width, taille) + 0.45) * taille * LIGNE for text in said]
    total, seen = sum(heights), 0.0
    if total / nb > PAGE * 0.9 or len(said) <= SHORT:
        return bloc
    columns: list[list[Any]] = [[] for _ in range(nb)]
    for item, height in zip(bloc["items"], heights, strict=True):
        columns[min(int((seen + height / 2) / total * nb), nb - 1)].append(item)
        seen += height
    return bloc | {"colonnes": columns}


def tighten(bloc: dict[str, Any]) -> dict[str, Any]:
    """The list of sources, set a little closer when its last page would hold a few of them alone."""
    width = (LARGEUR - GOUTTIERE) / 2 - NUMERO
    heights = [_measure_reference(one, width) for one in bloc["items"]]
    first = 2 * (PAGE - OUVERTURE)
    pages, rest = divmod(max(sum(heights) - first, 0), 2 * PAGE)
    return bloc | {"est_serre": pages < FEW_PAGES and 0 < rest < PAGE * 0.15}


def _measure_reference(one: dict[str, Any], width: float) -> float:
    said = f"{one['titre']}. {one['editeur']}, {one['date']}, {one['consultee']}. {one['url']}"
    return (_count_lines(said, width, 7.2) * 1.07 + 0.5) * 7.2


def read_line(texte: list[dict[str, Any]]) -> str:
    """What a text takes on the line, numbers of sources included."""
    said = []
    for piece in texte:
        if piece["sorte"] == "renvoi":
            said.append(f" [{', '.join(map(str, piece['numeros']))}]" if piece["numeros"] else "")
        elif piece["sorte"] != "note":
            said.append(piece["ecrit"] if piece["sorte"] == "chiffre" else piece["texte"])
    return "".join(said)


def _count_lines(text: str, width: float, taille: float) -> int:
    """Lines of a text set ragged, word after word."""
    lines, left = 1, width
    for word in _UNBROKEN.findall(f"{text} "):
        length = _measure_word(word.rstrip(ZWSP)) * taille / _MEASURED
        if length > left and left < width:
            lines, left = lines + 1, width
        lines += int(length // width)
        left -= length % width if length > width else length
    return lines if text.strip() else 0


@lru_cache(maxsize=20_000)
def _measure_word(word: str) -> float:
    return float(_load_font().getlength(word))


@lru_cache(maxsize=1)
def _load_font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / "atkinson-regular.ttf"), _MEASURED)
