"""What is published, as objects of the open data: the same words in pages and in the API."""

from typing import Any

from leviers.catalogue.published import Demarche, Repere

_REPERE = ("id", "cle", "libelle", "genre", "valeur", "unite", "annee", "precision", "calcul")


def describe_demarche(demarche: Demarche) -> dict[str, Any]:
    """Everything known of a démarche; what is unknown is null."""
    return {
        "id": demarche.id,
        "territoire_siren": demarche.territoire.siren,
        "territoire": demarche.territoire.nom,
        "titre": demarche.titre,
        "champ": demarche.champ.code,
        "leviers": [levier.code for levier in demarche.leviers],
        "levier": demarche.levier,
        "description": demarche.description,
        "annee_debut": demarche.annee_debut,
        "annee_fin": demarche.annee_fin,
        "statut": demarche.statut,
        "montant_eur": demarche.montant_eur,
        "montant_precision": demarche.montant_precision,
        "chiffres": [
            {name: getattr(chiffre, name) for name in ("libelle", "valeur", "unite", "annee", "precision")}
            for chiffre in demarche.chiffres
        ],
        "partenaires": list(demarche.partenaires),
        "sources": [
            {name: getattr(source, name) for name in ("url", "titre", "editeur", "date", "est_morte")}
            for source in demarche.sources
        ],
        "confiance": demarche.confiance,
        "verifiee_le": demarche.verifiee_le.isoformat() if demarche.verifiee_le else None,
    }


def describe_repere(repere: Repere) -> dict[str, Any]:
    """A repère with its source."""
    return {name: getattr(repere, name) for name in _REPERE} | {
        f"source_{name}": getattr(repere.source, name) for name in ("url", "titre", "editeur", "date")
    }
