"""The list of the indicators by theme, with the territoires that have a value."""

from collections.abc import Iterator
from dataclasses import dataclass

from leviers.evidence.fictif import list_territoires
from leviers.warehouse.indicateurs import LIENS, THEMES, Indicateur, load_indicateurs
from leviers.warehouse.read import Build
from leviers.warehouse.values import Valeur, group_by_lien, list_valeurs
from leviers.web.kit.typography import annees

NOMS = {
    "marches": "Marchés publics",
    "subventions": "Subventions",
    "structures": "Structures de l’ESS",
    "deliberations": "Délibérations",
    "transparence": "Transparence des données",
}


@dataclass(frozen=True)
class Reach:
    """Who has a value, for one kind of body; `marks` follows the métropoles by population."""

    lien: str
    nom: str
    noms: tuple[str, ...]
    marks: tuple[bool, ...]
    periode: str


@dataclass(frozen=True)
class Entry:
    """One indicator of the list."""

    indicateur: Indicateur
    reaches: tuple[Reach, ...]


@dataclass(frozen=True)
class Theme:
    """One part of the list."""

    code: str
    nom: str
    entries: tuple[Entry, ...]


def list_themes(build: Build | None, monde: str) -> list[Theme]:
    """Every indicator, whether it has values or not."""
    values = list_valeurs(build) if build else {}
    entries = [
        Entry(one, tuple(_list_reaches(values.get(one.code, ()), monde)))
        for one in load_indicateurs().values()
    ]
    return [
        Theme(code, NOMS[code], tuple(one for one in entries if one.indicateur.theme == code))
        for code in THEMES
    ]


def _list_reaches(valeurs: tuple[Valeur, ...], monde: str) -> Iterator[Reach]:
    places = list_territoires(monde)
    for lien, found in group_by_lien(valeurs).items():
        sirens = {one.territoire_siren for one in found}
        marks = tuple(place.siren in sirens for place in places)
        noms = tuple(place.nom_court for place in places if place.siren in sirens)
        years = [one.annee for one in found if one.annee is not None]
        periode = annees(min(years), max(years)) if years else "année inconnue"
        yield Reach(lien, LIENS[lien], noms, marks, periode)
