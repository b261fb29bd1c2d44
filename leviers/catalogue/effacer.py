"""What readers wrote to correct the catalogue: their address goes after a year, or when they leave."""

from datetime import datetime, timedelta

from django.db.models import Q

from leviers.accounts.models import Personne
from leviers.catalogue.models import Signalement

KEPT = timedelta(days=365)
"""As the form says it: twelve months after it was sent."""
_SAID = (
    *("sujet", "sujet_id", "sujet_titre", "objet", "message", "valeur_proposee", "corrections", "declare"),
    *("source_url", "etat", "reponse"),
)


def export(personne: Personne) -> dict[str, object]:
    """What she sent, with her account or with her address once it was confirmed."""
    own = Q(auteur=personne) | Q(auteur=None, courriel_confirme=True, courriel__iexact=personne.email)
    return {
        "signalements": [
            {name: getattr(one, name) for name in _SAID} | {"recu_le": one.recu_le.isoformat()}
            for one in Signalement.objects.filter(own).order_by("pk")
        ]
    }


def erase(personne: Personne) -> None:
    """The messages stay, without name or address, even one that somebody typed without confirming it."""
    Signalement.objects.filter(auteur=personne).update(auteur=None)
    own = Signalement.objects.filter(courriel__iexact=personne.email)
    own.update(courriel="", courriel_confirme=False)


def purge(now: datetime) -> dict[str, int]:
    """Addresses of old messages, and the digest of the day that paced them."""
    old = Signalement.objects.filter(recu_le__lt=now - KEPT).exclude(courriel="")
    paced = Signalement.objects.filter(recu_le__lt=now - timedelta(days=1)).exclude(origine="")
    return {"adresses de signalements": old.update(courriel=""), "empreintes": paced.update(origine="")}
