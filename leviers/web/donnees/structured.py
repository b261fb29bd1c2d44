"""The data in the words of schema.org, for the engines that look for datasets."""

from typing import Any

from django.conf import settings

from leviers.publication.donnees.bundle import Bundle
from leviers.publication.donnees.dictionnaire import Table
from leviers.publication.donnees.etat import name_publisher
from leviers.publication.donnees.fichiers import MEDIA
from leviers.publication.donnees.paquet import OUVERTE, TITRE, say_colonne
from leviers.web.donnees.page import Ligne, Page
from leviers.web.kit.jinja import reverse_url

Objet = dict[str, Any]


def describe_catalogue(page: Page) -> Objet:
    """The catalogue of all tables that can be downloaded here."""
    lignes = [ligne for _code, _titre, group in page.groupes for ligne in group if ligne.fichiers]
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": TITRE,
        "description": "Ce que font les 22 métropoles françaises pour l’économie sociale et solidaire.",
        "url": settings.SITE_URL + reverse_url("donnees"),
        **_common(page.bundle),
        "dataset": [_describe(ligne) | _common(page.bundle) for ligne in lignes],
    }


def describe_table(ligne: Ligne, bundle: Bundle | None) -> Objet:
    """One table with its columns and its files."""
    annees = ligne.contenu.annees if ligne.contenu else None
    home = settings.SITE_URL + reverse_url("donnees")
    return {
        "@context": "https://schema.org",
        **_describe(ligne),
        **_common(bundle),
        "includedInDataCatalog": {"@type": "DataCatalog", "name": TITRE, "url": home},
        **({"temporalCoverage": "/".join(map(str, annees))} if annees else {}),
        "variableMeasured": [
            {"@type": "PropertyValue", "name": one.nom, "description": say_colonne(one)}
            for one in ligne.table.colonnes
        ],
    }


def _describe(ligne: Ligne) -> Objet:
    table = ligne.table
    home = settings.SITE_URL + reverse_url("donnees")
    return {
        "@type": "Dataset",
        "name": f"Leviers : {table.titre[0].lower()}{table.titre[1:]}",
        "description": f"{table.sens} Une ligne est {table.ligne}. {table.limite}".strip(),
        "url": _address(table),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": MEDIA[nom.rpartition(".")[2]],
                "contentUrl": f"{home}{nom}",
            }
            for _kind, nom, _weight in ligne.fichiers
        ],
    }


def _address(table: Table) -> str:
    return settings.SITE_URL + reverse_url("donnees-table", table.code)


def _common(bundle: Bundle | None) -> Objet:
    return {
        "license": OUVERTE["path"],
        "isAccessibleForFree": True,
        "inLanguage": "fr",
        "creator": {"@type": "Organization", "name": name_publisher(), "url": f"{settings.SITE_URL}/"},
        "spatialCoverage": {"@type": "Place", "name": "Les 22 métropoles françaises"},
        **({"version": bundle.version} if bundle else {}),
        **({"dateModified": bundle.sommaire["date"]} if bundle and bundle.sommaire["date"] else {}),
    }
