"""What waits for the team in the network, and what it decides: each decision is kept, told, undone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from leviers.accounts import rights
from leviers.catalogue.models import Etat as Catalogue
from leviers.directory.annonces import lettres
from leviers.directory.models import AlerteReseau, Annonce, Cooperation, Message
from leviers.participation import appels, arbitrages
from leviers.participation.attente import Attente, read_cles
from leviers.participation.models import Arbitrage
from leviers.participation.moderation import (
    GARDER,
    MAINTENIR,
    MASQUER,
    MONTRER,
    REASONED,
    REFUSER,
    RETABLIR,
)

Genre = Arbitrage.Genre
VERDICTS: dict[str, tuple[str, str]] = {
    Genre.ANNONCE: (MONTRER, REFUSER),
    Genre.ABUS_ANNONCE: (GARDER, MASQUER),
    Genre.ABUS_MESSAGE: (GARDER, MASQUER),
    Genre.ABUS_COOPERATION: (GARDER, MASQUER),
    Genre.APPEL_ANNONCE: (RETABLIR, MAINTENIR),
    Genre.APPEL_COOPERATION: (RETABLIR, MAINTENIR),
}
_MODELS: dict[str, type[models.Model]] = {
    Genre.ANNONCE: Annonce,
    Genre.ABUS_ANNONCE: Annonce,
    Genre.ABUS_MESSAGE: Message,
    Genre.ABUS_COOPERATION: Cooperation,
    Genre.APPEL_ANNONCE: Annonce,
    Genre.APPEL_COOPERATION: Cooperation,
}
_REPORTED: dict[str, str] = {
    Genre.ABUS_ANNONCE: AlerteReseau.Genre.ANNONCE,
    Genre.ABUS_MESSAGE: AlerteReseau.Genre.MESSAGE,
    Genre.ABUS_COOPERATION: AlerteReseau.Genre.COOPERATION,
}
_CONTESTED = (Genre.APPEL_ANNONCE, Genre.APPEL_COOPERATION)
_SHOWN = {Annonce: Annonce.Etat.OUVERTE, Message: Message.Etat.VISIBLE, Cooperation: Cooperation.Etat.PUBLIEE}
_KEPT = ("etat", "motif", "montree_le", "close_le", "appel_conclu_le")
NEIGHBOURS = 1
"""Messages shown to the team on each side of one that is reported; the rest of the conversation is not."""


@dataclass(frozen=True, kw_only=True)
class AttenteReseau(Attente):
    """Something of the network that waits.

    voisins  a reported message with those beside it, the oldest first; its own `texte` is empty then
    """

    alertes: list[AlerteReseau] = field(default_factory=list)
    voisins: list[Message] = field(default_factory=list)


def list_waiting() -> list[AttenteReseau]:
    """Annonces to read, what was reported, refusals that are contested: the oldest first."""
    unread = Annonce.objects.filter(etat=Annonce.Etat.ATTENTE).order_by("pk")
    waiting = [
        AttenteReseau(
            genre=Genre.ANNONCE,
            depuis=_find_unread_since(one),
            objet=one,
            titre=one.titre,
            par=one.nom,
            texte=one.texte,
        )
        for one in unread
    ]
    for genre, reported in _REPORTED.items():
        waiting += _list_reported(genre, reported)
    for genre in _CONTESTED:
        waiting += _list_contested(genre)
    return sorted(waiting, key=lambda item: (item.depuis, item.cle))


@transaction.atomic
def decide(cles: Iterable[str], verdict: str, *, by: Any, motif: str = "") -> int:
    """Decide on what forms call « genre-number », with one gesture; how many were still waiting.

    Raises  NotAllowedNow when who asks is not an animateur, a reason is missing, or an appeal against her own
            decision waits for somebody else
    """
    rights.require_animateur(by)
    asked = [(genre, pk) for genre, pk in read_cles(cles, VERDICTS) if verdict in VERDICTS[genre]]
    if asked and verdict in REASONED:
        arbitrages.require_motif(motif)
    lot = uuid4()
    nb = sum(_decide(genre, pk, verdict, by=by, motif=motif.strip(), lot=lot) for genre, pk in asked)
    if nb:
        Catalogue.bump_relectures()
    return nb


@transaction.atomic
def undo(arbitrage: Arbitrage, *, by: Any) -> None:
    """Bring back what it was before a decision; a letter that has not left yet is cancelled.

    Raises  NotAllowedNow when who asks is not an animateur, or something else happened since
    """
    rights.require_animateur(by)
    row = Arbitrage.objects.select_for_update().get(pk=arbitrage.pk)
    one = _find(row.genre, row.objet_id)
    if one is None or one.etat != row.apres or not arbitrages.is_last(row, _list_genres(type(one))):
        raise arbitrages.say_too_late()
    arbitrages.give_back(one, {name: value for name, value in row.avant.items() if name != "alertes"})
    AlerteReseau.objects.filter(pk__in=row.avant["alertes"]).update(conclue_le=None)
    arbitrages.close(row)
    Catalogue.bump_relectures()


def _find(genre: str, pk: int) -> Any:
    """What is decided on, locked; nothing when it is not ours or is gone."""
    model = _MODELS.get(genre)
    return model._default_manager.select_for_update().filter(pk=pk).first() if model else None


def _list_genres(model: type[models.Model]) -> list[str]:
    """All that may be decided of one kind of things: their numbers are their own."""
    return [genre for genre, known in _MODELS.items() if known is model]


def _list_reported(genre: str, reported: str) -> list[AttenteReseau]:
    alertes: dict[int, list[AlerteReseau]] = {}
    for alerte in AlerteReseau.objects.filter(genre=reported, conclue_le=None):
        alertes.setdefault(alerte.objet_id, []).append(alerte)
    model = _MODELS[genre]
    rows = model._default_manager.filter(pk__in=alertes, etat=_SHOWN[model])
    return [_as_attente(genre, one, alertes[one.pk]) for one in rows]


def _list_contested(genre: str) -> list[AttenteReseau]:
    model = _MODELS[genre]
    rows: list[Any] = list(appels.list_pending(model._default_manager.all()))
    decisions = appels.read_contested(_list_genres(model), (one.pk for one in rows))
    return [
        AttenteReseau(
            genre=genre,
            depuis=one.appel_le,
            objet=one,
            titre=one.titre,
            par=_say_who(one),
            texte=one.texte,
            contestee=decisions.get(one.pk),
        )
        for one in rows
    ]


def _as_attente(genre: str, one: Any, alertes: list[AlerteReseau]) -> AttenteReseau:
    since = alertes[0].recue_le
    if isinstance(one, Message):
        before = one.fil.messages.filter(pk__lt=one.pk).order_by("-pk")[:NEIGHBOURS]
        after = one.fil.messages.filter(pk__gt=one.pk)[:NEIGHBOURS]
        beside = [*reversed(before), one, *after]
        return AttenteReseau(
            genre=genre,
            depuis=since,
            objet=one,
            titre=one.fil.titre,
            par=one.de.nom,
            alertes=alertes,
            voisins=beside,
        )
    page = reverse("reseau-annonce" if isinstance(one, Annonce) else "reseau-cooperation", args=[one.pk])
    return AttenteReseau(
        genre=genre,
        depuis=since,
        objet=one,
        titre=one.titre,
        adresse=page,
        par=_say_who(one),
        texte=one.texte,
        alertes=alertes,
    )


def _decide(genre: str, pk: int, verdict: str, *, by: Any, motif: str, lot: UUID) -> int:
    one = _find(genre, pk)
    waiting = list(AlerteReseau.objects.filter(genre=_REPORTED.get(genre, ""), objet_id=pk, conclue_le=None))
    if one is None or (since := _find_since(genre, one, waiting)) is None:
        return 0
    if genre in _CONTESTED:
        appels.require_another(appels.read_contested(_list_genres(type(one)), [pk]).get(pk), since, by)
    avant = arbitrages.read_values(one, _KEPT) | {"alertes": [alerte.pk for alerte in waiting]}
    _apply(one, verdict, motif)
    AlerteReseau.objects.filter(pk__in=avant["alertes"]).update(conclue_le=timezone.now())
    row = arbitrages.keep(
        genre, one, titre=_name(one), verdict=verdict, motif=motif, avant=avant, attente=since, by=by, lot=lot
    )
    lettres.tell(row, one)
    return 1


def _find_since(genre: str, one: Any, alertes: list[AlerteReseau]) -> datetime | None:
    """Since when it waits, or nothing when it does not wait any more."""
    if genre == Genre.ANNONCE:
        return _find_unread_since(one) if one.etat == Annonce.Etat.ATTENTE else None
    if genre in _CONTESTED:
        return appels.find_since(one)
    return alertes[0].recue_le if alertes and one.etat == _SHOWN[type(one)] else None


def _find_unread_since(one: Annonce) -> datetime:
    """Since when an annonce is to be read: since it was written, or since what was shown was changed."""
    return one.modifiee_le if one.montree_le and one.modifiee_le else one.ecrite_le


def _apply(one: Any, verdict: str, motif: str) -> None:
    if verdict == MONTRER:
        one.etat, one.motif, one.montree_le = Annonce.Etat.OUVERTE, "", one.montree_le or timezone.now()
    elif verdict == REFUSER:
        one.etat, one.motif, one.close_le = Annonce.Etat.REFUSEE, motif[:500], timezone.now()
    elif verdict == MASQUER:
        one.etat, one.motif = type(one).Etat.MASQUE if isinstance(one, Message) else "masquee", motif[:500]
        if isinstance(one, Annonce):
            one.close_le = timezone.now()
    elif verdict == RETABLIR:
        one.etat, one.motif = _SHOWN[type(one)], ""
        if isinstance(one, Annonce):
            one.montree_le, one.close_le = one.montree_le or timezone.now(), None
    if verdict in (RETABLIR, MAINTENIR):
        one.appel_conclu_le = timezone.now()
    one.save()


def _name(one: Any) -> str:
    """What the journal calls it; nothing of a private message is copied there."""
    if isinstance(one, Message):
        return f"Message de {one.de.nom}"
    return f"{_say_who(one)}, {one.titre}"


def _say_who(one: Annonce | Cooperation) -> str:
    return one.nom if isinstance(one, Annonce) else f"{one.premier_nom}, {one.second_nom}"
