"""The data twin of the page of a métropole, and its structured description for search engines."""

from dataclasses import asdict
from typing import Any

from django.conf import settings

from leviers.catalogue.objects import describe_repere
from leviers.evidence.portrait import Portrait
from leviers.evidence.repertoire import describe_champs, describe_territoire
from leviers.evidence.usages import Usage
from leviers.reference import territoires
from leviers.reference.territoires import Metropole
from leviers.web.kit.jinja import reverse_url

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


def as_json(portrait: Portrait) -> dict[str, Any]:
    """The whole portrait, in the words of the models."""
    metropole = portrait.metropole
    return {
        **describe_territoire(metropole),
        "kind": metropole.kind,
        "region_code": metropole.region_code,
        "departements": list(metropole.departements),
        "creation_reference": metropole.creation_reference,
        "creation_verifiee": metropole.creation_verifiee,
        "creation_source": metropole.creation_source,
        "url": address(metropole),
        "nb_demarches": len(portrait.demarches),
        "nb_leviers_reperes": portrait.nb_leviers_reperes,
        "champs": describe_champs(portrait),
        "usages": [_usage(usage) for part in portrait.parts for usage in (*part.reperes, *part.non_reperes)],
        "demarches": [demarche.id for demarche in portrait.demarches],
        "reperes": [describe_repere(repere) for repere in portrait.reperes],
        "communes": list(territoires.load_communes()[metropole.siren]),
        "sources": asdict(portrait.sources),
        "modifiee_le": portrait.modifiee_le.isoformat() if portrait.modifiee_le else None,
        "verifiee_le": portrait.verifiee_le.isoformat() if portrait.verifiee_le else None,
        "licence": "Licence Ouverte 2.0",
    }


def as_json_ld(portrait: Portrait) -> dict[str, Any]:
    """The métropole as an area, and what is published about it as a dataset."""
    metropole = portrait.metropole
    lon, lat = metropole.ville_centre["lon"], metropole.ville_centre["lat"]
    area = {
        "@type": "AdministrativeArea",
        "name": metropole.nom,
        "identifier": {"@type": "PropertyValue", "propertyID": "SIREN", "value": metropole.siren},
        "containedInPlace": {"@type": "AdministrativeArea", "name": metropole.region},
        "geo": {"@type": "GeoCoordinates", "latitude": lat, "longitude": lon},
    }
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": address(metropole),
        "url": address(metropole),
        "name": f"{metropole.nom} : leviers en faveur de l’économie sociale et solidaire",
        "description": (
            f"Leviers repérés, démarches et repères {metropole.nom_genitif} en faveur de l’économie "
            "sociale et solidaire, chacun avec sa source publique."
        ),
        "inLanguage": "fr",
        "license": LICENCE,
        "isAccessibleForFree": True,
        "spatialCoverage": area,
        "dateModified": portrait.modifiee_le.date().isoformat() if portrait.modifiee_le else None,
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "application/json",
            "contentUrl": f"{settings.SITE_URL}{reverse_url('metropole-json', metropole.slug)}",
        },
    }


def address(metropole: Metropole) -> str:
    """Full address of the page."""
    return f"{settings.SITE_URL}{reverse_url('metropole', metropole.slug)}"


def _usage(usage: Usage) -> dict[str, Any]:
    return {
        "levier": usage.levier.code,
        "champ": usage.levier.champ.code,
        "niveau": usage.niveau.code,
        "demarches": [demarche.id for demarche in usage.demarches],
    }
