"""Concluding a contribution moves the niveaux that it declares, and the journal says why."""

from typing import Any

from django.db import transaction

from leviers.catalogue.models import Signalement
from leviers.evidence import mouvements
from leviers.participation import examen
from leviers.participation.models import Arbitrage


def conclude(pk: int, verdict: str, *, by: Any, reponse: str = "") -> Signalement | None:
    """Say what becomes of a contribution, as `examen.conclude`, then settle what it declares."""
    mouvements.start()
    with transaction.atomic():
        row = examen.conclude(pk, verdict, by=by, reponse=reponse)
        if row and row.declare and row.traite:
            transaction.on_commit(lambda: mouvements.settle(mouvements.CONTRIBUTION))
    return row


def reopen(arbitrage: Arbitrage, *, by: Any) -> None:
    """Take back what was concluded, as `examen.reopen`, then settle what it declared."""
    with transaction.atomic():
        examen.reopen(arbitrage, by=by)
        transaction.on_commit(lambda: mouvements.settle(mouvements.CONTRIBUTION))
