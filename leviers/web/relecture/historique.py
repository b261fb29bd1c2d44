"""What was decided, by whom, when; one line for each lot, and undo of one’s own."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.evidence.models import Decision
from leviers.warehouse.read import FICTIF
from leviers.web.kit.jinja import reverse_url
from leviers.web.relecture import words
from leviers.web.relecture.door import for_reviewers, read_person
from leviers.web.relecture.filters import Choix, read_choix, write_key
from leviers.web.relecture.record import find_territoire
from leviers.web.relecture.views import list_fields

PER_PAGE = 40
MINE, EVERYBODY = "moi", "tous"


@dataclass(frozen=True)
class Ligne:
    """One lot: its first decision, how many records it settled, whether this person may undo it."""

    decision: Decision
    nb: int
    verdict: str
    titre: str
    territoire: str
    auteur: str
    adresse: str
    est_annulable: bool


@require_safe
@for_reviewers("evidence.view_decision")
def show_historique(request: HttpRequest) -> HttpResponse:
    """Lots of decisions, the latest first, forty a page."""
    by, choix = read_person(request), read_choix(request.GET.dict())
    qui = MINE if request.GET.get("qui") == MINE else EVERYBODY
    verdict = request.GET.get("verdict", "")
    verdict = verdict if verdict in words.VERDICTS else ""
    rows = _select(choix, by if qui == MINE else None, verdict)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    params = choix.given | ({"qui": qui} if qui == MINE else {}) | ({"verdict": verdict} if verdict else {})
    context = {
        "choix": choix,
        "lignes": _read_lines(page, by),
        "page": page,
        "params": params,
        "address": lambda number: f"?{urlencode({**params, 'page': number})}",
        "words": words,
        "qui": qui,
        "verdict": verdict,
        "verdicts": words.VERDICTS,
        "fields": list_fields(choix),
        "said": [*messages.get_messages(request)],
    }
    return render(request, "relecture/historique.html", context)


def _select(choix: Choix, auteur: Any, verdict: str) -> Any:
    """Lots that hold what was asked for: lot, nb, premiere."""
    filtre = choix.filtre
    rows = Decision.objects.filter(monde=filtre.monde)
    if auteur is not None:
        rows = rows.filter(auteur=auteur)
    if verdict:
        rows = rows.filter(verdict=verdict)
    if filtre.levier:
        rows = rows.filter(levier=filtre.levier)
    if filtre.genre:
        rows = rows.filter(fait_genre=filtre.genre)
    if filtre.territoire:
        rows = rows.filter(fait__territoire_siren=filtre.territoire)
    lots = rows.order_by().values("lot", "auteur")
    return lots.annotate(nb=Count("pk"), premiere=Min("pk")).order_by("-premiere")


def _read_lines(page: Page[Any], by: Any) -> list[Ligne]:
    lots = [*page]
    found = Decision.objects.select_related("auteur").in_bulk([lot["premiere"] for lot in lots])
    return [_as_line(found[lot["premiere"]], lot["nb"], by) for lot in lots]


def _as_line(decision: Decision, nb: int, by: Any) -> Ligne:
    territoire = find_territoire(decision.fait.get("territoire_siren") or "")
    params = {"monde": decision.monde} if decision.monde == FICTIF else {}
    params["fiche"] = write_key((decision.fait_genre, decision.fait_id, decision.levier))
    verdict = words.VERDICTS[decision.verdict]
    if decision.verdict == "corrige":
        verdict = f"corrigé en {words.name_levier(decision.levier_corrige)}"
    return Ligne(
        decision=decision,
        nb=nb,
        verdict=verdict,
        titre=words.name_title(decision.fait),
        territoire=territoire.nom if territoire else "territoire inconnu",
        auteur=words.name_author(decision),
        adresse=f"{reverse_url('relecture')}?{urlencode(params)}",
        est_annulable=decision.auteur_id == by.pk and decision.annulee_le is None,
    )
