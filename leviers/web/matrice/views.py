"""Doors of the matrix: the table, one line of it; each with its twins."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from leviers.catalogue import published
from leviers.catalogue.published import Published
from leviers.evidence import matrix, usages
from leviers.evidence.matrix import Matrix
from leviers.web.answers import csv_answer, depends_on_catalogue, json_answer
from leviers.web.matrice import cells, words


@require_safe
@depends_on_catalogue
def show_matrice(request: HttpRequest) -> HttpResponse:
    """The table, or the list of one métropole or one levier when the address names it."""
    catalogue = published.current()
    shown, ignored = _read(request, catalogue)
    filters, en_tableau = shown.filters, request.GET.get("vue") == "tableau"
    releve = usages.compute_usages(catalogue).releve
    context = {
        "matrix": shown,
        "titre": words.say_title(filters),
        "resume": words.say_summary(shown),
        "ignored": words.say_ignored(ignored),
        "fields": words.list_fields(filters),
        "chips": words.list_chips(filters, en_tableau=en_tableau),
        "query": words.query_of(filters),
        "whole": words.query_of(filters.without("metropole").without("levier")),
        "legend": matrix.count_states(usages.compute_usages(catalogue)),
        "en_tableau": en_tableau,
        "a_jour_le": _find_last_change(catalogue),
        "build": releve.build.numero if releve else "",
    }
    if filters.metropole or filters.levier:
        return render(request, "matrice/liste.html", context | {"sections": cells.list_sections(shown)})
    drawn = cells.draw_rows(shown, usages.compute_usages(catalogue))
    rows = list(zip(shown.rows, drawn, strict=True))
    return render(request, "matrice/matrice.html", context | {"rows": rows})


@require_safe
@depends_on_catalogue
def matrice_json(request: HttpRequest) -> HttpResponse:
    """The usages shown by the page of the same address, with the legend."""
    catalogue = published.current()
    shown, ignored = _read(request, catalogue)
    records = cells.list_records(usages.compute_usages(catalogue))
    return json_answer(
        {
            "titre": "La matrice des leviers",
            "adresse": f"{settings.SITE_URL}/matrice/{words.query_of(shown.filters)}",
            "licence": "Licence Ouverte 2.0",
            "version": shown.version,
            "filtres": shown.filters.given,
            "filtres_ignores": ignored,
            "legende": [_as_legend(niveau) for niveau in matrix.STATES],
            "nb_cases": shown.nb_cases,
            "nb_usages_reperes": shown.nb_reperes,
            "usages": [records[usage] for usage in shown.usages],
        }
    )


@require_safe
@depends_on_catalogue
def matrice_csv(request: HttpRequest) -> HttpResponse:
    """The usages shown by the page of the same address, one a row."""
    catalogue = published.current()
    shown, _ignored = _read(request, catalogue)
    lines = cells.write_lines(usages.compute_usages(catalogue))
    return csv_answer("leviers-matrice", cells.COLUMNS, (lines[usage] for usage in shown.usages))


def _read(request: HttpRequest, catalogue: Published) -> tuple[Matrix, list[str]]:
    filters, ignored = matrix.read_filters(request.GET.dict())
    return matrix.build_matrix(usages.compute_usages(catalogue), filters), ignored


def _find_last_change(catalogue: Published) -> date | None:
    """Day of the last publication; unknown while nothing is published."""
    moments = [demarche.modifiee_le for demarche in catalogue.demarches.values()]
    return timezone.localdate(max(moments)) if moments else None


def _as_legend(niveau: Any) -> dict[str, Any]:
    return {name: getattr(niveau, name) for name in ("code", "rang", "nom", "signe", "phrase")}
