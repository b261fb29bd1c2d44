"""Letters leave outside of web requests: each once, kept and tried again when the server is away.

One policy  a letter is marked before the server hears of it, so that it never leaves twice. The server is
            away or asks to wait: it is kept and tried again after 1, 2, 4… minutes, 60 at most, for seven
            days. The server refuses the address: it is not tried again
Crash       a letter marked and not ended may have left: it stays « en cours », and a person decides
"""

from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F, Q
from django.utils import timezone

from leviers.courrier.ecrire import write_on_one_line
from leviers.courrier.models import Lettre

LONGEST_WAIT_MINUTES = 60
GIVE_UP = timedelta(days=7)
AT_ONCE = 500
SURE = (SMTPResponseException, SMTPRecipientsRefused, ConnectionRefusedError)
"""Errors after which we know that a letter did not leave."""
_PERMANENT = 500  # first code by which a server says that trying again is useless (RFC 5321, 4.2.1)
Etat = Lettre.Etat


def send_waiting() -> int:
    """Send the letters whose time has come; how many left. Harmless when run twice, or by two at once."""
    now = timezone.now()
    waiting = Lettre.objects.filter(etat=Etat.ATTENTE)
    late = Q(ecrit_le__lt=now - GIVE_UP) | Q(perime_le__lt=now)
    waiting.filter(late).update(etat=Etat.REFUSE, erreur="Abandonnée : le moment est passé.")
    due = [one for one in waiting.order_by("ecrit_le", "pk")[:AT_ONCE] if _is_due(one, now)]
    return _send_all(due) if due else 0


def send_at_once(lettre: Lettre | None) -> bool:
    """Try a letter that a person waits for, a code; when it cannot leave now it waits with the others."""
    return bool(lettre and _send_all([lettre]))


def _is_due(lettre: Lettre, now: datetime) -> bool:
    if lettre.essaye_le is None:
        return True
    wait = min(LONGEST_WAIT_MINUTES, 2 ** max(0, min(lettre.essais, 10) - 1))
    return now >= lettre.essaye_le + timedelta(minutes=wait)


def _send_all(due: list[Lettre]) -> int:
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException):
        kept = Lettre.objects.filter(pk__in=[one.pk for one in due], etat=Etat.ATTENTE)
        said = "Le serveur de courriel ne répond pas."
        kept.update(essais=F("essais") + 1, essaye_le=timezone.now(), erreur=said)
        return 0
    try:
        return sum(_send(one, connection) for one in due)
    finally:
        with suppress(OSError, SMTPException):  # everything that had to be said was said
            connection.close()


def _send(lettre: Lettre, connection: Any) -> bool:
    """One letter: marked, sent, then marked as gone."""
    row = Lettre.objects.filter(pk=lettre.pk, etat=Etat.ATTENTE)
    if not row.update(etat=Etat.EN_COURS, essais=F("essais") + 1, essaye_le=timezone.now()):
        return False  # somebody else is sending it
    marked = Lettre.objects.filter(pk=lettre.pk, etat=Etat.EN_COURS)
    try:
        connection.send_messages([_make_message(lettre)])
    except SURE as error:
        codes = _list_codes(error)
        is_refused = any(code >= _PERMANENT for code in codes)
        said = f"Le serveur de courriel {'refuse la lettre' if is_refused else 'demande d’attendre'}."
        marked.update(etat=Etat.REFUSE if is_refused else Etat.ATTENTE, erreur=said)
        return False
    except (OSError, SMTPException):
        marked.update(erreur="La liaison s’est coupée pendant l’envoi : la lettre est peut-être partie.")
        return False
    marked.update(etat=Etat.PARTI, parti_le=timezone.now(), erreur="")
    return True


def _make_message(lettre: Lettre) -> EmailMultiAlternatives:
    host = settings.SITE_URL.split("://")[-1].split("/")[0].split(":")[0]
    name = sha256(f"{settings.SITE_URL} lettre {lettre.pk} {lettre.ecrit_le}".encode()).hexdigest()[:24]
    headers = {"Auto-Submitted": "auto-generated", "Message-ID": f"<{name}@{host}>"} | lettre.entetes
    message = EmailMultiAlternatives(
        write_on_one_line(lettre.sujet), lettre.texte, to=[lettre.destinataire], headers=headers
    )
    message.attach_alternative(lettre.html, "text/html")
    return message


def _list_codes(error: Exception) -> list[int]:
    if isinstance(error, SMTPRecipientsRefused):
        return [code for code, _said in error.recipients.values()]
    return [error.smtp_code] if isinstance(error, SMTPResponseException) else []
