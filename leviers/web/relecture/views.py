"""The desk: one record at a time, four answers, and undo."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from leviers.errors import NotReviewable
from leviers.evidence import attente, review
from leviers.evidence.attente import Attente
from leviers.evidence.models import Decision
from leviers.evidence.review import Choice, Outcome
from leviers.evidence.states import FaitKey
from leviers.reference import territoires, typologie
from leviers.web.relecture import words
from leviers.web.relecture.door import LOST, for_reviewers, read_person, see
from leviers.web.relecture.filters import GENRES_FR, Choix, read_choix, read_key, write_key
from leviers.web.relecture.record import Record, count_decisions, read_record
from leviers.web.typed import read_number

DECIDE = "evidence.add_decision"
_LOST = "Votre session avait pris fin : cette réponse n’a pas été gardée. Voici la fiche de nouveau."
_GONE = "Cette fiche n’est plus proposée à la relecture : les données ont changé. Voici la suivante."


@require_safe
@for_reviewers(DECIDE)
def show_desk(request: HttpRequest) -> HttpResponse:
    """The next record to judge, or the one that the address names."""
    by, choix = read_person(request), read_choix(request.GET.dict())
    asked = request.GET.get("fiche", "")
    key = read_key(asked)
    waiting = attente.find_fiche(key, by, choix.filtre) if key else attente.find_next(by, choix.filtre)
    record = _read(waiting, choix)
    said = [*messages.get_messages(request)]
    notices = [_LOST] if LOST in request.GET else []
    if asked and (record is None or record.cle != asked) and not said:
        notices.append(_GONE)
    last = review.find_last(by, choix.filtre.monde)
    context: dict[str, Any] = {
        "choix": choix,
        "record": record,
        "reste": words.say_left(waiting.nb_titres, waiting.nb_fiches, waiting.nb_utiles),
        "said": said,
        "notices": notices,
        "has_news": bool(said or notices),
        "last": last,
        "last_said": words.say_done(last, count_decisions(last.lot)) if last else "",
        "jeton": uuid4(),
        "by": by,
        "words": words,
        "fields": list_fields(choix),
        "ignored": words.say_ignored(choix.ignored),
        "has_data": _has_data(choix),
    }
    return render(request, "relecture/bureau.html", context)


@require_POST
@for_reviewers(DECIDE)
def decide(request: HttpRequest) -> HttpResponse:
    """Keep one answer, then the next record."""
    by, choix = read_person(request), read_choix(request.GET.dict())
    key = read_key(request.POST.get("fiche", "")) or ("", "", "")
    choice = _read_choice(request, key, choix)
    try:
        outcome = review.decide(choice, by=by)
    except NotReviewable as error:
        messages.error(request, f"{error.message} {error.advice}")
        return see("relecture", choix.given | {"fiche": write_key(key)})
    _tell(request, outcome, choice.verdict)
    return see("relecture", choix.given)


@require_POST
@for_reviewers(DECIDE)
def undo(request: HttpRequest) -> HttpResponse:
    """Take back one lot of this person, then the record that it was about."""
    by, choix = read_person(request), read_choix(request.GET.dict())
    lot = _read_uuid(request.POST.get("lot", ""))
    first = Decision.objects.filter(lot=lot, auteur=by).order_by("pk").first() if lot else None
    if lot is None or first is None:
        messages.error(request, "Rien à annuler : cette réponse n’est pas la vôtre, ou n’existe pas.")
        return see("relecture", choix.given)
    nb = review.undo(lot, by=by)
    if not nb:
        messages.info(request, "Cette réponse était déjà annulée.")
    else:
        messages.success(request, words.say_undone(first, nb))
    if request.POST.get("retour") == "historique":
        return see("relecture-historique", choix.given)
    key = (first.fait_genre, first.fait_id, first.levier)
    return see("relecture", choix.given | {"fiche": write_key(key)})


def list_fields(choix: Choix) -> list[tuple[str, str, list[tuple[str, str, bool]]]]:
    """The selects of the filters: name, label, choices (value, words, whether it is chosen)."""
    leviers = [(code, one.nom_court) for code, one in typologie.load_leviers().items()]
    metropoles = sorted(
        ((one.slug, one.nom) for one in territoires.load_metropoles().values()), key=lambda item: item[1]
    )
    fields = [("genre", "Genre d’acte", [("", "tous"), *GENRES_FR.items()])]
    fields += [("levier", "Levier", [("", "tous"), *leviers])]
    if not choix.est_fictif:
        fields.insert(0, ("territoire", "Territoire", [("", "tous"), *metropoles]))
    return [
        (name, label, [(value, said, value == choix.given.get(name, "")) for value, said in options])
        for name, label, options in fields
    ]


def _read(waiting: Attente, choix: Choix) -> Record | None:
    return read_record(waiting.fiche, review.find_build(choix.filtre.monde)) if waiting.fiche else None


def _has_data(choix: Choix) -> bool:
    try:
        review.find_build(choix.filtre.monde)
    except NotReviewable:
        return False
    return True


def _read_choice(request: HttpRequest, key: FaitKey, choix: Choix) -> Choice:
    genre, fait_id, levier = key
    return Choice(
        genre=genre,
        fait_id=fait_id,
        levier=levier,
        verdict=request.POST.get("verdict", ""),
        levier_corrige=request.POST.get("levier_corrige", ""),
        identiques=request.POST.get("identiques") == "1",
        monde=choix.filtre.monde,
        vu=read_number(request.POST.get("vu", "")) or 0,
        jeton=_read_uuid(request.POST.get("jeton", "")),
    )


def _read_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _tell(request: HttpRequest, outcome: Outcome, verdict: str) -> None:
    """What the next page says of what was just done."""
    if outcome.est_repetee:
        messages.info(request, words.say_repeated(outcome))
        return
    first = Decision.objects.filter(lot=outcome.lot, auteur=read_person(request)).order_by("pk").first()
    if first:
        messages.success(request, words.say_done(first, outcome.nb))
    if others := words.say_others(outcome, verdict):
        messages.warning(request, others)
