"""The journal of decisions, for every kind: what each one replaced, its letter, how it is taken back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from leviers.courrier.models import Lettre
from leviers.errors import NotAllowedNow
from leviers.participation.models import Arbitrage


def require_motif(motif: str) -> None:
    """Refuse a decision that is told with a reason and has none."""
    if not motif.strip():
        raise NotAllowedNow(
            "Ce choix demande un motif.",
            advice="Choisissez une réponse type ou écrivez-en une : l’auteur la lit.",
        )


def read_values(one: Any, names: Iterable[str]) -> dict[str, Any]:
    """What a decision is about to replace, as JSON keeps it; dates are those whose name ends with « _le »."""
    values = {name: getattr(one, name) for name in names if hasattr(one, name)}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


def give_back(one: Any, values: dict[str, Any]) -> None:
    """Put back what `read_values` read, and save it."""
    for name, value in values.items():
        setattr(one, name, datetime.fromisoformat(value) if value and name.endswith("_le") else value)
    one.save(update_fields=[*values])


def keep(
    genre: str,
    one: Any,
    *,
    titre: str,
    verdict: str,
    motif: str,
    avant: dict[str, Any],
    attente: datetime,
    by: Any,
    lot: UUID | None = None,
    apres: str = "",
) -> Arbitrage:
    """Write one decision in the journal, once its object is as it leaves it.

    apres  that state, for what has no `etat` of its own
    """
    return Arbitrage.objects.create(
        genre=genre,
        objet_id=one.pk,
        titre=titre[:400],
        verdict=verdict,
        motif=motif,
        avant=avant,
        apres=apres or one.etat,
        attente=attente,
        fait_par=by,
        lot=lot or uuid4(),
    )


def rename(genres: Iterable[str], titres: Mapping[int, str]) -> None:
    """Have the journal call things otherwise, by their number: a name that was erased is not kept there."""
    rows = [*Arbitrage.objects.filter(genre__in=[*genres], objet_id__in=[*titres])]
    for row in rows:
        row.titre = titres[row.objet_id][:400]
    Arbitrage.objects.bulk_update(rows, ["titre"])


def say_too_late() -> NotAllowedNow:
    """What is told when a decision was already taken back, or something else happened since."""
    return NotAllowedNow(
        "Cette décision ne peut plus être annulée.",
        advice="Il s’est passé autre chose depuis : voyez l’historique.",
    )


def is_last(row: Arbitrage, genres: Iterable[str]) -> bool:
    """Whether it is in force, and no other of these kinds was taken on the same object since."""
    since = Arbitrage.objects.filter(genre__in=[*genres], objet_id=row.objet_id, annule_le=None)
    return row.annule_le is None and since.first() == row


def name_letter(row: Arbitrage) -> str:
    """What makes the letter of a decision one of its kind: its `raison`."""
    return f"arbitrage {row.pk}"


def close(row: Arbitrage) -> None:
    """Mark a decision as taken back; its letter is cancelled when it has not left yet."""
    row.annule_le = timezone.now()
    row.save(update_fields=["annule_le"])
    waiting = Lettre.objects.filter(raison=name_letter(row), etat=Lettre.Etat.ATTENTE)
    waiting.update(etat=Lettre.Etat.ANNULE)
