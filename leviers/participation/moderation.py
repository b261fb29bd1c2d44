"""What waits for the team among comments, and what it decides: each decision is kept, told, undone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from leviers.accounts import rights
from leviers.catalogue.models import Etat as Catalogue
from leviers.courrier import ecrire
from leviers.participation import appels, arbitrages
from leviers.participation.attente import Attente, read_cles, say_author
from leviers.participation.models import Alerte, Arbitrage, Commentaire
from leviers.reference.typography import typo

Etat = Commentaire.Etat
Genre = Arbitrage.Genre
MONTRER, REFUSER, GARDER, MASQUER, RETABLIR, MAINTENIR = (
    *("montrer", "refuser", "garder", "masquer", "retablir", "maintenir"),
)
VERDICTS: dict[str, tuple[str, str]] = {
    Genre.COMMENTAIRE: (MONTRER, REFUSER),
    Genre.ALERTE: (GARDER, MASQUER),
    Genre.APPEL: (RETABLIR, MAINTENIR),
}
REASONED = (REFUSER, MASQUER, MAINTENIR)
"""Verdicts that are told to their author with a reason."""
_KEPT = ("etat", "motif", "montre_le", "appel_conclu_le")


@dataclass(frozen=True, kw_only=True)
class AttenteCommentaire(Attente):
    """A comment that waits; `nb_acceptes` and `nb_refuses` tell what became of this author's others."""

    alertes: list[Alerte] = field(default_factory=list)
    nb_acceptes: int = 0
    nb_refuses: int = 0


def list_waiting() -> list[AttenteCommentaire]:
    """Comments to read, comments reported, refusals contested: the oldest first."""
    rows = Commentaire.objects.select_related("auteur", "parent")
    waiting = [(Genre.COMMENTAIRE, one.ecrit_le, one) for one in rows.filter(etat=Etat.ATTENTE)]
    reported = rows.filter(etat=Etat.VISIBLE, alertes__conclue_le=None, alertes__isnull=False).distinct()
    alertes = _group_alertes(reported)
    waiting += [(Genre.ALERTE, alertes[one.pk][0].recue_le, one) for one in reported]
    contested = appels.list_pending(rows)
    waiting += [(Genre.APPEL, one.appel_le, one) for one in contested if one.appel_le]
    decisions = appels.read_contested(VERDICTS, (one.pk for one in contested))
    fame = _read_fame(one for _genre, _since, one in waiting)
    return sorted(
        (
            AttenteCommentaire(
                genre=genre,
                depuis=since,
                objet=one,
                titre=one.sujet_titre,
                adresse=one.sujet_adresse,
                par=say_author(one.auteur, one.courriel),
                texte=one.texte,
                alertes=alertes.get(one.pk, []) if genre == Genre.ALERTE else [],
                nb_acceptes=fame[_name_author(one)][0],
                nb_refuses=fame[_name_author(one)][1],
                contestee=decisions.get(one.pk) if genre == Genre.APPEL else None,
            )
            for genre, since, one in waiting
        ),
        key=lambda item: (item.depuis, item.objet.pk),
    )


@transaction.atomic
def decide(cles: Iterable[str], verdict: str, *, by: Any, motif: str = "") -> int:
    """Decide on what forms call « genre-number », with one gesture; how many were still waiting.

    Raises  NotAllowedNow when who asks is not an animateur, a reason is missing, or an appeal against her own
            decision waits for somebody else
    """
    rights.require_animateur(by)
    if verdict in REASONED:
        arbitrages.require_motif(motif)
    lot, nb = uuid4(), 0
    for genre, pk in read_cles(cles, VERDICTS):
        if verdict in VERDICTS[genre]:
            nb += _decide(genre, pk, verdict, by=by, motif=motif.strip(), lot=lot)
    if nb:
        Catalogue.bump_relectures()
    return nb


@transaction.atomic
def undo(arbitrage: Arbitrage, *, by: Any) -> None:
    """Bring a comment back to what it was before a decision; a letter that has not left yet is cancelled.

    Raises  NotAllowedNow when who asks is not an animateur, or something else happened since
    """
    rights.require_animateur(by)
    row = Arbitrage.objects.select_for_update().get(pk=arbitrage.pk)
    one = Commentaire.objects.select_for_update().filter(pk=row.objet_id).first()
    if one is None or one.etat != row.apres or not arbitrages.is_last(row, VERDICTS):
        raise arbitrages.say_too_late()
    arbitrages.give_back(one, {name: row.avant[name] for name in _KEPT})
    Alerte.objects.filter(pk__in=row.avant["alertes"]).update(conclue_le=None)
    arbitrages.close(row)
    Catalogue.bump_relectures()


def name_in_journal(one: Commentaire) -> str:
    """What the journal calls a comment: who signed it, and about what."""
    return f"{one.nom}, {one.sujet_titre}" if one.nom else one.sujet_titre


