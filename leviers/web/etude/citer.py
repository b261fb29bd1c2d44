"""How an edition is cited: in words, in the tags that libraries read, in the words of schema.org."""

from typing import Any

from django.conf import settings

from leviers.publication.donnees.etat import name_publisher
from leviers.publication.donnees.paquet import OUVERTE
from leviers.publication.editions.errata import find_doi
from leviers.publication.editions.lire import Publiee
from leviers.web.etude.lecture import Ligne
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import date_fr

PAPER = "etude.pdf"


def say_address(edition: Publiee, chapitre: str = "") -> str:
    """Address of an edition or of one chapter, with the site."""
    name, args = (
        ("etude-chapitre", (edition.code, chapitre)) if chapitre else ("etude-edition", (edition.code,))
    )
    return f"{settings.SITE_URL}{reverse_url(name, *args)}"


def read_doi(edition: Publiee) -> str:
    """The DOI of an edition: noted beside it once it was out, else the one it was frozen with."""
    return find_doi(edition.code) or edition.doi


def say_citation(edition: Publiee) -> str:
    """The sentence to copy; a draft is not to be cited as a finished text."""
    said = (
        f"{name_publisher()}, « {edition.etude['titre']} », {edition.titre.lower()}, {date_fr(edition.jour)}"
    )
    doi = f", doi:{noted}" if (noted := read_doi(edition)) else ""
    return f"{said}{doi}, {say_address(edition)}. Licence Ouverte 2.0."


def list_tags(edition: Publiee, ligne: Ligne | None = None) -> list[tuple[str, str]]:
    """Tags of the head that tell libraries what to keep (Highwire); none for a draft."""
    if edition.est_brouillon:
        return []
    titre = f"{ligne.titre}, dans {edition.etude['titre']}" if ligne else edition.etude["titre"]
    tags = [
        ("citation_title", titre),
        ("citation_author", name_publisher()),
        ("citation_publication_date", edition.jour.replace("-", "/")),
        ("citation_technical_report_institution", name_publisher()),
        ("citation_language", "fr"),
        ("citation_fulltext_html_url", say_address(edition, ligne.code if ligne else "")),
    ]
    if PAPER in edition.pieces:
        tags.append(
            ("citation_pdf_url", settings.SITE_URL + reverse_url("etude-fichier", edition.code, PAPER))
        )
    if noted := read_doi(edition):
        tags.append(("citation_doi", noted))
    return tags


def describe_report(edition: Publiee, ligne: Ligne | None = None) -> dict[str, Any]:
    """The edition, or one chapter of it, in the words of schema.org."""
    whole = {
        "@type": "Report",
        "name": edition.etude["titre"],
        "alternativeHeadline": edition.etude["sous_titre"],
        "url": say_address(edition),
        "version": edition.code,
        "datePublished": edition.jour,
        "inLanguage": "fr",
        "license": OUVERTE["path"],
        "isAccessibleForFree": True,
        "creativeWorkStatus": "Draft" if edition.est_brouillon else "Published",
        "publisher": {"@type": "Organization", "name": name_publisher(), "url": f"{settings.SITE_URL}/"},
        **({"identifier": f"https://doi.org/{noted}"} if (noted := read_doi(edition)) else {}),
    }
    if ligne is None:
        return {"@context": "https://schema.org", **whole}
    return {
        "@context": "https://schema.org",
        "@type": "Chapter",
        "name": ligne.titre,
        "url": say_address(edition, ligne.code),
        "inLanguage": "fr",
        "isPartOf": whole,
    }
