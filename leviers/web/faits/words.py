"""The French words of the codes of facts: grounds, degrees, doubts, rules, ties to a territoire."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from leviers.detection.lexicon import Motif, load_lexique
from leviers.evidence.raisons import REGLES as RAISONS
from leviers.evidence.records import Detection, Record
from leviers.reference import territoires
from leviers.web.kit.typography import nombre

NOMS = {"marche": "Marché public", "subvention": "Subvention", "deliberation": "Délibération"}
CE = {"marche": "ce marché", "subvention": "cette subvention", "deliberation": "cette délibération"}
INVENTE = "Données inventées pour la démonstration"

# docs/methode/perimetre-ess.md
DEGRES = {
    "certain": "De l’ESS, certain",
    "probable": "De l’ESS, probable",
    "hors": "Hors de l’ESS",
    "inconnu": "Appartenance à l’ESS inconnue",
}
_MOTIFS = {
    "loi-statut": "son statut le dit : catégorie juridique de Sirene, "
    "numéro au répertoire des associations ou GEIQ",
    "loi-declaration": "il s’est déclaré de l’ESS : mention de Sirene ou liste d’ESS France",
    "agrement": "il a l’agrément ESUS",
    "insertion": "il est sur la liste des structures d’insertion",
    "handicap": "il est sur la liste des ESAT, ou c’est une entreprise adaptée",
    "nom": "son nom seul le laisse penser",
}
_SANS_MOTIF = {
    "hors": "un organisme public, ou une unité que Sirene connaît et qui ne porte aucun signe d’appartenance",
    "inconnu": "aucun registre lu ne dit s’il en fait partie ; ni dedans, ni dehors",
}
# docs/methode/doublons-et-doutes.md
MONTANTS_DOUTEUX = {
    "negatif": "il est négatif",
    "nul": "il vaut 0 €",
    "symbolique": "il vaut 1 € ou moins",
    "plus-de-100-millions": "il dépasse 100 millions d’euros",
    "plafond-repete": "le même montant revient sur plusieurs marchés du même acheteur : "
    "sans doute le plafond de l’ensemble, redit sur chaque part",
    "date-impossible": "la date du marché est elle-même douteuse",
}
DATES_DOUTEUSES = {
    "avant-2014": "elle est antérieure à l’obligation de publier (2014)",
    "apres-publication": "elle tombe plus de 31 jours après la publication du marché",
    "future": "elle est postérieure à la dernière publication de tous les fichiers reçus",
}
REGLES = {
    "meme-ligne": "même fichier, mêmes numéro, objet et titulaires",
    "meme-contrat": "autre fichier, mêmes acheteur, date, montant et objet",
    "sans-objet": "ligne sans objet d’un autre fichier, mêmes acheteur, date et montant, "
    "même code d’achat ou code absent",
}
FORMES = {
    "2022": "format de l’arrêté du 22 décembre 2022",
    "2019": "format de 2019, sans champs sociaux",
    "tabulaire": "fichier en tableau",
}
_FORCES = {
    "declaree": "l’acheteur le déclare lui-même",
    "nette": "des mots qui ne trompent guère",
    "forte": "des mots qui trompent parfois, ou le nom d’un organisme connu",
    "probable": "un indice, à relire",
}
_COUCHES = {"regle": "règle", "lexique": "lexique de motifs"}
_CONFIANCES = ((0.97, "très haute"), (0.9, "haute"), (0.8, "moyenne"), (0.0, "basse"))


def say_ess(degre: str, motif: str | None) -> str:
    """What makes a tiers belong to the ESS or not, in one clause; empty for a code that we do not know."""
    return _MOTIFS.get(motif, "") if motif else _SANS_MOTIF.get(degre, "")


def say_doubt(reasons: Mapping[str, str], code: str) -> str:
    """A doubt in words; a code that came after this page is given as it is."""
    return reasons.get(code, f"code « {code} »")


def say_lien(record: Record) -> str:
    """Whose act it is: a commune’s act is never that of its métropole."""
    place = record.territoire
    if place is None:
        return "hors des 22 métropoles, ou territoire inconnu"
    metropole = territoires.load_metropoles().get(place["siren"])
    of = metropole.nom_genitif if metropole else f"d’{place['nom']}"
    return {
        "metropole": f"acte {of} elle-même",
        "commune": f"acte d’une commune du territoire {of}, et non de la métropole",
        "autre": f"acte d’un organisme qui a son siège sur le territoire {of}, et non de la métropole",
    }.get(record.champs["lien"], "hors des 22 métropoles, ou territoire inconnu")


def say_confidence(value: float) -> str:
    """« haute, 94 % »."""
    word = next(word for floor, word in _CONFIANCES if value >= floor)
    return f"{word}, {nombre(value * 100, 0)} %"


def say_reason(found: Detection) -> str:
    """Which layer saw it, and on what ground."""
    motif = _index_motifs().get(found.raison)
    layer = _COUCHES.get(found.couche, found.couche)
    if motif is None:
        return f"{layer} « {found.raison} »"
    return f"{layer} « {found.raison} » : {RAISONS.get(motif.code, _FORCES[motif.force])}"


@cache
def _index_motifs() -> dict[str, Motif]:
    return {motif.code: motif for motif in load_lexique().motifs}


def yes_no(value: Any) -> str:
    """« oui », « non » or « inconnu »: an empty cell is never a no."""
    return "inconnu" if value is None else "oui" if value else "non"
