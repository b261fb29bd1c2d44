"""A campaign passes to a newer version: what its answers would become, then the gesture."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from leviers.errors import NotAllowedNow
from leviers.survey.models import Version
from leviers.survey.passages import pass_to, propose_passage
from leviers.web.door import SEE_OTHER, read_person
from leviers.web.enquetes.gestion.campagnes import BOARD
from leviers.web.enquetes.gestion.door import ACT, act, find_campagne, for_animators, show
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import pluriel


@require_http_methods(["GET", "HEAD", "POST"])
@for_animators(ACT, BOARD)
def show_passage(request: HttpRequest, campagne: str, version: int) -> HttpResponse:
    """What becomes of each answer; a POST does it."""
    found = find_campagne(campagne)
    chosen = get_object_or_404(Version.objects.select_related("questionnaire"), pk=version)
    board = reverse_url(BOARD, found.code)

    def gesture() -> str:
        done = pass_to(found, chosen, by=read_person(request))
        said = f"La campagne pose maintenant la version {chosen.numero}."
        if not done.nb_a_revoir:
            return said
        sent = (
            "territoire avait envoyé : il est à relancer",
            "territoires avaient envoyé : ils sont à relancer",
        )
        return f"{said} {pluriel(done.nb_a_revoir, *sent)}."

    if request.method == "POST":
        return act(request, board, gesture)
    try:
        passage = propose_passage(found, chosen)
    except NotAllowedNow as error:
        messages.error(request, f"{error.message} {error.advice}")
        return HttpResponseRedirect(board, status=SEE_OTHER)
    return show(request, "passage", {"campagne": found, "passage": passage, "version": chosen})
