"""Forewords and points of view: signed words of people, given to a study being written."""

from django.db import transaction

from leviers.accounts.models import Personne
from leviers.publication.editions.gestes import note
from leviers.publication.etude.contexte import Redige
from leviers.publication.models import TexteEtude


def read_rediges() -> tuple[Redige, ...]:
    """Texts that are published, in the order of their place."""
    rows = TexteEtude.objects.filter(est_publie=True)
    return tuple(Redige(row.place, row.titre, row.signature, row.paragraphes) for row in rows)


@transaction.atomic
def save_texte(texte: TexteEtude, *, by: Personne) -> TexteEtude:
    """Keep a text that its form has checked; a new one sent twice in the same words is kept once."""
    if not texte.pk and (same := _find_same(texte)):
        return same
    verb = "modifié" if texte.pk else "ajouté"
    texte.modifie_par = by
    texte.save()
    state = "publié" if texte.est_publie else "gardé de côté"
    note(by, f"Texte « {texte.titre[:120]} » {verb}, {state}")
    return texte


def _find_same(texte: TexteEtude) -> TexteEtude | None:
    said = {name: getattr(texte, name) for name in ("place", "titre", "signature", "corps")}
    return TexteEtude.objects.filter(**said).first()
