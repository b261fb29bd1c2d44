"""What a structure says of itself: written part by part by those who represent it, hidden by the team."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leviers.accounts import rights
from leviers.accounts.garde import GuardedForm, LongText, pace
from leviers.directory.fiches import accueil, blocs
from leviers.directory.fiches.blocs import CHAMPS, Champ, WrittenMeanwhile
from leviers.directory.models import Bloc
from leviers.errors import NotAllowedNow
from leviers.web.door import SEE_OTHER, for_member, for_role, read_person
from leviers.web.fiches.declarations import Ligne, write_lignes, write_purpose
from leviers.web.fiches.reclamer import read_claimable
from leviers.web.fiches.structures import name_sirens
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import enumere, nombre
from leviers.web.typed import read_words

UNPROCESSABLE, TOO_MANY, CONFLICT, PER_HOUR = 422, 429, 409, 60


class BlocForm(GuardedForm):
    """Fields of one part, as `blocs.CHAMPS` describes them; all may stay empty."""

    depuis = forms.IntegerField(required=False, min_value=0)

    def __init__(self, data: Any, sorte: str) -> None:
        super().__init__(data)
        self.champs = CHAMPS[sorte]
        for champ in self.champs:
            self.fields[champ.code] = _make_field(champ)

    @property
    def contenu(self) -> dict[str, Any]:
        """What was said, without what stayed empty."""
        said = {champ.code: self.cleaned_data[champ.code] for champ in self.champs}
        return {code: value for code, value in said.items() if value not in (None, "", [], False)}

    def show(self, kept: dict[str, Any]) -> dict[str, Any]:
        """What the form shows: what was typed, else what is kept."""
        if not self.is_bound:
            return {champ.code: kept.get(champ.code, "") for champ in self.champs}
        data: Any = self.data
        many = {champ.code for champ in self.champs if champ.genre == "choix-multiple"}
        return {
            champ.code: data.getlist(champ.code) if champ.code in many else data.get(champ.code, "")
            for champ in self.champs
        }


@for_member
@require_safe
def show_parts(request: HttpRequest, siren: str) -> HttpResponse:
    """Every part of the page of a structure, for those who represent it and for the team."""
    _let_in(request, siren)
    last = blocs.read_last(siren)
    context = {
        "siren": siren,
        "nom": name_sirens([siren])[siren].nom,
        "parts": [
            (sorte, last.get(sorte), _write_part(siren, sorte, last.get(sorte))) for sorte in Bloc.Sorte
        ],
        "est_des_siens": rights.acts_for(request.user, siren),
        "said": messages.get_messages(request),
    }
    return render(request, "fiches/completer.html", context)


@for_member
@require_http_methods(["GET", "HEAD", "POST"])
def edit_part(request: HttpRequest, siren: str, sorte: str) -> HttpResponse:
    """Write one part; what somebody else wrote meanwhile is shown beside, and nothing is lost."""
    if sorte not in Bloc.Sorte.values:
        raise Http404("Cette partie n’existe pas.")
    _let_in(request, siren)
    form = BlocForm(request.POST if request.method == "POST" else None, sorte)
    if request.method != "POST":
        return _show(request, siren, sorte, form)
    if not rights.acts_for(request.user, siren):
        raise PermissionDenied
    if not form.is_valid():
        return _show(request, siren, sorte, form, status=UNPROCESSABLE)
    try:
        pace("fiche", request.META.get("REMOTE_ADDR", ""), per_hour=PER_HOUR)
        depuis = form.cleaned_data["depuis"] or 0
        if sorte == Bloc.Sorte.CONTACT:
            accueil.declare(siren, form.contenu, by=read_person(request), depuis=depuis)
        else:
            blocs.declare(siren, sorte, form.contenu, by=read_person(request), depuis=depuis)
    except WrittenMeanwhile as refus:
        return _show(request, siren, sorte, form, refus=refus, status=CONFLICT)
    except NotAllowedNow as refus:
        return _show(request, siren, sorte, form, refus=refus, status=TOO_MANY)
    messages.success(request, f"« {Bloc.Sorte(sorte).label} » est enregistré.")
    return HttpResponseRedirect(f"{reverse_url('fiche-completer', siren)}#{sorte}", status=SEE_OTHER)


@for_role(rights.is_animateur)
@require_POST
def hide_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide one version with a reason, or show it again."""
    bloc = Bloc.objects.filter(pk=pk).first()
    if bloc is None:
        raise Http404
    by = read_person(request)
    try:
        if request.POST.get("geste") == "retablir":
            is_done = blocs.restore(bloc, by=by)
        else:
            is_done = blocs.hide(bloc, read_words(request, "motif", 600), by=by)
        said = "C’est fait." if is_done else "C’était déjà fait."
        messages.success(request, f"« {bloc.get_sorte_display()} » : {said}")
    except NotAllowedNow as refus:
        messages.error(request, f"{refus.message} {refus.advice}")
    return HttpResponseRedirect(
        f"{reverse_url('fiche-completer', bloc.siren)}#{bloc.sorte}", status=SEE_OTHER
    )


