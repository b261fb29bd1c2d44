"""What is kept of a person among comments and proposals, how it is forgotten, for how long it is kept."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, Q

from leviers.accounts.depart import GONE
from leviers.accounts.models import Personne
from leviers.participation import moderation
from leviers.participation.models import Commentaire, DemarcheProposee

ADDRESS_KEPT, UNCONFIRMED_KEPT = timedelta(days=365), timedelta(days=2)
_COMMENT = ("sujet", "sujet_id", "sujet_titre", "nom", "texte", "etat", "motif", "appel")
_PROPOSAL = (
    *("territoire_siren", "titre", "levier", "description", "annee_debut", "source_url", "etat", "reponse"),
)


def export(personne: Personne) -> dict[str, object]:
    """Everything this person wrote, as data."""
    return {
        "commentaires": [
            _say(one, _COMMENT) | {"ecrit_le": one.ecrit_le.isoformat()}
            for one in Commentaire.objects.filter(_own(personne))
        ],
        "demarches_proposees": [
            _say(one, _PROPOSAL) | {"recue_le": one.recue_le.isoformat()}
            for one in DemarcheProposee.objects.filter(_own(personne))
            if one.auteur_id or one.courriel_confirme
        ],
    }


def erase(personne: Personne) -> None:
    """What was shown stays, without name, in the journal too; what waited or was refused goes."""
    own = Commentaire.objects.filter(_own(personne))
    every = [*own]
    for one in every:
        one.nom = GONE
    moderation.rename_in_journal(every)
    unseen = (Commentaire.Etat.A_CONFIRMER, Commentaire.Etat.ATTENTE, Commentaire.Etat.REFUSE)
    own.filter(etat__in=unseen).delete()
    own.update(auteur=None, courriel="", nom=GONE, appel="")
    DemarcheProposee.objects.filter(_own(personne)).update(auteur=None, courriel="", courriel_confirme=False)


def purge(now: datetime) -> dict[str, int]:
    """Forget addresses after a year, and what was never confirmed after two days."""
    rows, proposed = Commentaire.objects, DemarcheProposee.objects
    stale, _ = rows.filter(etat=Commentaire.Etat.A_CONFIRMER, ecrit_le__lt=now - UNCONFIRMED_KEPT).delete()
    old = rows.filter(ecrit_le__lt=now - ADDRESS_KEPT).exclude(courriel="").update(courriel="")
    former = proposed.filter(recue_le__lt=now - ADDRESS_KEPT).exclude(courriel="")
    return {
        "commentaires jamais confirmés": stale,
        "adresses de commentaires": old,
        "adresses de démarches proposées": former.update(courriel="", courriel_confirme=False),
    }


def _own(personne: Personne) -> Q:
    return Q(auteur=personne) | Q(auteur=None, courriel__iexact=personne.email)


def _say(one: Model, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(one, name) for name in names}
