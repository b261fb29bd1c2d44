"""Cells of the matrix as a reader meets them: form, address, spoken name."""

from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse

from leviers.evidence.matrix import Matrix
from leviers.evidence.usages import Usage
from leviers.reference.typologie import Champ
from leviers.web.kit.typography import NBSP, pluriel

COLUMNS = (
    "territoire_siren",
    "territoire",
    "region",
    "levier",
    "levier_nom",
    "champ",
    "niveau_rang",
    "niveau",
    "nb_demarches",
    "demarches",
    "adresse",
)


class Cell(NamedTuple):
    """One cell; `href` and `nom` are empty where the usage is below the niveau asked for."""

    classes: str
    href: str
    nom: str
    signe: str


def draw_rows(matrix: Matrix) -> list[list[Cell]]:
    """Cells of every row; the first of a champ is marked, a usage repéré carries the colour of its champ."""
    firsts = {group.leviers[0].code for group in matrix.groups}
    columns = [("c-debut" if levier.code in firsts else "", levier) for levier in matrix.leviers]
    return [
        [
            _draw(usage, debut) if usage else Cell(debut, "", "", "")
            for usage, (debut, _levier) in zip(row.usages, columns, strict=True)
        ]
        for row in matrix.rows
    ]


class Item(NamedTuple):
    """One usage in a list, named by what the list does not already say."""

    usage: Usage
    nom: str
    href: str


def list_sections(matrix: Matrix) -> list[tuple[Champ | None, list[Item]]]:
    """The usages of one métropole by champ, or those of one levier together."""
    if not matrix.filters.metropole:
        return [(None, [_as_item(usage, usage.territoire.nom) for usage in matrix.usages])]
    sections = [
        (
            group.champ,
            [_as_item(usage, usage.levier.nom) for usage in matrix.usages if usage.levier in group.leviers],
        )
        for group in matrix.groups
    ]
    return [(champ, items) for champ, items in sections if items]


@cache
def address_of(slug: str, code: str) -> str:
    """Address of the page of one usage; the 1,100 are kept, because finding each takes microseconds."""
    return reverse("usage", args=(slug, code))


def say_usage(usage: Usage) -> str:
    """What a cell says aloud: « SPASER, Nantes Métropole : documenté, 2 démarches »."""
    count = f", {pluriel(len(usage.demarches), 'démarche')}" if usage.demarches else ""
    return f"{usage.levier.nom_court}, {usage.territoire.nom}{NBSP}: {usage.niveau.nom}{count}"


def as_record(usage: Usage) -> dict[str, Any]:
    """One usage in the words of the open data."""
    return {
        "territoire_siren": usage.territoire.siren,
        "territoire": usage.territoire.nom,
        "region": usage.territoire.region,
        "levier": usage.levier.code,
        "levier_nom": usage.levier.nom,
        "champ": usage.levier.champ.code,
        "niveau_rang": usage.niveau.rang,
        "niveau": usage.niveau.code,
        "nb_demarches": len(usage.demarches),
        "demarches": [demarche.id for demarche in usage.demarches],
        "adresse": settings.SITE_URL + address_of(usage.territoire.slug, usage.levier.code),
    }


def _as_item(usage: Usage, nom: str) -> Item:
    return Item(usage, nom, address_of(usage.territoire.slug, usage.levier.code))


def _draw(usage: Usage, debut: str) -> Cell:
    colour = f"champ-{usage.levier.champ.code}" if usage.est_repere else ""
    href = address_of(usage.territoire.slug, usage.levier.code)
    return Cell(f"{debut} {colour}".strip(), href, say_usage(usage), usage.niveau.signe)
