"""A démarche as a row of the CSV and as an object of the JSON: the same words in both."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings

from leviers.catalogue.objects import describe_demarche
from leviers.catalogue.published import Demarche, Published
from leviers.web.answers import csv_line
from leviers.web.kit.jinja import reverse_url

COLUMNS = (
    "id",
    "territoire_siren",
    "territoire",
    "titre",
    "champ",
    "leviers",
    "levier",
    "description",
    "annee_debut",
    "annee_fin",
    "statut",
    "montant_eur",
    "montant_precision",
    "partenaires",
    "sources",
    "confiance",
    "verifiee_le",
    "adresse",
)


@lru_cache(maxsize=2)
def write_lines(catalogue: Published) -> dict[Demarche, str]:
    """Every line of the CSV, written once per version."""
    return {demarche: csv_line(as_row(demarche)) for demarche in catalogue.demarches.values()}


@lru_cache(maxsize=2)
def list_objects(catalogue: Published) -> dict[Demarche, dict[str, Any]]:
    """Every object of the JSON, described once per version."""
    return {demarche: as_object(demarche) for demarche in catalogue.demarches.values()}


def as_row(demarche: Demarche) -> Sequence[Any]:
    """Cells in the order of COLUMNS; sources by their address."""
    given = {
        "territoire_siren": demarche.territoire.siren,
        "territoire": demarche.territoire.nom,
        "champ": demarche.champ.code,
        "leviers": [levier.code for levier in demarche.leviers],
        "sources": [source.url for source in demarche.sources],
        "adresse": address(demarche),
    }
    return [given[name] if name in given else getattr(demarche, name) for name in COLUMNS]


def as_object(demarche: Demarche) -> dict[str, Any]:
    """Everything known of a démarche, and its address."""
    return describe_demarche(demarche) | {"adresse": address(demarche)}


def address(demarche: Demarche) -> str:
    """Stable address of the sheet, with the name of the site."""
    return f"{settings.SITE_URL}{reverse_url('demarche', demarche.id)}"
