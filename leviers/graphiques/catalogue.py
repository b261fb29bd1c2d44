"""Every chart by its key, the words of an address: the same key gives the same chart for ever."""

from collections.abc import Iterator
from dataclasses import dataclass

from leviers.catalogue.published import Published
from leviers.evidence import fictif
from leviers.evidence.donnees import read_donnees
from leviers.graphiques.barres import read_familles, read_listes
from leviers.graphiques.cartes import read_indicateur, read_levier
from leviers.graphiques.distribution import read_distribution
from leviers.graphiques.evolution import find_place, read_evolution
from leviers.graphiques.graphique import Graphique
from leviers.graphiques.niveaux import read_champ, read_leviers
from leviers.graphiques.plan import read_plan
from leviers.reference import territoires, typologie
from leviers.warehouse.read import FICTIF, REEL, Build
from leviers.warehouse.values import list_valeurs

EVOLUTIONS = {
    "achats": ("part-marches-consideration-sociale", "part-marches-ess", "nb-marches"),
    "subventions": ("montant-subventions-ess-eur", "part-subventions-ess", "nb-subventions-ess"),
    "deliberations": ("nb-deliberations-ess", "nb-deliberations"),
}
"""Per theme of the portrait, in order of choice: the first that has two years, else the first known."""


@dataclass(frozen=True)
class Etat:
    """What charts are drawn from: the catalogue as published, and the builds in force by monde."""

    catalogue: Published
    builds: dict[str, Build]

    def find_build(self, slug: str) -> Build | None:
        """Where the data of a territoire are."""
        return self.builds.get(FICTIF if slug == fictif.SLUG else REEL)


def find(cle: str, etat: Etat, *, accent: str = "") -> Graphique | None:
    """The chart of a key, perhaps empty; None when there can be none, or when open data are not there."""
    match cle.split("/"):
        case ["leviers"]:
            return read_leviers(etat.catalogue)
        case ["champs", code]:
            return read_champ(etat.catalogue, code)
        case ["leviers", code, "carte"]:
            return read_levier(etat.catalogue, code)
        case ["indicateurs", code, lien, *rest] if build := etat.builds.get(REEL):
            if rest == ["carte"]:
                return read_indicateur(build, code, lien)
            return None if rest else read_distribution(build, code, lien, accent)
        case ["metropoles", slug, *rest] if build := etat.find_build(slug):
            return _find_of_place(build, slug, rest)
    return None


def _find_of_place(build: Build, slug: str, rest: list[str]) -> Graphique | None:
    match rest:
        case ["carte"]:
            return read_plan(build, slug)
        case ["listes"]:
            return read_listes(build, slug)
        case ["familles"]:
            return read_familles(build, slug)
        case [code, lien]:
            return read_evolution(build, slug, code, lien)
    return None


def choose_evolution(build: Build, slug: str, theme: str, lien: str) -> Graphique | None:
    """What a portrait draws for one theme and kind of body; a series of zeros is left to its table."""
    found = [read_evolution(build, slug, code, lien) for code in EVOLUTIONS[theme]]
    known = [one for one in found if one and any(row["valeur"] for row in one.table.list_records())]
    return next((one for one in known if len(one.table.lignes) > 1), known[0] if known else None)


def group_of_place(build: Build, slug: str) -> dict[str, list[Graphique]]:
    """The charts of one portrait by part of the page; a chart without any figure is left out."""
    place = find_place(build, slug)
    if place is None:
        return {}
    structures = [read_plan(build, slug), read_listes(build, slug)]
    if any(row["famille"] for row in read_donnees(build, place.siren).familles):
        structures.append(read_familles(build, slug))
    found = {"structures": structures} | {
        theme: [choose_evolution(build, slug, theme, lien) for lien in ("metropole", "commune")]
        for theme in EVOLUTIONS
    }
    return {theme: [one for one in drawn if one and not one.est_vide] for theme, drawn in found.items()}


def list_main(etat: Etat) -> Iterator[Graphique]:
    """The charts that pages show, those to draw before anybody asks."""
    yield read_leviers(etat.catalogue)
    for code in typologie.load_champs():
        yield from filter(None, [read_champ(etat.catalogue, code)])
    for code in typologie.load_leviers():
        yield from filter(None, [read_levier(etat.catalogue, code)])
    build = etat.builds.get(REEL)
    if build is None:
        return
    for slug in territoires.index_by_slug():
        for drawn in group_of_place(build, slug).values():
            yield from drawn
    yield from list_of_indicateurs(build)


def list_of_indicateurs(build: Build) -> Iterator[Graphique]:
    """The distribution of every indicator, for each kind of body that has a value."""
    for code, valeurs in list_valeurs(build).items():
        for lien in dict.fromkeys(one.lien for one in valeurs):
            if (one := read_distribution(build, code, lien)) and not one.est_vide:
                yield one
