"""What is said beside a frozen edition once it is out: its DOI, its errata. Its files never change."""

import os
from pathlib import Path

from django.db import transaction

from leviers.accounts.models import Personne
from leviers.publication.editions.citation import check_doi
from leviers.publication.editions.gestes import note
from leviers.publication.editions.layout import FOLDER
from leviers.publication.models import Edition, Erratum


def list_errata(code: str) -> tuple[Erratum, ...]:
    """Errata of an edition, the oldest first."""
    return tuple(Erratum.objects.filter(edition__code=code).select_related("auteur"))


def find_doi(code: str) -> str:
    """The DOI of an edition as last noted; empty while it has none."""
    return Edition.objects.filter(code=code).values_list("doi", flat=True).first() or ""


def add_erratum(edition: Edition, texte: str, chapitre: str = "", *, by: Personne, home: Path) -> Erratum:
    """Publish an erratum; there is no way to rewrite one."""
    with transaction.atomic():
        said = " ".join(texte.split())
        made = Erratum.objects.create(edition=edition, texte=said, chapitre=chapitre, auteur=by)
        note(by, f"Édition {edition.code} : erratum ajouté")
        transaction.on_commit(lambda: _tell_pages(home))
    return made


def set_doi(edition: Edition, doi: str, *, by: Personne, home: Path) -> None:
    """Note a DOI, or correct it; who and what are kept.

    Raises  EditionRefused when it cannot be one
    """
    with transaction.atomic():
        edition.doi = check_doi(doi)
        edition.save(update_fields=["doi"])
        note(by, f"Édition {edition.code} : DOI {edition.doi or 'retiré'}")
        transaction.on_commit(lambda: _tell_pages(home))


def _tell_pages(home: Path) -> None:
    """Pages that were kept for readers depend on the date of this folder: they are made anew."""
    if (home / FOLDER).is_dir():
        os.utime(home / FOLDER)
