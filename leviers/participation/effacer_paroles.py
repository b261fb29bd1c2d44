"""What is kept of a person among comments and contributions, how it is forgotten, for how long it is kept."""

from datetime import datetime, timedelta

from django.db.models import Q

from leviers.accounts.models import Personne
from leviers.catalogue.models import Signalement
from leviers.participation.models import Commentaire

ADDRESS_KEPT, UNCONFIRMED_KEPT = timedelta(days=365), timedelta(days=2)
_SAID = ("sujet", "sujet_id", "sujet_titre", "objet", "message", "valeur_proposee", "etat", "reponse")
FORMER = "Ancien compte"


def export(personne: Personne) -> dict[str, object]:
    """Everything this person wrote, as data."""
    own = Q(auteur=personne) | Q(auteur=None, courriel__iexact=personne.email)
    fields = ("sujet", "sujet_id", "sujet_titre", "nom", "texte", "etat", "motif", "appel")
    return {
        "commentaires": [
            {name: getattr(one, name) for name in fields} | {"ecrit_le": one.ecrit_le.isoformat()}
            for one in Commentaire.objects.filter(own)
        ],
        "contributions": [
            {name: getattr(one, name) for name in _SAID} | {"recu_le": one.recu_le.isoformat()}
            for one in Signalement.objects.filter(_own_reports(personne))
        ],
    }


def erase(personne: Personne) -> None:
    """What was shown stays, without name; what waited or was refused goes."""
    own = Commentaire.objects.filter(Q(auteur=personne) | Q(auteur=None, courriel__iexact=personne.email))
    unseen = (Commentaire.Etat.A_CONFIRMER, Commentaire.Etat.ATTENTE, Commentaire.Etat.REFUSE)
    own.filter(etat__in=unseen).delete()
    own.update(auteur=None, courriel="", nom=FORMER, appel="")
    Signalement.objects.filter(_own_reports(personne)).update(
        auteur=None, courriel="", courriel_confirme=False
    )


def _own_reports(personne: Personne) -> Q:
    return Q(auteur=personne) | Q(auteur=None, courriel_confirme=True, courriel__iexact=personne.email)


def purge(now: datetime) -> dict[str, int]:
    """Forget addresses after a year, and what was never confirmed after two days."""
    rows = Commentaire.objects
    stale, _ = rows.filter(etat=Commentaire.Etat.A_CONFIRMER, ecrit_le__lt=now - UNCONFIRMED_KEPT).delete()
    old = rows.filter(ecrit_le__lt=now - ADDRESS_KEPT).exclude(courriel="").update(courriel="")
    return {"commentaires jamais confirmés": stale, "adresses de commentaires": old}
