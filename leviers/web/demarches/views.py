"""Démarches: the list and its twins, the sheet and its twin."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.catalogue import published
from leviers.catalogue.published import Demarche, Published
from leviers.participation.articles.publies import list_about
from leviers.search.demarches import Result, select_demarches
from leviers.search.selection import read_selection
from leviers.web.answers import csv_answer, depends_on_catalogue, json_answer
from leviers.web.commentaires.lien import paroles_of
from leviers.web.demarches.listing import Listing, read_page
from leviers.web.demarches.rows import COLUMNS, as_object, list_objects, write_lines
from leviers.web.demarches.sentence import tell_result
from leviers.web.demarches.sheet import Sheet


@require_safe
@depends_on_catalogue
def list_demarches(request: HttpRequest) -> HttpResponse:
    """A selection of démarches, twenty a page."""
    listing = Listing(_select(request), read_page(request.GET.get("page", "")))
    return render(request, "demarches/liste.html", {"listing": listing, "result": listing.result})


@require_safe
@depends_on_catalogue
def demarches_json(request: HttpRequest) -> HttpResponse:
    """The whole selection, in the order of the page."""
    result = _select(request)
    content: dict[str, Any] = {"selection": result.selection.as_words(), "phrase": tell_result(result)}
    content |= {"nb": result.nb, "version": result.version}
    objects = list_objects(result.catalogue)
    return json_answer(content | {"demarches": [objects[demarche] for demarche in result.demarches]})


@require_safe
@depends_on_catalogue
def demarches_csv(request: HttpRequest) -> HttpResponse:
    """The whole selection, in the order of the page."""
    result = _select(request)
    lines = write_lines(result.catalogue)
    return csv_answer("demarches", COLUMNS, (lines[demarche] for demarche in result.demarches))


@require_safe
@depends_on_catalogue
def show_demarche(request: HttpRequest, code: str) -> HttpResponse:
    """Everything known of one démarche."""
    catalogue = published.current()
    sheet = Sheet(find_demarche(code, catalogue), catalogue)
    context: dict[str, Any] = {"sheet": sheet, "demarche": sheet.demarche}
    context["paroles"] = paroles_of("demarche", code)
    context["qui_en_parlent"] = list_about(catalogue, "demarche", code)
    return render(request, "demarches/fiche.html", context)


@require_safe
@depends_on_catalogue
def demarche_json(_request: HttpRequest, code: str) -> HttpResponse:
    """The same, as data."""
    sheet = _read_sheet(code)
    beside = {
        "semblables": [one.demarche.id for one in sheet.similar],
        "actes": [appui.as_object() for appui in sheet.appuis],
    }
    return json_answer(as_object(sheet.demarche) | beside)


def find_demarche(code: str, catalogue: Published) -> Demarche:
    """A published démarche by its identifier, or a 404 that says what to do."""
    demarche = catalogue.demarches.get(code)
    if demarche is None:
        raise Http404("Cette démarche n’existe pas, ou n’est plus publiée. Cherchez-la dans la liste.")
    return demarche


def _read_sheet(code: str) -> Sheet:
    catalogue = published.current()
    return Sheet(find_demarche(code, catalogue), catalogue)


def _select(request: HttpRequest) -> Result:
    return select_demarches(read_selection(dict(request.GET.lists())))
