"""Appeals: the author of what was refused or hidden answers once, somebody else of the team looks again."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils import timezone

from leviers.accounts import rights
from leviers.errors import NotAllowedNow
from leviers.participation.models import Arbitrage

Row = TypeVar("Row", bound=Model)
CONTESTABLE = ("refuse", "masque", "refusee", "masquee")
"""States that a decision of the team left, in the gender of what it was taken on."""
REFUSALS = ("refuser", "masquer")
PATIENCE = timedelta(days=7)
"""How long an appeal waits for somebody else than who decided, where there is somebody else."""


class Conteste(Protocol):
    """What tells whether a decision is still open to its author’s answer."""

    @property
    def etat(self) -> str: ...
    @property
    def appel_le(self) -> datetime | None: ...


def can_contest(one: Conteste) -> bool:
    """Whether a refusal is still open to its author's answer."""
    return one.etat in CONTESTABLE and one.appel_le is None


def write(one: Any, texte: str) -> None:
    """Keep what an author answers, once; who asks was checked, the row is locked.

    Raises  NotAllowedNow when it was not refused, or was contested already
    """
    if not can_contest(one):
        raise NotAllowedNow(
            "Cette décision ne peut pas être contestée, ou l’a déjà été.",
            advice="Une contestation est lue une fois ; les règles de la maison disent comment.",
        )
    one.appel, one.appel_le = texte, timezone.now()
    one.save(update_fields=["appel", "appel_le"])


def list_pending(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Those whose refusal is contested, and stands: taken back, it has nothing to be contested."""
    pending = rows.filter(appel_le__isnull=False, appel_conclu_le=None, etat__in=CONTESTABLE)
    return pending.exclude(appel="")


def find_since(one: Any) -> datetime | None:
    """Since when an appeal waits, or nothing when none does."""
    is_pending = one.etat in CONTESTABLE and one.appel and one.appel_conclu_le is None
    return one.appel_le if is_pending else None


def read_contested(genres: Iterable[str], pks: Iterable[int]) -> dict[int, Arbitrage]:
    """The decision that each appeal contests: the last refusal in force. One query."""
    rows = Arbitrage.objects.filter(genre__in=[*genres], objet_id__in=[*pks], annule_le=None)
    refusals = rows.filter(verdict__in=REFUSALS).select_related("fait_par").order_by("pk")
    return {row.objet_id: row for row in refusals}


def asks_another(decision: Arbitrage | None, since: datetime, by: Any) -> bool:
    """Whether who would conclude took the decision, and somebody else of the team should."""
    is_own = decision is not None and decision.fait_par_id is not None and decision.fait_par_id == by.pk
    return is_own and timezone.now() - since < PATIENCE and rights.has_other_animateur(by)


def require_another(decision: Arbitrage | None, since: datetime, by: Any) -> None:
    """Refuse that who decided concludes alone, while somebody else can.

    Raises  NotAllowedNow then
    """
    if asks_another(decision, since, by):
        raise NotAllowedNow(
            "Vous avez pris la décision contestée : une autre personne de l’équipe lit la contestation.",
            advice=f"Si personne ne l’a fait après {PATIENCE.days} jours, vous pourrez conclure.",
        )


def say_how(address: str) -> str:
    """What the letter of a refusal says of the answer that its author may make."""
    return f"Vous pouvez contester cette décision, une fois : {settings.SITE_URL}{address}"
