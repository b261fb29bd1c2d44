"""Roles: asked for by a person on her account, settled by animateurs at their desk."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leviers.accounts import demandes, rights
from leviers.accounts.garde import GuardedForm, pace
from leviers.accounts.models import Personne, Role
from leviers.errors import NotAllowedNow
from leviers.reference.siren import is_valid_siren
from leviers.web.door import SEE_OTHER, for_member, for_role, read_person
from leviers.web.fiches.structures import find_proof, find_structure
from leviers.web.kit.jinja import reverse_url
from leviers.web.typed import read_words

UNPROCESSABLE, TOO_MANY, PER_HOUR = 422, 429, 10
Genre = Role.Genre
_AIDES = {
    Genre.REFERENT: "vous parlez pour un territoire : vous corrigez ses usages, vous répondez en son nom",
    Genre.ORGANISATION: "vous complétez la page d’une structure ou d’un réseau",
    Genre.CONTRIBUTEUR: "vous proposez des articles, vos commentaires paraissent aussitôt",
    Genre.RELECTEUR: "vous relisez ce que d’autres proposent",
}


class _Line(NamedTuple):
    """A role as pages show it."""

    role: Role
    nom: str
    etat: str


class RoleForm(GuardedForm):
    """Which role, for whom, and why."""

    wants_reason = True
    genre = forms.ChoiceField(
        choices=[(genre.value, genre.label) for genre in demandes.ASKED],
        error_messages={"required": "Choisissez un rôle."},
    )
    territoire = forms.CharField(required=False, max_length=9)
    siren = forms.CharField(required=False, max_length=14)
    raison = forms.CharField(required=False, max_length=600)

    def clean(self) -> dict[str, Any]:
        """A référent has a métropole, an organisation has a SIREN, the others hold everywhere."""
        said = super().clean() or {}
        genre, said["portee"] = said.get("genre"), ""
        if genre == Genre.REFERENT:
            said["portee"] = said.get("territoire", "")
            if said["portee"] not in demandes.list_territoires():
                self.add_error("territoire", "Choisissez le territoire pour lequel vous parlez.")
        if genre == Genre.ORGANISATION:
            said["portee"] = said.get("siren", "").replace(" ", "")[:9]
            if not is_valid_siren(said["portee"]):
                self.add_error("siren", "Écrivez le SIREN de l’organisation : neuf chiffres.")
            else:
                self._check_structure(said["portee"], said.get("raison", ""))
        return said

    def _check_structure(self, siren: str, raison: str) -> None:
        """Nobody represents what was invented; what nobody knows is asked for with a reason."""
        known = find_structure(siren)
        if known and known.build.est_fictif:
            self.add_error("siren", "Cette organisation est inventée pour la démonstration.")
        if known is None and self.wants_reason and not raison.strip():
            self.add_error("raison", "Aucune liste ne nomme ce SIREN : dites qui vous êtes pour elle.")


class GiveForm(RoleForm):
    """A role given by the team to the person of an address."""

    wants_reason = False
    genre = forms.ChoiceField(choices=[(genre.value, genre.label) for genre in demandes.NOMMES])
    courriel = forms.EmailField(
        max_length=254, error_messages={"required": "Écrivez l’adresse.", "invalid": "Adresse incomplète."}
    )


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def ask_role(request: HttpRequest) -> HttpResponse:
    """Ask for a role."""
    form = RoleForm(request.POST or None)
    if request.method != "POST":
        return _show_asking(request, form, status=200)
    if not form.is_valid():
        return _show_asking(request, form, status=UNPROCESSABLE)
    said = form.cleaned_data
    try:
        pace("role", f"personne {read_person(request).pk}", per_hour=PER_HOUR)
        role = demandes.ask(
            read_person(request),
            said["genre"],
            portee=said["portee"],
            raison=said["raison"],
            domaine=find_proof(said["portee"]) if said["genre"] == Genre.ORGANISATION else "",
        )
    except NotAllowedNow as refus:
        return _show_asking(request, form, status=TOO_MANY, refus=refus)
    if role.confirme_le:
        messages.success(
            request, f"C’est confirmé par le domaine de votre adresse : {demandes.say_role(role)}."
        )
    else:
        messages.success(
            request, "Votre demande est reçue. Une personne de l’équipe y répondra par courriel."
        )
    return HttpResponseRedirect(f"{reverse_url('compte')}#roles", status=SEE_OTHER)


@for_member
@require_POST
def drop_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one’s role back, or take one’s request back."""
    personne = read_person(request)
    role = personne.roles.filter(pk=pk, fini_le=None).first()
    if role is None:
        raise Http404
    demandes.end(role, "", by=personne)
    messages.success(request, "C’est fait.")
    return HttpResponseRedirect(f"{reverse_url('compte')}#roles", status=SEE_OTHER)


