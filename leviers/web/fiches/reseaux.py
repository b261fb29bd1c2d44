"""Networks: the list, one network and its members, saying that one is a member."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leviers.accounts import rights
from leviers.accounts.garde import GuardedForm, LongText, pace, pace_retouche
from leviers.accounts.models import Role
from leviers.directory.fiches import reseaux
from leviers.directory.models import Adhesion, Reseau
from leviers.errors import NotAllowedNow
from leviers.participation import fils
from leviers.reference.siren import is_valid_siren
from leviers.reference.territoires import Metropole, load_metropoles
from leviers.search.words import sort_key
from leviers.web.answers import csv_answer, csv_line, depends_on_builds, json_answer
from leviers.web.door import SEE_OTHER, for_member, for_role, read_person
from leviers.web.fiches.completer import SiteField
from leviers.web.fiches.structures import Nomme, find_relay, name_sirens
from leviers.web.kit.jinja import reverse_url
from leviers.web.typed import read_words

UNPROCESSABLE, TOO_MANY, CONFLICT, PER_HOUR = 422, 429, 409, 20
SPEAKING = (Role.Genre.REFERENT, Role.Genre.ORGANISATION)
_COLUMNS = ("code", "nom", "genre", "site", "siren", "nb_membres", "description", "territoires")
_MEMBER_COLUMNS = ("siren", "nom", "confirmee_le")


class NomForm(GuardedForm):
    """What every network has: a name, perhaps a website."""

    nom = forms.CharField(
        max_length=160,
        error_messages={"required": "Donnez son nom.", "max_length": "160 signes au plus."},
    )
    adresse = SiteField(required=False, max_length=300)

    def clean_nom(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["nom"].split())


class ReseauForm(NomForm):
    """A network that the team adds."""

    genre = forms.ChoiceField(choices=Reseau.Genre.choices, error_messages={"required": "Choisissez."})
    siren = forms.CharField(required=False, max_length=14)

    def clean_siren(self) -> str:
        """Nine digits that hold together, or nothing."""
        siren = str(self.cleaned_data["siren"]).replace(" ", "")
        if siren and not is_valid_siren(siren):
            raise forms.ValidationError("Neuf chiffres justes, ou rien.")
        return siren


class PageForm(NomForm):
    """What who represents a network writes on its page."""

    description = LongText(
        required=False, max_length=1200, error_messages={"max_length": "1 200 signes au plus."}
    )
    territoires = forms.MultipleChoiceField(
        required=False,
        choices=lambda: [(one.siren, one.nom) for one in list_metropoles()],
        error_messages={"invalid_choice": "Choisissez dans la liste."},
    )
    depuis = forms.CharField(required=False, max_length=40)

    def as_page(self) -> reseaux.Page:
        """What was typed, checked."""
        said = self.cleaned_data
        return reseaux.Page(said["nom"], said["description"], said["adresse"], tuple(said["territoires"]))


def list_metropoles() -> list[Metropole]:
    """The métropoles, by name."""
    return sorted(load_metropoles().values(), key=lambda one: sort_key(one.nom))


@require_safe
@depends_on_builds
def list_reseaux(request: HttpRequest) -> HttpResponse:
    """Every network."""
    return render(request, "fiches/reseaux.html", {"reseaux": reseaux.list_reseaux()})


@require_safe
@depends_on_builds
def reseaux_json(_request: HttpRequest) -> HttpResponse:
    """The same as data."""
    rows = [_describe(one) for one in reseaux.list_reseaux()]
    return json_answer({"nb": len(rows), "reseaux": rows})


@require_safe
@depends_on_builds
def reseaux_csv(_request: HttpRequest) -> HttpResponse:
    """The same as a table."""
    rows = (_describe(one) for one in reseaux.list_reseaux())
    return csv_answer("reseaux", _COLUMNS, (csv_line(row[name] for name in _COLUMNS) for row in rows))


@require_safe
@depends_on_builds
def show_reseau(request: HttpRequest, slug: str) -> HttpResponse:
    """One network and its confirmed members."""
    reseau = _find(slug)
    context = {
        "reseau": reseau,
        "membres": list_members(reseau),
        "ecrire": find_relay(reseau.siren) if reseau.siren else "",
        "texte": fils.as_html(reseau.description),
        "territoires": [one for one in list_metropoles() if one.siren in reseau.territoires],
    }
    return render(request, "fiches/reseau.html", context)


@require_safe
@depends_on_builds
def reseau_json(_request: HttpRequest, slug: str) -> HttpResponse:
    """The same as data."""
    reseau = _find(slug)
    return json_answer(_describe(reseau) | {"membres": _describe_members(reseau)})


@require_safe
@depends_on_builds
def reseau_csv(_request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a table."""
    rows = (csv_line(row.values()) for row in _describe_members(_find(slug)))
    return csv_answer(f"reseau-{slug}", _MEMBER_COLUMNS, rows)


