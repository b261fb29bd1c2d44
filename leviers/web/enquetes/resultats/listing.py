"""The list of campaigns that the public may know of, and where each one stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.http import Http404

from leviers.orval.world import TERRITOIRE as ORVAL
from leviers.survey.models import Campagne, Participation
from leviers.web.kit.typography import date_fr, paris_day

OUVERTE, CLOSE, PUBLIEE = "ouverte", "close", "publiee"
NOMS = {OUVERTE: "ouverte", CLOSE: "close, réponses en cours de contrôle", PUBLIEE: "résultats publiés"}
COLUMNS = (
    "code", "titre", "etat", "ouverte_le", "echeance", "close_le", "publiee_le",
    "nb_territoires", "nb_publiees", "url",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One campaign of the list; counts leave the invented territoire out."""

    campagne: Campagne
    etat: str
    phrase: str
    nb_territoires: int
    nb_publiees: int


def list_campagnes() -> Iterator[Entry]:
    """Campaigns that were opened, the latest first; those in preparation are not public."""
    real = ~Q(participations__territoire_siren=ORVAL.siren)
    published = real & Q(participations__etat=Participation.Etat.PUBLIEE)
    rows = Campagne.objects.filter(ouverte_le__isnull=False).annotate(
        nb_territoires=Count("participations", filter=real),
        nb_publiees=Count("participations", filter=published),
    )
    for row in rows.order_by("-ouverte_le", "-pk"):
        yield Entry(row, find_etat(row), say_etat(row), row.nb_territoires, row.nb_publiees)


def find_campagne(code: str) -> Campagne:
    """A campaign by its code.

    Raises  Http404 when there is none, or when it was not opened yet
    """
    opened = Campagne.objects.filter(code=code, ouverte_le__isnull=False)
    found = opened.select_related("version__questionnaire").first()
    if found is None:
        raise Http404("Cette enquête n’existe pas, ou n’est pas encore ouverte.")
    return found


def find_etat(campagne: Campagne) -> str:
    """Where a campaign stands."""
    if campagne.publiee_le:
        return PUBLIEE
    return CLOSE if campagne.close_le else OUVERTE


def say_etat(campagne: Campagne) -> str:
    """The same, with the date that matters."""
    if campagne.publiee_le:
        return f"résultats publiés le {date_fr(campagne.publiee_le)}"
    if campagne.close_le:
        return f"close le {date_fr(campagne.close_le)}, réponses en cours de contrôle"
    return f"ouverte, réponses attendues jusqu’au {date_fr(campagne.echeance)}"


def day(moment: date | None) -> str | None:
    """A moment as the day it is in Paris, in ISO."""
    return paris_day(moment).isoformat() if moment else None  # type: ignore[arg-type]
