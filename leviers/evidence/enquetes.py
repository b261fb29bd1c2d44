"""Publishing the answers of a territoire, or taking them back: niveaux follow, and the journal says why."""

from django.db import transaction
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.catalogue.models import Etat
from leviers.errors import NotAllowedNow
from leviers.evidence import mouvements
from leviers.survey import avis, etapes
from leviers.survey.models import Campagne, Participation

Etape = Participation.Etat


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


def publish_campagne(campagne: Campagne) -> bool:
    """Publish the results of a campaign: answers without a name enter the totals. False when already done.

    Before, each new publication would show by difference what somebody without a name answered.
    Raises  NotAllowedNow while it is open, or while an answer waits for its reading, its reply or its control
    """
    with transaction.atomic():
        locked = Campagne.objects.select_for_update().get(pk=campagne.pk)
        if locked.publiee_le:
            return False
        waiting = locked.participations.filter(etat__in=(Etape.ENVOYEE, Etape.CONTRADICTOIRE, Etape.AUDIT))
        if locked.close_le is None or waiting.exists():
            raise NotAllowedNow(
                "Les résultats ne peuvent pas encore être publiés.",
                advice="Clôturez la campagne, puis publiez ou laissez de côté chaque réponse envoyée.",
            )
        locked.publiee_le = timezone.now()
        locked.save(update_fields=["publiee_le"])
        Etat.bump()
    return True


def _tell_readers() -> None:
    Etat.bump()
    transaction.on_commit(lambda: mouvements.settle(mouvements.ENQUETE))
