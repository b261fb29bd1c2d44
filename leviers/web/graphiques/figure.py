"""A chart as a page shows it: drawn for two widths, in the colours and letters of the page, and its table."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.html import escape
from markupsafe import Markup

from leviers.catalogue import published
from leviers.graphiques import theme
from leviers.graphiques.catalogue import Etat
from leviers.graphiques.drawing import draw
from leviers.graphiques.graphique import ETROIT, LARGE, Cell, Colonne, Graphique
from leviers.reference.typography import NBSP, nombre, typo
from leviers.warehouse.read import find_builds

TOKENS = {
    theme.PAPER: "var(--paper)",
    theme.INK: "var(--ink)",
    theme.SOFT: "var(--soft)",
    theme.LINE: "var(--line)",
    theme.STRONG: "var(--strong-line)",
    theme.TINT: "var(--tint)",
    theme.ACCENT: "var(--accent)",
}
LETTERS = {theme.TEXT: "var(--text)", theme.TITLE: "var(--title)", theme.SIGNS: "var(--signs)"}
KINDS = ("svg", "png", "csv", "json")
MISSING = "Ce graphique n’existe pas. La page des graphiques donne ceux qui existent."


@dataclass(frozen=True, eq=False)
class Figure:
    """What the component of the kit takes; drawings are empty when there is nothing to draw."""

    graphique: Graphique

    @cached_property
    def ident(self) -> str:
        """A name of its own in the page."""
        return self.graphique.cle.replace("/", "-")

    @cached_property
    def large(self) -> Markup:
        """The drawing of wide screens and of paper."""
        return Markup() if self.graphique.est_vide else dress(self.graphique, LARGE)

    @cached_property
    def etroit(self) -> Markup:
        """That of phones; empty when one drawing serves both."""
        if self.graphique.est_vide or self.graphique.est_sans_lettres:
            return Markup()
        return dress(self.graphique, ETROIT)

    @property
    def query(self) -> str:
        """What follows each address: the métropole pointed out."""
        return f"?t={self.graphique.accent}" if self.graphique.accent else ""

    @property
    def address(self) -> str:
        """Page of the chart."""
        return reverse("graphique", args=[self.graphique.cle]) + self.query

    @property
    def embed(self) -> str:
        """Address to be shown inside another site."""
        return reverse("embed", args=[self.graphique.cle]) + self.query

    @property
    def files(self) -> list[tuple[str, str]]:
        """Downloads: kind in capitals, address; a chart without figures has no drawing."""
        kinds = KINDS[2:] if self.graphique.est_vide else KINDS
        return [
            (kind.upper(), reverse(f"graphique-{kind}", args=[self.graphique.cle]) + self.query)
            for kind in kinds
        ]

    @property
    def headings(self) -> list[tuple[str, bool]]:
        """Columns that the page shows, each with its unit; whether they hold numbers."""
        return [(_say_heading(colonne), number > 0) for number, colonne in enumerate(self._shown)]

    @property
    def rows(self) -> list[list[str]]:
        """Cells that the page shows, in French."""
        places = [self.graphique.table.colonnes.index(colonne) for colonne in self._shown]
        return [
            [say_cell(colonne, ligne[place]) for place, colonne in zip(places, self._shown, strict=True)]
            for ligne in self.graphique.table.lignes
        ]

    @property
    def _shown(self) -> list[Colonne]:
        lignes = self.graphique.table.lignes
        return [
            colonne
            for place, colonne in enumerate(self.graphique.table.colonnes)
            if colonne.titre
            and not (colonne.est_facultative and all(ligne[place] is None for ligne in lignes))
        ]


@lru_cache(maxsize=256)
def dress(graphique: Graphique, width: int) -> Markup:
    """One drawing to be written in a page, where its colours and letters are those of the page."""
    drawn = draw(graphique, width=width, alone=False).decode()
    for names, pairs in (("fill", TOKENS), ("stroke", TOKENS), ("font-family", LETTERS)):
        for given, ours in pairs.items():
            drawn = drawn.replace(f'{names}="{given}"', f'{names}="{ours}"')
    kind = "graphique-etroit" if width <= ETROIT else "graphique-large"
    if graphique.est_sans_lettres:
        kind = "graphique-seul"
    ident = graphique.cle.replace("/", "-")
    named = (
        f'class="{kind}" role="img" aria-label="{escape(graphique.titre)}" aria-describedby="{ident}-mots"'
    )
    return Markup(drawn.replace("<svg ", f"<svg {named} ", 1))  # noqa: S704 (drawn by us, escaped by the writer)


def show_all(graphiques: Iterable[Graphique | None]) -> list[Figure]:
    """The figures of a page, those that exist."""
    return [Figure(one) for one in graphiques if one is not None]


def read_etat() -> Etat:
    """What charts are drawn from, now."""
    return Etat(published.current(), find_builds(settings.HOME))


def found_or_404(graphique: Graphique | None) -> Graphique:
    """A chart, or a page that says where the others are."""
    if graphique is None:
        raise Http404(MISSING)
    return graphique


def say_cell(colonne: Colonne, cell: Cell) -> str:
    """One cell in French; what is not known is « inconnu », never 0."""
    if cell is None:
        return "" if colonne.est_facultative else "inconnu"
    if isinstance(cell, str):
        return typo(cell)
    if colonne.est_annee:
        return str(cell)
    return f"{nombre(cell)}{NBSP}%" if colonne.unite == "%" else nombre(cell)


def _say_heading(colonne: Colonne) -> str:
    unite = "" if colonne.unite in ("", "%") else f" ({colonne.unite})"
    return typo(f"{colonne.titre}{unite}")
