"""Letters of the observatory leave outside of web requests, by the one policy of `tournee`."""

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from leviers.courrier import tournee
from leviers.courrier.models import Lettre

_PAST = "Abandonnée : le moment est passé."


def send_waiting() -> int:
    """Send the letters whose time has come; how many left. Harmless when run twice, or by two at once."""
    waiting = Lettre.objects.filter(etat=Lettre.Etat.ATTENTE)
    waiting.filter(perime_le__lt=timezone.now()).update(etat=Lettre.Etat.REFUSE, erreur=_PAST)
    return tournee.run(Lettre.objects.all(), _write).parties


def send_at_once(lettre: Lettre | None) -> bool:
    """Try a letter that a person waits for, a code; when it cannot leave now it waits with the others."""
    return bool(lettre and tournee.run_these([lettre], _write).parties)


def _write(lettre: Lettre) -> EmailMultiAlternatives | None:
    if not lettre.destinataire:
        return None
    return tournee.make_message(lettre, lettre.destinataire, lettre.entetes)
