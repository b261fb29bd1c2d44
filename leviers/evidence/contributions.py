"""Concluding a contribution moves the niveaux that it declares, and the journal says why."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction

from leviers.catalogue.models import Signalement
from leviers.evidence import mouvements
from leviers.participation import examen
from leviers.participation.attente import read_cles
from leviers.participation.examen import VERDICTS, list_waiting
from leviers.participation.models import Arbitrage

__all__ = ["VERDICTS", "conclude", "decide", "list_waiting", "undo"]


def conclude(
    pk: int, verdict: str, *, by: Any, reponse: str = "", champs: Collection[str] | None = None
) -> Signalement | None:
    """Say what becomes of a contribution, as `examen.conclude`, then settle what it declares."""
    mouvements.start()
    with transaction.atomic():
        row = examen.conclude(pk, verdict, by=by, reponse=reponse, champs=champs)
        if row and row.declare and row.traite:
            transaction.on_commit(lambda: mouvements.settle(mouvements.CONTRIBUTION))
    return row


@transaction.atomic
def decide(cles: Iterable[str], verdict: str, *, by: Any, motif: str = "") -> int:
    """Conclude contributions that forms call « contribution-number »; how many were still waiting."""
    return sum(
        conclude(pk, verdict, by=by, reponse=motif) is not None for _genre, pk in read_cles(cles, VERDICTS)
    )


def undo(arbitrage: Arbitrage, *, by: Any) -> str | None:
    """Take back what was concluded, as `examen.reopen`, then settle what it declared."""
    with transaction.atomic():
        stays = examen.reopen(arbitrage, by=by)
        transaction.on_commit(lambda: mouvements.settle(mouvements.CONTRIBUTION))
    return stays
