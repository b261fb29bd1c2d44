"""One value and every row it was computed from: the way back, with its sums and how to do it again."""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from leviers.reference.territoires import Metropole
from leviers.warehouse.explain import read_lignes, write_query
from leviers.warehouse.indicateurs import LIENS, LIGNES, Indicateur
from leviers.warehouse.read import Build
from leviers.warehouse.recompute import Total, recompute
from leviers.warehouse.values import Valeur
from leviers.web.addresses import find_fait_page
from leviers.web.indicateurs import figures
from leviers.web.indicateurs.page import list_sources
from leviers.web.kit.typography import date_fr, enumere, nombre

PER_PAGE = 50
COLUMNS = ("genre", *LIGNES, "adresse")
_GENRES = {"decp": "marche", "subventions": "subvention", "deliberations": "deliberation"}
_OWN = {"nb-concessions": "concession", "nb-structures-ess": "acteur"}
_TITRES = {
    "marche": "facts.marches where marche_id",
    "concession": "facts.concessions where concession_id",
    "subvention": "facts.subventions where subvention_id",
    "deliberation": "facts.deliberations where deliberation_id",
    "structure": "facts.structures where structure_id",
    # Legal categories that start with 1 are natural persons: their names are not ours to show.
    "acteur": "facts.structures_ess where not starts_with(coalesce(categorie_juridique, ''), '1') and siren",
}
_NOMMES = ("structure", "acteur")  # known by a name, the others by what they are about


