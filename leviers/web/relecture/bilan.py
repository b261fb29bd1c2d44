"""How much was reviewed, how right the machine is, how well reviewers agree; the public part as data."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.detection.evaluate import wilson
from leviers.detection.lexicon import load_lexique
from leviers.evidence import accord
from leviers.warehouse.read import FICTIF, REEL
from leviers.web.answers import depends_on_catalogue, json_answer
from leviers.web.kit.typography import NBSP, nombre
from leviers.web.relecture import words
from leviers.web.relecture.door import for_reviewers
from leviers.web.relecture.filters import read_choix


@dataclass(frozen=True)
class Motif:
    """What reviewers said of one motif of the machine: counts, share of right ones, its interval of 95 %."""

    code: str
    levier: str
    confirmees: int
    rejetees: int
    part: str
    intervalle: str


@require_safe
@for_reviewers("evidence.view_decision")
def show_bilan(request: HttpRequest) -> HttpResponse:
    """The figures of reviews, in words."""
    choix = read_choix(request.GET.dict())
    bilan = accord.current(choix.filtre.monde)
    context = {
        "choix": choix,
        "bilan": bilan,
        "kappa": words.say_kappa(bilan),
        "motifs": sorted(
            (_as_motif(code, *counts) for code, counts in bilan.par_raison.items()),
            key=lambda motif: (-motif.rejetees, -motif.confirmees, motif.code),
        ),
        "enough": accord.ENOUGH,
    }
    return render(request, "relecture/bilan.html", context)


@require_safe
@depends_on_catalogue
def bilan_json(request: HttpRequest) -> HttpResponse:
    """What everybody may know of reviews: counts and agreement, no name, no record."""
    monde = FICTIF if request.GET.get("monde") == FICTIF else REEL
    said = {"monde": monde, "licence": "Licence Ouverte 2.0", "doubles_necessaires": accord.ENOUGH}
    return json_answer(said | accord.current(monde).as_public())


def _as_motif(code: str, right: int, wrong: int) -> Motif:
    leviers = {motif.code: motif.levier for motif in load_lexique().motifs}
    seen = right + wrong
    low, high = wilson(right, seen) or (0.0, 1.0)
    return Motif(
        code=code,
        levier=words.name_levier(leviers.get(code, "")) or "motif retiré depuis",
        confirmees=right,
        rejetees=wrong,
        part=_percent(right / seen),
        intervalle=f"{_percent(low)} à {_percent(high)}",
    )


def _percent(share: float) -> str:
    return f"{nombre(100 * share, 0)}{NBSP}%"