@for_role(rights.is_animateur)
@require_http_methods(["GET", "HEAD", "POST"])
def create_reseau(request: HttpRequest) -> HttpResponse:
    """Add a network."""
    form, refus = ReseauForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("nom", "genre", "siren")}
        try:
            made = reseaux.create(**said, site=form.cleaned_data["adresse"], by=read_person(request))
            return HttpResponseRedirect(reverse_url("reseau-membres", made.slug), status=SEE_OTHER)
        except NotAllowedNow as refused:
            refus = refused
    context = {"form": form, "refus": refus, "genres": Reseau.Genre}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "fiches/reseau-creer.html", context, status=status)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def edit_reseau(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the page of a network that one represents."""
    reseau, by = _find(slug), read_person(request)
    if not reseaux.may_manage(by, reseau):
        raise PermissionDenied
    if request.method != "POST":
        return _show_form(request, reseau, PageForm())
    form = PageForm(request.POST)
    if not form.is_valid():
        return _show_form(request, reseau, form, status=UNPROCESSABLE)
    try:
        pace_retouche(by, "")
    except NotAllowedNow as refus:
        return _show_form(request, reseau, form, refus=refus, status=TOO_MANY)
    try:
        reseaux.edit(reseau, form.as_page(), by=by, depuis=form.cleaned_data["depuis"])
    except reseaux.WrittenMeanwhile as refus:
        return _show_form(request, _find(slug), form, refus=refus, status=CONFLICT)
    except NotAllowedNow as refus:
        return _show_form(request, reseau, form, refus=refus, status=UNPROCESSABLE)
    return HttpResponseRedirect(reverse_url("reseau-membres", slug), status=SEE_OTHER)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Say that a structure or a territoire for which one speaks is a member."""
    reseau, personne = _find(slug), read_person(request)
    mine = name_sirens(
        role.portee for role in rights.list_roles(personne) if role.genre in SPEAKING and role.portee
    )
    refus, status = None, 200
    if request.method == "POST":
        try:
            pace("adhesion", request.META.get("REMOTE_ADDR", ""), per_hour=PER_HOUR)
            row = reseaux.say_member(reseau, request.POST.get("siren", ""), by=personne)
            said = "confirmée" if row.confirmee_le else "reçue : le réseau ou l’équipe la confirmera"
            messages.success(request, f"{reseau.nom} : adhésion {said}.")
            return HttpResponseRedirect(reverse_url("reseau-adherer", slug), status=SEE_OTHER)
        except NotAllowedNow as refused:
            refus, status = refused, UNPROCESSABLE
    context = {
        "reseau": reseau,
        "miens": mine,
        "adhesions": [row for row in reseaux.list_said(mine) if row.reseau_id == reseau.pk],
        "refus": refus,
        "choisi": request.POST.get("siren", ""),
        "said": messages.get_messages(request),
    }
    return render(request, "fiches/adherer.html", context, status=status)


@for_member
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, refuse or end one membership; not found for who has no say in it."""
    row = Adhesion.objects.filter(pk=pk).select_related("reseau", "demandee_par").first()
    by = read_person(request)
    if row is None or not (reseaux.may_settle(by, row) or reseaux.may_leave(by, row)):
        raise Http404
    try:
        if request.POST.get("reponse") == "confirmer":
            is_done = reseaux.confirm(row, by=by)
        else:
            is_done = reseaux.end(row, read_words(request, "motif", 600), by=by)
        said = "C’est fait." if is_done else "Cette adhésion avait déjà sa réponse."
        messages.success(request, f"{row.reseau.nom} : {said}")
    except NotAllowedNow as refus:
        messages.error(request, f"{refus.message} {refus.advice}")
    way = "fiches-demandes" if reseaux.may_settle(by, row) else "reseau-adherer"
    args = () if way == "fiches-demandes" else (row.reseau.slug,)
    return HttpResponseRedirect(reverse_url(way, *args), status=SEE_OTHER)


def list_members(reseau: Reseau) -> list[tuple[Nomme, Adhesion]]:
    """Members of a network by name, with the day of their confirmation."""
    rows = reseaux.list_members(reseau)
    names = name_sirens(row.siren for row in rows)
    return sorted(((names[row.siren], row) for row in rows), key=lambda pair: pair[0].nom.casefold())


def _show_form(
    request: HttpRequest,
    reseau: Reseau,
    form: PageForm,
    *,
    refus: NotAllowedNow | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form, with what was typed, else what the page says; what somebody else wrote since, beside it."""
    is_late = isinstance(refus, reseaux.WrittenMeanwhile)
    page = reseaux.read_page(reseau)
    kept = {"nom": page.nom, "description": page.description, "adresse": page.site}
    context = {
        "reseau": reseau,
        "form": form,
        "refus": refus,
        "typed": form.typed if form.is_bound else kept,
        "choisis": request.POST.getlist("territoires") if form.is_bound else page.territoires,
        "depuis": request.POST.get("depuis", "")
        if form.is_bound and not is_late
        else reseaux.mark_version(reseau),
        "entretemps": page if is_late else None,
        "metropoles": list_metropoles(),
    }
    return render(request, "fiches/reseau-modifier.html", context, status=status)


def _find(slug: str) -> Reseau:
    found = reseaux.list_reseaux().filter(slug=slug).first()
    if found is None:
        raise Http404("Ce réseau n’est pas dans l’annuaire. La liste des réseaux les donne tous.")
    return found


def _describe(reseau: Reseau) -> dict[str, Any]:
    kept = {"code": reseau.slug, "nom": reseau.nom, "genre": reseau.genre, "site": reseau.site or None}
    return kept | {
        "siren": reseau.siren or None,
        "nb_membres": getattr(reseau, "nb_membres", None),
        "description": reseau.description or None,
        "territoires": reseau.territoires,
    }


def _describe_members(reseau: Reseau) -> list[dict[str, Any]]:
    return [
        {"siren": one.siren, "nom": one.nom, "confirmee_le": row.confirmee_le.date().isoformat()}
        for one, row in list_members(reseau)
        if row.confirmee_le
    ]
