"""Cooperations: those that all may read, and what their two sides say of them."""

from uuid import uuid4

from django.contrib import messages as said
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leviers.accounts.garde import pace
from leviers.directory.annonces import cooperations
from leviers.directory.annonces.lecture import list_leviers
from leviers.directory.annonces.messages import Vue
from leviers.directory.models import AlerteReseau, Cooperation
from leviers.errors import NotAllowedNow
from leviers.participation import fils
from leviers.web.answers import csv_answer, csv_line, depends_on_catalogue, json_answer
from leviers.web.demarches.listing import read_page
from leviers.web.door import SEE_OTHER, read_person
from leviers.web.fiches.structures import name_sirens
from leviers.web.kit.jinja import reverse_url
from leviers.web.reseau import flux
from leviers.web.reseau.annonces import PER_HOUR, TOO_MANY, UNPROCESSABLE, handle_report
from leviers.web.reseau.brouillon import for_writer, sign, take
from leviers.web.reseau.echanges import find_vue
from leviers.web.reseau.forms import CooperationForm
from leviers.web.reseau.listing import Cooperations

_DONE = {
    "confirmer": "La coopération est publiée. Merci d’avoir dit ce qui a été fait.",
    "decliner": "C’est dit : cette coopération n’est pas confirmée, rien n’est publié.",
    "retirer": "La coopération est retirée.",
}


@require_safe
@depends_on_catalogue
def list_all(request: HttpRequest) -> HttpResponse:
    """Cooperations that were confirmed, the latest first."""
    return render(request, "reseau/cooperations.html", {"listing": _select(request)})


@require_safe
@depends_on_catalogue
def cooperations_json(request: HttpRequest) -> HttpResponse:
    """The whole selection as data."""
    listing = _select(request)
    objects = [flux.as_cooperation(one) for one in listing.kept]
    return json_answer({"selection": listing.chosen, "nb": len(objects), "cooperations": objects})


@require_safe
@depends_on_catalogue
def cooperations_csv(request: HttpRequest) -> HttpResponse:
    """The whole selection as a table."""
    lines = flux.as_lines(map(flux.as_cooperation, _select(request).kept), flux.COOPERATION)
    return csv_answer("cooperations", flux.COOPERATION, map(csv_line, lines))


@require_safe
@depends_on_catalogue
def show_cooperation(request: HttpRequest, pk: int) -> HttpResponse:
    """One cooperation."""
    one = _find_published(pk)
    places = name_sirens((one.premier_siren, one.second_siren))
    context = {
        "cooperation": one,
        "leviers": list_leviers(one),
        "texte": fils.as_html(one.texte),
        "places": [
            (one.premier_nom, places[one.premier_siren].adresse),
            (one.second_nom, places[one.second_siren].adresse),
        ],
    }
    return render(request, "reseau/cooperation.html", context)


@require_safe
@depends_on_catalogue
def cooperation_json(_request: HttpRequest, pk: int) -> HttpResponse:
    """One cooperation as data."""
    return json_answer(flux.as_cooperation(_find_published(pk)))


@for_writer
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was done together, from the conversation where it began."""
    vue, person = find_vue(request, pk), read_person(request)
    form = CooperationForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show(request, vue, form, draft=take(request))
    if not form.is_valid():
        return _show(request, vue, form, status=UNPROCESSABLE)
    jeton = form.cleaned_data["jeton"]
    try:
        if not cooperations.find_again(form.as_fait(), person, jeton):
            pace("cooperation", f"personne {person.pk}", per_hour=PER_HOUR)
        cooperations.propose(vue, form.as_fait(), by=person, jeton=jeton)
    except NotAllowedNow as refus:
        return _show(request, vue, form, refus=refus, status=TOO_MANY)
    said.success(request, "C’est proposé. La page sera publiée quand l’autre côté aura confirmé.")
    return _go_to_fil(pk)


@for_writer
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, decline or take back."""
    person = read_person(request)
    one = Cooperation.objects.filter(pk=pk).first()
    if one is None or person.pk not in (one.premier_id, one.second_id):
        raise Http404("Cette coopération n’est pas une des vôtres.")
    geste = request.POST.get("geste", "")
    try:
        one = cooperations.answer(one, geste, by=person)
        said.success(request, _DONE[geste])
    except NotAllowedNow as refus:
        said.error(request, f"{refus.message} {refus.advice}")
    if one.fil_id is None:
        return HttpResponseRedirect(reverse_url("reseau-mes-annonces"), status=SEE_OTHER)
    return _go_to_fil(one.fil_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Anybody tells the team about a cooperation."""
    one = _find_published(pk)
    what = {
        "genre": AlerteReseau.Genre.COOPERATION,
        "titre": one.titre,
        "nom": f"{one.premier_nom}, {one.second_nom}",
        "page": reverse_url("reseau-cooperation", str(pk)),
    }
    return handle_report(request, pk, what)


def _show(
    request: HttpRequest,
    vue: Vue,
    form: CooperationForm,
    *,
    draft: QueryDict | None = None,
    refus: NotAllowedNow | None = None,
    status: int = 200,
) -> HttpResponse:
    annonce = vue.fil.annonce
    kept = {"leviers": annonce.leviers if annonce else [], "annee": str(timezone.localdate().year)}
    typed = form.show(kept, draft)
    many = {name: [*typed[name], "", "", ""][:3] for name in form.many}
    context = {
        "vue": vue,
        "form": form,
        "typed": typed | many,
        "jeton": request.POST.get("jeton") or uuid4(),
        "signe": sign(request),
        "refus": refus,
        "is_kept": draft is not None,
        "pourquoi_pas": cooperations.can_propose(vue),
    }
    return render(request, "reseau/cooperation-proposer.html", context, status=status)


def _select(request: HttpRequest) -> Cooperations:
    return Cooperations(request.GET.dict(), read_page(request.GET.get("page", "")))


def _find_published(pk: int) -> Cooperation:
    one = Cooperation.objects.filter(pk=pk, etat=Cooperation.Etat.PUBLIEE).first()
    if one is None:
        raise Http404("Cette coopération n’existe pas, ou n’est plus publiée. La liste les donne toutes.")
    return one


def _go_to_fil(pk: int) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse_url('reseau-fil', str(pk))}#cooperation", status=SEE_OTHER)
