"""The acts of a reviewer: decide, on one record or on all of the same title, and undo."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.catalogue.models import Etat
from leviers.errors import NotReviewable
from leviers.evidence import mouvements, states
from leviers.evidence.models import Decision
from leviers.reference.typologie import load_leviers
from leviers.warehouse.read import REEL, Build, find_builds

CONFIRME, CORRIGE, REJETTE, PASSE = Decision.Verdict.values
_KEPT = (
    "objet tiers_nom donneur_nom donneur_siren territoire_siren lien annee montant_eur"
    " raison confiance couche mots version fichier ligne"
).split()
"""What a decision keeps of the record: it outlives the build."""
_ONE = "select * from labels.indices where fait_genre = $genre and fait_id = $fait_id and levier = $levier"
_SAME = """
select * from labels.indices
where fait_genre = $genre and levier = $levier and titre_plie = $titre and titre_plie <> ''
    and not est_certaine and lien in ('metropole', 'commune')
order by fait_id
"""


@dataclass(frozen=True)
class Choice:
    """What somebody says of one levier in one record; `identiques` says it of every record of the same title.

    A skip is always of the whole title: nobody wants to be asked the same again at once.

    vu     the last decision of others that the page knew of: newer ones are told, never overwritten
    jeton  drawn with the form: the same form sent again keeps nothing more
    """

    genre: str
    fait_id: str
    levier: str
    verdict: str
    levier_corrige: str = ""
    identiques: bool = False
    monde: str = REEL
    vu: int = 0
    jeton: UUID | None = None


@dataclass(frozen=True)
class Outcome:
    """What was kept: `nb` records in one `lot`; `autres`, what others said since the page was shown.

    est_repetee  the form had already come: nothing was added, and `nb` is what is still in force of it
    """

    lot: UUID
    nb: int
    autres: tuple[Decision, ...] = ()
    est_repetee: bool = False


def decide(choice: Choice, *, by: Personne) -> Outcome:
    """Keep what a reviewer says, with its history, and bring the niveaux up to date.

    Raises  NotReviewable when the record, the levier or the verdict is unknown; nothing is then kept
    """
    if known := _find_known(choice, by):
        return known
    rows = _find_rows(choice)
    _check(choice)
    lot = choice.jeton or uuid4()
    mouvements.start()
    try:
        with transaction.atomic():
            autres = _list_newer(choice, by)
            Decision.objects.bulk_create(_as_decision(row, choice, by, lot) for row in rows)
            _tell_readers(choice.verdict)
    except IntegrityError:  # the same form twice in the same instant: the other one was kept
        known = _find_known(choice, by)
        if known is None:
            raise
        return known
    return Outcome(lot, len(rows), autres)


def undo(lot: UUID, *, by: Personne) -> int:
    """Take back what this person said in one lot; how many decisions that was."""
    with transaction.atomic():
        mine = Decision.objects.filter(lot=lot, auteur=by, annulee_le=None)
        undone = mine.update(annulee_le=timezone.now())
        if undone:
            _tell_readers(CONFIRME)
    return undone


def find_last(by: Personne, monde: str = REEL) -> Decision | None:
    """The last thing this person said in a monde and did not undo; its lot is what « annuler » takes back."""
    return Decision.objects.filter(auteur=by, monde=monde, annulee_le=None).order_by("-pk").first()


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


def list_same(build: Build, row: dict[str, Any]) -> list[dict[str, Any]]:
    """The record itself, then those of the same title and levier that nobody judged: one decision for all.

    What somebody already said of one of them is left to be discussed on its own.
    """
    said = states.current(build.monde).avis
    bound = {"genre": row["fait_genre"], "levier": row["levier"], "titre": row["titre_plie"]}
    others = [
        other
        for other in build.read(_SAME, bound)
        if other["fait_id"] != row["fait_id"]
        and (other["fait_genre"], other["fait_id"], other["levier"]) not in said
    ]
    return [row, *others]


def find_row(build: Build, genre: str, fait_id: str, levier: str) -> dict[str, Any] | None:
    """One detection beside its record; None when this build has no such proposal."""
    rows = build.read(_ONE, {"genre": genre, "fait_id": fait_id, "levier": levier})
    return rows[0] if rows else None


def _find_known(choice: Choice, by: Personne) -> Outcome | None:
    """What the same form already kept; None the first time."""
    if choice.jeton is None:
        return None
    kept = Decision.objects.filter(lot=choice.jeton, auteur=by)
    if not kept.exists():
        return None
    return Outcome(choice.jeton, kept.filter(annulee_le=None).count(), est_repetee=True)


def _find_rows(choice: Choice) -> list[dict[str, Any]]:
    build = find_build(choice.monde)
    row = find_row(build, choice.genre, choice.fait_id, choice.levier)
    if row is None:
        raise NotReviewable(
            "Cette fiche n’est plus proposée à la relecture : votre réponse n’a pas été gardée.",
            advice="Les données ont changé depuis ; voici la suivante.",
        )
    return list_same(build, row) if choice.identiques or choice.verdict == PASSE else [row]


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


def _list_newer(choice: Choice, by: Personne) -> tuple[Decision, ...]:
    """What others said of the same levier in the same record since the page was shown."""
    newer = Decision.objects.filter(
        fait_genre=choice.genre,
        fait_id=choice.fait_id,
        levier=choice.levier,
        monde=choice.monde,
        annulee_le=None,
        pk__gt=choice.vu,
    )
    return tuple(newer.exclude(auteur=by).exclude(verdict=PASSE).select_related("auteur"))


def _as_decision(row: dict[str, Any], choice: Choice, by: Personne, lot: UUID) -> Decision:
    fait = {name: row[name] for name in _KEPT}
    fait["montant_eur"] = None if row["montant_eur"] is None else float(row["montant_eur"])
    if not row["tiers_nom"]:  # a natural person is not named, not even by the words that were lit
        fait["mots"] = json.dumps([mot for mot in json.loads(row["mots"]) if mot["champ"] != "tiers"])
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
