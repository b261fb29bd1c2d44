"""Pages of the leviers: the list, and the sheet of each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.catalogue import published
from leviers.catalogue.published import Published
from leviers.directory.annonces.cooperations import list_published
from leviers.evidence import repertoire
from leviers.graphiques.cartes import read_levier
from leviers.participation.articles.publies import list_about
from leviers.reference import typologie
from leviers.web.answers import csv_answer, csv_line, depends_on_catalogue, json_answer
from leviers.web.commentaires.lien import paroles_of
from leviers.web.graphiques.figure import Figure, found_or_404
from leviers.web.leviers import listing, twin
from leviers.web.leviers.sheet import Sheet, build_sheet


@require_safe
@depends_on_catalogue
def list_leviers(request: HttpRequest) -> HttpResponse:
    """The 50, by champ; `?champ=` keeps one, an unknown one keeps them all."""
    champs = typologie.load_champs()
    chosen = champs.get(request.GET.get("champ", ""))
    groups = listing.group_rows(published.current(), [chosen] if chosen else champs.values())
    sizes = [
        (champ, sum(levier.champ is champ for levier in typologie.load_leviers().values()))
        for champ in champs.values()
    ]
    return render(request, "leviers/liste.html", {"groups": groups, "chosen": chosen, "sizes": sizes})


@require_safe
@depends_on_catalogue
def leviers_json(_request: HttpRequest) -> HttpResponse:
    """The 50 as data."""
    rows = repertoire.list_leviers(published.current())
    return json_answer({"nb": len(rows), "leviers": [repertoire.describe_levier(row) for row in rows]})


@require_safe
@depends_on_catalogue
def leviers_csv(_request: HttpRequest) -> HttpResponse:
    """The 50 as a table."""
    rows = repertoire.list_leviers(published.current())
    return csv_answer("leviers", listing.CSV_COLUMNS, (csv_line(listing.as_csv(row)) for row in rows))


@require_safe
@depends_on_catalogue
def show_levier(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet of one levier."""
    catalogue = published.current()
    sheet = _find(catalogue, code)
    context = {
        "sheet": sheet,
        "figure": Figure(found_or_404(read_levier(catalogue, code))),
        "structured": twin.as_json_ld(sheet),
        "paroles": paroles_of("levier", code),
        "qui_en_parlent": list_about(catalogue, "levier", code),
        "cooperations": list_published(levier=code),
    }
    return render(request, "leviers/fiche.html", context)


@require_safe
@depends_on_catalogue
def levier_json(_request: HttpRequest, code: str) -> HttpResponse:
    """The sheet of one levier as data."""
    return json_answer(twin.as_json(_find(published.current(), code)))


def _find(catalogue: Published, code: str) -> Sheet:
    levier = typologie.load_leviers().get(code)
    if levier is None:
        raise Http404("Ce levier n’existe pas. La liste des 50 leviers les donne tous.")
    return build_sheet(catalogue, levier)
