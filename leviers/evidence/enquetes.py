"""Publishing the answers of a territoire, or taking them back: niveaux follow, and the journal says why."""

from django.db import transaction

from leviers.accounts.models import Personne
from leviers.catalogue.models import Etat
from leviers.evidence import mouvements
from leviers.survey import avis, etapes
from leviers.survey.models import Participation


def publish_participation(participation: Participation, *, by: Personne) -> None:
    """Publish the answers of one territoire, and move the niveaux that they declare.

    Call this from any door, never `avis.publish` alone: the survey cannot tell the evidence, nor readers.
    Raises  NotAllowedNow, as `avis.publish`; nothing is changed then
    """
    mouvements.start()
    with transaction.atomic():
        avis.publish(participation, by=by)
        _tell_readers()


def withdraw_participation(participation: Participation, *, by: Personne, note: str = "") -> None:
    """Take published answers back to the control; the niveaux that only they showed fall, and it is written.

    Raises  NotAllowedNow when it is not published
    """
    mouvements.start()
    with transaction.atomic():
        etapes.advance(participation, Participation.Etat.AUDIT, by=by, note=note)
        _tell_readers()


def _tell_readers() -> None:
    Etat.bump()
    transaction.on_commit(lambda: mouvements.settle(mouvements.ENQUETE))
