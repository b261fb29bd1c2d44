"""What the page of one indicator shows: its document, its values by kind of body, their chart."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from leviers.evidence.fictif import list_territoires
from leviers.graphiques.distribution import read_distribution
from leviers.reference.territoires import Metropole
from leviers.warehouse.indicateurs import FOLDER, LIENS, Indicateur
from leviers.warehouse.lues import list_sources
from leviers.warehouse.read import FICTIF, Build
from leviers.warehouse.values import Valeur, group_by_lien, list_valeurs
from leviers.web.graphiques.figure import Figure
from leviers.web.indicateurs import figures
from leviers.web.kit.typography import NBSP, nombre

FEWEST = 3  # fewer points show no distribution
TRIS = {"population": "population", "nom": "nom"}


@dataclass(frozen=True)
class Cell:
    """One value in the table; `label` is read alone, without its row nor its column."""

    texte: str
    couverture: str
    est_faible: bool
    address: str


@dataclass(frozen=True)
class Row:
    """One territoire, a cell a year; None where there is no value."""

    place: Metropole
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Section:
    """Every value of one kind of body."""

    lien: str
    nom: str
    annees: tuple[str, ...]
    rows: tuple[Row, ...]
    absents: tuple[str, ...]
    figure: Figure | None


class Page:
    """One indicator in one monde."""

    def __init__(self, indicateur: Indicateur, build: Build | None, monde: str, tri: str) -> None:
        self.indicateur = indicateur
        self.build = build
        self.est_fictif = monde == FICTIF
        self.tri = tri if tri in TRIS else "population"
        self.valeurs = list_valeurs(build).get(indicateur.code, ()) if build else ()
        self.sections = tuple(self._list_sections(monde))
        self.sources = list_sources(build, indicateur)
        self.requete = read_requete(indicateur.code)
        self.seuil = f"{nombre(figures.find_seuil())}{NBSP}%"

    def _list_sections(self, monde: str) -> Iterator[Section]:
        places = list_territoires(monde)
        if self.tri == "nom":
            places = tuple(sorted(places, key=lambda place: place.nom_court))
        for lien, found in group_by_lien(self.valeurs).items():
            years = sorted({one.annee for one in found}, key=lambda year: year or 0)
            by_key = {(one.territoire_siren, one.annee): one for one in found}
            rows = [
                Row(place, tuple(self._as_cell(place, by_key.get((place.siren, year))) for year in years))
                for place in places
            ]
            yield Section(
                lien=lien,
                nom=LIENS[lien],
                annees=tuple("Année inconnue" if year is None else str(year) for year in years),
                rows=tuple(row for row in rows if any(row.cells)),
                absents=tuple(row.place.nom_court for row in rows if not any(row.cells)),
                figure=None if self.build is None or monde == FICTIF else self._draw(self.build, lien),
            )

    def _draw(self, build: Build, lien: str) -> Figure | None:
        """The 22 among themselves; two points say nothing that the table does not."""
        drawn = read_distribution(build, self.indicateur.code, lien)
        known = 0 if drawn is None else sum(row["valeur"] is not None for row in drawn.table.list_records())
        return Figure(drawn) if drawn and known >= FEWEST else None

    def _as_cell(self, place: Metropole, valeur: Valeur | None) -> Cell | None:
        if valeur is None:
            return None
        return Cell(
            texte=figures.say_cell(self.indicateur, valeur),
            couverture=f"{nombre(valeur.couverture_pct)}{NBSP}%",
            est_faible=figures.is_low(valeur),
            address=figures.write_address(place.slug, valeur),
        )


@lru_cache(maxsize=64)
def read_requete(code: str) -> str:
    """The whole query of an indicator, as published."""
    return (FOLDER / f"{code}.sql").read_text(encoding="utf-8")
