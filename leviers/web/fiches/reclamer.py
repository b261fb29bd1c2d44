"""« C’est votre structure ? »: a person asks to represent a structure, from its page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from leviers.accounts import demandes, rights
from leviers.accounts.garde import GuardedForm, LongText, pace
from leviers.accounts.models import Role
from leviers.errors import NotAllowedNow
from leviers.evidence.acteurs import Acteur
from leviers.reference.siren import is_valid_siren
from leviers.web.door import SEE_OTHER, for_member, read_person
from leviers.web.fiches.structures import find_proof, find_structure, name_sirens
from leviers.web.kit.jinja import reverse_url

UNPROCESSABLE, TOO_MANY, PER_HOUR = 422, 429, 10
Genre = Role.Genre


class ClaimForm(GuardedForm):
    """Why this person; asked only where no public list knows the structure."""

    raison = LongText(required=False, max_length=600)

    def __init__(self, data: object, *, is_known: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        if not is_known:
            field = self.fields["raison"]
            field.required = True
            field.error_messages["required"] = "Dites qui vous êtes pour elle, et où le lire."


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, siren: str) -> HttpResponse:
    """Ask to represent a structure; who does already is led to what she may write."""
    acteur = read_claimable(siren)
    personne = read_person(request)
    if rights.acts_for(personne, siren):
        return HttpResponseRedirect(reverse_url("fiche-completer", siren), status=SEE_OTHER)
    asked = personne.roles.filter(genre=Genre.ORGANISATION, portee=siren, fini_le=None).first()
    form, refus, status = ClaimForm(request.POST or None, is_known=acteur is not None), None, 200
    if request.method == "POST" and asked is None:
        if form.is_valid():
            try:
                return _ask(request, siren, form.cleaned_data["raison"])
            except NotAllowedNow as refused:
                refus, status = refused, TOO_MANY
        else:
            status = UNPROCESSABLE
    context = {
        "siren": siren,
        "nom": name_sirens([siren])[siren].nom,
        "est_connue": acteur is not None,
        "domaine": find_proof(siren),
        "demande": asked,
        "form": form,
        "refus": refus,
        "said": messages.get_messages(request),
    }
    return render(request, "fiches/reclamer.html", context, status=status)


def read_claimable(siren: str) -> Acteur | None:
    """The structure of a SIREN that may be claimed; nothing when no list knows it, and the team will judge.

    Raises  Http404 on what is no SIREN, a métropole aside, or an invented organisation
    """
    if not is_valid_siren(siren):
        raise Http404("Ce numéro n’est pas un SIREN.")
    acteur = find_structure(siren)
    if acteur and acteur.build.est_fictif:
        raise Http404("Cette organisation est inventée pour la démonstration : personne ne la représente.")
    return acteur


def _ask(request: HttpRequest, siren: str, raison: str) -> HttpResponse:
    pace("reclamer", request.META.get("REMOTE_ADDR", ""), per_hour=PER_HOUR)
    role = demandes.ask(
        read_person(request), Genre.ORGANISATION, portee=siren, raison=raison, domaine=find_proof(siren)
    )
    if role.confirme_le:
        messages.success(request, "C’est confirmé par le domaine de votre adresse. La page est à vous.")
        return HttpResponseRedirect(reverse_url("fiche-completer", siren), status=SEE_OTHER)
    messages.success(request, "Votre demande est reçue. Une personne de l’équipe y répondra par courriel.")
    return HttpResponseRedirect(reverse_url("fiche-reclamer", siren), status=SEE_OTHER)
