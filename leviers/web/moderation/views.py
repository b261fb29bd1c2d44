"""The moderation desk: what waits, decisions, their journal, undo, the rules."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from leviers.catalogue import corrections
from leviers.catalogue.admin.worklists import find_editor
from leviers.catalogue.models import Demarche
from leviers.courrier.retard import read_retard
from leviers.errors import LeviersError
from leviers.evidence import contributions
from leviers.participation import appels, examen, fils, proposees
from leviers.participation.models import Arbitrage
from leviers.reference import territoires
from leviers.web.answers import depends_on_catalogue
from leviers.web.demarches.listing import read_page
from leviers.web.door import LOST, SEE_OTHER, read_person
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import pluriel
from leviers.web.moderation import sources, words
from leviers.web.moderation.door import for_reviewers
from leviers.web.moderation.etats import list_state
from leviers.web.typed import read_words

SHOWN, PER_PAGE = 50, 50
_LOST = "Votre session avait pris fin : cette décision n’a pas été gardée."
_NOTHING = "Rien n’attendait cette décision : quelqu’un l’a peut-être déjà prise."


@require_safe
@for_reviewers
def show_desk(request: HttpRequest) -> HttpResponse:
    """Everything that waits, the oldest first; one kind of it when the address names one."""
    every, genres = sources.list_waiting(request.user), sources.list_genres(request.user)
    asked = request.GET.get("genre", "")
    genre = asked if asked in genres else ""
    waiting = [one for one in every if genre in ("", one.genre)]
    nb_by_genre = Counter(one.genre for one in every)
    context = {
        "waiting": waiting[:SHOWN],
        "nb": len(waiting),
        "nb_every": len(every),
        "genre": genre,
        "filters": [(one, nb_by_genre[one]) for one in genres if nb_by_genre[one] or one == genre],
        "names": territoires.load_metropoles(),
        "choices": examen.CHOICES,
        "said": [*messages.get_messages(request)],
        "notices": [*([_LOST] if LOST in request.GET else []), *words.say_retard(read_retard())],
        "verdicts": sources.VERDICTS,
        "words": words,
        "as_html": fils.as_html,
        "list_state": list_state,
        "list_differences": corrections.list_differences,
        "asks_another": lambda one: appels.asks_another(one.contestee, one.depuis, read_person(request)),
        "list_close": proposees.list_close,
        "list_twins": proposees.list_twins,
    }
    return render(request, "moderation/bureau.html", context)


@require_POST
@for_reviewers
def decide(request: HttpRequest) -> HttpResponse:
    """One verdict on one thing, or on all those that are ticked."""
    verdict, cles = request.POST.get("verdict", ""), request.POST.getlist("cle")
    try:
        nb = sources.decide(cles, verdict, by=read_person(request), motif=_read_motif(request))
    except LeviersError as refus:
        messages.error(request, f"{refus.message} {refus.advice}")
        return _back_to_desk(request)
    if nb:
        messages.success(request, f"{pluriel(nb, 'décision')} : {words.DONE.get(verdict, verdict)}.")
    else:
        messages.info(request, _NOTHING if cles else "Rien n’est coché.")
    return _back_to_desk(request)


@require_POST
@for_reviewers
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """What becomes of a contribution; accepted, its démarche opens in the back office, the draft filled."""
    verdict, by = request.POST.get("verdict", ""), read_person(request)
    champs = request.POST.getlist("champ") if "champs" in request.POST else None
    try:
        row = contributions.conclude(pk, verdict, by=by, reponse=_read_motif(request), champs=champs)
    except LeviersError as refus:
        messages.error(request, f"{refus.message} {refus.advice}")
        return _back_to_desk(request, f"#contribution-{pk}")
    if row is None:
        messages.info(request, _NOTHING)
    else:
        messages.success(request, f"Contribution {words.DONE[row.etat]}.")
    is_to_correct = row and row.demarche and row.etat in examen.ACCEPTED and row.objet != row.Objet.JUSTE
    if row and row.demarche and is_to_correct and by.has_perm("catalogue.change_demarche"):
        return HttpResponseRedirect(find_editor(row.demarche), status=SEE_OTHER)
    return _back_to_desk(request)


@require_POST
@for_reviewers
def conclude_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposed démarche becomes a draft, which opens in the back office, or is answered."""
    verdict, by = request.POST.get("verdict", ""), read_person(request)
    try:
        row = proposees.conclude(pk, verdict, by=by, reponse=_read_motif(request))
    except LeviersError as refus:
        messages.error(request, f"{refus.message} {refus.advice}")
        return _back_to_desk(request, f"#proposition-{pk}")
    if row is None:
        messages.info(request, _NOTHING)
    else:
        messages.success(request, f"Proposition {row.get_etat_display()}.")
    draft = Demarche.objects.filter(pk=row.demarche_id).first() if row and row.demarche_id else None
    if draft and by.has_perm("catalogue.change_demarche"):
        return HttpResponseRedirect(find_editor(draft), status=SEE_OTHER)
    return _back_to_desk(request)


@require_safe
@for_reviewers
def show_journal(request: HttpRequest) -> HttpResponse:
    """Who decided what, when and why."""
    pages = Paginator(sources.list_journal(request.user).select_related("fait_par"), PER_PAGE)
    page = pages.get_page(read_page(request.GET.get("page", "")))
    said = [*messages.get_messages(request)]
    context = {"page": page, "said": said, "words": words, "undoable": sources.VERDICTS}
    return render(request, "moderation/journal.html", context)


@require_POST
@for_reviewers
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    row = Arbitrage.objects.filter(pk=pk, genre__in=sources.list_genres(request.user)).first()
    if row is None:
        raise Http404("Cette décision n’existe pas.")
    try:
        stays = sources.undo(row, by=read_person(request)) or ""
        messages.success(request, f"Décision annulée : ce qui attendait attend de nouveau. {stays}")
    except LeviersError as refus:
        messages.error(request, f"{refus.message} {refus.advice}")
    return HttpResponseRedirect(reverse_url("moderation-journal"), status=SEE_OTHER)


@require_safe
@depends_on_catalogue
def show_regles(request: HttpRequest) -> HttpResponse:
    """The rules of the house."""
    return render(request, "moderation/regles.html", {"reponses": words.TEMPLATES})


def _read_motif(request: HttpRequest) -> str:
    """What is written to the author: one’s own words, else the answer that was chosen."""
    return read_words(request, "autre") or read_words(request, "motif")


def _back_to_desk(request: HttpRequest, place: str = "") -> HttpResponse:
    """The desk, as it was filtered."""
    genre = request.POST.get("genre", "")
    kept = f"?genre={genre}" if genre in sources.VERDICTS else ""
    return HttpResponseRedirect(f"{reverse_url('moderation')}{kept}{place}", status=SEE_OTHER)
