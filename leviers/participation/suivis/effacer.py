"""What is kept of a person who follows: to be given, erased, or ended in time."""

from datetime import datetime

from leviers.accounts.models import Personne
from leviers.participation.models import Abonne
from leviers.participation.suivis import demandes, recherches


def export(personne: Personne) -> dict[str, object]:
    """What an address follows, since when, at which rhythm."""
    abonne = Abonne.objects.filter(courriel=personne.email.lower()).first()
    if abonne is None:
        return {"suivis": []}
    return {
        "adresse": abonne.courriel,
        "en_pause_le": abonne.en_pause_le and abonne.en_pause_le.isoformat(),
        "suivis": [
            {
                "sujet": suivi.sujet,
                "identifiant": suivi.sujet_id,
                "titre": suivi.titre,
                "rythme": suivi.rythme,
                "demande_le": suivi.demande_le.isoformat(),
                "confirme_le": suivi.confirme_le and suivi.confirme_le.isoformat(),
            }
            for suivi in abonne.suivis.all()
        ],
    }


def erase(personne: Personne) -> None:
    """Stop everything and forget the address."""
    for abonne in Abonne.objects.filter(courriel=personne.email.lower()):
        demandes.stop(abonne)


def purge(now: datetime) -> dict[str, int]:
    """Wishes not confirmed in three days, addresses that follow nothing, old finds of searches."""
    return demandes.purge(now) | {"trouvailles": recherches.forget_old(now)}
