"""The moderation desk: what waits, decisions, their journal, undo, the public figures, the rules."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from leviers.catalogue.admin.worklists import find_editor
from leviers.catalogue.models import Demarche
from leviers.directory.annonces import moderation as reseau
from leviers.errors import NotAllowedNow
from leviers.evidence import contributions
from leviers.participation import delais, examen, fils, moderation, proposees
from leviers.participation.models import Arbitrage
from leviers.reference import territoires
from leviers.web.answers import depends_on_catalogue, json_answer
from leviers.web.demarches.listing import read_page
from leviers.web.door import LOST, SEE_OTHER, read_person
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import accord, pluriel
from leviers.web.moderation import words
from leviers.web.moderation.door import for_animateurs

SHOWN, PER_PAGE = 50, 50
_LOST = "Votre session avait pris fin : cette décision n’a pas été gardée."


@require_safe
@for_animateurs
def show_desk(request: HttpRequest) -> HttpResponse:
    """Everything that waits, the oldest first."""
    waiting = moderation.list_waiting()
    reports, proposed = examen.list_waiting(), proposees.list_waiting()
    annonces = reseau.list_waiting()
    every = len(waiting) + len(reports) + len(proposed) + len(annonces)
    context = {
        "waiting": waiting[:SHOWN],
        "contributions": reports[:SHOWN],
        "propositions": proposed[:SHOWN],
        "annonces": annonces[:SHOWN],
        "names": territoires.load_metropoles(),
        "nb": every,
        "shown": sum(min(len(ones), SHOWN) for ones in (waiting, reports, proposed, annonces)),
        "choices": examen.VERDICTS,
        "said": [*messages.get_messages(request)],
        "notices": [_LOST] if LOST in request.GET else [],
        "by": read_person(request),
        "words": words,
        "verdicts": moderation.VERDICTS,
        "reasoned": moderation.REASONED,
        "annonces_verdicts": reseau.VERDICTS,
        "as_html": fils.as_html,
    }
    return render(request, "moderation/bureau.html", context)


@require_POST
@for_animateurs
def decide(request: HttpRequest) -> HttpResponse:
    """One verdict on one thing, or on all those that are ticked."""
    motif = request.POST.get("autre", "").strip() or request.POST.get("motif", "")
    verdict, cles = request.POST.get("verdict", ""), request.POST.getlist("cle")
    try:
        nb = moderation.decide(cles, verdict, by=read_person(request), motif=motif[:2000])
        nb += reseau.decide(cles, verdict, by=read_person(request), motif=motif[:2000])
    except NotAllowedNow as refus:
        messages.error(request, f"{refus.message} {refus.advice}")
        return HttpResponseRedirect(reverse_url("moderation"), status=SEE_OTHER)
    if nb:
        messages.success(request, f"{pluriel(nb, 'décision')} : {words.DONE.get(verdict, verdict)}.")
    else:
        messages.info(request, "Rien n’attendait cette décision : quelqu’un l’a peut-être déjà prise.")
    return HttpResponseRedirect(reverse_url("moderation"), status=SEE_OTHER)


@require_POST
@for_animateurs
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """What becomes of a contribution; accepted, a démarche opens in the back office to be corrected."""
    reponse = request.POST.get("autre", "").strip() or request.POST.get("reponse", "")
    verdict, by = request.POST.get("verdict", ""), read_person(request)
    try:
        row = contributions.conclude(pk, verdict, by=by, reponse=reponse)
    except NotAllowedNow as refus:
        messages.error(request, f"{refus.message} {refus.advice}")
        return HttpResponseRedirect(f"{reverse_url('moderation')}#contribution-{pk}", status=SEE_OTHER)
    if row is None:
        messages.info(request, "Rien n’attendait cette décision : quelqu’un l’a peut-être déjà prise.")
    else:
        messages.success(request, f"Contribution {words.DONE[row.etat]}.")
    is_to_correct = row and row.demarche and row.etat in examen.ACCEPTED and row.objet != row.Objet.JUSTE
    if row and row.demarche and is_to_correct and by.has_perm("catalogue.change_demarche"):
        return HttpResponseRedirect(find_editor(row.demarche), status=SEE_OTHER)
    return HttpResponseRedirect(reverse_url("moderation"), status=SEE_OTHER)


@require_POST
@for_animateurs
def conclude_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposed démarche becomes a draft, which opens in the back office, or is answered."""
    verdict, by = request.POST.get("verdict", ""), read_person(request)
    try:
        row = proposees.conclude(pk, verdict, by=by, reponse=request.POST.get("autre", ""))
    except NotAllowedNow as refus:
        messages.error(request, f"{refus.message} {refus.advice}")
        return HttpResponseRedirect(f"{reverse_url('moderation')}#proposition-{pk}", status=SEE_OTHER)
    if row is None:
        messages.info(request, "Rien n’attendait cette décision : quelqu’un l’a peut-être déjà prise.")
    else:
        messages.success(request, f"Proposition {row.get_etat_display()}.")
    draft = Demarche.objects.filter(pk=row.demarche_id).first() if row and row.demarche_id else None
    if draft and by.has_perm("catalogue.change_demarche"):
        return HttpResponseRedirect(find_editor(draft), status=SEE_OTHER)
    return HttpResponseRedirect(reverse_url("moderation"), status=SEE_OTHER)


@require_safe
@for_animateurs
def show_journal(request: HttpRequest) -> HttpResponse:
    """Who decided what, when and why."""
    pages = Paginator(Arbitrage.objects.select_related("fait_par"), PER_PAGE)
    page = pages.get_page(read_page(request.GET.get("page", "")))
    said = [*messages.get_messages(request)]
    return render(request, "moderation/journal.html", {"page": page, "said": said, "words": words})


@require_POST
@for_animateurs
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    row = Arbitrage.objects.filter(pk=pk).first()
    if row is None:
        raise Http404("Cette décision n’existe pas.")
    take_back = contributions.reopen if row.genre == Arbitrage.Genre.CONTRIBUTION else moderation.undo
    take_back = reseau.undo if row.genre in reseau.VERDICTS else take_back
    try:
        take_back(row, by=read_person(request))
        messages.success(request, "Décision annulée : ce qui attendait attend de nouveau.")
    except NotAllowedNow as refus:
        messages.error(request, f"{refus.message} {refus.advice}")
    return HttpResponseRedirect(reverse_url("moderation-journal"), status=SEE_OTHER)


@require_safe
@depends_on_catalogue
def show_bilan(request: HttpRequest) -> HttpResponse:
    """Figures of moderation, for everybody."""
    context = {"bilan": delais.read_bilan(moderation.VERDICTS), "words": words, "accord": accord}
    return render(request, "moderation/bilan.html", context)


@require_safe
@depends_on_catalogue
def bilan_json(_request: HttpRequest) -> HttpResponse:
    """The same, as data."""
    return json_answer(describe_bilan(delais.read_bilan(moderation.VERDICTS)))


def describe_bilan(bilan: delais.Bilan) -> dict[str, Any]:
    """Delays and verdicts as data, in hours."""
    return {
        **bilan.delai.as_object(),
        "verdicts": bilan.verdicts,
        "mois": [{"mois": one.mois, **one.delai.as_object(), "verdicts": one.verdicts} for one in bilan.mois],
    }


@require_safe
@depends_on_catalogue
def show_regles(request: HttpRequest) -> HttpResponse:
    """The rules of the house."""
    return render(request, "moderation/regles.html", {"reponses": words.TEMPLATES})
