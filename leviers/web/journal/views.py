"""The public journal of niveaux: each rise and fall, newest first, with its twins."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.evidence import fictif
from leviers.evidence.models import Mouvement
from leviers.reference import territoires, typologie
from leviers.web.answers import csv_answer, csv_line, depends_on_catalogue, json_answer
from leviers.web.kit.jinja import reverse_url
from leviers.web.metropoles.preuves import tell_mouvements
from leviers.web.metropoles.usage import describe_mouvement

PER_PAGE = 40
COLUMNS = ("quand", "territoire_siren", "levier", "avant", "apres", "sens", "cause", "preuves", "build")


@require_safe
@depends_on_catalogue
def show_journal(request: HttpRequest) -> HttpResponse:
    """Moves of the 22 métropoles, or of one of them, forty a page."""
    slug = request.GET.get("metropole", "")
    chosen = territoires.index_by_slug().get(slug)
    page = Paginator(_select(slug), PER_PAGE).get_page(request.GET.get("page"))
    query = f"?metropole={slug}&page=" if chosen else "?page="
    context = {
        "lignes": [_as_ligne(ligne) for ligne in tell_mouvements(page)],
        "page": page,
        "chosen": chosen,
        "address": lambda number: f"{query}{number}",
        "ignored": bool(slug) and chosen is None,
    }
    return render(request, "journal/journal.html", context)


@require_safe
@depends_on_catalogue
def journal_json(request: HttpRequest) -> HttpResponse:
    """Every move, as data."""
    rows = [describe_mouvement(row) for row in _select(request.GET.get("metropole", ""))]
    return json_answer({"nb": len(rows), "licence": "Licence Ouverte 2.0", "mouvements": rows})


@require_safe
@depends_on_catalogue
def journal_csv(request: HttpRequest) -> HttpResponse:
    """Every move, as a table."""
    rows = map(describe_mouvement, _select(request.GET.get("metropole", "")))
    return csv_answer("journal", COLUMNS, (csv_line(row[name] for name in COLUMNS) for row in rows))


def _select(slug: str) -> Any:
    """Moves of real territoires; an unknown slug selects nothing less."""
    rows = Mouvement.objects.exclude(territoire_siren=fictif.load_orval().siren)
    chosen = territoires.index_by_slug().get(slug)
    return rows.filter(territoire_siren=chosen.siren) if chosen else rows


def _as_ligne(ligne: dict[str, Any]) -> dict[str, Any]:
    row = ligne["mouvement"]
    metropole = territoires.load_metropoles()[row.territoire_siren]
    levier = typologie.load_leviers()[row.levier]
    return {
        **ligne,
        "metropole": metropole,
        "levier": levier,
        "href": reverse_url("usage", metropole.slug, levier.code),
    }
