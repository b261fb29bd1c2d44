"""General pages, and the pages that say that something went wrong."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.catalogue import published
from leviers.catalogue.published import Published
from leviers.evidence import usages
from leviers.evidence.regles import load_regles
from leviers.graphiques.niveaux import read_champ
from leviers.reference import etudes, perimetre, typologie
from leviers.reference.carte import draw_carte
from leviers.web.answers import depends_on_catalogue
from leviers.web.graphiques.figure import Figure, found_or_404
from leviers.web.kit.typography import paris_day
from leviers.web.pages import limits, palette, regles, samples

# Read once, when the server starts: this page must come even when nothing else does.
_BROKEN = (Path(__file__).parent / "500.html").read_bytes()


@require_safe
@depends_on_catalogue
def methode(request: HttpRequest) -> HttpResponse:
    """How a claim gets here, what it is worth, what is missing."""
    catalogue = published.current()
    known = etudes.load_etudes()
    context = {
        "version_catalogue": catalogue.version,
        "date_catalogue": _date_of(catalogue),
        "limits": limits.measure_limits(catalogue, usages.compute_usages(catalogue)),
        "nb_fiches_relues": sum(levier.relu for levier in catalogue.leviers.values()),
        "nb_fiches": len(catalogue.leviers),
        "etude_2019": known[etudes.METROPOLES_2019],
        "etude_2021": known[etudes.TERRITOIRES_URBAINS_2021],
        "enquetees": known[etudes.METROPOLES_2019].find_chiffre(etudes.ENQUETEES),
        "annoncees": known[etudes.METROPOLES_2019].find_chiffre(etudes.ANNONCEES),
        "perimetre": perimetre.load_perimetre(),
        "contact": settings.CONTACT,
    }
    return render(request, "pages/methode.html", context)


@require_safe
@depends_on_catalogue
def preuves(request: HttpRequest) -> HttpResponse:
    """The rules that turn acts into niveaux, and what could be seen where."""
    known = usages.compute_usages(published.current())
    context = {
        "regles": load_regles(),
        "champs": regles.list_rules(),
        "sources": regles.list_sources(known),
        "relectures": regles.say_reviews(),
        "build": known.releve.build.numero if known.releve else "",
    }
    return render(request, "pages/preuves.html", context)


@require_safe
@depends_on_catalogue
def mentions(request: HttpRequest) -> HttpResponse:
    """Who publishes, who hosts, what is known of those who read and write."""
    context = {"editeur": settings.EDITEUR, "hebergeur": settings.HEBERGEUR, "contact": settings.CONTACT}
    return render(request, "pages/mentions.html", context)


@require_safe
@depends_on_catalogue
def accessibilite(request: HttpRequest) -> HttpResponse:
    """The declaration that the law asks for."""
    return render(
        request, "pages/accessibilite.html", {"editeur": settings.EDITEUR, "contact": settings.CONTACT}
    )


@require_safe
@depends_on_catalogue
def kit(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    catalogue = published.current()
    context = {
        "inks": palette.list_swatches("ink", "soft", "accent"),
        "champs": palette.list_swatches(*(f"c-{code}" for code in typologie.load_champs())),
        "samples": samples.pick_samples(catalogue),
        "carte": draw_carte(),
        "figure": Figure(found_or_404(read_champ(catalogue, "achats-responsables"))),
        "today": date(2026, 11, 1),
    }
    return render(request, "pages/kit.html", context)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django’s words)
    """The address or the form cannot be read."""
    return _refuse(
        request, 400, "Cette demande n’est pas lisible", "L’adresse ou le formulaire est mal formé."
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Somebody without the right asks for something."""
    return _refuse(request, 403, "Cette page est réservée", "Votre compte n’y donne pas accès.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The address leads nowhere; the view may have said why."""
    said = str(exception.args[0]) if exception.args and isinstance(exception.args[0], str) else ""
    return _refuse(
        request, 404, "Cette page n’existe pas", said or "L’adresse est fausse, ou la page a été retirée."
    )


def no_report(_request: HttpRequest, rest: str = "") -> HttpResponse:  # noqa: ARG001
    """The reports of Wagtail: nobody uses them here, and they name texts to people who may not open them."""
    raise Http404(
        "Cette page n’existe pas. Le bureau et l’historique de chaque texte disent ce qui a été fait."
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form came back without its key: nothing was written."""
    advice = (
        "Le formulaire a expiré ou le navigateur refuse le cookie qui le protège. Rien n’a été enregistré : "
        "revenez à la page précédente, rechargez-la et envoyez de nouveau."
    )
    return _refuse(request, 403, "Le formulaire n’a pas pu être vérifié", advice)


def server_error(_request: HttpRequest) -> HttpResponse:
    """Our fault. No template, no database, no context: whatever broke must not break this too."""
    return HttpResponseServerError(_BROKEN)


def _refuse(request: HttpRequest, status: int, titre: str, texte: str) -> HttpResponse:
    context: dict[str, Any] = {"status": status, "titre": titre, "texte": texte}
    return render(request, "pages/erreur.html", context, status=status)


def _date_of(catalogue: Published) -> date | None:
    """When the catalogue last changed; unknown while it is empty."""
    moment = max((demarche.modifiee_le for demarche in catalogue.demarches.values()), default=None)
    return paris_day(moment) if moment else None
