"""Cells of the matrix as a reader meets them: form, address, spoken name."""

from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from markupsafe import Markup

from leviers.evidence.matrix import Matrix
from leviers.evidence.repertoire import describe_usage
from leviers.evidence.usages import Usage, Usages
from leviers.reference import typologie
from leviers.reference.typologie import Champ
from leviers.web.answers import csv_line
from leviers.web.kit.jinja import environment_in_use, reverse_url
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


def draw_rows(matrix: Matrix, usages: Usages) -> list[Markup]:
    """Cells of every row; blank where the usage is below the niveau asked for, a champ starts marked."""
    drawn, firsts = _draw_cells(usages), _list_firsts()
    blanks = [_template().blank(levier.code in firsts) for levier in matrix.leviers]
    return [
        Markup(  # noqa: S704 (each cell comes out of a template)
            "".join(drawn[usage] if usage else blank for usage, blank in zip(row.usages, blanks, strict=True))
        )
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


def say_usage(usage: Usage) -> str:
    """What a cell says aloud: « SPASER, Nantes Métropole : documenté, 2 démarches »."""
    count = f", {pluriel(len(usage.demarches), 'démarche')}" if usage.demarches else ""
    return f"{usage.levier.nom_court}, {usage.territoire.nom}{NBSP}: {usage.niveau.nom}{count}"


@lru_cache(maxsize=2)
def list_records(usages: Usages) -> dict[Usage, dict[str, Any]]:
    """Every usage of one version in the words of the open data."""
    return {usage: as_record(usage) for usage in usages.by_key.values()}


@lru_cache(maxsize=2)
def write_lines(usages: Usages) -> dict[Usage, str]:
    """The same as lines of the CSV, in the order of COLUMNS."""
    records = list_records(usages).items()
    return {usage: csv_line([record[name] for name in COLUMNS]) for usage, record in records}


def as_record(usage: Usage) -> dict[str, Any]:
    """One usage in the words of the open data."""
    address = settings.SITE_URL + reverse_url("usage", usage.territoire.slug, usage.levier.code)
    return describe_usage(usage) | {"adresse": address}


def _as_item(usage: Usage, nom: str) -> Item:
    return Item(usage, nom, reverse_url("usage", usage.territoire.slug, usage.levier.code))


@lru_cache(maxsize=2)
def _draw_cells(usages: Usages) -> dict[Usage, Markup]:
    """The 1,100 cells of one version: drawing them anew would be most of the time of the page."""
    firsts = _list_firsts()
    return {
        usage: _template().draw(usage, say_usage(usage), usage.levier.code in firsts)
        for usage in usages.by_key.values()
    }


@cache
def _list_firsts() -> frozenset[str]:
    """Codes of the first levier of each champ."""
    firsts: dict[str, str] = {}
    for code, levier in typologie.load_leviers().items():
        firsts.setdefault(levier.champ.code, code)
    return frozenset(firsts.values())


def _template() -> Any:
    return environment_in_use().get_template("matrice/case.html").module
