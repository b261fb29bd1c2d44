"""The acts of a reviewer: decide, on one record or on all of the same title, and undo."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.catalogue.models import Etat
from leviers.errors import NotReviewable
from leviers.evidence import mouvements
from leviers.evidence.models import Decision
from leviers.reference.typologie import load_leviers
from leviers.warehouse.read import REEL, Build, find_builds

CONFIRME, CORRIGE, REJETTE, PASSE = Decision.Verdict.values
_KEPT = (
    "objet tiers_nom donneur_nom donneur_siren territoire_siren lien annee montant_eur"
    " raison confiance couche version fichier ligne"
).split()
"""What a decision keeps of the record: it outlives the build."""
_ONE = "select * from labels.indices where fait_genre = $genre and fait_id = $fait_id and levier = $levier"
_SAME = """
select * from labels.indices
where fait_genre = $genre and levier = $levier and titre_plie = $titre and titre_plie <> ''
    and not est_certaine
order by fait_id
"""


@dataclass(frozen=True)
class Choice:
    """What somebody says of one levier in one record; `identiques` says it of every record of the same title.

    vu   the last decision of others that the page knew of: newer ones are told, never overwritten
    """

    genre: str
    fait_id: str
    levier: str
    verdict: str
    levier_corrige: str = ""
    identiques: bool = False
    monde: str = REEL
    vu: int = 0


@dataclass(frozen=True)
class Outcome:
    """What was kept: `nb` records in one `lot`; `autres`, what others said since the page was shown."""

    lot: UUID
    nb: int
    autres: tuple[Decision, ...]


def decide(choice: Choice, *, by: Personne) -> Outcome:
    """Keep what a reviewer says, with its history, and bring the niveaux up to date.

    Raises  NotReviewable when the record, the levier or the verdict is unknown; nothing is then kept
    """
    rows = _find_rows(choice)
    _check(choice)
    with transaction.atomic():
        autres = tuple(
            Decision.objects.filter(
                fait_genre=choice.genre,
                fait_id=choice.fait_id,
                monde=choice.monde,
                annulee_le=None,
                pk__gt=choice.vu,
            ).exclude(auteur=by)
        )
        lot = uuid4()
        Decision.objects.bulk_create(_as_decision(row, choice, by, lot) for row in rows)
        _tell_readers(choice.verdict)
    return Outcome(lot, len(rows), autres)


def undo(lot: UUID, *, by: Personne) -> int:
    """Take back what this person said in one lot; how many decisions that was."""
    with transaction.atomic():
        mine = Decision.objects.filter(lot=lot, auteur=by, annulee_le=None)
        undone = mine.update(annulee_le=timezone.now())
        if undone:
            _tell_readers(CONFIRME)
    return undone


def find_last_lot(by: Personne) -> UUID | None:
    """The last lot of this person that is not undone: what « annuler » takes back."""
    last = Decision.objects.filter(auteur=by, annulee_le=None).order_by("-pk").first()
    return last.lot if last else None


def find_build(monde: str) -> Build:
    """The build under review.

    Raises  NotReviewable when there is none
    """
    build = find_builds(settings.HOME).get(monde)
    if build is None:
        raise NotReviewable(
            "Les données ouvertes ne sont pas encore là.",
            advice="Lancez « leviers fetch », puis « leviers build ».",
        )
    return build


def _find_rows(choice: Choice) -> list[dict[str, Any]]:
    build = find_build(choice.monde)
    bound = {"genre": choice.genre, "fait_id": choice.fait_id, "levier": choice.levier}
    one = build.read(_ONE, bound)
    if not one:
        raise NotReviewable(
            "Cette fiche n’est plus proposée à la relecture.",
            advice="Les données ont changé depuis : passez à la suivante.",
        )
    if not choice.identiques:
        return one
    same = {"genre": choice.genre, "levier": choice.levier, "titre": one[0]["titre_plie"]}
    return build.read(_SAME, same) or one


def _check(choice: Choice) -> None:
    if choice.verdict not in Decision.Verdict.values:
        raise NotReviewable("Cette réponse n’existe pas.", advice="Confirmez, corrigez, rejetez ou passez.")
    if choice.verdict != CORRIGE:
        return
    if choice.levier_corrige not in load_leviers() or choice.levier_corrige == choice.levier:
        raise NotReviewable(
            "Pour corriger, il faut un autre levier.",
            advice="Choisissez-le dans la liste, ou rejetez la proposition.",
        )


def _as_decision(row: dict[str, Any], choice: Choice, by: Personne, lot: UUID) -> Decision:
    fait = {name: row[name] for name in _KEPT}
    fait["montant_eur"] = None if row["montant_eur"] is None else float(row["montant_eur"])
    return Decision(
        monde=choice.monde,
        fait_genre=row["fait_genre"],
        fait_id=row["fait_id"],
        levier=choice.levier,
        verdict=choice.verdict,
        levier_corrige=choice.levier_corrige if choice.verdict == CORRIGE else "",
        auteur=by,
        lot=lot,
        fait=fait,
    )


def _tell_readers(verdict: str) -> None:
    """Pages and niveaux follow, once the decision is safe; skipping changes nothing for readers."""
    if verdict != PASSE:
        Etat.bump_relectures()
        transaction.on_commit(lambda: mouvements.settle(mouvements.RELECTURE))
