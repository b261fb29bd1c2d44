"""What is kept of a person in the network: handed over, erased when she leaves, forgotten in time."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from leviers.accounts.depart import GONE
from leviers.accounts.models import Personne
from leviers.catalogue.models import Etat as Catalogue
from leviers.directory.annonces import messages
from leviers.directory.models import AlerteReseau, Annonce, Blocage, Cooperation, Fil, Interlocuteur, Message
from leviers.participation import arbitrages
from leviers.participation.models import Arbitrage

ENDED_KEPT = timedelta(days=365)
"""Annonces after their end, cooperations that were never shown or were taken back, reports concluded."""
MESSAGES_KEPT = timedelta(days=2 * 365)
"""Conversations after their last message."""
_REFUSED = ("etat", "motif", "appel")
_ANNONCE = ("siren", "nom", "sens", "nature", "titre", "texte", "leviers", *_REFUSED, "veut_pistes")
_COOPERATION = ("premier_nom", "second_nom", "titre", "texte", "leviers", "annee", "liens", *_REFUSED)


def export(personne: Personne) -> dict[str, object]:
    """Her annonces, conversations, cooperations and blocks; of the other side, only what it wrote to her.

    Of conversations of a structure that she does not represent any more, only her own words
    """
    readable = set(messages.list_own(personne).values_list("pk", flat=True))
    return {
        "annonces": [
            {name: getattr(one, name) for name in _ANNONCE}
            | {"ecrite_le": one.ecrite_le.isoformat(), "expire_le": one.expire_le.isoformat()}
            for one in Annonce.objects.filter(auteur=personne).order_by("pk")
        ],
        "conversations": [
            {
                "titre": fil.titre,
                "structure": fil.siren,
                "messages": [
                    {"de": one.de.nom, "texte": one.texte, "ecrit_le": one.ecrit_le.isoformat()}
                    for one in fil.messages.select_related("de")
                    if one.de.personne_id == personne.pk
                    or (fil.pk in readable and one.etat == Message.Etat.VISIBLE)
                ],
            }
            for fil in Fil.objects.filter(interlocuteurs__personne=personne).order_by("pk")
        ],
        "cooperations": [
            {name: getattr(one, name) for name in _COOPERATION} for one in _list_cooperations(personne)
        ],
        "personnes_bloquees": Blocage.objects.filter(par=personne).count(),
    }


def erase(personne: Personne) -> None:
    """Her messages lose their words, her annonces close; what was concluded between two sides stays."""
    own = Annonce.objects.filter(auteur=personne)
    own.filter(montree_le=None).delete()
    own.filter(etat=Annonce.Etat.OUVERTE).update(etat=Annonce.Etat.RETIREE, close_le=timezone.now())
    own.update(auteur=None, appel="")
    Message.objects.filter(de__personne=personne).update(texte="", motif="")
    voices = Interlocuteur.objects.filter(personne=personne)
    told = Message.objects.filter(de__in=voices.filter(siren="")).values_list("pk", flat=True)
    arbitrages.rename([Arbitrage.Genre.ABUS_MESSAGE], dict.fromkeys(told, "Message d’une personne partie"))
    voices.filter(siren="").update(nom=GONE)
    voices.update(personne=None)
    Fil.objects.filter(ouvert_par=personne).update(ouvert_par=None)
    Cooperation.objects.filter(_is_hers(personne), etat=Cooperation.Etat.PROPOSEE).delete()
    Cooperation.objects.filter(_is_hers(personne)).update(appel="")
    Cooperation.objects.filter(premier=personne).update(premier=None)
    Cooperation.objects.filter(second=personne).update(second=None)
    Blocage.objects.filter(Q(par=personne) | Q(vise=personne)).delete()
    Catalogue.bump_relectures()


def purge(now: datetime) -> dict[str, int]:
    """Annonces and cooperations ended for a year, conversations silent for two, reports of what is gone."""
    ended = Annonce.objects.filter(close_le__lt=now - ENDED_KEPT)
    silent = Fil.objects.filter(dernier_le__lt=now - MESSAGES_KEPT)
    unseen = Cooperation.objects.filter(finie_le__lt=now - ENDED_KEPT)
    counts = {
        "annonces closes": ended.count(),
        "conversations anciennes": silent.count(),
        "coopérations sans suite": unseen.count(),
    }
    for rows in (ended, silent, unseen):
        rows.delete()
    old, _by_model = AlerteReseau.objects.filter(conclue_le__lt=now - ENDED_KEPT).delete()
    gone, _by_model = AlerteReseau.objects.filter(
        ~Q(genre=AlerteReseau.Genre.MESSAGE, objet_id__in=Message.objects.values("pk")),
        genre=AlerteReseau.Genre.MESSAGE,
    ).delete()
    return counts | {"alertes du réseau": old + gone}


def _list_cooperations(personne: Personne) -> list[Cooperation]:
    return list(Cooperation.objects.filter(_is_hers(personne)).order_by("pk"))


def _is_hers(personne: Personne) -> Q:
    return Q(premier=personne) | Q(second=personne)
