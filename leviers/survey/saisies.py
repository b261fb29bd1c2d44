"""Answers kept: each thing said is added; it replaces only what its author had before the eyes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from leviers.survey.etapes import Etat, advance, require_writable
from leviers.survey.models import Contact, Participation, Piece, Saisie, Version

Standing = Mapping[str, tuple[Saisie, ...]]
"""What stands of each question: one saisie, or several that were said without seeing each other."""


@dataclass(frozen=True, kw_only=True)
class Dit:
    """What somebody says of one question.

    bases  saisies that were shown when it was said, and that it replaces
    """

    chemin: str
    valeur: str = ""
    statut: str = Saisie.Statut.REPONDU
    origine: str = Saisie.Origine.SAISIE
    commentaire: str = ""
    lien: str = ""
    piece: Piece | None = None
    connu: Mapping[str, Any] = field(default_factory=dict)
    bases: frozenset[int] = frozenset()

    @property
    def content(self) -> tuple[Any, ...]:
        """What makes two sayings the same."""
        return (self.valeur, self.statut, self.origine, self.commentaire, self.lien, self.piece)


def read_standing(participation: Participation) -> Standing:
    """What stands today, by question, the oldest first."""
    found: dict[str, list[Saisie]] = defaultdict(list)
    kept = Saisie.objects.filter(participation=participation, remplacee_par=None)
    for saisie in kept.select_related("auteur", "piece").order_by("pk"):
        found[saisie.chemin].append(saisie)
    return {chemin: tuple(saisies) for chemin, saisies in found.items()}


@transaction.atomic
def record(
    participation: Participation, dits: Iterable[Dit], *, by: Contact, version: Version
) -> list[Saisie]:
    """Keep what was said, all of it or nothing.

    Untouched       what a form gives back as it was shown says nothing, whatever came meanwhile
    Twice the same  writes nothing: a form sent again changes nothing
    At once         when somebody else wrote meanwhile, both stand, until one is chosen; what the same
                    person said before is replaced
    Raises          SurveyClosed when no answer is taken; nothing is written then
    """
    locked = Participation.objects.select_for_update().select_related("campagne").get(pk=participation.pk)
    require_writable(locked)
    standing, dits = read_standing(participation), list(dits)
    shown = _read_shown(participation, dits)
    added = []
    for dit in dits:
        present = standing.get(dit.chemin, ())
        if _says_nothing(dit, present, [shown[pk] for pk in dit.bases if pk in shown]):
            continue
        saisie = Saisie.objects.create(
            participation=participation,
            version=version,
            chemin=dit.chemin,
            valeur=dit.valeur,
            statut=dit.statut,
            origine=dit.origine,
            commentaire=dit.commentaire,
            lien=dit.lien,
            piece=dit.piece,
            connu=dict(dit.connu),
            auteur=by,
        )
        seen = [one.pk for one in present if one.pk in dit.bases or one.auteur_id == by.pk]
        Saisie.objects.filter(pk__in=seen, remplacee_par=None).update(remplacee_par=saisie)
        added.append(saisie)
    if added and locked.etat == Etat.INVITEE:
        advance(participation, Etat.COMMENCEE, by=by)
    return added


def _read_shown(participation: Participation, dits: Iterable[Dit]) -> dict[int, Saisie]:
    """What the form had before its eyes, replaced since or not."""
    bases = {pk for dit in dits for pk in dit.bases}
    found = Saisie.objects.filter(participation=participation, pk__in=bases).select_related("piece")
    return {saisie.pk: saisie for saisie in found}


def _says_nothing(dit: Dit, present: tuple[Saisie, ...], shown: list[Saisie]) -> bool:
    """Whether a question was left as it was shown, or the same thing already stands."""
    if not shown and dit.statut == Saisie.Statut.VIDE and not dit.commentaire:
        return True
    if len(shown) == 1 and _as_content(shown[0]) == dit.content:
        return True
    same = {one.pk for one in present if _as_content(one) == dit.content}
    others = {one.pk for one in present} - same
    return bool(same) and not (others & dit.bases)


def _as_content(saisie: Saisie) -> tuple[Any, ...]:
    return (
        saisie.valeur,
        saisie.statut,
        saisie.origine,
        saisie.commentaire,
        saisie.lien,
        saisie.piece,
    )


def choose(participation: Participation, chemin: str, kept: int) -> None:
    """Settle two answers said at once: the one that is kept replaces the others.

    Only what stands now can be chosen; a choice made twice changes nothing.
    """
    with transaction.atomic():
        locked = Participation.objects.select_for_update().select_related("campagne").get(pk=participation.pk)
        require_writable(locked)
        present = read_standing(participation).get(chemin, ())
        chosen = next((one for one in present if one.pk == kept), None)
        if chosen and len(present) > 1:
            Saisie.objects.filter(
                pk__in=[one.pk for one in present if one is not chosen], remplacee_par=None
            ).update(remplacee_par=chosen)


def as_reponses(standing: Standing) -> dict[str, str]:
    """Answers as the form engine takes them: the last thing said of each question, when it is a value.

    « Je ne sais pas » and a refusal hold no value: they are answers, not values.
    """
    last = {chemin: saisies[-1] for chemin, saisies in standing.items()}
    return {
        chemin: saisie.valeur
        for chemin, saisie in last.items()
        if saisie.statut == Saisie.Statut.REPONDU and saisie.valeur
    }
