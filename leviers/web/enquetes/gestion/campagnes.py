"""Campaigns: listed, created, launched, reminded, closed; the board of progress."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leviers.errors import NotAllowedNow
from leviers.evidence.enquetes import publish_campagne
from leviers.survey import campagnes
from leviers.survey.avancement import Avancement, read_avancement
from leviers.survey.campagnes import RELANCE_JOURS
from leviers.survey.exports import KINDS
from leviers.survey.models import Campagne, Contact, Envoi, Participation, Version
from leviers.survey.passages import find_newer
from leviers.web.door import SEE_OTHER
from leviers.web.enquetes.gestion.door import (
    ACT,
    CREATE,
    READ,
    UNPROCESSABLE,
    act,
    find_campagne,
    for_animators,
    show,
)
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import accord, pluriel
from leviers.web.typed import read_number

BOARD = "enquetes-tableau"


class CampagneForm(forms.Form):
    """What a campaign says of itself."""

    titre = forms.CharField(max_length=120)
    echeance = forms.DateField()
    presentation = forms.CharField(max_length=2_000, required=False)


class CreationForm(CampagneForm):
    """The same, with what is chosen once."""

    code = forms.SlugField(max_length=60)
    version = forms.ModelChoiceField(Version.objects.select_related("questionnaire"))


@require_safe
@for_animators(READ, "enquetes-gestion")
def list_campagnes(request: HttpRequest) -> HttpResponse:
    """Every campaign, the latest first."""
    found = Campagne.objects.select_related("version__questionnaire").prefetch_related("participations")
    return show(request, "accueil", {"campagnes": found, "has_versions": Version.objects.exists()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_animators(CREATE, "enquetes-creer")
def create_campagne(request: HttpRequest) -> HttpResponse:
    """The form of a new campaign; it writes to nobody."""
    if request.method != "POST":
        return _show_form(request, {"version": request.GET.get("version", "")})
    typed = request.POST.dict()
    if not typed.get("code", "").strip():
        typed["code"] = slugify(typed.get("titre", ""))[:60]
    form = CreationForm(typed)
    if not form.is_valid():
        return _show_form(request, typed, errors=_list_errors(form))
    given = dict(form.cleaned_data)
    try:
        campagne = campagnes.create_campagne(given.pop("version"), **given)
    except NotAllowedNow as error:
        return _show_form(request, typed, errors={"code": f"{error.message} {error.advice}"})
    messages.success(request, "Campagne créée. Aucune lettre n’est partie : ajoutez les contacts.")
    return HttpResponseRedirect(reverse_url("enquetes-contacts", campagne.code), status=SEE_OTHER)


@require_http_methods(["GET", "HEAD", "POST"])
@for_animators(ACT, BOARD)
def update_campagne(request: HttpRequest, campagne: str) -> HttpResponse:
    """Change the title, the day expected and the words of presentation."""
    found = find_campagne(campagne)
    if request.method != "POST":
        typed = {"titre": found.titre, "echeance": found.echeance.isoformat()}
        return _show_form(request, typed | {"presentation": found.presentation}, campagne=found)
    form = CampagneForm(request.POST)
    if not form.is_valid():
        return _show_form(request, request.POST.dict(), errors=_list_errors(form), campagne=found)

    def gesture() -> str:
        campagnes.update_campagne(found, **form.cleaned_data)
        return "Campagne modifiée."

    return act(request, reverse_url(BOARD, found.code), gesture)


@require_safe
@for_animators(READ, BOARD)
def show_board(request: HttpRequest, campagne: str) -> HttpResponse:
    """Where every territoire stands, and what the team can do."""
    found = find_campagne(campagne)
    board = read_avancement(found)
    context = {
        "campagne": found,
        "board": board,
        "resume": _sum_up(board),
        "nb_a_inviter": _count_uninvited(found),
        "nb_attendus": board.etats.get("invitee", 0) + board.etats.get("commencee", 0),
        "nb_bloquees": sum(ligne.nb_lettres_bloquees for ligne in board.lignes),
        "relance_jours": RELANCE_JOURS,
        "kinds": KINDS,
        "newer": find_newer(found),
        "is_late": found.echeance < timezone.localdate(),
        "etats": Participation.Etat,
    }
    return show(request, "tableau", context)


@require_POST
@for_animators(ACT, BOARD)
def launch(request: HttpRequest, campagne: str) -> HttpResponse:
    """Open the campaign and write the invitations, which leave within a minute."""
    found = find_campagne(campagne)

    def gesture() -> str:
        written = campagnes.launch(found)
        if not written:
            return "Tout le monde avait déjà son invitation : aucune autre ne part."
        return f"{pluriel(written, 'invitation écrite', 'invitations écrites')}. Départ dans la minute."

    return act(request, reverse_url(BOARD, found.code), gesture)


@require_POST
@for_animators(ACT, BOARD)
def remind(request: HttpRequest, campagne: str) -> HttpResponse:
    """Write to those who have not sent, or to one territoire."""
    found = find_campagne(campagne)
    only = read_number(request.POST.get("participation", ""))
    chosen = found.participations.filter(pk=only) if only is not None else None

    def gesture() -> str:
        force = request.POST.get("force") == "1"
        done = campagnes.remind(found, participations=chosen, force=force)
        if not done.ecrites and not done.recentes:
            return "Personne n’est à relancer : toutes les réponses sont envoyées."
        said = f"{pluriel(done.ecrites, 'relance écrite', 'relances écrites')}."
        left = pluriel(done.recentes, "contact laissé", "contacts laissés")
        return f"{said} {left} : déjà écrit il y a peu." if done.recentes else said

    return act(request, reverse_url(BOARD, found.code), gesture)


@require_POST
@for_animators(ACT, BOARD)
def close(request: HttpRequest, campagne: str) -> HttpResponse:
    """Take no answer any more."""
    found = find_campagne(campagne)

    def gesture() -> str:
        done = campagnes.close(found)
        return "Campagne close." if done else "Elle était déjà close."

    return act(request, reverse_url(BOARD, found.code), gesture)


@require_POST
@for_animators(ACT, BOARD)
def publish(request: HttpRequest, campagne: str) -> HttpResponse:
    """Publish the results: answers without a name enter the totals."""
    found = find_campagne(campagne)

    def gesture() -> str:
        return "Résultats publiés." if publish_campagne(found) else "Ils étaient déjà publiés."

    return act(request, reverse_url(BOARD, found.code), gesture)


def _sum_up(board: Avancement) -> list[tuple[int, str]]:
    """Territoires by state, in the order of the steps; those of nobody left out."""
    labels = dict(Participation.Etat.choices)
    found = [(nb, str(labels[etat])) for etat in labels if (nb := board.etats.get(etat, 0))]
    return [(nb, accord(nb, label, f"{label}s" if label.endswith("ée") else label)) for nb, label in found]


def _count_uninvited(campagne: Campagne) -> int:
    contacts = Contact.objects.filter(participation__campagne=campagne, efface_le=None, revoque_le=None)
    waiting = Envoi.objects.filter(campagne=campagne, genre="invitation").exclude(etat="annule")
    return contacts.filter(invite_le=None).exclude(pk__in=waiting.values("contact")).count()


def _show_form(
    request: HttpRequest,
    typed: dict[str, Any],
    *,
    errors: dict[str, str] | None = None,
    campagne: Campagne | None = None,
) -> HttpResponse:
    names = ("titre", "code", "version", "echeance", "presentation")
    context = {
        "typed": {name: typed.get(name, "") for name in names},
        "errors": errors or {},
        "campagne": campagne,
        "versions": Version.objects.select_related("questionnaire"),
    }
    return show(request, "creer", context, status=UNPROCESSABLE if errors else 200)


def _list_errors(form: forms.Form) -> dict[str, str]:
    said = {
        "titre": "Donnez un titre, en 120 caractères au plus.",
        "code": "L’identifiant s’écrit en lettres sans accent, chiffres et tirets.",
        "version": "Choisissez un questionnaire.",
        "echeance": "Donnez le jour, comme 31/03/2027.",
        "presentation": "La présentation dépasse 2 000 caractères.",
    }
    return {name: said[name] for name in form.errors}
