"""Links of our letters: prolong an annonce, stop letters of one kind. A GET changes nothing."""

from collections.abc import Callable, Mapping
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from leviers.directory.annonces import jetons, redaction, tournee
from leviers.directory.fiches import accueil
from leviers.errors import LeviersError, LinkRefused, NotAllowedNow
from leviers.web.door import SEE_OTHER
from leviers.web.fiches.structures import name_sirens
from leviers.web.kit.typography import date_fr

NOT_FOUND, GONE = 404, 410


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prolong(request: HttpRequest, jeton: str) -> HttpResponse:
    """One button: three more months."""
    try:
        one = jetons.read_prolong(jeton)
        if request.method == "POST":
            until = redaction.prolong(one)
            return _show(request, "prolongee", {"annonce": one, "jusqu_au": date_fr(until.isoformat())})
    except LinkRefused as error:
        return _refuse(request, error, status=GONE if error.is_withdrawn else NOT_FOUND)
    except NotAllowedNow as error:
        return _refuse(request, error, status=GONE)
    return _show(request, "prolonger", {"annonce": one})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_letters(request: HttpRequest, jeton: str) -> HttpResponse:
    """Stop letters of matches."""
    try:
        person = jetons.read_stop(jeton)
    except LinkRefused as error:
        return _refuse(request, error, status=NOT_FOUND)
    return _stop(request, partial(tournee.stop_pistes, person), ("arreter", "arretees"), {})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_messages(request: HttpRequest, jeton: str) -> HttpResponse:
    """Receive nothing more of what is written to a structure."""
    try:
        person, siren = jetons.read_accueil(jeton)
    except LinkRefused as error:
        return _refuse(request, error, status=NOT_FOUND)
    given = {"siren": siren, "nom": name_sirens([siren])[siren].nom}
    return _stop(request, partial(accueil.stop, siren, person), ("fermer", "fermee"), given)


def _stop(
    request: HttpRequest, stop: Callable[[], object], gestes: tuple[str, str], given: Mapping[str, object]
) -> HttpResponse:
    """One button. Mail readers post here by themselves (RFC 8058): no cookie is asked for."""
    if request.method != "POST":
        return _show(request, gestes["fait" in request.GET], given)
    stop()
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return HttpResponse("Arrêté.\n", content_type="text/plain; charset=utf-8")
    return HttpResponseRedirect(f"{request.path}?fait=1", status=SEE_OTHER)


def _show(request: HttpRequest, geste: str, given: Mapping[str, object]) -> HttpResponse:
    return render(request, "reseau/lien.html", {"geste": geste, "error": None, **given})


def _refuse(request: HttpRequest, error: LeviersError, *, status: int) -> HttpResponse:
    return render(request, "reseau/lien.html", {"geste": "refus", "error": error}, status=status)
