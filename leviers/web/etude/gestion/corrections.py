"""Corrections paragraph by paragraph: words around computed values, which stay as they are."""

import re
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leviers.errors import CorrectionRefused
from leviers.publication.editions import corrections
from leviers.publication.editions.corrections import CHANGED, REMOVED, read_corrections
from leviers.publication.etude.contexte import Passage
from leviers.publication.models import Correction
from leviers.reference.typography import typo
from leviers.web.door import SEE_OTHER, read_person
from leviers.web.etude.gestion.door import (
    CORRECT,
    READ,
    UNPROCESSABLE,
    act,
    find_draft,
    for_editors,
    show,
)
from leviers.web.kit.jinja import reverse_url
from leviers.web.typed import read_words

HOME, ONE = "etude-corrections", "etude-correction"
_NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Fragment:
    """Words, or a computed value under its name."""

    texte: str
    nom: str = ""


@require_safe
@for_editors(READ, HOME)
def list_passages(request: HttpRequest) -> HttpResponse:
    """Paragraphs by chapter; those of one chapter when it is chosen; corrections that were set aside."""
    passages, known = _read_passages(), read_corrections()
    chapters = list(dict.fromkeys(one.chapitre for one in passages.values()))
    chosen = request.GET.get("chapitre", "")
    kept = [one for one in passages.values() if chosen in ("", one.chapitre) and _has_words(one)]
    if request.GET.get("corriges"):
        kept = [one for one in kept if one.cle in known]
    shown = [
        (chapter, [(one, _cut(one.original, one), one.cle in known) for one in group])
        for chapter, group in groupby(kept, key=lambda one: one.chapitre)
    ]
    aside = {cle: why for cle in known if (why := _find_fault(passages.get(cle), known[cle][0]))}
    context = {
        "has_draft": find_draft() is not None,
        "chapitres": chapters,
        "chosen": chosen if chosen in chapters else "",
        "only": bool(request.GET.get("corriges")),
        "shown": shown,
        "nb": len(kept),
        "ecartees": {cle: (why, known[cle][1]) for cle, why in aside.items()} if passages else {},
    }
    return show(request, "corrections", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_editors(CORRECT, HOME)
def show_passage(request: HttpRequest, cle: str) -> HttpResponse:
    """One paragraph: as written, as corrected, as it will read; the form."""
    passage = _find_passage(cle)
    if request.method != "POST":
        known = read_corrections().get(cle)
        return _show(request, passage, known[1] if known else passage.original)
    typed = read_words(request, "gabarit", 20_000)
    if request.POST.get("geste") == "voir":
        try:
            return _show(request, passage, corrections.check_correction(passage.original, typed))
        except CorrectionRefused as error:
            return _show(request, passage, typed, error=f"{error.message} {error.advice}")
    try:
        corrections.correct(cle, passage.original, typed, by=read_person(request))
    except CorrectionRefused as error:
        return _show(request, passage, typed, error=f"{error.message} {error.advice}")
    messages.success(request, "Correction gardée. Elle paraîtra dans le prochain brouillon.")
    return HttpResponseRedirect(reverse_url(ONE, cle), status=SEE_OTHER)


@require_POST
@for_editors(CORRECT, HOME)
def withdraw(request: HttpRequest, cle: str) -> HttpResponse:
    """Come back to the original words."""

    def gesture() -> str:
        done = corrections.withdraw(cle, by=read_person(request))
        return "Texte d’origine rétabli." if done else "Ce paragraphe n’était pas corrigé."

    return act(request, reverse_url(HOME), gesture)


def _show(request: HttpRequest, passage: Passage, typed: str, *, error: str = "") -> HttpResponse:
    known = read_corrections().get(passage.cle)
    context = {
        "passage": passage,
        "typed": typed,
        "error": error,
        "original": _cut(passage.original, passage),
        "lu": [] if error else _cut(typed, passage),
        "is_known": known is not None,
        "is_aside": known is not None and known[0] != passage.original,
        "rows": Correction.objects.filter(cle=passage.cle).select_related("auteur", "retiree_par"),
    }
    return show(request, "correction", context, status=UNPROCESSABLE if error else 200)


def _cut(gabarit: str, passage: Passage) -> list[Fragment]:
    """A sentence with its values where its names stand."""
    found = []
    for place, piece in enumerate(_NAME.split(gabarit)):
        if place % 2:
            found.append(Fragment(passage.valeurs.get(piece, ""), piece))
        elif piece:
            found.append(Fragment(typo(piece)))
    return found


def _has_words(passage: Passage) -> bool:
    """Whether there is anything to correct: some paragraphs only hold what records say."""
    return any(sign.isalpha() for sign in _NAME.sub("", passage.original))


def _read_passages() -> dict[str, Passage]:
    draft = find_draft()
    return draft.passages if draft else {}


def _find_passage(cle: str) -> Passage:
    found = _read_passages().get(cle)
    if found is None:
        raise Http404("Ce paragraphe n’est pas dans le brouillon du moment.")
    return found


def _find_fault(passage: Passage | None, original: str) -> str:
    """Why a correction does not hold any more, or nothing."""
    if passage is None:
        return REMOVED
    return "" if passage.original == original else CHANGED
