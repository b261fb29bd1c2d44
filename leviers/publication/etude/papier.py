"""The study on paper: a tagged PDF."""

from leviers.publication import pdf
from leviers.publication.documents import Document
from leviers.publication.etude.etude import Etude


def write_pdf(etude: Etude) -> bytes:
    """A study, its summary or a portrait on A4; the same one gives the same bytes."""
    edition = etude.edition
    mention = edition.titre if edition.est_brouillon else ""
    return pdf.write_pdf(
        Document(etude.titre, etude.sous_titre, edition.titre, (), mention), day=edition.jour
    )