def _let_in(request: HttpRequest, siren: str) -> None:
    read_claimable(siren)
    if not (rights.acts_for(request.user, siren) or rights.is_animateur(request.user)):
        raise PermissionDenied


def _show(
    request: HttpRequest,
    siren: str,
    sorte: str,
    form: BlocForm,
    *,
    refus: NotAllowedNow | None = None,
    status: int = 200,
) -> HttpResponse:
    history = blocs.list_history(siren, sorte)
    last = history[0] if history else None
    typed = form.data.get("depuis", "") if form.is_bound else ""
    is_late = isinstance(refus, WrittenMeanwhile)
    kept = last.contenu if last else {}
    if sorte == Bloc.Sorte.CONTACT:
        kept = kept | {"relais": accueil.has_accepted(request.user, siren)}
    context = {
        "siren": siren,
        "nom": name_sirens([siren])[siren].nom,
        "sorte": Bloc.Sorte(sorte),
        "form": form,
        "refus": refus,
        "champs": CHAMPS[sorte],
        "values": form.show(kept),
        "depuis": typed if form.is_bound and not is_late else last.pk if last else 0,
        "entretemps": (last, _write(last)) if is_late else None,
        "versions": [(one, _write(one)) for one in history],
        "est_des_siens": rights.acts_for(request.user, siren),
        "est_contact": sorte == Bloc.Sorte.CONTACT,
        "recoivent": _name_receiving(siren) if sorte == Bloc.Sorte.CONTACT else "",
    }
    return render(request, "fiches/bloc.html", context, status=status)


def _write_part(siren: str, sorte: str, bloc: Bloc | None) -> list[Ligne]:
    """What a part says today; of « La joindre », also who receives what is written to the structure."""
    if sorte != Bloc.Sorte.CONTACT:
        return _write(bloc)
    said, names = write_purpose(bloc), _name_receiving(siren)
    if names:
        return [*said, Ligne("Reçoivent les messages", names)]
    return [*said, Ligne("", "Personne ne reçoit de messages aujourd’hui.")] if said else []


def _name_receiving(siren: str) -> str:
    return enumere(sorted(str(one) for one in accueil.list_receiving(siren)))


def _write(bloc: Bloc | None) -> list[Ligne]:
    return write_lignes(bloc) if bloc else []


def _make_field(champ: Champ) -> forms.Field:
    """The field that reads one Champ."""
    too_long = {"max_length": f"{nombre(champ.maximum)} signes au plus."}
    if champ.genre == "texte":
        return LongText(required=False, max_length=champ.maximum, error_messages=too_long)
    if champ.genre == "ligne":
        return forms.CharField(required=False, max_length=champ.maximum, error_messages=too_long)
    if champ.genre == "nombre":
        said = dict.fromkeys(("invalid", "min_value", "max_value"), "Un nombre entier, ou rien.")
        return forms.IntegerField(required=False, min_value=0, max_value=champ.maximum, error_messages=said)
    if champ.genre == "oui":
        return forms.BooleanField(required=False)
    if champ.genre == "site":
        return SiteField(required=False, max_length=champ.maximum)
    unknown = {"invalid_choice": "Choisissez dans la liste."}
    kind = forms.MultipleChoiceField if champ.genre == "choix-multiple" else forms.ChoiceField
    return kind(required=False, choices=[*champ.choix.items()], error_messages=unknown)


class SiteField(forms.URLField):
    """A public website, in http or https alone."""

    def __init__(self, **options: Any) -> None:
        wrong = {"invalid": "Écrivez une adresse complète, qui commence par https://."}
        super().__init__(assume_scheme="https", error_messages=wrong, **options)

    def validate(self, value: Any) -> None:
        """Refuse the other schemes that an address may have."""
        super().validate(value)
        if value and not value.startswith(("https://", "http://")):
            raise forms.ValidationError(self.error_messages["invalid"])
