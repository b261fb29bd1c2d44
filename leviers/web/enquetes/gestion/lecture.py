"""Reading the answers of one territoire, one question at a time: first reading, then control."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST, require_safe

from leviers.errors import LeviersError, NotAllowedNow
from leviers.survey.avis import require_other_reader
from leviers.survey.lectures import Lecture, Point, agree_with_rest, conclude, read_lecture
from leviers.survey.models import Avis
from leviers.web.door import SEE_OTHER, read_person
from leviers.web.enquetes.gestion.door import (
    ACT,
    READ,
    UNPROCESSABLE,
    act,
    find_participation,
    for_animators,
    show,
)
from leviers.web.enquetes.gestion.mots import CONCLUSIONS
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import pluriel
from leviers.web.typed import read_words

PAGE = "enquetes-lecture"
TYPED = 20_000
"""Signs read of an avis: one that is too long is refused, not cut."""
_is_page = URLValidator(schemes=["http", "https"])


@require_safe
@for_animators(READ, PAGE)
def show_lecture(request: HttpRequest, campagne: str, territoire: str) -> HttpResponse:
    """The question of the address, or the first that nobody read."""
    lecture = read_lecture(find_participation(campagne, territoire))
    point = lecture.find(request.GET.get("q", "")) or _find_next(lecture, "")
    return _show(request, lecture, point, territoire)


@require_POST
@for_animators(ACT, PAGE)
def give_avis(request: HttpRequest, campagne: str, territoire: str) -> HttpResponse:
    """Keep one conclusion, then the next question; what was typed comes back when it is refused."""
    participation = find_participation(campagne, territoire)
    lecture = read_lecture(participation)
    chemin, conclusion = request.POST.get("chemin", ""), request.POST.get("conclusion", "")
    typed = {"texte": read_words(request, "texte", TYPED), "lien": request.POST.get("lien", "").strip()}
    try:
        _require_page(typed["lien"])
        conclude(lecture, chemin, conclusion=conclusion, by=read_person(request), **typed)
    except LeviersError as error:
        point = lecture.find(chemin) or _find_next(lecture, "")
        typed["conclusion"] = conclusion
        return _show(request, lecture, point, territoire, typed=typed, error=error, status=UNPROCESSABLE)
    messages.success(request, f"{CONCLUSIONS[conclusion]} : c’est gardé.")
    following = _find_next(read_lecture(participation), chemin)
    return HttpResponseRedirect(_write_address(campagne, territoire, following), status=SEE_OTHER)


@require_POST
@for_animators(ACT, PAGE)
def agree_rest(request: HttpRequest, campagne: str, territoire: str) -> HttpResponse:
    """One gesture for every answer that nobody has read yet."""
    participation = find_participation(campagne, territoire)

    def gesture() -> str:
        done = agree_with_rest(read_lecture(participation), by=read_person(request))
        if not done:
            return "Plus aucune réponse n’attend d’avis."
        return f"D’accord pour {pluriel(done, 'réponse')}. Les questions sans réponse restent sans avis."

    return act(request, _write_address(campagne, territoire, None), gesture)


def _show(
    request: HttpRequest,
    lecture: Lecture,
    point: Point | None,
    slug: str,
    *,
    typed: dict[str, str] | None = None,
    error: LeviersError | None = None,
    status: int = 200,
) -> HttpResponse:
    paths = [one.chemin for one in lecture.points]
    rang = paths.index(point.chemin) if point else 0
    context: dict[str, Any] = {
        "campagne": lecture.participation.campagne,
        "participation": lecture.participation,
        "slug": slug,
        "lecture": lecture,
        "point": point,
        "rang": rang + 1,
        "suivant": lecture.points[rang + 1] if point and rang + 1 < len(paths) else None,
        "precedent": lecture.points[rang - 1] if point and rang else None,
        "avis": point.find_avis(lecture.stade) if point and lecture.stade else None,
        "obstacle": _find_obstacle(request, lecture),
        "nb_reste_repondues": sum(one.est_repondu for one in lecture.restants),
        "typed": {"texte": "", "lien": "", "conclusion": ""} | (typed or {}),
        "error": error,
    }
    return show(request, "lecture", context, status=status)


def _find_obstacle(request: HttpRequest, lecture: Lecture) -> str:
    """Why this person may conclude nothing now; empty when she may."""
    if not lecture.stade:
        return "Ces réponses ne sont pas encore envoyées, ou sont déjà publiées : rien n’est à conclure."
    if lecture.stade == Avis.Stade.CONTROLE:
        try:
            require_other_reader(lecture.participation, read_person(request))
        except NotAllowedNow as error:
            return f"{error.message} {error.advice}"
    return ""


def _find_next(lecture: Lecture, chemin: str) -> Point | None:
    """The next question that waits after this one, else the first that waits, else the first of all."""
    paths = [one.chemin for one in lecture.points]
    start = paths.index(chemin) + 1 if chemin in paths else 0
    ordered = (*lecture.points[start:], *lecture.points[:start])
    waiting = (one for one in ordered if lecture.stade and not lecture.is_read(one))
    return next(waiting, lecture.points[0] if lecture.points else None)


def _require_page(lien: str) -> None:
    if not lien:
        return
    try:
        _is_page(lien)
    except ValidationError:
        raise NotAllowedNow(
            "L’adresse de la page n’est pas complète.", advice="Recopiez-la en entier, avec https://."
        ) from None


def _write_address(campagne: str, territoire: str, point: Point | None) -> str:
    query = f"?{urlencode({'q': point.chemin})}" if point else ""
    return f"{reverse_url(PAGE, campagne, territoire)}{query}"
