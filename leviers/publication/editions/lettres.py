"""The letter to who asked for an edition, once it is ready or has failed; it leaves beside the site."""

from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone

from leviers.publication.models import Fabrication
from leviers.reference.typography import typo
from leviers.survey.courriels import write_on_one_line
from leviers.survey.envois import SURE

MAX_ESSAIS = 10
"""Tries of a letter, after 1, 2, 4… minutes: the page says the same thing meanwhile."""


def send_letters() -> int:
    """Send the letters whose time has come, each once; how many left.

    A letter is marked before the server hears of it; when we know that it did not leave, it is tried again.
    """
    ended = (Fabrication.Etat.PRETE, Fabrication.Etat.ECHOUEE)
    waiting = Fabrication.objects.filter(etat__in=ended, lettre_le=None, lettre_essais__lt=MAX_ESSAIS)
    found = waiting.exclude(demandee_par=None).select_related("demandee_par")
    return sum(_send(one) for one in found if one.demandee_par and one.demandee_par.email and _is_due(one))


def write_letter(one: Fabrication) -> tuple[str, str]:
    """Subject and text."""
    what = "Le brouillon de l’étude" if one.est_brouillon else f"L’édition {one.quoi} de l’étude"
    page = f"{settings.SITE_URL}/etude/gestion/"
    if one.etat == Fabrication.Etat.PRETE:
        state = "est prêt" if one.est_brouillon else "est figée"
        return f"{what} {state}", typo(f"Bonjour,\n\n{what} {state}. Le lire : {page}\n")
    said = f"{what} n’a pas pu être fabriqué{'' if one.est_brouillon else 'e'}"
    return said, typo(f"Bonjour,\n\n{said}. {one.erreur}\n\nCe qui existait est intact : {page}\n")


def _is_due(one: Fabrication) -> bool:
    wait = timedelta(minutes=2**one.lettre_essais - 1)
    return one.finie_le is None or timezone.now() >= one.finie_le + wait


def _send(one: Fabrication) -> bool:
    row = Fabrication.objects.filter(pk=one.pk, lettre_le=None)
    if not row.update(lettre_le=timezone.now(), lettre_essais=F("lettre_essais") + 1):
        return False
    subject, text = write_letter(one)
    to = [one.demandee_par.email] if one.demandee_par else []
    headers = {"Auto-Submitted": "auto-generated"}
    try:
        EmailMessage(write_on_one_line(subject), text, to=to, headers=headers).send()
    except SURE:
        Fabrication.objects.filter(pk=one.pk).update(lettre_le=None)
        return False
    except (OSError, SMTPException):  # it may have left: not twice, the page says the same
        return False
    return True
