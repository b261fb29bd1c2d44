"""The network as all may read it: open annonces and their twins, the page of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.comparison.repondants import find_now
from leviers.directory.annonces.cooperations import list_published
from leviers.directory.annonces.lecture import list_leviers
from leviers.directory.annonces.redaction import READABLE
from leviers.directory.models import Annonce
from leviers.participation import fils
from leviers.web.answers import csv_answer, csv_line, depends_on_catalogue, json_answer
from leviers.web.demarches.listing import read_page
from leviers.web.fiches.structures import name_sirens
from leviers.web.reseau import flux
from leviers.web.reseau.listing import Listing

Etat = Annonce.Etat
GONE, LAST = 410, 3
"""Status of an annonce that was taken back or hidden; cooperations shown on the first page."""


@require_safe
@depends_on_catalogue
def show_reseau(request: HttpRequest) -> HttpResponse:
    """What the network is, and the open annonces."""
    context = {"listing": _select(request), "cooperations": list_published()[:LAST]}
    return render(request, "reseau/accueil.html", context)


@require_safe
@depends_on_catalogue
def reseau_json(request: HttpRequest) -> HttpResponse:
    """The whole selection as data."""
    listing = _select(request)
    objects = [flux.as_annonce(one) for one in listing.annonces]
    return json_answer({"selection": listing.chosen, "nb": len(objects), "annonces": objects})


@require_safe
@depends_on_catalogue
def reseau_csv(request: HttpRequest) -> HttpResponse:
    """The whole selection as a table."""
    lines = flux.as_lines(map(flux.as_annonce, _select(request).annonces), flux.ANNONCE)
    return csv_answer("annonces", flux.ANNONCE, map(csv_line, lines))


@require_safe
@depends_on_catalogue
def reseau_flux(request: HttpRequest) -> HttpResponse:
    """The selection as an Atom feed."""
    return HttpResponse(flux.write_feed(_select(request)), content_type="application/atom+xml; charset=utf-8")


@require_safe
@depends_on_catalogue
def show_annonce(request: HttpRequest, pk: int) -> HttpResponse:
    """One annonce, and who could answer it; one that was taken back or hidden says only that."""
    one = Annonce.objects.filter(pk=pk).first()
    if one is None or one.etat in (Etat.ATTENTE, Etat.REFUSEE) or one.montree_le is None:
        raise Http404(
            "Cette annonce n’existe pas, ou n’est pas affichée. La liste donne celles qui sont ouvertes."
        )
    if one.etat not in READABLE:
        return render(request, "reseau/annonce-tue.html", {"annonce": one}, status=GONE)
    context = {
        "annonce": one,
        "is_open": one.etat == Etat.OUVERTE,
        "leviers": list_leviers(one),
        "place": name_sirens([one.siren])[one.siren].adresse,
        "texte": fils.as_html(one.texte),
        "repondants": find_now(one) if one.etat == Etat.OUVERTE else (),
    }
    return render(request, "reseau/annonce.html", context)


@require_safe
@depends_on_catalogue
def annonce_json(_request: HttpRequest, pk: int) -> HttpResponse:
    """One annonce as data, with who could answer and why."""
    one = Annonce.objects.filter(pk=pk, etat__in=READABLE).first()
    if one is None:
        raise Http404("Cette annonce n’existe pas, ou n’est plus affichée.")
    found = find_now(one) if one.etat == Etat.OUVERTE else ()
    said = [
        {"cle": each.cle, "nom": each.nom, "raisons": list(each.raisons), "km": each.km} for each in found
    ]
    return json_answer(flux.as_annonce(one) | {"repondants": said})


def _select(request: HttpRequest) -> Listing:
    return Listing(request.GET.dict(), read_page(request.GET.get("page", "")))
