"""Proposing a démarche in two steps: what and where, then, beside the close ones that exist, the rest."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leviers.accounts import visitors
from leviers.accounts.garde import GuardedForm, LongText, pace
from leviers.errors import NotAllowedNow
from leviers.participation import proposees
from leviers.participation.models import DemarcheProposee
from leviers.reference import territoires, typologie
from leviers.web.commentaires.forms import ask_for_code, read_writer
from leviers.web.kit.jinja import reverse_url

UNPROCESSABLE, TOO_MANY, SEE_OTHER = 422, 429, 303
PER_HOUR = 5
WAITING = "propositions_a_confirmer"
"""In the session: proposals whose author waits for a code."""


class PremierForm(GuardedForm):
    """What tells a démarche from another."""

    metropole = forms.ChoiceField(
        choices=[],
        error_messages={
            "required": "Choisissez une métropole.",
            "invalid_choice": "Choisissez une des métropoles.",
        },
    )
    titre = forms.CharField(
        min_length=8,
        max_length=120,
        error_messages={
            "required": "Donnez-lui un titre.",
            "min_length": "Un titre de 8 signes au moins.",
            "max_length": "120 signes au plus.",
        },
    )
    source_url = forms.URLField(
        max_length=600,
        assume_scheme="https",
        error_messages={
            "required": "Donnez une page publique qui la montre.",
            "invalid": "Écrivez une adresse complète, qui commence par https://.",
        },
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        places = territoires.load_metropoles().values()
        self.fields["metropole"].choices = [(one.slug, one.nom) for one in places]  # type: ignore[attr-defined]


class SecondForm(PremierForm):
    """The whole proposal."""

    levier = forms.ChoiceField(
        choices=[],
        error_messages={
            "required": "Choisissez le levier principal.",
            "invalid_choice": "Choisissez un des 50 leviers.",
        },
    )
    description = LongText(
        min_length=30,
        max_length=3000,
        error_messages={
            "required": "Décrivez-la en deux à quatre phrases.",
            "min_length": "Deux phrases au moins : ce qui est fait, par qui.",
            "max_length": "3 000 signes au plus.",
        },
    )
    annee_debut = forms.IntegerField(
        required=False,
        min_value=1900,
        error_messages={
            "invalid": "Une année à quatre chiffres, ou rien.",
            "min_value": "Une année à quatre chiffres, ou rien.",
            "max_value": "Cette année est à venir de trop loin.",
        },
    )
    courriel = forms.EmailField(
        required=False,
        max_length=254,
        error_messages={"invalid": "Écrivez une adresse comme prenom@exemple.fr."},
    )
    jeton = forms.CharField(required=False, max_length=40)

    def __init__(self, data: object = None) -> None:
        super().__init__(data)
        leviers = typologie.load_leviers().values()
        self.fields["levier"].choices = [(one.code, one.nom) for one in leviers]  # type: ignore[attr-defined]

    def clean_annee_debut(self) -> int | None:
        """Refuse a year that is too far ahead."""
        annee: int | None = self.cleaned_data["annee_debut"]
        if annee and annee > timezone.localdate().year + 5:
            raise forms.ValidationError("Cette année est à venir de trop loin.")
        return annee


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """The first step is asked by GET, so that going back loses nothing; the second one writes."""
    if request.method == "POST":
        return _receive(request)
    first = PremierForm(request.GET if "titre" in request.GET else None)
    if not first.is_bound or not first.is_valid():
        return _show(request, first, 1, status=UNPROCESSABLE if first.is_bound else 200)
    return _show(request, SecondForm(), 2, typed=first.typed)


def _receive(request: HttpRequest) -> HttpResponse:
    form = SecondForm(request.POST)
    if not form.is_valid():
        return _show(request, form, 2, status=UNPROCESSABLE)
    try:
        address = _keep(request, form)
    except NotAllowedNow as refus:
        return _show(request, form, 2, status=TOO_MANY, refus=refus)
    return HttpResponseRedirect(address, status=SEE_OTHER)


def _keep(request: HttpRequest, form: SecondForm) -> str:
    """Write the proposal once; where to go then."""
    thanks, said = f"{reverse_url('proposer')}?merci=1", form.cleaned_data
    jeton = _read_uuid(said["jeton"])
    place = territoires.index_by_slug()[said["metropole"]].siren
    words = {name: said[name] for name in ("titre", "description", "source_url")}
    same = Q(territoire_siren=place, etat=proposees.Etat.RECUE, **words)  # from a page that going back opened
    if DemarcheProposee.objects.filter(same | Q(jeton=jeton, titre=said["titre"])).exists():
        return thanks
    pace("proposition", request.META.get("REMOTE_ADDR", ""), per_hour=PER_HOUR)
    by = read_writer(request, said["courriel"])
    is_taken = DemarcheProposee.objects.filter(jeton=jeton).exists()
    made = DemarcheProposee(
        territoire_siren=place,
        **{name: said[name] for name in ("titre", "levier", "description", "annee_debut", "source_url")},
        auteur=by.personne,
        courriel="" if by.personne else by.courriel,
        courriel_confirme=by.est_confirme,
        jeton=uuid4() if is_taken else jeton,
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:  # the same form, sent twice at the same instant
        return thanks
    if not made.courriel or made.courriel_confirme:
        return thanks
    request.session[WAITING] = [*request.session.get(WAITING, []), made.pk][-20:]
    try:
        return ask_for_code(request, made.courriel, thanks)
    except NotAllowedNow:  # too many codes: the proposal is kept, without anybody to answer
        return thanks


def _confirm(request: HttpRequest, courriel: str) -> None:
    kept = DemarcheProposee.objects.filter(pk__in=request.session.pop(WAITING, []), courriel=courriel)
    kept.update(courriel_confirme=True)


visitors.tell_when_confirmed(_confirm)


def _read_uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _show(
    request: HttpRequest,
    form: PremierForm,
    etape: int,
    *,
    typed: dict[str, str] | None = None,
    refus: NotAllowedNow | None = None,
    status: int = 200,
) -> HttpResponse:
    blank = dict.fromkeys(SecondForm.base_fields, "")
    typed = blank | (typed or (form.typed if form.is_bound else {}))
    by = read_writer(request)
    context: dict[str, Any] = {
        "etape": etape,
        "form": form,
        "refus": refus,
        "typed": typed,
        "proches": _list_close(typed) if etape == 2 else [],
        "metropole": territoires.index_by_slug().get(typed["metropole"]),
        "jeton": request.POST.get("jeton") or uuid4(),
        "is_known": bool(by.personne or by.courriel),
        "is_thanks": request.method == "GET" and request.GET.get("merci") == "1",
    }
    return render(request, "contributions/proposer.html", context, status=status)


def _list_close(typed: dict[str, str]) -> list[Any]:
    place = territoires.index_by_slug().get(typed["metropole"])
    return proposees.list_close(place.siren, typed["titre"], typed["source_url"]) if place else []
