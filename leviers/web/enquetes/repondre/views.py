"""The pages of a respondent: what is asked, section by section, then the summary and the sending."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from leviers.errors import LeviersError, SurveyClosed
from leviers.survey.formulaires.arbre import Section
from leviers.survey.models import Contact, Version
from leviers.survey.passages import catch_up
from leviers.survey.saisies import Dit, choose, record
from leviers.web.enquetes.repondre import mots
from leviers.web.enquetes.repondre.champs import list_champs, list_erreurs
from leviers.web.enquetes.repondre.door import for_respondents
from leviers.web.enquetes.repondre.dossier import Dossier, is_asked
from leviers.web.enquetes.repondre.envoi import list_obstacles, send
from leviers.web.enquetes.repondre.lecture import Lecture, Refus, confirm_all, read_form
from leviers.web.enquetes.repondre.pages import CONFLICT, UNPROCESSABLE, open_dossier, see, show
from leviers.web.enquetes.repondre.plan import add_time, lay_out, remove_time
from leviers.web.typed import read_number, read_words

AUTOSAVE = "X-Enregistrement"
"""Header of a form that a script sends by itself."""


@require_safe
@for_respondents
def show_accueil(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Where the answers stand, and what to do next."""
    return show(request, "accueil", open_dossier(request, contact))


