"""One round of a queue of letters: the policy that every letter of the observatory follows.

Once        a letter is marked before the server hears of it, so that it never leaves twice
Away        the server is away or asks to wait: the letter is kept and tried again after 1, 2, 4… minutes,
            60 at most, for seven days. The server refuses the address: it is not tried again
Crash       a letter marked and not ended may have left: it stays « en cours », and a person decides
Rows        any kind of `Pli`
"""

import logging
from collections.abc import Callable
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

from leviers.courrier.ecrire import write_on_one_line
from leviers.courrier.models import Lettre

_log = logging.getLogger(__name__)
LONGEST_WAIT_MINUTES = 60
GIVE_UP = timedelta(days=7)
STUCK = timedelta(minutes=15)
AT_ONCE = 500
SURE = (SMTPResponseException, SMTPRecipientsRefused, ConnectionRefusedError)
"""Errors after which we know that a letter did not leave."""
_PERMANENT = 500  # first code by which a server says that trying again is useless (RFC 5321, 4.2.1)
_AWAY = "Le serveur de courriel ne répond pas."
_LOCKED = "Le serveur de courriel refuse le mot de passe de l’installation."
_LATE = "Abandonnée : le serveur de courriel n’a pas répondu pendant sept jours."
Etat = Lettre.Etat
Write = Callable[[Any], EmailMultiAlternatives | None]
"""Makes the message of a row; None when it must not leave any more."""


@dataclass(frozen=True)
class Depart:
    """What a round did. `gardees` wait for another try, `incertaines` may have left, `erreur` says why."""

    parties: int = 0
    gardees: int = 0
    refusees: int = 0
    incertaines: int = 0
    erreur: str = ""


def run(rows: QuerySet[Any], write: Write, *, left: Callable[[Any], None] | None = None) -> Depart:
    """Send the letters whose time has come; harmless when run twice, or by two at once.

    left  called with each row whose letter has just left
    """
    now = timezone.now()
    waiting = rows.filter(etat=Etat.ATTENTE)
    waiting.filter(ecrit_le__lt=now - GIVE_UP).update(etat=Etat.REFUSE, erreur=_LATE)
    due = [one for one in waiting.order_by("ecrit_le", "pk")[:AT_ONCE] if is_due(one, now)]
    return run_these(due, write, left=left) if due else Depart()


def run_these(due: list[Any], write: Write, *, left: Callable[[Any], None] | None = None) -> Depart:
    """Send these letters, whenever they were tried last."""
    connection = get_connection(backend=settings.LETTERS_BACKEND)
    try:
        connection.open()
    except SMTPAuthenticationError:
        return _keep_all(due, _LOCKED)
    except (OSError, SMTPException):
        return _keep_all(due, _AWAY)
    try:
        depart = Depart()
        for row in due:
            sent = send(row, write, connection)
            if sent.parties and left:
                left(row)
            depart = _add(depart, sent)
        return depart
    finally:
        with suppress(OSError, SMTPException):  # everything that had to be said was said
            connection.close()


def is_due(row: Any, now: datetime) -> bool:
    """Whether the time of another try has come."""
    if row.essaye_le is None:
        return True
    wait = min(LONGEST_WAIT_MINUTES, 2 ** max(0, min(row.essais, 10) - 1))
    return bool(now >= row.essaye_le + timedelta(minutes=wait))


def is_uncertain(row: Any) -> bool:
    """Whether nobody knows if a letter left: it was marked, and nothing came after."""
    last = row.essaye_le
    return row.etat == Etat.EN_COURS and (last is None or timezone.now() - last > STUCK)


def retry(rows: QuerySet[Any]) -> bool:
    """Put back letters that were refused, or whose fate is unknown, once a person asked; whether any was."""
    stuck = rows.filter(etat__in=(Etat.EN_COURS, Etat.REFUSE))
    return bool(stuck.update(etat=Etat.ATTENTE, essais=0, essaye_le=None, erreur="", ecrit_le=timezone.now()))


def send(row: Any, write: Write, connection: Any) -> Depart:
    """One letter: marked, sent, then marked as gone."""
    model = type(row)._default_manager
    mine = model.filter(pk=row.pk, etat=Etat.ATTENTE)
    message = write(row)
    if message is None:
        mine.update(etat=Etat.ANNULE)
        return Depart()
    if not mine.update(etat=Etat.EN_COURS, essais=F("essais") + 1, essaye_le=timezone.now()):
        return Depart()  # somebody else is sending it
    marked = model.filter(pk=row.pk, etat=Etat.EN_COURS)
    try:
        connection.send_messages([message])
    except SURE as error:
        said, is_refused = _say(error), _is_permanent(error)
        marked.update(etat=Etat.REFUSE if is_refused else Etat.ATTENTE, erreur=said)
        return Depart(refusees=int(is_refused), gardees=int(not is_refused), erreur=said)
    except (OSError, SMTPException) as error:
        marked.update(erreur=_say(error))
        return Depart(incertaines=1, erreur=_say(error))
    marked.update(etat=Etat.PARTI, parti_le=timezone.now(), erreur="")
    return Depart(parties=1)


def make_message(row: Any, to: str, headers: dict[str, str] | None = None) -> EmailMultiAlternatives:
    """The message of a row that has `sujet`, `texte` and `html`; answers go to the contact of the site."""
    own = {"Auto-Submitted": "auto-generated", "Message-ID": name_message(row)} | (headers or {})
    message = EmailMultiAlternatives(
        subject=write_on_one_line(row.sujet),
        body=row.texte,
        to=[to],
        reply_to=[settings.CONTACT] if "@" in settings.CONTACT else None,
        headers=own,
    )
    message.attach_alternative(row.html, "text/html")
    return message


def name_message(row: Any) -> str:
    """Message-ID of a letter: the same at each try, and that nobody can guess."""
    host = settings.SITE_URL.split("://")[-1].split("/")[0].split(":")[0]
    said = f"{settings.SECRET_KEY} {row._meta.label} {row.pk} {row.ecrit_le.isoformat()}"
    return f"<{sha256(said.encode()).hexdigest()[:24]}@{host}>"


def _keep_all(due: list[Any], why: str) -> Depart:
    """Nobody was spoken to: every letter is kept for the next try."""
    model = type(due[0])._default_manager
    kept = model.filter(pk__in=[one.pk for one in due], etat=Etat.ATTENTE)
    nb = kept.update(essais=F("essais") + 1, essaye_le=timezone.now(), erreur=why)
    _log.warning("%s %d lettre(s) gardée(s) pour un autre essai.", why, nb)
    return Depart(gardees=nb, erreur=why)


def _add(one: Depart, other: Depart) -> Depart:
    return replace(
        one,
        parties=one.parties + other.parties,
        gardees=one.gardees + other.gardees,
        refusees=one.refusees + other.refusees,
        incertaines=one.incertaines + other.incertaines,
        erreur=other.erreur or one.erreur,
    )


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
