"""Letters of surveys: the one policy of `courrier.tournee`, dated on the contact they reach."""

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from leviers.courrier import tournee
from leviers.courrier.tournee import Depart, is_uncertain
from leviers.survey.models import Campagne, Contact, Envoi

__all__ = ["Depart", "is_uncertain", "retry", "send_waiting"]
_DATES = {Envoi.Genre.INVITATION: "invite_le", Envoi.Genre.RELANCE: "relance_le"}


def send_waiting(campagne: Campagne | None = None) -> Depart:
    """Send the letters whose time has come; harmless when run twice, or by two at once."""
    rows = Envoi.objects.select_related("contact")
    if campagne:
        rows = rows.filter(campagne=campagne)
    return tournee.run(rows, _write, left=_date)


def retry(envoi: Envoi) -> bool:
    """Put back a letter that was refused, or whose fate is unknown; tells whether it was."""
    return tournee.retry(Envoi.objects.filter(pk=envoi.pk, contact__efface_le=None, contact__revoque_le=None))


def _write(envoi: Envoi) -> EmailMultiAlternatives | None:
    contact = envoi.contact
    if contact is None or not contact.courriel or contact.revoque_le:
        return None
    return tournee.make_message(envoi, contact.courriel)


def _date(envoi: Envoi) -> None:
    field = _DATES.get(Envoi.Genre(envoi.genre))
    if field and envoi.contact:
        Contact.objects.filter(pk=envoi.contact.pk).update(**{field: timezone.now()})
