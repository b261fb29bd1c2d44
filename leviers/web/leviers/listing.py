"""The 50 leviers as a list: where each is repéré, by how many démarches."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from leviers.catalogue.published import Published
from leviers.evidence.coverage import Coverage, cover
from leviers.reference import typologie

CSV_COLUMNS = (
    *("code", "nom", "nom_court", "champ", "definition"),
    *("nb_metropoles", "nb_demarches", "competence_nature", "relu"),
)


@dataclass(frozen=True)
class Row:
    """One levier of the list, as published."""

    levier: typologie.Levier
    definition: str
    competence_nature: str
    relu: bool
    coverage: Coverage


@dataclass(frozen=True)
class Group:
    """The leviers of one champ."""

    champ: typologie.Champ
    rows: tuple[Row, ...]


def group_rows(catalogue: Published, champs: Iterable[typologie.Champ]) -> tuple[Group, ...]:
    """The leviers of the given champs, in the order of the matrix."""
    rows = list_rows(catalogue)
    return tuple(Group(champ, tuple(row for row in rows if row.levier.champ is champ)) for champ in champs)


def list_rows(catalogue: Published) -> tuple[Row, ...]:
    """All the leviers, with or without a published sheet."""
    coverages = cover(catalogue).leviers
    return tuple(
        _as_row(catalogue, levier, coverages[code]) for code, levier in typologie.load_leviers().items()
    )


def as_json(row: Row) -> dict[str, Any]:
    """A row in the words of the model."""
    levier = row.levier
    return {
        "code": levier.code,
        "nom": levier.nom,
        "nom_court": levier.nom_court,
        "champ": levier.champ.code,
        "definition": row.definition,
        "nb_metropoles": row.coverage.nb_metropoles,
        "nb_demarches": row.coverage.nb_demarches,
        "competence_nature": row.competence_nature,
        "relu": row.relu,
    }


def as_csv(row: Row) -> list[Any]:
    """A row in the order of the columns; yes and no in French."""
    content = as_json(row) | {"relu": "oui" if row.relu else "non"}
    return [content[name] for name in CSV_COLUMNS]


def _as_row(catalogue: Published, levier: typologie.Levier, coverage: Coverage) -> Row:
    sheet = catalogue.leviers.get(levier.code)
    if sheet is None:
        return Row(levier, levier.definition, "", False, coverage)
    return Row(levier, sheet.definition, sheet.competence_nature, sheet.relu, coverage)