@require_http_methods(["GET", "HEAD", "POST"])
@for_respondents
def show_section(request: HttpRequest, contact: Contact, section: str) -> HttpResponse:
    """One section: read it, answer it, save it; a script may save it by itself."""
    dossier = open_dossier(request, contact, _find_shown(request, contact))
    found = dossier.find_section(section)
    if found is None:
        raise Http404("Cette partie n’existe pas, ou n’existe plus, dans le questionnaire.")
    if request.method != "POST":
        return _show_section(request, dossier, found)
    try:
        lecture = _save(request, dossier, found)
    except SurveyClosed as error:
        return _tell_closed(request, dossier, found, error)
    if catch_up(dossier.participation, dossier.version):
        return _tell_passed(request, dossier)
    after = open_dossier(request, contact)
    if AUTOSAVE in request.headers:
        return _tell_saved(after, found, lecture)
    if lecture.refus:
        return _show_section(request, after, found, refus=lecture.refus, status=UNPROCESSABLE)
    return _go_on(request, dossier, after, found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_respondents
def show_resume(request: HttpRequest, contact: Contact) -> HttpResponse:
    """Everything said, what is missing, and the sending."""
    dossier = open_dossier(request, contact)
    if request.method != "POST":
        return show(request, "resume", dossier, obstacles=list_obstacles(dossier))
    try:
        send(dossier)
    except LeviersError as error:
        return show(
            request, "resume", dossier, obstacles=list_obstacles(dossier), error=error, status=UNPROCESSABLE
        )
    return see("enquete-accueil", dossier, query="?envoye=1")


def _find_shown(request: HttpRequest, contact: Contact) -> Version | None:
    """The version that the page showed, when the campaign has passed to another since."""
    present, shown = contact.participation.campagne.version, read_number(request.POST.get("version", ""))
    if shown is None or shown == present.pk:
        return None
    return Version.objects.filter(pk=shown, questionnaire=present.questionnaire_id).first()


def _save(request: HttpRequest, dossier: Dossier, section: Section) -> Lecture:
    """Keep everything that the form says, then the gesture of its button."""
    etats = [etat for etat in dossier.evaluation.etats_de(section) if etat.question.type != "calculate"]
    lecture = read_form(dossier, etats, request.POST, request.FILES)
    dits = [*lecture.dits]
    if request.POST.get("geste") == "tout-juste":
        confirmed = {one.chemin: one for one in confirm_all(dossier, [e for e in etats if is_asked(e)])}
        dits = [confirmed.get(one.chemin, one) if not one.valeur else one for one in dits]
    dits += [
        Dit(chemin=one, valeur=dossier.participation.territoire_siren) for one in dossier.chemins_territoire
    ]
    record(dossier.participation, dits, by=dossier.contact, version=dossier.version)
    _change_times(request, dossier)
    chemin, _, kept = read_words(request, "garder").rpartition("|")
    pk = read_number(kept)
    if pk is not None:
        choose(dossier.participation, chemin, pk)
    return lecture


def _change_times(request: HttpRequest, before: Dossier) -> None:
    """One more time of a repetition, or one less, after what the form says was kept."""
    added, removed = request.POST.get("ajouter", ""), request.POST.get("retirer", "")
    if added or removed:
        dossier = open_dossier(request, before.contact)
        dits = add_time(dossier, added) if added else remove_time(dossier, removed)
        record(dossier.participation, dits, by=dossier.contact, version=dossier.version)


def _go_on(request: HttpRequest, before: Dossier, after: Dossier, section: Section) -> HttpResponse:
    """Stay when new questions appeared or something is to be seen again; else the next section."""
    gesture = request.POST.get("geste", "")
    if gesture == "plus-tard":
        return see("enquete-accueil", after, query="?garde=1")
    shown = {etat.chemin for etat in before.list_asked(section)}
    news = [etat for etat in after.list_asked(section) if etat.chemin not in shown]
    has_errors = any(list_erreurs(etat, after.find_last(etat.chemin)) for etat in after.list_asked(section))
    if gesture != "suite" or news or has_errors or request.POST.get("garder"):
        query = f"?nouvelles={len(news)}" if news else "?garde=1"
        return see("enquete-section", after, section.code, query=query)
    following = _find_following(after, section)
    return see("enquete-section", after, following.code) if following else see("enquete-resume", after)


def _find_following(dossier: Dossier, section: Section) -> Section | None:
    codes = [one.code for one in dossier.sections]
    if section.code not in codes:
        return None
    place = codes.index(section.code) + 1
    return dossier.sections[place] if place < len(codes) else None


def _tell_saved(dossier: Dossier, section: Section, lecture: Lecture) -> HttpResponse:
    """What a script needs after it saved: the hour, what is now asked, what is wrong."""
    etats = dossier.evaluation.etats_de(section)
    champs = list_champs(dossier, etats, lecture.refus)
    return JsonResponse(
        {
            "heure": mots.say_hour(timezone.localtime()),
            "avancement": mots.say_progress(dossier),
            "questions": {
                champ.chemin: {
                    "base": champ.bases,
                    "visible": champ.etat.visible,
                    "libelle": champ.etat.libelle,
                    "choix": [choix.code for choix in champ.etat.choix],
                    "erreurs": list(champ.erreurs),
                    "desaccord": bool(champ.autres),
                }
                for champ in champs
            },
        }
    )


def _tell_closed(
    request: HttpRequest, dossier: Dossier, section: Section, error: SurveyClosed
) -> HttpResponse:
    if AUTOSAVE in request.headers:
        said = {"erreur": f"{error.message} {error.advice}"}
        return JsonResponse(said, status=CONFLICT, json_dumps_params={"ensure_ascii": False})
    return _show_section(request, dossier, section, error=error, status=CONFLICT)


def _tell_passed(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    """What was typed is kept; the questions are others now."""
    if AUTOSAVE in request.headers:
        words = "Le questionnaire vient de changer. Ce que vous aviez écrit est gardé : rechargez la page."
        said = {"erreur": words}
        return JsonResponse(said, status=CONFLICT, json_dumps_params={"ensure_ascii": False})
    return see("enquete-accueil", dossier, query="?change=1")


def _show_section(
    request: HttpRequest,
    dossier: Dossier,
    section: Section,
    *,
    refus: dict[str, Refus] | Any = None,
    error: LeviersError | None = None,
    status: int = 200,
) -> HttpResponse:
    champs = list_champs(dossier, dossier.evaluation.etats_de(section), refus)
    codes = [one.code for one in dossier.sections]
    place = codes.index(section.code) if section.code in codes else None
    return show(
        request,
        "section",
        dossier,
        section=section,
        titre=mots.name_section(dossier, section),
        place=place,
        champs=champs,
        blocs=lay_out(dossier, section, champs),
        nb_proposees=mots.count_proposed(dossier, champs),
        nouvelles=read_number(request.GET.get("nouvelles", "")) or 0,
        precedente=dossier.sections[place - 1] if place else None,
        suivante=_find_following(dossier, section),
        error=error,
        status=status,
    )
