"""What readers contribute: how long they wait, what becomes of it, and the way to each form."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.participation import delais
from leviers.participation.models import Arbitrage
from leviers.web.answers import depends_on_catalogue, json_answer
from leviers.web.moderation import words
from leviers.web.moderation.bilan import describe_bilan
from leviers.web.signaler import subjects

GENRES = (Arbitrage.Genre.CONTRIBUTION, Arbitrage.Genre.PROPOSITION)


@require_safe
@depends_on_catalogue
def show_contributions(request: HttpRequest) -> HttpResponse:
    """Delays and conclusions, for everybody."""
    context = {"bilan": delais.read_bilan(GENRES), "words": words}
    return render(request, "contributions/contributions.html", context)


@require_safe
@depends_on_catalogue
def contributions_json(_request: HttpRequest) -> HttpResponse:
    """The same, as data."""
    return json_answer(describe_bilan(delais.read_bilan(GENRES)))


@require_safe
def find_form(request: HttpRequest) -> HttpResponse:
    """The form to contribute to a subject, named by its two words."""
    sujet, sujet_id = request.GET.get("sujet", ""), request.GET.get("id", "")
    if sujet == "demarche":
        found = subjects.find_demarche_subject(sujet_id)
    elif sujet == "usage":
        found = subjects.find_usage_subject(*sujet_id.partition("/")[::2])
    elif sujet == "levier":
        found = subjects.find_levier_subject(sujet_id)
    elif sujet == "indicateur":
        found = subjects.find_indicateur_subject(sujet_id, request.GET.dict())
    elif sujet in ("marche", "subvention", "deliberation", "acteur"):
        found = subjects.find_fait_subject(sujet, sujet_id)
    else:
        raise Http404(
            "On contribue à une démarche, un levier, un usage, un chiffre ou un enregistrement public."
        )
    return HttpResponseRedirect(found.form)