@for_role(rights.is_animateur)
@require_safe
def show_desk(request: HttpRequest) -> HttpResponse:
    """Roles that wait for an answer, and roles in force."""
    return _show_desk(request, GiveForm(), status=200)


@for_role(rights.is_animateur)
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, refuse or end one role; a refusal says why."""
    role = Role.objects.filter(pk=pk, fini_le=None).select_related("personne").first()
    if role is None:
        messages.warning(request, "Cette demande avait déjà sa réponse.")
        return _back()
    if not demandes.may_settle(request.user, role):
        raise PermissionDenied
    motif = read_words(request, "motif", 600)
    if request.POST.get("reponse") == "confirmer":
        is_done = demandes.confirm(role, by=read_person(request))
    elif not motif:
        return _show_desk(request, GiveForm(), status=UNPROCESSABLE, missing=pk)
    else:
        is_done = demandes.end(role, motif, by=read_person(request))
    said = "La réponse part par courriel." if is_done else "Cette demande avait déjà sa réponse."
    messages.success(request, f"{demandes.say_role(role)} : {said}")
    return _back()


@for_role(rights.is_animateur)
@require_POST
def give(request: HttpRequest) -> HttpResponse:
    """Give a role to the person of an address."""
    form = GiveForm(request.POST)
    if not form.is_valid():
        return _show_desk(request, form, status=UNPROCESSABLE)
    said = form.cleaned_data
    given = Role(personne=read_person(request), genre=said["genre"], portee=said["portee"])
    if said["genre"] == Genre.ANIMATEUR and not rights.holds(request.user, Genre.ADMINISTRATEUR):
        raise PermissionDenied
    if said["courriel"].lower() == given.personne.email.lower() and not given.personne.is_superuser:
        raise PermissionDenied
    role = demandes.give(said["courriel"], said["genre"], portee=said["portee"], by=read_person(request))
    name = demandes.say_role(given)
    messages.success(request, f"{name} : le rôle est donné." if role else f"{name} : déjà donné.")
    return _back()


def describe_roles(personne: Personne) -> list[_Line]:
    """Roles of a person that are in force or wait, then those that ended this year."""
    return [_Line(role, demandes.say_role(role), _say_state(role)) for role in personne.roles.all()]


def _say_state(role: Role) -> str:
    if role.fini_le:
        return "fini" if role.confirme_le else "non accordé"
    return "confirmé" if role.confirme_le else "attend une réponse"


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse_url("compte-roles"), status=SEE_OTHER)


def _show_asking(
    request: HttpRequest, form: RoleForm, *, status: int, refus: NotAllowedNow | None = None
) -> HttpResponse:
    domaine = demandes.find_by_domain(read_person(request).email)
    context = {
        "form": form,
        "refus": refus,
        "aides": _AIDES,
        "genres": demandes.ASKED,
        "territoires": demandes.list_territoires(),
        "siren_domaine": domaine.siren if domaine else "",
        "est_partage": bool(domaine and domaine.est_partage),
    }
    return render(request, "compte/demander.html", context, status=status)


def _show_desk(request: HttpRequest, form: GiveForm, *, status: int, missing: int = 0) -> HttpResponse:
    context = {
        "attendent": [(role, demandes.say_role(role)) for role in demandes.list_waiting()],
        "donnes": [
            (role, demandes.say_role(role), demandes.may_settle(request.user, role))
            for role in demandes.list_given()
        ],
        "form": form,
        "genres": demandes.NOMMES,
        "territoires": demandes.list_territoires(),
        "missing": missing,
        "said": messages.get_messages(request),
    }
    return render(request, "compte/roles.html", context, status=status)
