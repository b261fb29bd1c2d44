"""Doors of the study: its home, one edition, one chapter."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.publication.editions.errata import list_errata
from leviers.publication.editions.lire import Publiee, list_editions, open_edition
from leviers.publication.models import COURANTE
from leviers.reference.carte import draw_carte
from leviers.web.answers import depends_on_catalogue
from leviers.web.etude import accueil, citer
from leviers.web.etude.lecture import list_lignes, open_lecture

NO_EDITION = "Cette édition de l’étude n’existe pas. La page « Étude » donne celles qui existent."
_NO_CHAPTER = "Ce chapitre n’existe pas dans cette édition. Son sommaire donne ceux qui existent."


@require_safe
@depends_on_catalogue
def show_etude(request: HttpRequest) -> HttpResponse:
    """What the study is, its last edition or its draft, how to get and to cite it."""
    editions = list_editions(settings.HOME)
    shown = editions[0] if editions else open_edition(settings.HOME, COURANTE)
    context = {
        "edition": shown,
        "anciennes": editions[1:],
        "brouillon": open_edition(settings.HOME, COURANTE) if editions else None,
        "parties": accueil.list_parties(shown) if shown else [],
        "fichiers": accueil.list_fichiers(shown) if shown else [],
        "portraits": accueil.list_portraits(shown) if shown else [],
        "citation": citer.say_citation(shown) if shown else "",
        "citations": accueil.list_citations(shown) if shown else [],
        "etudes": accueil.list_etudes(),
        "carte": draw_carte(),
        "structured": citer.describe_report(shown) if shown else None,
    }
    return render(request, "etude/accueil.html", context)


@require_safe
@depends_on_catalogue
def show_edition(request: HttpRequest, code: str) -> HttpResponse:
    """One edition: title and contents."""
    edition = find_edition(code)
    context = {
        "edition": edition,
        "parties": accueil.list_parties(edition),
        "fichiers": accueil.list_fichiers(edition),
        "portraits": accueil.list_portraits(edition),
        "citation": citer.say_citation(edition),
        "citations": accueil.list_citations(edition),
        "errata": list_errata(code),
        "tags": citer.list_tags(edition),
        "structured": citer.describe_report(edition),
        "canonical_address": citer.say_address(edition),
    }
    return _dress(render(request, "etude/edition.html", context), edition)


@require_safe
@depends_on_catalogue
def show_chapitre(request: HttpRequest, code: str, chapitre: str) -> HttpResponse:
    """One chapter, to be read."""
    edition = find_edition(code)
    lecture = open_lecture(edition, chapitre)
    if lecture is None:
        raise Http404(_NO_CHAPTER)
    context = {
        "edition": edition,
        "lecture": lecture,
        "ligne": lecture.ligne,
        "chapitres": list_lignes(edition),
        "errata": [one for one in list_errata(code) if one.chapitre in ("", chapitre)],
        "citation": citer.say_citation(edition),
        "tags": citer.list_tags(edition, lecture.ligne),
        "structured": citer.describe_report(edition, lecture.ligne),
        "canonical_address": citer.say_address(edition, chapitre),
    }
    return _dress(render(request, "etude/chapitre.html", context), edition)


def find_edition(code: str) -> Publiee:
    """An edition, or a page that says where the others are."""
    found = open_edition(settings.HOME, code)
    if found is None:
        raise Http404(NO_EDITION)
    return found


def _dress(response: HttpResponse, edition: Publiee) -> HttpResponse:
    """Search engines keep frozen editions only."""
    if edition.est_brouillon:
        response.headers["X-Robots-Tag"] = "noindex"
    return response