class Way:
    """The page of one value. `lignes` are all its rows, `shown` those of this page of the list."""

    def __init__(self, build: Build, indicateur: Indicateur, place: Metropole, valeur: Valeur) -> None:
        self.build, self.indicateur, self.place, self.valeur = build, indicateur, place, valeur
        self.lien = LIENS[valeur.lien]
        self.annee = figures.say_annee(valeur)
        self.texte = figures.say_valeur(indicateur, valeur)
        self.est_faible = figures.is_low(valeur)
        key = (valeur.territoire_siren, valeur.lien, valeur.annee)
        self.lignes, self.total = _read(build, indicateur, key)
        self.sources = list_sources(build, indicateur)
        self.requete = write_query(indicateur.code)
        self.pages = max(1, -(-len(self.lignes) // PER_PAGE))
        self.page = 1
        self.shown: list[dict[str, Any]] = []

    @property
    def commande(self) -> str:
        """What to type to see the same thing without this site."""
        annee = figures.write_annee(self.valeur)
        return f"leviers explain {self.indicateur.code} {self.place.slug} {annee} --csv"

    @property
    def has_denominateur(self) -> bool:
        """Whether its rows carry one."""
        return self.total.denominateur is not None

    @property
    def has_haut(self) -> bool:
        """Whether it is a range."""
        return self.total.numerateur_haut is not None

    @property
    def calcul(self) -> str:
        """How the value comes out of the sums, in figures."""
        total = self.total
        if total.calcul == "mediane":
            return f"médiane des numérateurs connus = {self.texte}"
        if total.calcul == "gini":
            return f"coefficient de Gini des montants cumulés par bénéficiaire = {self.texte}"
        if total.calcul == "somme":
            return f"somme des numérateurs = {self.texte}"
        ends = [total.numerateur] + ([total.numerateur_haut] if self.valeur.est_fourchette else [])
        factor = f"{nombre(total.facteur)} × " if total.facteur > 1 else ""
        under = _say_number(total.denominateur)
        said = " et ".join(f"{factor}{_say_number(end)} / {under}" for end in ends)
        return f"{said} = {self.texte}"

    def show(self, page: int) -> None:
        """Prepare one page of rows, with the titles of their records."""
        self.page = min(max(page, 1), self.pages)
        start = (self.page - 1) * PER_PAGE
        rows = self.lignes[start : start + PER_PAGE]
        titles = _read_titles(self.build, self.indicateur.code, rows)
        self.shown = [self._as_shown(row, titles) for row in rows]

    def say_sources(self) -> str:
        """The sources in one sentence, those of one day together, then those never received."""
        days: dict[str, list[str]] = {}
        for source in self.sources:
            days.setdefault(source.date, []).append(source.titre)
        kind = "inventés le" if self.build.est_fictif else "reçus le"
        said = [f"{enumere(days[day])} (fichiers {kind} {date_fr(day)})" for day in sorted(days) if day]
        if "" in days:
            said.append(f"jamais reçu ici : {enumere(days[''])}")
        return f"{' ; '.join(said)}."

    def address(self, page: int) -> str:
        """Address of another page of rows."""
        first = figures.write_address(self.place.slug, self.valeur)
        return f"{first}?page={page}#lignes" if page > 1 else f"{first}#lignes"

    def list_fichiers(self) -> list[dict[str, Any]]:
        """The files that the rows stand in, with their address, date, licence and digest."""
        names = sorted({(row["source"], row["fichier"]) for row in self.lignes})
        known = _read_fichiers(self.build)
        unknown = {"adresse": "", "date": "", "licence": "", "sha256": ""}
        return [{"fichier": name, **known.get((source, name), unknown)} for source, name in names]

    def as_row(self, row: dict[str, Any]) -> list[Any]:
        """One row in the order of COLUMNS."""
        return [*self.as_object(row).values()]

    def as_object(self, row: dict[str, Any]) -> dict[str, Any]:
        """One row by the words of COLUMNS."""
        genre = _find_genre(self.indicateur.code, row["source"])
        plain = {name: float(cell) if isinstance(cell, Decimal) else cell for name, cell in row.items()}
        return {"genre": genre, **plain, "adresse": find_fait_page(genre, row["fait_id"]) or None}

    def _as_shown(self, row: dict[str, Any], titles: dict[str, str]) -> dict[str, Any]:
        genre = _find_genre(self.indicateur.code, row["source"])
        return row | {
            "titre": titles.get(row["fait_id"]) or "",
            "adresse": find_fait_page(genre, row["fait_id"]),
            **{name: _say_number(row[name]) for name in ("numerateur", "numerateur_haut", "denominateur")},
        }


def _say_number(value: float | Decimal | None) -> str:
    return "inconnu" if value is None else nombre(float(value))


def _find_genre(code: str, source: str) -> str:
    return _OWN.get(code) or _GENRES.get(source, "structure")


@lru_cache(maxsize=3)
def _read(
    build: Build, indicateur: Indicateur, key: tuple[str, str, int | None]
) -> tuple[Sequence[dict[str, Any]], Total]:
    """Rows and their sums, kept a moment: somebody turns the pages of the largest, 9,000 rows."""
    with build.open() as connection:
        lignes = read_lignes(connection, indicateur.code, key)
    return lignes, recompute(indicateur, lignes)


def _read_titles(build: Build, code: str, rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    by_genre: dict[str, list[str]] = {}
    for row in rows:
        by_genre.setdefault(_find_genre(code, row["source"]), []).append(row["fait_id"])
    return {
        found["id"]: found["titre"]
        for genre, ids in by_genre.items()
        for found in build.read(_write_titles(genre), {"ids": ids})
    }


def _write_titles(genre: str) -> str:
    place = _TITRES[genre]
    key, titre = place.rsplit(" ", 1)[1], "nom" if genre in _NOMMES else "objet"
    return f"select {key} as id, {titre} as titre from {place} in (select unnest($ids))"  # noqa: S608 (ours)


@lru_cache(maxsize=4)
def _read_fichiers(build: Build) -> dict[tuple[str, str], dict[str, Any]]:
    rows = build.read("select source, fichier, adresse, date, licence, sha256 from meta.fichiers")
    return {(row["source"], row["fichier"]): {**row} for row in rows}
