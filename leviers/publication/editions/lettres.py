"""The letter to who asked for an edition, once it is ready or has failed; it leaves with the others."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from leviers.courrier import ecrire
from leviers.publication.models import Fabrication
from leviers.reference.typography import typo


def write_letters() -> int:
    """Write the letters of what has ended, each once; how many."""
    ended = (Fabrication.Etat.PRETE, Fabrication.Etat.ECHOUEE)
    waiting = Fabrication.objects.filter(etat__in=ended, lettre_le=None).exclude(demandee_par=None)
    return sum(_keep(one) for one in waiting.select_related("demandee_par"))


def write_letter(one: Fabrication) -> tuple[str, str]:
    """Subject and text."""
    what = "Le brouillon de l’étude" if one.est_brouillon else f"L’édition {one.quoi} de l’étude"
    page = f"{settings.SITE_URL}/etude/gestion/"
    if one.etat == Fabrication.Etat.PRETE:
        state = "est prêt" if one.est_brouillon else "est figée"
        return f"{what} {state}", typo(f"Bonjour,\n\n{what} {state}. Le lire : {page}\n")
    said = f"{what} n’a pas pu être fabriqué{'' if one.est_brouillon else 'e'}"
    return said, typo(f"Bonjour,\n\n{said}. {one.erreur}\n\nCe qui existait est intact : {page}\n")


def _keep(one: Fabrication) -> bool:
    """Written and noted together: neither without the other."""
    to = one.demandee_par.email if one.demandee_par else ""
    with transaction.atomic():
        row = Fabrication.objects.filter(pk=one.pk, lettre_le=None)
        if not row.update(lettre_le=timezone.now()) or not to:
            return False
        return ecrire.write(to, "etude", *write_letter(one), raison=f"fabrication {one.pk}") is not None
