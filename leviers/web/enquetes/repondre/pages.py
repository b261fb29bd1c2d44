"""What every page of a respondent has, and the way from one to another."""

from typing import Any
from urllib.parse import quote, unquote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from leviers.survey.jetons import make_jeton
from leviers.survey.models import Contact, Version
from leviers.web.enquetes.repondre import mots
from leviers.web.enquetes.repondre.dossier import Dossier, read_dossier
from leviers.web.kit.jinja import reverse_url

SEE_OTHER, CONFLICT, UNPROCESSABLE = 303, 409, 422


LANGUE = "langue"
"""In the address, the language chosen; in a cookie of the link alone, the one chosen before."""
_SIX_MONTHS = 180 * 24 * 3600


def open_dossier(request: HttpRequest, contact: Contact, version: Version | None = None) -> Dossier:
    """The dossier of a contact, in the language that was chosen."""
    chosen = request.GET.get(LANGUE) or unquote(request.COOKIES.get(LANGUE, ""))
    return read_dossier(contact, version, langue=chosen)


def show(
    request: HttpRequest, page: str, dossier: Dossier, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Draw one page of a participation."""
    context = {
        "dossier": dossier,
        "campagne": dossier.campagne,
        "metropole": dossier.metropole,
        "jeton": make_jeton(dossier.contact),
        "mots": mots,
        "is_saved": request.GET.get("garde") == "1",
        "is_changed": request.GET.get("change") == "1",
        "is_sent": request.GET.get("envoye") == "1",
        "error": None,
        **more,
    }
    response = render(request, f"enquetes/repondre/{page}.html", context, status=status)
    if request.GET.get(LANGUE) == dossier.langue_lue:
        home = reverse_url("enquete-accueil", dossier.campagne.code, make_jeton(dossier.contact))
        response.set_cookie(
            LANGUE, quote(dossier.langue_lue), path=home, max_age=_SIX_MONTHS, httponly=True, samesite="Lax"
        )
    return response


def see(name: str, dossier: Dossier, *rest: str, query: str = "") -> HttpResponseRedirect:
    """Send to another page after a form."""
    address = reverse_url(name, dossier.campagne.code, make_jeton(dossier.contact), *rest)
    return HttpResponseRedirect(f"{address}{query}", status=SEE_OTHER)
