"""What a person contributed, as her account shows it: about what, what became of it, what was answered."""

from datetime import datetime
from typing import NamedTuple

from leviers.accounts.models import Personne
from leviers.catalogue.models import Signalement
from leviers.participation.models import DemarcheProposee
from leviers.reference import territoires

SHOWN = 20


class Ligne(NamedTuple):
    """One contribution; `adresse` is empty for a démarche that has no page yet."""

    titre: str
    adresse: str
    etat: str
    reponse: str
    recue_le: datetime


def list_contributions(personne: Personne) -> list[Ligne]:
    """Her last corrections and proposals, the latest first. Two queries."""
    said = Signalement.objects.filter(auteur=personne).select_related("demarche").order_by("-recu_le")[:SHOWN]
    lines = [
        Ligne(
            f"{one.get_objet_display()} : {one.nom}",
            one.sujet_adresse,
            one.get_etat_display(),
            one.reponse,
            one.recu_le,
        )
        for one in said
    ]
    places = territoires.load_metropoles()
    proposed = DemarcheProposee.objects.filter(auteur=personne).order_by("-recue_le")[:SHOWN]
    lines += [
        Ligne(
            f"Démarche proposée : {one.titre}, {places[one.territoire_siren].nom}",
            "",
            one.get_etat_display(),
            one.reponse,
            one.recue_le,
        )
        for one in proposed
    ]
    return sorted(lines, key=lambda line: line.recue_le, reverse=True)[:SHOWN]
