"""The documentation of the API: what it gives, with answers given this very day."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.api.limits import WINDOW
from leviers.api.parameters import MOST, USUAL
from leviers.api.presentation import list_common, list_ressources
from leviers.api.problems import KINDS, Refusal, answer_refusal
from leviers.catalogue import published
from leviers.warehouse.read import FICTIF, REEL, find_builds
from leviers.web.answers import depends_on_catalogue


@require_safe
@depends_on_catalogue
def show_api(request: HttpRequest) -> HttpResponse:
    """Resource by resource: address, parameters, fields, an example and its answer."""
    builds = find_builds(settings.HOME)
    parametres, enveloppe = list_common()
    refused = answer_refusal(
        Refusal("introuvable", "Aucun levier n’a ce code. La liste /leviers donne les 50.")
    )
    context = {
        "ressources": list_ressources(),
        "parametres": parametres,
        "enveloppe": enveloppe,
        "erreurs": tuple(KINDS.values()),
        "exemple_erreur": json.dumps(json.loads(refused.content), ensure_ascii=False, indent=2),
        "par_minute": settings.API_PER_MINUTE,
        "fenetre": WINDOW,
        "limite": MOST,
        "usuelle": USUAL,
        "build": builds[REEL].numero if REEL in builds else "",
        "a_orval": FICTIF in builds,
        "version_catalogue": published.read_version(),
    }
    return render(request, "api/api.html", context)
