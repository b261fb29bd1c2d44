"""The page where an author contests a refusal: of an annonce, or of a cooperation."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from leviers.directory.annonces import contester
from leviers.directory.models import Annonce, Cooperation
from leviers.errors import NotAllowedNow
from leviers.participation import appels, fils
from leviers.web.commentaires.forms import AppelForm
from leviers.web.door import SEE_OTHER, read_person
from leviers.web.kit.jinja import reverse_url
from leviers.web.reseau.annonces import TOO_MANY, UNPROCESSABLE
from leviers.web.reseau.brouillon import for_writer, sign, take


@for_writer
@require_http_methods(["GET", "HEAD", "POST"])
def contest_annonce(request: HttpRequest, pk: int) -> HttpResponse:
    """Contest that one's annonce is refused or hidden."""
    return _handle(request, Annonce.objects.filter(pk=pk).first())


@for_writer
@require_http_methods(["GET", "HEAD", "POST"])
def contest_cooperation(request: HttpRequest, pk: int) -> HttpResponse:
    """Contest that a cooperation of one's side is hidden."""
    return _handle(request, Cooperation.objects.filter(pk=pk).first())


def _handle(request: HttpRequest, one: Annonce | Cooperation | None) -> HttpResponse:
    """The form, then back to what is hers; what somebody else wrote is not found, as what does not exist."""
    person, refus = read_person(request), None
    if one is None or not contester.is_hers(one, person):
        raise Http404("Ce n’est pas une des vôtres. « Mes annonces » donne vos annonces et vos coopérations.")
    form = AppelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            contester.contest(one, form.cleaned_data["texte"], by=person)
            messages.success(
                request, "Votre contestation est reçue. Une personne de l’équipe la lit et vous répond."
            )
            return HttpResponseRedirect(reverse_url("reseau-mes-annonces"), status=SEE_OTHER)
        except NotAllowedNow as error:
            refus = error
    draft = take(request)
    context = {
        "one": one,
        "est_annonce": isinstance(one, Annonce),
        "texte": fils.as_html(one.texte),
        "form": form,
        "typed": form.typed if form.is_bound else {"texte": draft.get("texte", "") if draft else ""},
        "is_kept": draft is not None,
        "is_open": appels.can_contest(one),
        "refus": refus,
        "signe": sign(request),
    }
    failed = TOO_MANY if refus else UNPROCESSABLE
    return render(
        request, "reseau/contester.html", context, status=failed if request.method == "POST" else 200
    )
