"""Annonces that were shown, for who follows one of their leviers, their champs, or the territoire."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from leviers.directory.annonces.lecture import list_leviers
from leviers.directory.models import Annonce, Cooperation
from leviers.participation.suivis.evenements import Evenement, Sujet, journal
from leviers.participation.suivis.mots import cite
from leviers.reference import territoires
from leviers.reference.typography import typo


@journal("annonces")
def list_annonces(since: datetime, until: datetime) -> Iterator[Evenement]:
    """Annonces that were shown and still are."""
    shown = Annonce.objects.filter(etat=Annonce.Etat.OUVERTE, montree_le__gt=since, montree_le__lte=until)
    for one in shown.order_by("montree_le", "pk"):
        if one.montree_le:
            yield Evenement(
                cle=f"annonce:{one.pk}",
                quand=one.montree_le,
                sujets=_concern(one, one.siren),
                quoi=typo(
                    f"{one.nom}, {one.get_sens_display()}, {one.get_nature_display()} : {cite(one.titre)}"
                ),
                adresse=reverse("reseau-annonce", args=[one.pk]),
            )


@journal("cooperations")
def list_cooperations(since: datetime, until: datetime) -> Iterator[Evenement]:
    """Cooperations that were confirmed."""
    shown = Cooperation.objects.filter(
        etat=Cooperation.Etat.PUBLIEE, publiee_le__gt=since, publiee_le__lte=until
    )
    for one in shown.order_by("publiee_le", "pk"):
        if one.publiee_le:
            yield Evenement(
                cle=f"cooperation:{one.pk}",
                quand=one.publiee_le,
                sujets=_concern(one, one.premier_siren, one.second_siren),
                quoi=typo(f"{one.premier_nom} et {one.second_nom} ont coopéré : {cite(one.titre)}"),
                adresse=reverse("reseau-cooperation", args=[one.pk]),
            )


def _concern(one: Annonce | Cooperation, *sirens: str) -> frozenset[Sujet]:
    said: set[Sujet] = set()
    for levier in list_leviers(one):
        said |= {("levier", levier.code), ("champ", levier.champ.code)}
    known = territoires.load_metropoles()
    return frozenset(said | {("territoire", known[siren].slug) for siren in sirens if siren in known})
