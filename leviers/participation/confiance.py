"""Trust earned by being read: what the team read and showed of somebody spares her next text the wait."""

from typing import Any

from django.db.models import QuerySet

from leviers.participation.appels import CONTESTABLE
from leviers.participation.models import Arbitrage


def has_earned(own: QuerySet[Any], alertes: QuerySet[Any], *, genre: str, shown: str, nb: int) -> bool:
    """Whether the team read and showed `nb` of what somebody wrote, refused or hid none, none is reported.

    What the team showed is what it read: what trust alone showed, or is reported and pending, is no proof

    own      all that she wrote of this sort
    alertes  reports of it that wait
    genre    kind of the decisions on what is new; `shown` is the state they leave when they say yes
    """
    if own.filter(etat__in=CONTESTABLE).exists() or alertes.exists():
        return False
    read = Arbitrage.objects.filter(
        genre=genre, annule_le=None, apres=shown, objet_id__in=own.order_by().values("pk")
    )
    return read.values("objet_id").distinct().count() >= nb
