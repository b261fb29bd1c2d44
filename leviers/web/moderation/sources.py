"""Everything that waits for the team, in one list: a new kind of thing is one more line in SOURCES."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from leviers.accounts import rights
from leviers.directory.annonces import moderation as reseau
from leviers.evidence import contributions
from leviers.participation import moderation, proposees
from leviers.participation.attente import Attente, Source
from leviers.participation.models import Arbitrage

SOURCES: tuple[Source, ...] = (
    moderation,
    contributions,
    proposees,
    reseau,
)
VERDICTS = {genre: pair for source in SOURCES for genre, pair in source.VERDICTS.items()}
YES, NO = "oui", "non"
"""Verdicts of a gesture on things of several kinds: for each, its own yes or its own no."""


def list_genres(person: Any) -> tuple[str, ...]:
    """Kinds on which a person decides: all of them for animateurs, what is contributed for relecteurs."""
    if rights.is_animateur(person):
        return tuple(VERDICTS)
    reviewed = (*contributions.VERDICTS, *proposees.VERDICTS)
    return reviewed if rights.is_relecteur(person) else ()


def list_journal(person: Any) -> QuerySet[Arbitrage]:
    """Decisions that a person may read: every one for animateurs, those of her kinds for relecteurs."""
    if rights.is_animateur(person):
        return Arbitrage.objects.all()
    return Arbitrage.objects.filter(genre__in=list_genres(person))


def list_waiting(person: Any) -> list[Attente]:
    """Everything that waits for a person, the oldest first; what is not hers to decide is not read."""
    genres = {*list_genres(person)}
    return list_every(source for source in SOURCES if genres & {*source.VERDICTS})


def list_every(asked: Iterable[Source] = SOURCES) -> list[Attente]:
    """Everything that waits in these sources, for whoever decides on it, the oldest first."""
    every = chain.from_iterable(source.list_waiting() for source in asked)
    return sorted(every, key=lambda one: (one.depuis, one.cle))


@transaction.atomic
def decide(cles: Iterable[str], verdict: str, *, by: Any, motif: str = "") -> int:
    """Decide on things of any kind with one gesture, all or none; how many were still waiting.

    verdict  that of a kind, which leaves the others alone, or YES or NO
    Raises   NotAllowedNow when one of them may not be decided so, for instance without a reason
    """
    asked, nb = [*cles], 0
    for source in SOURCES:
        for genre, (yes, no) in source.VERDICTS.items():
            own = [cle for cle in asked if cle.startswith(f"{genre}-")]
            if own:
                nb += source.decide(own, {YES: yes, NO: no}.get(verdict, verdict), by=by, motif=motif)
    return nb


def undo(arbitrage: Arbitrage, *, by: Any) -> str | None:
    """Take back a decision, whatever its kind; a sentence on what stays of it."""
    source = next(source for source in SOURCES if arbitrage.genre in source.VERDICTS)
    return source.undo(arbitrage, by=by)
