"""Links of our letters: prolong an annonce, stop being told who could answer. A GET changes nothing."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from leviers.directory.annonces import jetons, redaction, tournee
from leviers.errors import LeviersError, LinkRefused, NotAllowedNow
from leviers.web.door import SEE_OTHER
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
    """Stop letters of matches. Mail readers post here by themselves (RFC 8058): no cookie is asked for."""
    try:
        person = jetons.read_stop(jeton)
    except LinkRefused as error:
        return _refuse(request, error, status=NOT_FOUND)
    if request.method != "POST":
        return _show(request, "arretees" if "fait" in request.GET else "arreter", {})
    tournee.stop_pistes(person)
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return HttpResponse("Arrêté.\n", content_type="text/plain; charset=utf-8")
    return HttpResponseRedirect(f"{request.path}?fait=1", status=SEE_OTHER)


def _show(request: HttpRequest, geste: str, given: dict[str, object]) -> HttpResponse:
    return render(request, "reseau/lien.html", {"geste": geste, "error": None, **given})


def _refuse(request: HttpRequest, error: LeviersError, *, status: int) -> HttpResponse:
    return render(request, "reseau/lien.html", {"geste": "refus", "error": error}, status=status)
