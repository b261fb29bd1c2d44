"""The 50 leviers and the 22 métropoles as lists, in the words of the open data."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from leviers.catalogue.published import Published
from leviers.evidence.coverage import Coverage, cover
from leviers.evidence.portrait import Portrait
from leviers.evidence.usages import Usage
from leviers.reference import typologie
from leviers.reference.territoires import Metropole


@dataclass(frozen=True)
class Row:
    """One levier of the list, as published."""

    levier: typologie.Levier
    definition: str
    competence_nature: str
    relu: bool
    coverage: Coverage


def list_leviers(catalogue: Published) -> tuple[Row, ...]:
    """All the leviers, with or without a published sheet, in the order of the matrix."""
    coverages = cover(catalogue).leviers
    return tuple(
        _as_row(catalogue, levier, coverages[code]) for code, levier in typologie.load_leviers().items()
    )


def describe_levier(row: Row) -> dict[str, Any]:
    """A levier of the list."""
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


def describe_territoire(territoire: Metropole) -> dict[str, Any]:
    """Who a territoire is; the invented one has no région and no day of creation."""
    return {
        "siren": territoire.siren,
        "slug": territoire.slug,
        "nom": territoire.nom,
        "region": territoire.region if territoire.region_code else None,
        "population": territoire.population,
        "population_annee": territoire.population_annee,
        "nb_communes": territoire.nb_communes,
        "date_creation": territoire.date_creation or None,
    }


def describe_champs(portrait: Portrait) -> list[dict[str, Any]]:
    """What is repéré in a métropole, champ by champ."""
    return [
        {
            "code": part.champ.code,
            "nb_leviers": len(part.marks),
            "nb_leviers_reperes": len(part.reperes),
            "nb_demarches": len(part.demarches),
        }
        for part in portrait.parts
    ]


def describe_usage(usage: Usage) -> dict[str, Any]:
    """One cell of the matrix."""
    return {
        "territoire_siren": usage.territoire.siren,
        "territoire": usage.territoire.nom,
        "region": usage.territoire.region if usage.territoire.region_code else None,
        "levier": usage.levier.code,
        "levier_nom": usage.levier.nom,
        "champ": usage.levier.champ.code,
        "niveau_rang": usage.niveau.rang,
        "niveau": usage.niveau.code,
        "nb_demarches": len(usage.demarches),
        "demarches": [demarche.id for demarche in usage.demarches],
    }


def _as_row(catalogue: Published, levier: typologie.Levier, coverage: Coverage) -> Row:
    sheet = catalogue.leviers.get(levier.code)
    if sheet is None:
        return Row(levier, levier.definition, "", False, coverage)
    return Row(levier, sheet.definition, sheet.competence_nature, sheet.relu, coverage)


def select_usages(usages: Iterable[Usage], *, champs: set[str], niveaux: set[str]) -> list[Usage]:
    """Those of some champs and some niveaux; an empty set asks for all."""
    return [
        usage
        for usage in usages
        if (not champs or usage.levier.champ.code in champs) and (not niveaux or usage.niveau.code in niveaux)
    ]
