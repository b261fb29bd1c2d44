"""What a chart is: a finding, its drawing as a Vega-Lite specification, the same in a table and in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from leviers.reference.typography import typo

LARGE, ETROIT = 660, 344
"""Widths in pixels: of a page or a sheet of paper, and of a phone."""

Specification = dict[str, Any]
Cell = str | int | float | bool | None


@dataclass(frozen=True)
class Colonne:
    """One column: `cle` in the files, `titre` in the page; empty when the page leaves it to the files.

    `unite` is written in the heading; `est_facultative`: where there is nothing, nothing is unknown.
    """

    cle: str
    titre: str = ""
    unite: str = ""
    est_annee: bool = False
    est_facultative: bool = False


@dataclass(frozen=True)
class Table:
    """The figures of the drawing, all of them and nothing else; None is unknown."""

    colonnes: tuple[Colonne, ...]
    lignes: tuple[tuple[Cell, ...], ...]

    def list_records(self) -> list[dict[str, Cell]]:
        """One mapping a row, by the keys of the columns."""
        keys = [colonne.cle for colonne in self.colonnes]
        return [dict(zip(keys, ligne, strict=True)) for ligne in self.lignes]


@dataclass(frozen=True, eq=False)
class Graphique:
    """One chart.

    cle           its address, words and slashes: `indicateurs/nb-marches/commune`
    titre         the finding, a whole sentence computed from the figures
    sous_titre    what is drawn, with unit and year
    alternative   the drawing in words, for who does not see it
    source        where the figures come from, with years, coverage and build
    specify       width in pixels -> Vega-Lite specification; None when there is nothing to draw
    origine       address of the page where these figures live
    est_fictif    whether its data were invented
    accent        slug of the métropole pointed out, when there is one
    est_sans_lettres  whether nothing is written in the drawing: one width then serves every screen
    """

    cle: str
    titre: str
    sous_titre: str
    alternative: str
    source: str
    table: Table
    specify: Callable[[int], Specification] | None
    origine: str
    est_fictif: bool = False
    accent: str = ""
    est_sans_lettres: bool = False

    def __post_init__(self) -> None:
        """Set every text in French, whatever was put together."""
        for name in ("titre", "sous_titre", "alternative", "source"):
            object.__setattr__(self, name, typo(getattr(self, name)))

    @property
    def est_vide(self) -> bool:
        """Whether no figure is known: then words say so, and nothing is drawn."""
        return self.specify is None
