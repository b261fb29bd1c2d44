"""What is known of a question, in words: for the page that shows it and for the answer that keeps it."""

from typing import Any

from leviers.catalogue.published import Repere
from leviers.evidence.connu import Connu
from leviers.evidence.usages import Usage
from leviers.warehouse.indicateurs import load_indicateurs
from leviers.warehouse.values import Valeur
from leviers.web.indicateurs.figures import say_valeur
from leviers.web.kit.jinja import reverse_url
from leviers.web.kit.typography import NBSP, annees, nombre, pluriel, unite

SHOWN = 3
"""Démarches named with one levier."""


def describe_connu(connu: Connu) -> dict[str, Any]:
    """The same as data: what was shown on that day, with its sources.

    Shape  {"valeur": …, "indices": [{"phrase", "date", "page", "source", "adresse"}, …]}
    """
    indices = [
        *(index for usage in connu.usages for index in _say_usage(usage)),
        *(_say_repere(repere) for repere in connu.reperes),
        *(_say_mesure(valeur) for valeur in connu.mesures),
    ]
    return {"valeur": connu.valeur, "indices": indices}


def _say_usage(usage: Usage) -> list[dict[str, str]]:
    page = reverse_url("usage", usage.territoire.slug, usage.levier.code)
    said = f"{usage.levier.nom_court}{NBSP}: {usage.niveau.nom}"
    if usage.demarches:
        said += f" par {pluriel(len(usage.demarches), 'démarche')}"
    first = {"phrase": said, "date": "", "page": page, "source": "", "adresse": ""}
    return [first, *(_say_demarche(demarche) for demarche in usage.demarches[:SHOWN])]


def _say_demarche(demarche: Any) -> dict[str, str]:
    source = demarche.sources[0] if demarche.sources else None
    return {
        "phrase": f"«{NBSP}{demarche.titre}{NBSP}»",
        "date": annees(demarche.annee_debut, demarche.annee_fin) or "année inconnue",
        "page": reverse_url("demarche", demarche.id),
        "source": source.editeur if source else "",
        "adresse": source.url if source else "",
    }


def _say_repere(repere: Repere) -> dict[str, str]:
    said = repere.libelle
    if repere.genre == "nombre":
        said += f"{NBSP}: {nombre(float(repere.valeur))} {unite(float(repere.valeur), repere.unite)}".rstrip()
    elif repere.genre == "texte":
        said += f"{NBSP}: {repere.valeur}"
    if repere.precision:
        said += f" ({repere.precision})"
    return {
        "phrase": said,
        "date": str(repere.annee) if repere.annee else "année inconnue",
        "page": "",
        "source": repere.source.editeur,
        "adresse": repere.source.url,
    }


def _say_mesure(valeur: Valeur) -> dict[str, str]:
    indicateur = load_indicateurs()[valeur.code]
    return {
        "phrase": f"{indicateur.titre}{NBSP}: {say_valeur(indicateur, valeur)}, couverture "
        f"{nombre(valeur.couverture_pct)}{NBSP}%",
        "date": str(valeur.annee),
        "page": reverse_url("indicateur", valeur.code),
        "source": "données ouvertes",
        "adresse": "",
    }
