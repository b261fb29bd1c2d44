"""Letters that came back: read from a mailbox, believed only when they name a letter that we sent.

Source   RFC 3464, « message/delivery-status »: Final-Recipient, Action, Status
Hard     Action « failed » and a status 5.x.x. Two letters that came back so put the address in pause;
         a full mailbox (4.x.x) or a delay changes nothing
Forged   a bounce counts only with the Message-ID of a letter sent to that address: nobody else knows it
"""

import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import Message
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from leviers.courrier import tournee
from leviers.courrier.models import Lettre
from leviers.errors import NotReady
from leviers.participation.models import Abonne, Rebond

PAUSE_AFTER = 2
KNOWN = timedelta(days=60)
"""How long a letter may come back after it left."""
_ADDRESS = re.compile(r"[^;]*;\s*<?([^<>\s]+@[^<>\s]+?)>?\s*")


@dataclass(frozen=True)
class Releve:
    """What one reading did."""

    messages: int
    definitifs: int
    comptes: int
    en_pause: int


def read_bounces(place: Path) -> Releve:
    """Read every message of a Maildir or an mbox; the mailbox itself is left as it is.

    Twice   a bounce read again counts once: run it each hour on the same mailbox
    Raises  NotReady when there is no mailbox there
    """
    if not place.exists():
        raise NotReady(
            f"Rien à lire dans « {place} ».", advice="Donnez un dossier Maildir ou un fichier mbox."
        )
    box: mailbox.Mailbox[mailbox.Message]
    if place.is_dir():
        if not (place / "cur").is_dir() and not (place / "new").is_dir():
            raise NotReady(f"« {place} » n’est pas un Maildir.", advice="Il contient d’ordinaire new et cur.")
        box = mailbox.Maildir(place, create=False)
    else:
        box = mailbox.mbox(place, create=False)
    nb = hard = counted = paused = 0
    try:
        for message in box:
            nb += 1
            for address, status, original in list_failures(message):
                hard += 1
                is_new, is_paused = _count(address, status, original)
                counted, paused = counted + is_new, paused + is_paused
    finally:
        box.close()
    return Releve(nb, hard, counted, paused)


def list_failures(message: Message) -> Iterator[tuple[str, str, str]]:
    """Addresses that a bounce says lost for good, each with its status and the Message-ID of the letter."""
    original = _find_original(message)
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
            continue
        for block in part.get_payload():
            if not isinstance(block, Message):
                continue
            said = block.get("Original-Recipient") or block.get("Final-Recipient") or ""
            found = _ADDRESS.fullmatch(str(said).strip())
            status = str(block.get("Status", "")).strip()[:20]
            is_failed = str(block.get("Action", "")).strip().lower() == "failed"
            if found and is_failed and status.startswith("5"):
                yield found[1].lower(), status, original


def _find_original(message: Message) -> str:
    """Message-ID of the letter that came back, from the copy that the bounce joins."""
    for part in message.walk():
        if part is not message and part.get("Message-ID"):
            return str(part["Message-ID"]).strip()
        if part.get_content_type() == "text/rfc822-headers":
            text = part.get_payload(decode=True)
            said = text.decode("utf-8", "replace") if isinstance(text, bytes) else ""
            if found := re.search(r"^message-id:\s*(<[^>\s]+>)", said, re.I | re.M):
                return found[1]
    return ""


def _count(address: str, status: str, original: str) -> tuple[bool, bool]:
    """Whether a bounce counts, and whether it puts the address in pause."""
    abonne = Abonne.objects.filter(courriel=address).first()
    if abonne is None or not original or not _is_ours(address, original):
        return False, False
    with transaction.atomic():
        _rebond, is_new = Rebond.objects.get_or_create(
            message=original[:200], defaults={"abonne": abonne, "statut": status}
        )
        live = Abonne.objects.filter(pk=abonne.pk, en_pause_le=None)
        is_over = abonne.rebonds.count() >= PAUSE_AFTER
        return is_new, bool(is_new and is_over and live.update(en_pause_le=timezone.now()))


def _is_ours(address: str, original: str) -> bool:
    """Whether a letter of that name left for that address lately."""
    since = timezone.now() - KNOWN
    sent = Lettre.objects.filter(destinataire=address, ecrit_le__gte=since, essais__gt=0)
    return any(tournee.name_message(one) == original for one in sent)
