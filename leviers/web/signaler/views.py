"""The form by which any reader contests: a démarche, a usage, a levier, a public record, a figure."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leviers.accounts import visitors
from leviers.catalogue.models import Signalement
from leviers.catalogue.models.choices import Statut
from leviers.errors import NotAllowedNow
from leviers.web.commentaires.forms import ask_for_code, read_writer
from leviers.web.signaler.forms import ReportForm
from leviers.web.signaler.reports import PER_HOUR, make_form, may_declare, record_report
from leviers.web.signaler.subjects import (
    Subject,
    find_demarche_subject,
    find_fait_subject,
    find_indicateur_subject,
    find_levier_subject,
    find_usage_subject,
)

CONTRIBUTIONS = "contributions_a_confirmer"
"""In the session: contributions whose author waits for a code."""
UNPROCESSABLE, TOO_MANY, SEE_OTHER = 422, 429, 303
Sujet = Signalement.Sujet


@dataclass(frozen=True)
class Words:
    """What the page says of one kind of subject: title, what to write, what comes of it, the way back."""

    titre: str
    aide: str
    suite: str
    retour: str


_DATA = "Le fichier d’origine n’est pas à nous : nous le gardons tel quel, et nous corrigeons notre lecture."
_DEMARCHE = Words(
    "Signaler une erreur ou un complément",
    "ce qui est faux ou manque, et ce qu’il faudrait écrire.",
    "La fiche ne change jamais sans cette vérification.",
    "Revenir à la démarche",
)
_USAGE = Words(
    "Contester ou compléter cet usage",
    "ce que la métropole fait ou ne fait pas, depuis quand, et ce qui le montre.",
    "Le niveau de preuve ne change jamais sans cette vérification.",
    "Revenir à l’usage",
)
_LEVIER = Words(
    "Corriger ou compléter ce levier",
    "ce qui est faux ou manque : définition, base juridique, étapes, points de vigilance.",
    "La fiche ne change jamais sans cette vérification.",
    "Revenir au levier",
)
_FAIT = Words(
    "Contester cette lecture",
    "ce que nous lisons mal : un levier qui n’y est pas ou qui manque, un montant, une date, "
    "un rapprochement.",
    _DATA,
    "Revenir à l’enregistrement",
)
_ACTEUR = Words(
    "Contester cette lecture",
    "ce que nous lisons mal : l’appartenance à l’ESS et sa raison, le nom, le territoire, l’activité.",
    _DATA,
    "Revenir à l’acteur",
)
_INDICATEUR = Words(
    "Contester ce chiffre",
    "ce qui vous semble faux : la valeur, les lignes comptées, la couverture, la définition.",
    "Le chiffre vient d’une requête publiée : si elle se trompe, elle est corrigée pour tous.",
    "Revenir au chiffre",
)
WORDS = {
    Sujet.DEMARCHE: _DEMARCHE,
    Sujet.USAGE: _USAGE,
    Sujet.LEVIER: _LEVIER,
    Sujet.MARCHE: _FAIT,
    Sujet.SUBVENTION: _FAIT,
    Sujet.DELIBERATION: _FAIT,
    Sujet.ACTEUR: _ACTEUR,
    Sujet.INDICATEUR: _INDICATEUR,
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_demarche(request: HttpRequest, code: str) -> HttpResponse:
    """About a démarche."""
    return _report(request, find_demarche_subject(code))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_usage(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """About a cell of the matrix."""
    return _report(request, find_usage_subject(slug, code))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_levier(request: HttpRequest, code: str) -> HttpResponse:
    """About the sheet of a levier."""
    return _report(request, find_levier_subject(code))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_fait(request: HttpRequest, genre: str, fait_id: str) -> HttpResponse:
    """About what was read in a public record, or about an organisation."""
    return _report(request, find_fait_subject(genre, fait_id))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_indicateur(request: HttpRequest, code: str) -> HttpResponse:
    """About an indicator or one of its values, named by the query of the address."""
    return _report(request, find_indicateur_subject(code, request.GET.dict()))


def _report(request: HttpRequest, subject: Subject) -> HttpResponse:
    """Show the form, then keep what was written, then say thank you."""
    if request.method != "POST":
        return _show(request, subject, make_form(subject), status=200)
    form = make_form(subject, request.POST)
    if not form.is_valid():
        return _show(request, subject, form, status=UNPROCESSABLE)
    try:
        by = read_writer(request)
        made = record_report(subject, form, address=request.META.get("REMOTE_ADDR", ""), by=by)
    except NotAllowedNow as refus:
        return _show(request, subject, form, refus=refus, status=TOO_MANY)
    thanks = f"{subject.form}{'&' if '?' in subject.form else '?'}merci=1"
    return HttpResponseRedirect(_confirm_address(request, made, thanks), status=SEE_OTHER)


def _confirm_address(request: HttpRequest, made: Signalement, thanks: str) -> str:
    """Where to go once a contribution is kept: an address typed for an answer is first confirmed by a code.

    Too many codes already: the contribution stays, without anybody to answer
    """
    if not made.courriel or made.courriel_confirme:
        return thanks
    request.session[CONTRIBUTIONS] = [*request.session.get(CONTRIBUTIONS, []), made.pk][-20:]
    try:
        return ask_for_code(request, made.courriel, thanks)
    except NotAllowedNow:
        return thanks


def _confirm_contributions(request: HttpRequest, courriel: str) -> None:
    kept = Signalement.objects.filter(pk__in=request.session.pop(CONTRIBUTIONS, []), courriel=courriel)
    kept.update(courriel_confirme=True)


visitors.tell_when_confirmed(_confirm_contributions)


def _show(
    request: HttpRequest,
    subject: Subject,
    form: ReportForm,
    *,
    refus: NotAllowedNow | None = None,
    status: int,
) -> HttpResponse:
    context = {
        "subject": subject,
        "words": WORDS[subject.sujet],
        "form": form,
        "refus": refus,
        "typed": form.typed,
        "statuts": Statut.choices,
        "may_declare": may_declare(subject, read_writer(request)),
        "compte": read_writer(request).personne,
        "adresse": read_writer(request).courriel,
        "per_hour": PER_HOUR,
        "is_thanks": request.method == "GET" and request.GET.get("merci") == "1",
    }
    return render(request, "signaler/signaler.html", context, status=status)
