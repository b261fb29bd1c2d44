"""The data twins of a comparison: the same words as the models, as JSON and as one long table."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from leviers.comparison.distributions import Distribution, Valeur
from leviers.comparison.explore import AExplorer, Piste
from leviers.comparison.neighbours import Comparables, Ecart, Voisin
from leviers.comparison.side_by_side import Choice, Comparaison, Ligne
from leviers.evidence.usages import Usage
from leviers.reference.territoires import Metropole
from leviers.web.kit.jinja import reverse_url

LICENCE = "Licence Ouverte 2.0"
COLUMNS = (
    *("territoire_siren", "territoire", "genre", "code", "libelle", "valeur", "valeur_haute", "unite"),
    *("annee", "lien", "couverture_pct", "nb_lignes", "mediane", "sources", "adresse"),
)


def as_json(shown: Comparaison, choice: Choice) -> dict[str, Any]:
    """A comparison, every figure with the distribution of all."""
    return {
        "licence": LICENCE,
        "build": shown.build.numero if shown.build else None,
        "ignores": describe_choice(choice),
        "lien": shown.lien,
        "territoires": [
            identify(one) | {"statut": statut.nom, "statut_fondement": statut.fondement}
            for one, statut in zip(shown.territoires, shown.statuts, strict=True)
        ],
        "leviers": [_ligne(ligne) for partie in shown.parties for ligne in partie.lignes],
        "variables": [as_distribution(one) for one in shown.variables],
        "indicateurs": [as_distribution(one) for one in shown.indicateurs],
        "indicateurs_trop_rares": [as_distribution(one) for one in shown.rares],
    }


def list_rows(shown: Comparaison) -> Iterator[list[Any]]:
    """One row for each figure and each usage of each territoire compared; unknown is empty."""
    for one in shown.territoires:
        for partie in shown.parties:
            for ligne in partie.lignes:
                usage = next(usage for usage in ligne.usages if usage.territoire is one)
                address = settings.SITE_URL + reverse_url("usage", one.slug, ligne.levier.code)
                head = [one.siren, one.nom, "usage", ligne.levier.code, ligne.levier.nom_court]
                yield [*head, usage.niveau.code, *([None] * 8), address]
        for genre, group in (("variable", shown.variables), ("indicateur", shown.indicateurs)):
            for distribution in group:
                yield _row(one, genre, distribution)


def comparables_as_json(found: Comparables) -> dict[str, Any]:
    """Similar territoires, each with its distance and the gap on every variable."""
    return {
        "licence": LICENCE,
        "territoire": identify(found.territoire),
        "poids": found.poids,
        "poids_refuses": list(found.ignores),
        "variables": [
            {
                **{name: getattr(variable, name) for name in ("code", "nom", "unite", "annee", "source")},
                "precision": variable.precision,
                "est_log": variable.est_log,
            }
            for variable in found.variables
        ],
        "voisins": [voisin_as_json(voisin) for voisin in found.voisins],
    }


def voisin_as_json(voisin: Voisin) -> dict[str, Any]:
    """One of them."""
    return identify(voisin.territoire) | {
        "distance": voisin.distance,
        "ecarts": {ecart.variable.code: _ecart(ecart) for ecart in voisin.ecarts},
    }


def a_explorer_as_json(found: AExplorer) -> dict[str, Any]:
    """Leviers to explore, with who uses them, on what basis, and what it takes."""
    return {
        "licence": LICENCE,
        "territoire": identify(found.comparables.territoire),
        "statut": found.statut.nom,
        "statut_fondement": found.statut.fondement,
        "statut_remplace": found.statut.remplace or None,
        "poids": found.comparables.poids,
        "voisins": [voisin_as_json(voisin) for voisin in found.voisins],
        "a_explorer": [_piste(piste) for piste in found.pistes],
        "hors_competence": [_piste(piste) for piste in found.hors],
    }


def identify(one: Metropole) -> dict[str, Any]:
    """Who a territoire is."""
    return {
        "siren": one.siren,
        "slug": one.slug,
        "nom": one.nom,
        "region": one.region,
        "population": one.population,
        "population_annee": one.population_annee,
    }


def describe_choice(choice: Choice) -> dict[str, list[str]]:
    """What of the address was not taken."""
    return {
        "inconnus": list(choice.inconnus),
        "repetes": [one.slug for one in choice.repetes],
        "en_trop": [one.slug for one in choice.en_trop],
    }


def as_distribution(distribution: Distribution) -> dict[str, Any]:
    """A figure of all the territoires that have it."""
    words = ("code", "titre", "unite", "annee", "lien", "limites", "mediane")
    return {
        **{name: getattr(distribution, name) for name in words},
        "sources": list(distribution.sources),
        "valeurs": [_valeur(valeur) for valeur in distribution.valeurs],
    }


def _row(one: Metropole, genre: str, distribution: Distribution) -> list[Any]:
    valeur = distribution.by_siren.get(one.siren)
    figures = (
        [valeur.valeur, valeur.valeur_haute, valeur.couverture_pct, valeur.nb_lignes]
        if valeur
        else [None] * 4
    )
    return [
        *(one.siren, one.nom, genre, distribution.code, distribution.titre, figures[0], figures[1]),
        *(distribution.unite, distribution.annee, distribution.lien, figures[2], figures[3]),
        *(distribution.mediane, distribution.sources, None),
    ]


def _valeur(valeur: Valeur) -> dict[str, Any]:
    names = ("valeur", "valeur_haute", "couverture_pct", "nb_lignes")
    return {"siren": valeur.territoire.siren} | {name: getattr(valeur, name) for name in names}


def _ligne(ligne: Ligne) -> dict[str, Any]:
    return {
        "levier": ligne.levier.code,
        "champ": ligne.levier.champ.code,
        "usages": {usage.territoire.slug: _usage(usage) for usage in ligne.usages},
    }


def _usage(usage: Usage) -> dict[str, Any]:
    return {"niveau": usage.niveau.code, "demarches": [demarche.id for demarche in usage.demarches]}


def _ecart(ecart: Ecart) -> dict[str, Any]:
    return {"mien": ecart.mien, "sien": ecart.sien, "ecart": ecart.ecart, "poids": ecart.poids}


def _piste(piste: Piste) -> dict[str, Any]:
    fiche, reserve = piste.fiche, piste.reserve
    return {
        "levier": piste.levier.code,
        "nom": piste.levier.nom,
        "champ": piste.levier.champ.code,
        "ici": piste.ici.niveau.code,
        "nb_voisins": len(piste.adopteurs),
        "voisins": [usage.territoire.slug for usage in piste.adopteurs],
        "demarches": [demarche.id for demarche in piste.demarches],
        "competence_nature": fiche.competence_nature if fiche else None,
        "competence_fondement": fiche.competence_fondement if fiche else None,
        "competence_conditions": fiche.competence_conditions if fiche else None,
        "reserve": {"effet": reserve.effet, "fondement": reserve.fondement, "pourquoi": reserve.pourquoi}
        if reserve
        else None,
        "moyens": list(fiche.moyens) if fiche else [],
        "prealables": list(fiche.prealables) if fiche else [],
        "souvent_ensemble": [
            {
                "code": pair.levier.code,
                "nb_ensemble": pair.nb_ensemble,
                "nb_base": pair.nb_base,
                "nb_levier": pair.nb_levier,
            }
            for pair in piste.appuis
        ],
    }
