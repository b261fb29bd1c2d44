"""Remarks between the team and a territoire, by question; both sides read them, nobody else."""

from collections import defaultdict
from collections.abc import Mapping

from django.db import transaction

from leviers.accounts.models import Personne
from leviers.errors import NotAllowedNow
from leviers.survey.models import Contact, Echange, Participation

MAX_TEXTE = 4_000


def read_remarques(participation: Participation) -> Mapping[str, tuple[Echange, ...]]:
    """Every remark by question, the oldest first; "" holds those on the whole."""
    found: dict[str, list[Echange]] = defaultdict(list)
    for echange in Echange.objects.filter(participation=participation).select_related("auteur", "contact"):
        found[echange.chemin].append(echange)
    return {chemin: tuple(said) for chemin, said in found.items()}


@transaction.atomic
def write_remarque(
    participation: Participation, texte: str, *, by: Personne | Contact, chemin: str = ""
) -> Echange | None:
    """Keep a remark; the same words sent again by the same person right after are not kept twice.

    Raises  NotAllowedNow when nothing is said, or too much
    """
    texte = texte.strip()
    if not texte or len(texte) > MAX_TEXTE:
        raise NotAllowedNow(
            "La remarque est vide."
            if not texte
            else "La remarque est trop longue : elle n’a pas été gardée.",
            advice=f"Écrivez quelques phrases, {MAX_TEXTE} caractères au plus.",
        )
    Participation.objects.select_for_update().get(pk=participation.pk)
    auteur = by if isinstance(by, Personne) else None
    contact = by if isinstance(by, Contact) else None
    last = Echange.objects.filter(participation=participation, chemin=chemin).order_by("-pk").first()
    if last and (last.texte, last.auteur, last.contact) == (texte, auteur, contact):
        return None
    return Echange.objects.create(
        participation=participation,
        chemin=chemin,
        texte=texte,
        auteur=auteur,
        contact=contact,
        est_equipe=auteur is not None,
    )
