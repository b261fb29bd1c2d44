"""What an author does with her annonces, and what anybody may report."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leviers.accounts.garde import pace, pace_retouche
from leviers.directory.annonces import redaction
from leviers.directory.annonces.cooperations import list_gestes, list_own
from leviers.directory.annonces.messages import count_unread
from leviers.directory.models import AlerteReseau, Annonce
from leviers.errors import NotAllowedNow
from leviers.web.door import SEE_OTHER, read_person
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import date_fr, typo
from leviers.web.reseau.brouillon import for_writer, sign, take
from leviers.web.reseau.forms import DURATIONS, AnnonceForm, MotifForm
from leviers.web.reseau.voix import Voix, list_voix

UNPROCESSABLE, TOO_MANY = 422, 429
PER_HOUR = 10
Etat = Annonce.Etat
_READ_FIRST = (
    "L’équipe la lit avant de l’afficher, comme la première de chacun et toutes celles qui ont un lien ; "
    "une lettre vous dira qu’elle l’est."
)


@for_writer
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest) -> HttpResponse:
    """Write an annonce."""
    person = read_person(request)
    voix = list_voix(person)
    form = AnnonceForm(request.POST if request.method == "POST" else None, voix=voix)
    if request.method != "POST":
        asked = request.GET.get("sens", "")
        kept = {"sens": asked if asked in Annonce.Sens.values else "", "veut_pistes": True, "mois": "3"}
        return _show(request, form, voix, kept=kept, draft=take(request))
    if not form.is_valid():
        return _show(request, form, voix, status=UNPROCESSABLE)
    said = form.cleaned_data
    try:
        if not redaction.find_again(form.as_saisie(), person, said["jeton"]):
            pace("annonce", f"personne {person.pk}", per_hour=PER_HOUR)
        pour = next(one for one in voix if one[0] == said["pour"])
        one = redaction.publish(form.as_saisie(), by=person, pour=pour, jeton=said["jeton"])
    except NotAllowedNow as refus:
        return _show(request, form, voix, refus=refus, status=TOO_MANY)
    if one.etat == Etat.OUVERTE:
        messages.success(request, "Votre annonce est affichée.")
    else:
        messages.success(
            request,
            f"Votre annonce est reçue. {_READ_FIRST}",
        )
    return _back()


@for_writer
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct one's annonce."""
    one = _find_own(request, pk)
    voix = [(one.siren, one.nom)]
    form = AnnonceForm(request.POST if request.method == "POST" else None, voix=voix)
    if request.method != "POST":
        return _show(request, form, voix, annonce=one, kept=_read(one), draft=take(request))
    if not form.is_valid():
        return _show(request, form, voix, annonce=one, status=UNPROCESSABLE)
    try:
        pace_retouche(read_person(request), "")
        changed = redaction.edit(one, form.as_saisie(), by=read_person(request))
    except NotAllowedNow as refus:
        return _show(request, form, voix, annonce=one, refus=refus, status=TOO_MANY)
    said = f"Votre annonce est modifiée. {_READ_FIRST}" if changed.etat == Etat.ATTENTE else ""
    messages.success(request, said or "Votre annonce est modifiée.")
    return _back()


@for_writer
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Found, or taken back."""
    one = _find_own(request, pk)
    try:
        redaction.close(one, request.POST.get("etat", ""), by=read_person(request))
        messages.success(request, typo(f"Annonce close : « {one.titre} »."))
    except NotAllowedNow as refus:
        messages.error(request, f"{refus.message} {refus.advice}")
    return _back()


@for_writer
@require_POST
def prolong(request: HttpRequest, pk: int) -> HttpResponse:
    """Three more months."""
    one = _find_own(request, pk)
    try:
        until = redaction.prolong(one, by=read_person(request))
        messages.success(request, f"Annonce prolongée jusqu’au {date_fr(until.isoformat())}.")
    except NotAllowedNow as refus:
        messages.error(request, f"{refus.message} {refus.advice}")
    return _back()


@for_writer
@require_safe
def list_mine(request: HttpRequest) -> HttpResponse:
    """All of one's annonces, whatever became of them."""
    person = read_person(request)
    context = {
        "annonces": list(Annonce.objects.filter(auteur=person).order_by("-pk")),
        "cooperations": [(one, list_gestes(one, person)) for one in list_own(person)],
        "said": [*messages.get_messages(request)],
        "nb_non_lus": count_unread(person),
        "peut_ecrire": bool(list_voix(person)),
        "living": redaction.LIVING,
        "readable": redaction.READABLE,
        "prolongable": (Etat.OUVERTE, Etat.EXPIREE),
    }
    return render(request, "reseau/mes-annonces.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Anybody tells the team about an annonce."""
    one = Annonce.objects.filter(pk=pk, etat=Etat.OUVERTE).first()
    if one is None:
        raise Http404("Cette annonce n’est pas ouverte : il n’y a rien à signaler.")
    page = reverse_url("reseau-annonce", str(pk))
    what = {"genre": AlerteReseau.Genre.ANNONCE, "titre": one.titre, "nom": one.nom, "page": page}
    return handle_report(request, pk, what)


def handle_report(request: HttpRequest, pk: int, what: dict[str, str]) -> HttpResponse:
    """The form of a report on something public, then back to it; who reports is not known."""
    form = MotifForm(request.POST if request.method == "POST" else None)
    refus, status = None, 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                pace("alerte", request.META.get("REMOTE_ADDR", ""), per_hour=PER_HOUR)
                redaction.report(what["genre"], pk, form.cleaned_data["motif"])
                return HttpResponseRedirect(f"{request.path}?dit=signale", status=SEE_OTHER)
            except NotAllowedNow as error:
                refus, status = error, TOO_MANY
    context = {
        "form": form,
        "refus": refus,
        "typed": form.typed if form.is_bound else {"motif": ""},
        "what": what,
        "est_recu": request.GET.get("dit") == "signale" and not form.is_bound,
    }
    return render(request, "reseau/signaler.html", context, status=status)


def _show(
    request: HttpRequest,
    form: AnnonceForm,
    voix: list[Voix],
    *,
    annonce: Annonce | None = None,
    kept: dict[str, Any] | None = None,
    draft: QueryDict | None = None,
    refus: NotAllowedNow | None = None,
    status: int = 200,
) -> HttpResponse:
    typed = form.show(kept or {}, draft)
    context = {
        "form": form,
        "voix": voix,
        "annonce": annonce,
        "typed": typed | {"leviers": [*typed["leviers"], "", "", ""][:3]},
        "jeton": typed.get("jeton") or uuid4(),
        "signe": sign(request),
        "refus": refus,
        "is_kept": draft is not None,
        "natures": Annonce.Nature.choices,
        "senses": Annonce.Sens.choices,
        "durees": DURATIONS,
    }
    return render(request, "reseau/ecrire.html", context, status=status)


def _read(one: Annonce) -> dict[str, Any]:
    days = (one.expire_le - timezone.localdate()).days
    said = {name: getattr(one, name) for name in ("sens", "nature", "titre", "texte", "leviers")}
    return said | {
        "pour": one.siren,
        "veut_pistes": one.veut_pistes,
        "mois": str(min(max(round(days / 30), 1), 6)),
    }


def _find_own(request: HttpRequest, pk: int) -> Annonce:
    """Somebody else's annonce is not found, as one that does not exist."""
    one = Annonce.objects.filter(pk=pk, auteur=read_person(request)).first()
    if one is None:
        raise Http404("Cette annonce n’est pas une des vôtres. « Mes annonces » les donne toutes.")
    return one


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse_url("reseau-mes-annonces"), status=SEE_OTHER)