def rename_in_journal(comments: Iterable[Commentaire]) -> None:
    """Have the journal call comments as they are signed now."""
    arbitrages.rename(VERDICTS, {one.pk: name_in_journal(one) for one in comments})


def _decide(genre: str, pk: int, verdict: str, *, by: Any, motif: str, lot: UUID) -> int:
    rows = Commentaire.objects.select_for_update(of=("self",)).select_related("auteur")
    one = rows.filter(pk=pk).first()
    if one is None or (since := _find_since(genre, one)) is None:
        return 0
    if genre == Genre.APPEL:
        appels.require_another(appels.read_contested(VERDICTS, [pk]).get(pk), since, by)
    alertes = list(one.alertes.filter(conclue_le=None)) if verdict in (GARDER, MASQUER, REFUSER) else []
    avant = arbitrages.read_values(one, _KEPT) | {"alertes": [alerte.pk for alerte in alertes]}
    _apply(one, verdict, motif)
    Alerte.objects.filter(pk__in=avant["alertes"]).update(conclue_le=timezone.now())
    titre = name_in_journal(one)
    row = arbitrages.keep(
        genre, one, titre=titre, verdict=verdict, motif=motif, avant=avant, attente=since, by=by, lot=lot
    )
    _tell(row, one)
    return 1


def _find_since(genre: str, one: Commentaire) -> datetime | None:
    """Since when it waits, or nothing when it does not wait any more."""
    if genre == Genre.COMMENTAIRE:
        return one.ecrit_le if one.etat == Etat.ATTENTE else None
    if genre == Genre.APPEL:
        return appels.find_since(one)
    first = one.alertes.filter(conclue_le=None).first()
    return first.recue_le if first and one.etat == Etat.VISIBLE else None


def _apply(one: Commentaire, verdict: str, motif: str) -> None:
    now = timezone.now()
    if verdict in (MONTRER, RETABLIR):
        one.etat, one.motif, one.montre_le = Etat.VISIBLE, "", one.montre_le or now
    elif verdict == REFUSER:
        one.etat, one.motif = Etat.REFUSE, motif[:500]
    elif verdict == MASQUER:
        one.etat, one.motif = Etat.MASQUE, motif[:500]
    if verdict in (RETABLIR, MAINTENIR):
        one.appel_conclu_le = now
    one.save(update_fields=_KEPT)


_OPENINGS = {
    REFUSER: ("Votre commentaire n’est pas affiché", "Votre commentaire n’est pas affiché."),
    MASQUER: ("Votre commentaire est masqué", "Votre commentaire a été masqué."),
    RETABLIR: (
        "Votre commentaire est affiché",
        "Votre contestation est entendue : votre commentaire est affiché.",
    ),
    MAINTENIR: ("Votre contestation", "Votre contestation a été lue ; la décision est maintenue."),
}


def _tell(row: Arbitrage, one: Commentaire) -> None:
    """Write to the author, once for each decision; what is simply shown is not told."""
    courriel = one.auteur.email if one.auteur else one.courriel
    if row.verdict not in _OPENINGS or not courriel:
        return
    sujet, first = _OPENINGS[row.verdict]
    pieces = ["Bonjour,", f"{first} Il portait sur : {one.sujet_titre}."]
    pieces += [f"Motif : {row.motif}"] if row.motif else []
    if row.verdict in (REFUSER, MASQUER):
        pieces.append(appels.say_how(f"/commentaires/{one.pk}/contester/"))
    pieces += [f"Les règles de la maison : {settings.SITE_URL}/regles/", "L’observatoire Leviers"]
    ecrire.write(
        courriel, "moderation", sujet, typo("\n\n".join(pieces) + "\n"), raison=arbitrages.name_letter(row)
    )


def _group_alertes(reported: Iterable[Commentaire]) -> dict[int, list[Alerte]]:
    found: dict[int, list[Alerte]] = {}
    for alerte in Alerte.objects.filter(commentaire__in=[one.pk for one in reported], conclue_le=None):
        found.setdefault(alerte.commentaire_id, []).append(alerte)
    return found


def _name_author(one: Commentaire) -> tuple[int | None, str]:
    return one.auteur_id, one.courriel.lower()


def _read_fame(waiting: Iterable[Commentaire]) -> dict[tuple[int | None, str], tuple[int, int]]:
    """Comments shown and refused of each author: told to who decides, decides nothing."""
    authors = {_name_author(one) for one in waiting}
    shown, refused = Counter[tuple[int | None, str]](), Counter[tuple[int | None, str]]()
    ids, courriels = {pk for pk, _ in authors if pk}, {courriel for _, courriel in authors if courriel}
    every = Commentaire.objects.only("auteur_id", "courriel", "etat")
    for one in [*every.filter(auteur__in=ids), *every.filter(auteur=None, courriel__in=courriels)]:
        if one.etat == Etat.VISIBLE:
            shown[_name_author(one)] += 1
        elif one.etat in (Etat.REFUSE, Etat.MASQUE):
            refused[_name_author(one)] += 1
    return {author: (shown[author], refused[author]) for author in authors}
