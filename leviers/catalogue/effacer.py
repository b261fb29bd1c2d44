"""What readers wrote to correct the catalogue: their address goes after a year, or when they leave."""

from datetime import datetime, timedelta

from leviers.accounts.models import Personne
from leviers.catalogue.models import Signalement

KEPT = timedelta(days=365)
"""As the form says it: twelve months after it was sent."""


def export(personne: Personne) -> dict[str, object]:
    """What was sent with her address."""
    rows = Signalement.objects.filter(courriel__iexact=personne.email).order_by("pk")
    return {
        "signalements": [
            {"a_propos_de": one.sujet_titre, "message": one.message, "recu_le": one.recu_le.isoformat()}
            for one in rows
        ]
    }


def erase(personne: Personne) -> None:
    """The messages stay, without her address."""
    Signalement.objects.filter(courriel__iexact=personne.email).update(courriel="")


def purge(now: datetime) -> dict[str, int]:
    """Addresses of old messages, and the digest of the day that paced them."""
    old = Signalement.objects.filter(recu_le__lt=now - KEPT).exclude(courriel="")
    paced = Signalement.objects.filter(recu_le__lt=now - timedelta(days=1)).exclude(origine="")
    return {"adresses de signalements": old.update(courriel=""), "empreintes": paced.update(origine="")}
