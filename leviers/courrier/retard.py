"""What the team is told of the mail: letters that wait for the server, letters that a person decides of."""

from dataclasses import dataclass
from datetime import datetime

from leviers.courrier import tournee
from leviers.courrier.models import Lettre

Etat = Lettre.Etat
_LONG = ("texte", "html", "entetes")


@dataclass(frozen=True)
class Retard:
    """Letters that were tried and wait, since when and why; how many a person must decide of."""

    nb: int
    depuis: datetime | None
    erreur: str
    nb_a_decider: int


def read_retard() -> Retard:
    """How the mail stands now. Two queries."""
    late = list(Lettre.objects.filter(etat=Etat.ATTENTE, essais__gt=0).order_by("ecrit_le").defer(*_LONG))
    last = max(late, key=lambda one: one.essaye_le or one.ecrit_le, default=None)
    return Retard(
        nb=len(late),
        depuis=late[0].ecrit_le if late else None,
        erreur=last.erreur if last else "",
        nb_a_decider=len(list_to_decide()),
    )


def list_to_decide() -> list[Lettre]:
    """Letters that were refused, or whose fate nobody knows."""
    ended = Lettre.objects.filter(etat__in=(Etat.REFUSE, Etat.EN_COURS)).defer(*_LONG)
    return [one for one in ended if one.etat == Etat.REFUSE or tournee.is_uncertain(one)]
