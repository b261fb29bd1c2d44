"""What the directory keeps of a person: handed over, erased, forgotten in time."""

from datetime import datetime, timedelta

from leviers.accounts.models import Personne
from leviers.directory.fiches import annuaire
from leviers.directory.models import Accueil, Adhesion, Bloc, Collectivite, Reseau

HISTORY_KEPT = ENDED_KEPT = timedelta(days=3 * 365)


def export(personne: Personne) -> dict[str, object]:
    """What she wrote for structures, receives, said of networks, asked for; whether she is listed."""
    inscription = annuaire.find_inscription(personne)
    return {
        "annuaire_consenti_le": inscription.consentie_le.isoformat() if inscription else None,
        "messages_recus_pour": [
            {"siren": row.siren, "accepte_le": row.accepte_le.isoformat()}
            for row in Accueil.objects.filter(personne=personne).order_by("pk")
        ],
        "blocs": [
            {
                "siren": bloc.siren,
                "sorte": bloc.sorte,
                "contenu": bloc.contenu,
                "ecrit_le": bloc.ecrit_le.isoformat(),
            }
            for bloc in Bloc.objects.filter(auteur=personne)
        ],
        "adhesions": [
            {"reseau": row.reseau.nom, "siren": row.siren, "demandee_le": row.demandee_le.isoformat()}
            for row in Adhesion.objects.filter(demandee_par=personne).select_related("reseau")
        ],
        "collectivites": [
            {
                "siren": row.siren,
                "nom": row.nom,
                "raison": row.raison,
                "demandee_le": row.demandee_le.isoformat(),
            }
            for row in Collectivite.objects.filter(demandee_par=personne)
        ],
    }


def erase(personne: Personne) -> None:
    """She leaves the list; what the structure declared stays without her; what waited goes."""
    annuaire.withdraw(personne)
    Accueil.objects.filter(personne=personne).delete()
    Adhesion.objects.filter(demandee_par=personne, confirmee_le=None).delete()
    Collectivite.objects.filter(demandee_par=personne, confirmee_le=None).delete()
    Collectivite.objects.filter(demandee_par=personne).update(raison="")
    for model, names in (
        (Bloc, ("auteur", "masque_par")),
        (Adhesion, ("demandee_par", "confirmee_par")),
        (Collectivite, ("demandee_par", "confirmee_par")),
        (Reseau, ("cree_par",)),
    ):
        for name in names:
            model.objects.filter(**{name: personne}).update(**{name: None})


def purge(now: datetime) -> dict[str, int]:
    """Names on old versions, and what ended long ago."""
    old = Bloc.objects.filter(ecrit_le__lt=now - HISTORY_KEPT).exclude(auteur=None).update(auteur=None)
    ended = {"finie_le__lt": now - ENDED_KEPT}
    adhesions, _by_model = Adhesion.objects.filter(**ended).delete()
    collectivites, _by_model = Collectivite.objects.filter(**ended).delete()
    return {
        "noms d’anciennes versions": old,
        "adhésions finies": adhesions,
        "collectivités sorties": collectivites,
    }
