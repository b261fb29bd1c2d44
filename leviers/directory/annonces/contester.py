"""Contest what the team refused or hid in the network, once: its author, or either side of a cooperation."""

from typing import Any

from django.db import transaction

from leviers.directory.models import Annonce, Cooperation
from leviers.errors import NotAllowedNow
from leviers.participation import appels


def is_hers(one: Annonce | Cooperation, person: Any) -> bool:
    """Whether a person wrote an annonce, or is one side of a cooperation."""
    own = (one.auteur_id,) if isinstance(one, Annonce) else (one.premier_id, one.second_id)
    return person.pk is not None and person.pk in own


@transaction.atomic
def contest(one: Annonce | Cooperation, texte: str, *, by: Any) -> None:
    """Ask the team to look again at a refusal, once; of a cooperation, once for its two sides.

    Raises  NotAllowedNow when it is somebody else's, was not refused, or was contested already
    """
    row = type(one)._default_manager.select_for_update().get(pk=one.pk)
    if not is_hers(row, by):
        raise NotAllowedNow(
            "Cette décision ne porte pas sur ce que vous avez écrit.",
            advice="Vos annonces et vos coopérations sont sur « Mes annonces ».",
        )
    appels.write(row, texte)
