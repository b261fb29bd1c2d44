"""Indicators and their values as data: the same words in JSON and in CSV."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.conf import settings

from leviers.evidence.fictif import list_territoires
from leviers.warehouse.indicateurs import COLUMNS as VALEUR
from leviers.warehouse.indicateurs import Indicateur, load_indicateurs
from leviers.warehouse.read import Build
from leviers.warehouse.values import Valeur, list_valeurs
from leviers.web.indicateurs import figures
from leviers.web.indicateurs.page import Page
from leviers.web.kit.jinja import reverse_url

COLUMNS = ("code", "territoire", *VALEUR, "unite", "adresse")
LICENCE = "Licence Ouverte 2.0"


def describe_list(monde: str) -> dict[str, Any]:
    """Every indicator with the SIREN of the territoires that have a value, by kind of body."""
    build = figures.find_build(monde)
    values = list_valeurs(build) if build else {}
    return {
        "licence": LICENCE,
        "monde": monde,
        "build": build.numero if build else None,
        "indicateurs": [
            _describe(one) | {"territoires": _list_sirens(values.get(one.code, ()))}
            for one in load_indicateurs().values()
        ],
    }


def describe_indicateur(page: Page) -> dict[str, Any]:
    """One document, its query, its sources with their day, its values."""
    return _describe(page.indicateur) | {
        "licence": LICENCE,
        "build": page.build.numero if page.build else None,
        "est_fictif": page.est_fictif,
        "sources_lues": [asdict(source) for source in page.sources],
        "requete": page.requete,
        "valeurs": [describe_valeur(one, page.build) for one in page.valeurs] if page.build else [],
    }


def describe_valeur(valeur: Valeur, build: Build) -> dict[str, Any]:
    """One value with its address and the build that computed it."""
    place = _name(valeur, build)
    return asdict(valeur) | {
        "territoire": place.nom,
        "build": build.numero,
        "est_fictif": build.est_fictif,
        "adresse": f"{settings.SITE_URL}{figures.write_address(place.slug, valeur)}",
    }


def list_rows(monde: str, code: str = "") -> Iterator[list[Any]]:
    """Every value in the order of COLUMNS, of one indicator or of all."""
    build = figures.find_build(monde)
    if build is None:
        return
    known = load_indicateurs()
    for name, valeurs in list_valeurs(build).items():
        for valeur in valeurs if code in ("", name) else ():
            given = describe_valeur(valeur, build) | {"unite": known[name].unite}
            yield [given[column] for column in COLUMNS]


def _name(valeur: Valeur, build: Build) -> Any:
    places = {place.siren: place for place in list_territoires(build.monde)}
    return places[valeur.territoire_siren]


def _describe(indicateur: Indicateur) -> dict[str, Any]:
    page = f"{settings.SITE_URL}{reverse_url('indicateur', indicateur.code)}"
    return asdict(indicateur) | {"adresse": page}


def _list_sirens(valeurs: tuple[Valeur, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in valeurs:
        if one.territoire_siren not in found.setdefault(one.lien, []):
            found[one.lien].append(one.territoire_siren)
    return found
