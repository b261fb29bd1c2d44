"""Doors of the indicators: the list, one indicator, one value with its rows; each with its twins."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.catalogue.models import Signalement
from leviers.participation import examen
from leviers.warehouse.read import FICTIF, REEL
from leviers.web.answers import csv_answer, csv_line, depends_on_catalogue, json_answer
from leviers.web.demarches.listing import read_page
from leviers.web.indicateurs import figures, listing, twin
from leviers.web.indicateurs.lignes import COLUMNS, Way
from leviers.web.indicateurs.page import Page

SUJET = Signalement.Sujet.INDICATEUR


@require_safe
@depends_on_catalogue
def list_indicateurs(request: HttpRequest) -> HttpResponse:
    """The indicators by theme."""
    monde = _read_monde(request)
    build = figures.find_build(monde)
    context = {
        "themes": listing.list_themes(build, monde),
        "build": build,
        "est_fictif": monde == FICTIF,
        "has_fictif": figures.find_build(FICTIF) is not None,
    }
    return render(request, "indicateurs/liste.html", context)


@require_safe
@depends_on_catalogue
def indicateurs_json(request: HttpRequest) -> HttpResponse:
    """Every document, and who has a value."""
    return json_answer(twin.describe_list(_read_monde(request)))


@require_safe
@depends_on_catalogue
def indicateurs_csv(request: HttpRequest) -> HttpResponse:
    """Every value of every indicator, one a row."""
    lines = (csv_line(row) for row in twin.list_rows(_read_monde(request)))
    return csv_answer("leviers-indicateurs", twin.COLUMNS, lines)


@require_safe
@depends_on_catalogue
def show_indicateur(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: its document and its values."""
    page = _read_indicateur(request, code)
    context = {
        "page": page,
        "has_fictif": figures.find_build(FICTIF) is not None,
        "nb_personnes": examen.count_thanked(SUJET, code, has_parts=True),
    }
    return render(request, "indicateurs/indicateur.html", context)


@require_safe
@depends_on_catalogue
def indicateur_json(request: HttpRequest, code: str) -> HttpResponse:
    """The same, as data."""
    return json_answer(twin.describe_indicateur(_read_indicateur(request, code)))


@require_safe
@depends_on_catalogue
def indicateur_csv(request: HttpRequest, code: str) -> HttpResponse:
    """Its values, one a row."""
    figures.find_indicateur(code)
    lines = (csv_line(row) for row in twin.list_rows(_read_monde(request), code))
    return csv_answer(f"leviers-{code}", twin.COLUMNS, lines)


@require_safe
@depends_on_catalogue
def show_valeur(request: HttpRequest, code: str, slug: str, lien: str, annee: str) -> HttpResponse:
    """One value and the rows it was computed from, fifty a page."""
    way = _find_way(code, slug, lien, annee)
    way.show(read_page(request.GET.get("page", "")))
    context = {
        "way": way,
        "valeur": way.valeur,
        "indicateur": way.indicateur,
        "place": way.place,
        "nb_personnes": examen.count_thanked(SUJET, f"{code}/{slug}/{annee}/{lien}"),
    }
    return render(request, "indicateurs/valeur.html", context)


@require_safe
@depends_on_catalogue
def valeur_json(_request: HttpRequest, code: str, slug: str, lien: str, annee: str) -> HttpResponse:
    """The same with every row."""
    way = _find_way(code, slug, lien, annee)
    content: dict[str, Any] = twin.describe_valeur(way.valeur, way.build) | {
        "titre": way.indicateur.titre,
        "unite": way.indicateur.unite,
        "limites": way.indicateur.limites,
        "total": asdict(way.total),
        "calcul": way.calcul,
        "commande": way.commande,
        "requete": way.requete,
        "fichiers": way.list_fichiers(),
    }
    return json_answer(content | {"lignes": [way.as_object(row) for row in way.lignes]})


@require_safe
@depends_on_catalogue
def valeur_csv(_request: HttpRequest, code: str, slug: str, lien: str, annee: str) -> HttpResponse:
    """Every row of one value."""
    way = _find_way(code, slug, lien, annee)
    lines = (csv_line(way.as_row(row)) for row in way.lignes)
    return csv_answer(f"leviers-{code}-{slug}-{lien}-{annee}", COLUMNS, lines)


def _read_monde(request: HttpRequest) -> str:
    return FICTIF if request.GET.get("monde") == FICTIF else REEL


def _read_indicateur(request: HttpRequest, code: str) -> Page:
    indicateur = figures.find_indicateur(code)
    monde = _read_monde(request)
    return Page(indicateur, figures.find_build(monde), monde, request.GET.get("tri", ""))


def _find_way(code: str, slug: str, lien: str, annee: str) -> Way:
    build, valeur = figures.find_valeur(code, slug, annee, lien)
    return Way(build, figures.find_indicateur(code), figures.find_place(slug), valeur)
