"""Letters leave outside of web requests: each once, kept and tried again when the server is away."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F, QuerySet
from django.utils import timezone

from leviers.survey.courriels import write_on_one_line
from leviers.survey.models import Campagne, Contact, Envoi

LONGEST_WAIT_MINUTES = 60
GIVE_UP = timedelta(days=7)
STUCK = timedelta(minutes=15)
AT_ONCE = 500
_PERMANENT = 500  # first code by which a server says that trying again is useless (RFC 5321, 4.2.1)
_AWAY = "Le serveur de courriel ne répond pas."
_LOCKED = "Le serveur de courriel refuse le mot de passe de l’installation."
_LATE = "Abandonnée : le serveur de courriel n’a pas répondu pendant sept jours."
SURE = (SMTPResponseException, SMTPRecipientsRefused, ConnectionRefusedError)
"""Errors after which we know that the letter did not leave."""
_DATES = {Envoi.Genre.INVITATION: "invite_le", Envoi.Genre.RELANCE: "relance_le"}


@dataclass(frozen=True)
class Depart:
    """What a round did. `gardees` wait for another try, `incertaines` may have left, `erreur` says why."""

    parties: int = 0
    gardees: int = 0
    refusees: int = 0
    incertaines: int = 0
    erreur: str = ""


def send_waiting(campagne: Campagne | None = None) -> Depart:
    """Send the letters whose time has come; harmless when run twice, or by two at once.

    One policy  a letter is marked before the server hears of it, so that it never leaves twice. The server
                is away or asks to wait: it is kept and tried again after 1, 2, 4… minutes, 60 at most, for
                seven days. The server refuses the address: it is not tried again
    Crash       a letter marked and not ended may have left: it stays « en cours », and a person decides
    """
    now = timezone.now()
    due = [one for one in _list_waiting(campagne, now) if _is_due(one, now)]
    if not due:
        return Depart()
    connection = get_connection()
    try:
        connection.open()
    except SMTPAuthenticationError:
        return _keep_all(due, now, _LOCKED)
    except (OSError, SMTPException):
        return _keep_all(due, now, _AWAY)
    try:
        depart = Depart()
        for envoi in due:
            depart = _send(envoi, connection, depart)
        return depart
    finally:
        _close(connection)


def retry(envoi: Envoi) -> bool:
    """Put back a letter that was refused, or whose fate is unknown; tells whether it was."""
    stuck = Envoi.objects.filter(pk=envoi.pk, contact__efface_le=None, contact__revoque_le=None)
    return bool(
        stuck.filter(etat__in=(Envoi.Etat.EN_COURS, Envoi.Etat.REFUSE)).update(
            etat=Envoi.Etat.ATTENTE, essais=0, essaye_le=None, erreur="", ecrit_le=timezone.now()
        )
    )


def is_uncertain(envoi: Envoi) -> bool:
    """Whether nobody knows if a letter left: it was marked, and nothing came after."""
    last = envoi.essaye_le
    return envoi.etat == Envoi.Etat.EN_COURS and (last is None or timezone.now() - last > STUCK)


def _list_waiting(campagne: Campagne | None, now: datetime) -> QuerySet[Envoi]:
    waiting = Envoi.objects.filter(etat=Envoi.Etat.ATTENTE)
    if campagne:
        waiting = waiting.filter(campagne=campagne)
    waiting.filter(ecrit_le__lt=now - GIVE_UP).update(etat=Envoi.Etat.REFUSE, erreur=_LATE)
    return waiting.select_related("contact").order_by("ecrit_le", "pk")[:AT_ONCE]


def _is_due(envoi: Envoi, now: datetime) -> bool:
    if envoi.essaye_le is None:
        return True
    wait = min(LONGEST_WAIT_MINUTES, 2 ** max(0, min(envoi.essais, 10) - 1))
    return now >= envoi.essaye_le + timedelta(minutes=wait)


def _keep_all(due: list[Envoi], now: datetime, why: str) -> Depart:
    """Nobody was spoken to: every letter is kept for the next try."""
    kept = Envoi.objects.filter(pk__in=[one.pk for one in due], etat=Envoi.Etat.ATTENTE)
    nb = kept.update(essais=F("essais") + 1, essaye_le=now, erreur=why)
    return Depart(gardees=nb, erreur=why)


def _send(envoi: Envoi, connection: Any, depart: Depart) -> Depart:
    """One letter: marked, sent, then marked as gone; what happened is added to the round."""
    contact = envoi.contact
    row = Envoi.objects.filter(pk=envoi.pk, etat=Envoi.Etat.ATTENTE)
    if contact is None or not contact.courriel or contact.revoque_le:
        row.update(etat=Envoi.Etat.ANNULE)
        return depart
    claimed = row.update(etat=Envoi.Etat.EN_COURS, essais=F("essais") + 1, essaye_le=timezone.now())
    if not claimed:
        return depart  # somebody else is sending it
    marked = Envoi.objects.filter(pk=envoi.pk, etat=Envoi.Etat.EN_COURS)
    try:
        connection.send_messages([_make_message(envoi, contact)])
    except SURE as error:
        if _is_permanent(error):
            marked.update(etat=Envoi.Etat.REFUSE, erreur=_say(error))
            return replace(depart, refusees=depart.refusees + 1, erreur=_say(error))
        marked.update(etat=Envoi.Etat.ATTENTE, erreur=_say(error))
        return replace(depart, gardees=depart.gardees + 1, erreur=_say(error))
    except (OSError, SMTPException) as error:
        marked.update(erreur=_say(error))
        return replace(depart, incertaines=depart.incertaines + 1, erreur=_say(error))
    now = timezone.now()
    marked.update(etat=Envoi.Etat.PARTI, parti_le=now, erreur="")
    if field := _DATES.get(Envoi.Genre(envoi.genre)):
        Contact.objects.filter(pk=contact.pk).update(**{field: now})
    return replace(depart, parties=depart.parties + 1)


def _make_message(envoi: Envoi, contact: Contact) -> EmailMultiAlternatives:
    host = settings.SITE_URL.split("://")[-1].split("/")[0].split(":")[0]
    name = sha256(f"{settings.SITE_URL} {envoi.pk} {envoi.ecrit_le}".encode()).hexdigest()[:24]
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": f"<{name}@{host}>"}
    message = EmailMultiAlternatives(
        subject=write_on_one_line(envoi.sujet),
        body=envoi.texte,
        to=[contact.courriel],
        reply_to=[settings.CONTACT] if "@" in settings.CONTACT else None,
        headers=headers,
    )
    message.attach_alternative(envoi.html, "text/html")
    return message


def _is_permanent(error: Exception) -> bool:
    return any(code >= _PERMANENT for code in _list_codes(error))


def _list_codes(error: Exception) -> list[int]:
    if isinstance(error, SMTPRecipientsRefused):
        return [code for code, _said in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, SMTPResponseException) else []


def _say(error: Exception) -> str:
    """What happened, without what the server wrote: it may quote the address."""
    codes = _list_codes(error)
    if codes and _is_permanent(error):
        return f"Le serveur de courriel refuse la lettre ou l’adresse (code {codes[0]})."
    if codes:
        return f"Le serveur de courriel demande d’attendre (code {codes[0]})."
    if isinstance(error, SMTPServerDisconnected | TimeoutError):
        return "La liaison s’est coupée pendant l’envoi : la lettre est peut-être partie."
    return _AWAY


def _close(connection: Any) -> None:
    with suppress(OSError, SMTPException):  # everything that had to be said was said
        connection.close()
