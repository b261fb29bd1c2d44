"""The French words of a selection of the matrix: fields to choose from, filters in use, summary."""

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from leviers.evidence.matrix import Filters, Matrix, list_choices
from leviers.reference import territoires, typologie
from leviers.web.kit.typography import NBSP, enumere, nombre, pluriel

LABELS = {
    "champ": "Champ",
    "niveau": "Niveau",
    "region": "Région",
    "population": "Population",
    "metropole": "Métropole",
    "levier": "Levier",
    "tri": "Trier les lignes par",
}
EVERYTHING = {
    "champ": "tous",
    "niveau": "tous",
    "region": "toutes",
    "population": "toutes",
}
IGNORED = {
    "champ": "le champ",
    "niveau": "le niveau",
    "region": "la région",
    "population": "la tranche de population",
    "metropole": "la métropole",
    "levier": "le levier",
    "tri": "le tri",
}


class Option(NamedTuple):
    """One choice of a field."""

    code: str
    nom: str
    is_chosen: bool


@dataclass(frozen=True)
class Field:
    """One select of the form."""

    name: str
    label: str
    options: tuple[Option, ...]


class Chip(NamedTuple):
    """One filter in use, with the address that removes it."""

    label: str
    words: str
    address: str


def list_fields(filters: Filters) -> list[Field]:
    """The selects of the form of filters, each on its present choice."""
    return [_as_field(name, getattr(filters, name)) for name in (*EVERYTHING, "tri")]


def list_chips(filters: Filters, *, en_tableau: bool = False) -> list[Chip]:
    """What filters the page, each with a way to remove it; neither the order of rows nor the title is one."""
    said = {"tri", "metropole" if filters.metropole else "levier"}
    return [
        Chip(
            LABELS[name],
            _say_choice(name, code),
            query_of(filters.without(name), en_tableau=en_tableau) or "?",
        )
        for name, code in filters.given.items()
        if name not in said
    ]


def query_of(filters: Filters, *, en_tableau: bool = False) -> str:
    """The query of an address of the matrix; empty when nothing is asked for."""
    asked = filters.given | ({"vue": "tableau"} if en_tableau else {})
    return f"?{urlencode(asked)}" if asked else ""


def say_summary(matrix: Matrix) -> str:
    """The line above the matrix, counted: « 451 usages repérés sur 1 100 ; 22 métropoles, 50 leviers »."""
    size = f"{pluriel(len(matrix.rows), 'métropole')}, {pluriel(len(matrix.leviers), 'levier')}"
    found = pluriel(matrix.nb_reperes, "usage repéré", "usages repérés")
    return f"{found} sur {nombre(matrix.nb_cases)}\u202f; {size}"


def say_ignored(names: list[str]) -> str:
    """The sentence that tells which filters were not understood; empty when all were."""
    if not names:
        return ""
    words = enumere([IGNORED[name] for name in names])
    subject = words[:1].upper() + words[1:]
    if len(names) > 1:
        return f"{subject} demandés n’existent pas{NBSP}: ces filtres sont ignorés."
    feminine = "e" if words.startswith("la ") else ""
    return f"{subject} demandé{feminine} n’existe pas{NBSP}: ce filtre est ignoré."


def say_title(filters: Filters) -> str:
    """What the page reads: the whole matrix, one métropole or one levier."""
    if filters.metropole:
        return territoires.index_by_slug()[filters.metropole].nom
    if filters.levier:
        return typologie.load_leviers()[filters.levier].nom
    return ""


def _as_field(name: str, chosen: str) -> Field:
    first = [Option("", EVERYTHING[name], not chosen)] if name in EVERYTHING else []
    choices = [Option(code, _say_choice(name, code), code == chosen) for code in list_choices()[name]]
    return Field(name, LABELS[name], (*first, *choices))


def _say_choice(name: str, code: str) -> str:
    nom = list_choices()[name][code]
    last = [*list_choices()["niveau"]][-1]
    return f"{nom} et plus" if name == "niveau" and code != last else nom
