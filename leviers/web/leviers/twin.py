"""The data twin of the sheet of a levier, and its structured description for search engines."""

from typing import Any

from django.conf import settings

from leviers.evidence.usages import Usage
from leviers.web.kit.jinja import reverse_url
from leviers.web.leviers.sheet import Exemple, Sheet

FICHE_TEXTS = (
    *("definition", "en_bref", "qui_decide"),
    *("competence_nature", "competence_fondement", "competence_conditions"),
)
FICHE_LISTS = (
    *("base_juridique", "prealables", "etapes", "services_associes", "moyens"),
    *("points_de_vigilance", "indicateurs_de_suivi", "pour_aller_plus_loin", "se_combine_avec"),
)


def as_json(sheet: Sheet) -> dict[str, Any]:
    """The whole sheet, in the words of the models."""
    levier, fiche = sheet.levier, sheet.fiche
    return {
        "code": levier.code,
        "nom": levier.nom,
        "nom_court": levier.nom_court,
        "champ": levier.champ.code,
        "url": address(sheet),
        **{name: getattr(fiche, name) for name in FICHE_TEXTS},
        **{name: list(getattr(fiche, name)) for name in FICHE_LISTS},
        "demarches_a_regarder": [_exemple(example) for example in sheet.a_regarder],
        "exemples": [_exemple(example) for example in sheet.autres_exemples],
        "mots_cles": list(levier.mots_cles),
        "sources_donnees": [{"code": code, "description": said} for code, said in sheet.sources_donnees],
        "nb_metropoles": sheet.coverage.nb_metropoles,
        "nb_demarches": sheet.coverage.nb_demarches,
        "usages": [_usage(usage) for usage in (*sheet.reperes, *sheet.non_reperes)],
        "souvent_ensemble": [
            {
                "code": pair.levier.code,
                "nb_ensemble": pair.nb_ensemble,
                "nb_base": pair.nb_base,
                "nb_levier": pair.nb_levier,
            }
            for pair in sheet.ensemble
        ],
        "est_publiee": sheet.est_publiee,
        "relu": fiche.relu,
        "relu_le": fiche.relu_le.isoformat() if fiche.relu_le else None,
        "licence": "Licence Ouverte 2.0",
    }


def as_json_ld(sheet: Sheet) -> dict[str, Any]:
    """The levier as a term of the typology."""
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": address(sheet),
        "url": address(sheet),
        "name": sheet.levier.nom,
        "alternateName": sheet.levier.nom_court,
        "termCode": sheet.levier.code,
        "description": sheet.fiche.definition,
        "inLanguage": "fr",
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "name": "Les leviers des métropoles pour l’économie sociale et solidaire",
            "url": f"{settings.SITE_URL}{reverse_url('leviers')}",
        },
        "license": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    }


def address(sheet: Sheet) -> str:
    """Full address of the page."""
    return f"{settings.SITE_URL}{reverse_url('levier', sheet.levier.code)}"


def _usage(usage: Usage) -> dict[str, Any]:
    return {
        "territoire_siren": usage.territoire.siren,
        "slug": usage.territoire.slug,
        "nom": usage.territoire.nom,
        "niveau": usage.niveau.code,
        "demarches": [demarche.id for demarche in usage.demarches],
    }


def _exemple(example: Exemple) -> dict[str, Any]:
    return {
        "demarche": example.demarche.id if example.demarche else None,
        "metropole": example.metropole,
        "texte": example.texte,
        "annee": example.annee or None,
        "url": example.url or None,
        "note": example.note or None,
    }
