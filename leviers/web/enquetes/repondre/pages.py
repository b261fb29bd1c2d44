"""What every page of a respondent has, and the way from one to another."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from leviers.survey.jetons import make_jeton
from leviers.web.enquetes.repondre import mots
from leviers.web.enquetes.repondre.dossier import Dossier
from leviers.web.kit.jinja import reverse_url

SEE_OTHER, CONFLICT, UNPROCESSABLE = 303, 409, 422


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
    return render(request, f"enquetes/repondre/{page}.html", context, status=status)


def see(name: str, dossier: Dossier, *rest: str, query: str = "") -> HttpResponseRedirect:
    """Send to another page after a form."""
    address = reverse_url(name, dossier.campagne.code, make_jeton(dossier.contact), *rest)
    return HttpResponseRedirect(f"{address}{query}", status=SEE_OTHER)
