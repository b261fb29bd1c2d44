"""Pairs of a démarche and a public record: one at a time, confirmed or rejected."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from leviers.catalogue import published
from leviers.errors import NotReviewable
from leviers.evidence import rapprochements
from leviers.evidence.models import Rapprochement
from leviers.evidence.preuves import METROPOLE
from leviers.web.kit.typography import NBSP
from leviers.web.relecture import words
from leviers.web.relecture.door import LOST, for_reviewers, read_person, see
from leviers.web.relecture.filters import GENRES_FR, read_choix
from leviers.web.relecture.soutiens import read_appui

PAGE = "relecture-rapprochements"
ANSWER = "evidence.add_rapprochement"
ANSWERS = {"confirme": True, "rejette": False}
_LOST = "Votre session avait pris fin : cette réponse n’a pas été gardée."


@require_safe
@for_reviewers(ANSWER, page=PAGE)
def show_pairs(request: HttpRequest) -> HttpResponse:
    """The pair of this rank in the queue; skipping is reading the next rank."""
    by = read_person(request)
    waiting = rapprochements.list_waiting(by)
    asked = request.GET.get("rang", "1")
    rang = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    demarche, soutien = waiting[rang - 1] if 1 <= rang <= len(waiting) else (None, None)
    last = rapprochements.find_last_answer(by)
    said = [*messages.get_messages(request)]
    notices = [_LOST] if LOST in request.GET else []
    context = {
        "choix": read_choix({}),
        "demarche": demarche,
        "appui": read_appui(soutien) if soutien else None,
        "cle": f"{soutien.genre}/{demarche.id}/{soutien.fait_id}" if soutien and demarche else "",
        "genres": GENRES_FR,
        "METROPOLE": METROPOLE,
        "rang": rang,
        "nb": len(waiting),
        "said": said,
        "notices": notices,
        "has_news": bool(said or notices) or rang > 1,
        "last": last,
        "last_said": _say_done(last) if last else "",
    }
    return render(request, "relecture/rapprochements.html", context)


@require_POST
@for_reviewers(ANSWER, page=PAGE)
def answer_pair(request: HttpRequest) -> HttpResponse:
    """Keep one answer, then the pair that takes its rank."""
    genre, _, rest = request.POST.get("fiche", "").partition("/")
    code, _, fait_id = rest.partition("/")
    verdict = request.POST.get("verdict", "")
    if verdict not in ANSWERS:
        messages.error(request, "Cette réponse n’existe pas. Confirmez ou rejetez.")
        return see(PAGE, _keep_rank(request))
    try:
        made = rapprochements.answer(
            (code, genre, fait_id), est_confirme=ANSWERS[verdict], by=read_person(request)
        )
    except NotReviewable as error:
        messages.error(request, f"{error.message} {error.advice}")
    else:
        messages.success(request, _say_done(made))
    return see(PAGE, _keep_rank(request))


@require_POST
@for_reviewers(ANSWER, page=PAGE)
def undo_pair(request: HttpRequest) -> HttpResponse:
    """Take back one answer of this person."""
    asked = request.POST.get("reponse", "")
    pk = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
    if rapprochements.take_back(pk, by=read_person(request)):
        messages.success(request, "Annulé : ce rapprochement attend de nouveau une réponse.")
    else:
        messages.info(request, "Rien à annuler : cette réponse est déjà annulée, ou n’est pas la vôtre.")
    return see(PAGE, _keep_rank(request))


def _keep_rank(request: HttpRequest) -> dict[str, str]:
    rang = request.GET.get("rang", "")
    return {"rang": rang} if rang.isdigit() and rang != "1" else {}


def _say_done(row: Rapprochement) -> str:
    demarche = published.current().demarches.get(row.demarche_id)
    titre = f"«{NBSP}{demarche.titre}{NBSP}»" if demarche else row.demarche_id
    said = "Confirmé" if row.est_confirme else "Rejeté"
    verb = "appuie" if row.est_confirme else "n’appuie pas"
    return f"{said}{NBSP}: {words.name_title(row.fait)} {verb} {titre}."
