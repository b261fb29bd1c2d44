"""The 22 métropoles as a list: who they are, and what is repéré there. Never a ranking."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from leviers.catalogue.published import Published
from leviers.evidence.matrix import fold
from leviers.evidence.portrait import Portrait, draw_portrait
from leviers.evidence.repertoire import describe_territoire
from leviers.reference import territoires
from leviers.reference.territoires import Metropole

CSV_COLUMNS = (
    *("siren", "slug", "nom", "region", "population", "population_annee", "nb_communes"),
    *("date_creation", "nb_demarches", "nb_leviers_reperes"),
)
BY_POPULATION = "population"

# Orders offered: what a métropole is, never how much was found there.
ORDERS: dict[str, Callable[[Metropole], Any]] = {
    BY_POPULATION: lambda metropole: -metropole.population,
    "nom": lambda metropole: fold(metropole.nom_court),
    "region": lambda metropole: (fold(metropole.region), -metropole.population),
}


@dataclass(frozen=True)
class Row:
    """One métropole of the list; `marks` is its line of the matrix, one group for each champ."""

    metropole: Metropole
    nb_demarches: int
    nb_leviers_reperes: int
    marks: tuple[tuple[str, tuple[bool, ...]], ...]


def list_rows(catalogue: Published, tri: str = BY_POPULATION) -> tuple[Row, ...]:
    """The 22 in the order asked for; an unknown order is the order of the population."""
    order = ORDERS.get(tri, ORDERS[BY_POPULATION])
    metropoles = sorted(territoires.load_metropoles().values(), key=order)
    return tuple(_as_row(draw_portrait(catalogue, metropole)) for metropole in metropoles)


def as_json(row: Row) -> dict[str, Any]:
    """A row in the words of the model."""
    return describe_territoire(row.metropole) | {
        "nb_demarches": row.nb_demarches,
        "nb_leviers_reperes": row.nb_leviers_reperes,
    }


def as_csv(row: Row) -> list[Any]:
    """A row in the order of the columns."""
    content = as_json(row)
    return [content[name] for name in CSV_COLUMNS]


def _as_row(portrait: Portrait) -> Row:
    return Row(
        portrait.metropole,
        len(portrait.demarches),
        portrait.nb_leviers_reperes,
        tuple((part.champ.code, part.marks) for part in portrait.parts),
    )
