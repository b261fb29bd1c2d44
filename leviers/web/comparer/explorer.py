"""Door of « leviers à explorer » : what similar territoires use and that nothing shows here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.catalogue import published
from leviers.comparison.explore import AExplorer, list_a_explorer
from leviers.comparison.neighbours import PREFIX
from leviers.reference import territoires
from leviers.web.answers import depends_on_catalogue, json_answer
from leviers.web.comparer import twin, words
from leviers.web.comparer.views import find_build
from leviers.web.leviers.sheet import NATURES


@require_safe
@depends_on_catalogue
def show_a_explorer(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one métropole."""
    found = _find(request, slug)
    context = {
        "found": found,
        "metropole": found.comparables.territoire,
        "voisins": [(voisin, words.say_reasons(voisin)) for voisin in found.voisins],
        "alone": words.say_closeness(found.comparables),
        "refused": words.say_weights(found.comparables),
        "natures": NATURES,
        "query": _query(request),
    }
    return render(request, "comparer/a_explorer.html", context)


@require_safe
@depends_on_catalogue
def a_explorer_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as data."""
    return json_answer(twin.a_explorer_as_json(_find(request, slug)))


def _find(request: HttpRequest, slug: str) -> AExplorer:
    metropole = territoires.index_by_slug().get(slug)
    if metropole is None:
        raise Http404("Cette métropole n’est pas une des 22. La liste des métropoles les donne toutes.")
    return list_a_explorer(published.current(), find_build(), metropole.siren, request.GET.dict())


def _query(request: HttpRequest) -> str:
    """The weights of the address, to be kept in links."""
    kept = request.GET.copy()
    for name in list(kept):
        if not name.startswith(PREFIX):
            del kept[name]
    return f"?{kept.urlencode()}" if kept else ""
