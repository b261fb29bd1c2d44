"""What can be downloaded: the files, what a row is, what each column means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from leviers.catalogue.published import Published
from leviers.reference import territoires, typologie
from leviers.web.demarches import rows as demarches
from leviers.web.kit.jinja import reverse_url
from leviers.web.leviers import listing as leviers
from leviers.web.matrice import cells as matrice
from leviers.web.metropoles import listing as metropoles

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"

# What each column means. A test asks that every published column be here.
COLUMNS: dict[str, str] = {
    "id": "identifiant, attribué une fois pour toutes",
    "siren": "SIREN de la métropole : neuf chiffres, clé de toute jointure",
    "territoire_siren": "SIREN de la métropole : neuf chiffres, clé de toute jointure",
    "territoire": "nom officiel de la métropole",
    "slug": "mot de l’adresse de la métropole sur ce site",
    "nom": "nom complet",
    "nom_court": "nom court, pour un en-tête",
    "region": "nom de la région",
    "population": "habitants, population municipale",
    "population_annee": "année de la population",
    "nb_communes": "communes membres",
    "date_creation": "prise d’effet du statut de métropole, AAAA-MM-JJ",
    "code": "code du levier, jamais changé une fois publié",
    "titre": "titre de la démarche, rédigé par nous",
    "champ": "code du champ d’action",
    "levier": "dans la matrice, code du levier ; dans les démarches, levier en mots libres",
    "levier_nom": "nom du levier",
    "leviers": "codes des leviers, le principal en premier, un à trois, séparés par « | »",
    "definition": "définition publiée du levier",
    "description": "deux à quatre phrases, des faits",
    "annee_debut": "année de début ; vide si inconnue",
    "annee_fin": "année de fin ; vide si inconnue ou sans objet",
    "statut": "en cours, terminé ou inconnu",
    "montant_eur": "montant en euros, tel que la source le donne ; ne jamais additionner",
    "montant_precision": "ce que couvre le montant ; à lire avant de citer",
    "partenaires": "organisations nommées par les sources, séparées par « | »",
    "sources": "adresses des pages publiques, séparées par « | » ; titre, éditeur et date dans le JSON",
    "confiance": "haute : page de la métropole, d’un réseau national, de la Banque des Territoires, texte "
    "officiel ; moyenne : source secondaire",
    "verifiee_le": "dernier jour où la démarche a été relue face à ses sources",
    "adresse": "adresse stable de la page",
    "niveau": "code du niveau de preuve",
    "niveau_rang": "rang : 0 non repéré, 1 déclaré, 2 documenté, 3 constaté, 4 mesuré, -1 non observable",
    "nb_metropoles": "métropoles où le levier est repéré, sur 22",
    "nb_demarches": "démarches publiées ; mesure notre relevé, pas l’action",
    "nb_leviers_reperes": "leviers repérés dans la métropole, sur 50 ; ni un score ni un rang",
    "demarches": "identifiants des démarches qui le montrent, séparés par « | »",
    "competence_nature": "propre, partagee, conditionnee ou facultative ; appréciation, non avis juridique",
    "relu": "oui quand une personne compétente a relu toute la fiche",
}


@dataclass(frozen=True)
class Column:
    """One column and what it means."""

    name: str
    meaning: str


@dataclass(frozen=True)
class Fichier:
    """One table to download, in two shapes with the same words."""

    code: str
    titre: str
    ligne: str
    nb_lignes: int
    page: str
    csv: str
    json: str
    columns: tuple[Column, ...]


def list_fichiers(catalogue: Published) -> tuple[Fichier, ...]:
    """The four tables with their number of rows."""
    nb_metropoles, nb_leviers = len(territoires.load_metropoles()), len(typologie.load_leviers())
    return (
        _describe(
            "demarches",
            "Les démarches",
            "une démarche publiée",
            len(catalogue.demarches),
            demarches.COLUMNS,
        ),
        _describe("leviers", "Les leviers", "un levier", nb_leviers, leviers.CSV_COLUMNS),
        _describe("metropoles", "Les métropoles", "une métropole", nb_metropoles, metropoles.CSV_COLUMNS),
        _describe(
            "matrice",
            "La matrice",
            "un couple métropole et levier, repéré ou non",
            nb_metropoles * nb_leviers,
            matrice.COLUMNS,
        ),
    )


def read_date(catalogue: Published) -> datetime | None:
    """When the catalogue last changed; unknown while it is empty."""
    return max((demarche.modifiee_le for demarche in catalogue.demarches.values()), default=None)


def describe_catalogue(catalogue: Published, fichiers: Sequence[Fichier]) -> dict[str, Any]:
    """The catalogue of data and its datasets, in the words of schema.org."""
    modified = read_date(catalogue)
    common = {
        "license": LICENCE,
        "isAccessibleForFree": True,
        "inLanguage": "fr",
        "version": str(catalogue.version),
        "creator": {"@type": "Organization", "name": "Leviers", "url": f"{settings.SITE_URL}/"},
        "spatialCoverage": {"@type": "Place", "name": "Les 22 métropoles françaises"},
        **({"dateModified": modified.date().isoformat()} if modified else {}),
    }
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": "Données ouvertes de Leviers",
        "description": "Ce que font les 22 métropoles françaises pour l’économie sociale et solidaire.",
        "url": f"{settings.SITE_URL}{reverse_url('donnees')}",
        **common,
        "dataset": [_as_dataset(fichier) | common for fichier in fichiers],
    }


def _describe(code: str, titre: str, ligne: str, nb_lignes: int, columns: Sequence[str]) -> Fichier:
    return Fichier(
        code=code,
        titre=titre,
        ligne=ligne,
        nb_lignes=nb_lignes,
        page=reverse_url(code),
        csv=reverse_url(f"{code}-csv"),
        json=reverse_url(f"{code}-json"),
        columns=tuple(Column(name, COLUMNS.get(name, "")) for name in columns),
    )


def _as_dataset(fichier: Fichier) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "name": f"Leviers : {fichier.titre[0].lower()}{fichier.titre[1:]}",
        "description": f"{fichier.nb_lignes} lignes ; une ligne est {fichier.ligne}. Colonnes : "
        + ", ".join(column.name for column in fichier.columns),
        "url": f"{settings.SITE_URL}{fichier.page}",
        "variableMeasured": [
            {"@type": "PropertyValue", "name": column.name, "description": column.meaning}
            for column in fichier.columns
        ],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{settings.SITE_URL}{address}"}
            for kind, address in (("text/csv", fichier.csv), ("application/json", fichier.json))
        ],
    }
