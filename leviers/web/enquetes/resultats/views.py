"""Doors of the results of surveys: campaigns, one of them, the answers of one territoire; their twins."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.survey.exports import KINDS, write_export
from leviers.survey.resultats import read_resultats
from leviers.web.answers import csv_answer, csv_line, depends_on_builds, json_answer
from leviers.web.enquetes.resultats import listing, territoire, twin
from leviers.web.enquetes.resultats.page import Page, read_given


@require_safe
@depends_on_builds
def list_enquetes(request: HttpRequest) -> HttpResponse:
    """Campaigns, with where each one stands."""
    return render(request, "enquetes/resultats/liste.html", {"entries": list(listing.list_campagnes())})


@require_safe
@depends_on_builds
def enquetes_json(_request: HttpRequest) -> HttpResponse:
    """The same as data."""
    rows = [twin.describe_entry(entry) for entry in listing.list_campagnes()]
    return json_answer({"nb": len(rows), "licence": "Licence Ouverte 2.0", "enquetes": rows})


@require_safe
@depends_on_builds
def enquetes_csv(_request: HttpRequest) -> HttpResponse:
    """The same as a table."""
    rows = map(twin.describe_entry, listing.list_campagnes())
    lines = (csv_line(row[name] for name in listing.COLUMNS) for row in rows)
    return csv_answer("enquetes", listing.COLUMNS, lines)


@require_safe
@depends_on_builds
def show_enquete(request: HttpRequest, campagne: str) -> HttpResponse:
    """Results of one campaign."""
    page = _read_page(request, campagne)
    context = {"page": page, "resultats": page.resultats, "campagne": page.resultats.campagne, "kinds": KINDS}
    return render(request, "enquetes/resultats/resultats.html", context)


@require_safe
@depends_on_builds
def enquete_json(request: HttpRequest, campagne: str) -> HttpResponse:
    """The same as data."""
    return json_answer(twin.describe_page(_read_page(request, campagne)))


@require_safe
@depends_on_builds
def enquete_csv(request: HttpRequest, campagne: str) -> HttpResponse:
    """Every count, one a row."""
    found = _read_page(request, campagne).resultats
    return csv_answer(f"enquete-{campagne}", twin.COLUMNS, map(csv_line, twin.list_rows(found)))


@require_safe
@depends_on_builds
def show_territoire(request: HttpRequest, campagne: str, slug: str) -> HttpResponse:
    """The published answers of one territoire, and what was said of them."""
    dossier = territoire.read_dossier(listing.find_campagne(campagne), slug)
    context = {"dossier": dossier, "stades": territoire.STADES, "conclusions": territoire.CONCLUSIONS}
    return render(request, "enquetes/resultats/territoire.html", context)


@require_safe
@depends_on_builds
def territoire_json(_request: HttpRequest, campagne: str, slug: str) -> HttpResponse:
    """The same as data."""
    return json_answer(twin.describe_dossier(territoire.read_dossier(listing.find_campagne(campagne), slug)))


@require_safe
@depends_on_builds
def download_export(_request: HttpRequest, campagne: str, kind: str) -> HttpResponse:
    """The answers that may be named, as one file: never more than the page shows."""
    found = listing.find_campagne(campagne)
    response = HttpResponse(write_export(found, kind), content_type=KINDS[kind].type_mime)
    response.headers["Content-Disposition"] = f'attachment; filename="{campagne}.{KINDS[kind].suffixe}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _read_page(request: HttpRequest, code: str) -> Page:
    return Page(read_resultats(listing.find_campagne(code)), read_given(request.GET))
