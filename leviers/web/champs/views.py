"""Pages of the champs: the seven, and each of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.catalogue import published
from leviers.catalogue.published import Published
from leviers.graphiques.niveaux import read_champ
from leviers.participation.articles.publies import list_about
from leviers.reference import typologie
from leviers.web.answers import depends_on_catalogue, json_answer
from leviers.web.champs.page import Page, build_page, list_summaries, page_as_json
from leviers.web.graphiques.figure import Figure, found_or_404


@require_safe
@depends_on_catalogue
def list_champs(request: HttpRequest) -> HttpResponse:
    """The seven champs."""
    return render(request, "champs/liste.html", {"summaries": list_summaries(published.current())})


@require_safe
@depends_on_catalogue
def show_champ(request: HttpRequest, code: str) -> HttpResponse:
    """One champ."""
    catalogue = published.current()
    page = _find(catalogue, code)
    figure = Figure(found_or_404(read_champ(catalogue, code)))
    context = {"page": page, "figure": figure, "qui_en_parlent": list_about(catalogue, "champ", code)}
    return render(request, "champs/champ.html", context)


@require_safe
@depends_on_catalogue
def champ_json(_request: HttpRequest, code: str) -> HttpResponse:
    """One champ as data."""
    return json_answer(page_as_json(_find(published.current(), code)))


def _find(catalogue: Published, code: str) -> Page:
    champ = typologie.load_champs().get(code)
    if champ is None:
        raise Http404("Ce champ n’existe pas. La page des champs donne les sept.")
    return build_page(catalogue, champ)
