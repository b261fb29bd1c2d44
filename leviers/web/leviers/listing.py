"""The 50 leviers as a list: where each is repéré, by how many démarches."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from leviers.catalogue.published import Published
from leviers.evidence.repertoire import Row, describe_levier, list_leviers
from leviers.reference import typologie

CSV_COLUMNS = (
    *("code", "nom", "nom_court", "champ", "definition"),
    *("nb_metropoles", "nb_demarches", "competence_nature", "relu"),
)


@dataclass(frozen=True)
class Group:
    """The leviers of one champ."""

    champ: typologie.Champ
    rows: tuple[Row, ...]


def group_rows(catalogue: Published, champs: Iterable[typologie.Champ]) -> tuple[Group, ...]:
    """The leviers of the given champs, in the order of the matrix."""
    rows = list_leviers(catalogue)
    return tuple(Group(champ, tuple(row for row in rows if row.levier.champ is champ)) for champ in champs)


def as_csv(row: Row) -> list[Any]:
    """A row in the order of the columns; yes and no in French."""
    content = describe_levier(row) | {"relu": "oui" if row.relu else "non"}
    return [content[name] for name in CSV_COLUMNS]
