"""Public figures of the team: what it receives, decides and leaves waiting, and after how long."""

from collections import Counter
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leviers.directory.fiches import collectivites
from leviers.participation import delais
from leviers.participation.models import Arbitrage
from leviers.web.answers import depends_on_builds, json_answer
from leviers.web.moderation import sources, words

Genre = Arbitrage.Genre
SORTES: dict[str, tuple[str, ...]] = {
    "commentaires": (Genre.COMMENTAIRE, Genre.ALERTE, Genre.APPEL),
    "contributions": (Genre.CONTRIBUTION,),
    "demarches_proposees": (Genre.PROPOSITION,),
    "annonces": (Genre.ANNONCE, Genre.ABUS_ANNONCE, Genre.APPEL_ANNONCE),
    "messages": (Genre.ABUS_MESSAGE,),
    "cooperations": (Genre.ABUS_COOPERATION, Genre.APPEL_COOPERATION),
    "fiches": (Genre.BLOC, Genre.COLLECTIVITE),
}
"""Kinds of decisions counted together; what is private, a message, is counted and nothing more."""
NAMES = {
    "commentaires": "Commentaires",
    "contributions": "Contributions",
    "demarches_proposees": "Démarches proposées",
    "annonces": "Annonces",
    "messages": "Messages signalés",
    "cooperations": "Coopérations",
    "fiches": "Pages de structures et collectivités",
}


@require_safe
@depends_on_builds
def show_bilan(request: HttpRequest) -> HttpResponse:
    """Figures of moderation, for everybody; what waits moves without a decision: made anew each time."""
    context = {"bilan": _read_bilan(), "parts": _read_parts(), "names": NAMES, "words": words}
    return render(request, "moderation/bilan.html", context)


@require_safe
@depends_on_builds
def bilan_json(_request: HttpRequest) -> HttpResponse:
    """The same, as data."""
    parts = [
        {
            "sorte": one.sorte,
            "nb_recus": one.nb_recus,
            "nb_attente": one.nb_attente,
            **one.delai.as_object(),
            "verdicts": one.verdicts,
        }
        for one in _read_parts()
    ]
    return json_answer(describe_bilan(_read_bilan()) | {"sortes": parts})


def describe_bilan(bilan: delais.Bilan) -> dict[str, Any]:
    """Delays and verdicts as data, in hours."""
    return {
        **bilan.delai.as_object(),
        "verdicts": bilan.verdicts,
        "mois": [{"mois": one.mois, **one.delai.as_object(), "verdicts": one.verdicts} for one in bilan.mois],
    }


def _read_bilan() -> delais.Bilan:
    return delais.read_bilan(chain.from_iterable(SORTES.values()))


def _read_parts() -> tuple[delais.Part, ...]:
    waiting = Counter(one.genre for one in sources.list_every())
    waiting[Genre.COLLECTIVITE] = len(collectivites.list_waiting())
    return delais.read_parts(SORTES, waiting)
