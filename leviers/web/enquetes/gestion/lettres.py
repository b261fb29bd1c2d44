"""Letters of a campaign: read before they are written, followed once they are."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST, require_safe

from leviers.survey import envois
from leviers.survey.courriels import preview
from leviers.survey.models import Envoi
from leviers.web.enquetes.gestion.door import (
    PEOPLE_ACT,
    PEOPLE_READ,
    act,
    find_campagne,
    for_animators,
    show,
)
from leviers.web.enquetes.gestion.mots import GENRES
from leviers.web.kit.jinja import reverse_url

PAGE = "enquetes-lettres"
SHOWN = 200


@require_safe
@for_animators(PEOPLE_READ, PAGE)
def show_letters(request: HttpRequest, campagne: str) -> HttpResponse:
    """One letter as it will be read, as text and in HTML; then every letter written."""
    found = find_campagne(campagne)
    genre = request.GET.get("lettre", Envoi.Genre.INVITATION)
    if genre not in GENRES:
        raise Http404("Cette lettre n’existe pas.")
    rows = found.envois.select_related("contact__participation")
    context = {
        "campagne": found,
        "genre": genre,
        "genres": GENRES,
        "lettre": preview(found, genre),
        "nb_envois": rows.count(),
        "envois": rows[:SHOWN],
        "bloquees": [one for one in rows.filter(etat__in=("refuse", "en_cours")) if _is_stuck(one)],
    }
    return show(request, "lettres", context)


@require_POST
@for_animators(PEOPLE_ACT, PAGE)
def retry(request: HttpRequest, campagne: str, envoi: int) -> HttpResponse:
    """Put back a letter that was refused, or whose fate is unknown."""
    found = find_campagne(campagne)
    letter = get_object_or_404(Envoi, pk=envoi, campagne=found)

    def gesture() -> str:
        done = envois.retry(letter)
        return "La lettre part dans la minute." if done else "Cette lettre est déjà partie, ou annulée."

    return act(request, reverse_url(PAGE, found.code), gesture)


def _is_stuck(envoi: Envoi) -> bool:
    return envoi.etat == Envoi.Etat.REFUSE or envois.is_uncertain(envoi)
