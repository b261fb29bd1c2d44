"""Results as data: the same counts, with their denominators and what is kept secret."""

from collections.abc import Iterator
from typing import Any

from leviers.survey.croisement import Croisement
from leviers.survey.resultats import Bilan, Compte, Resultats
from leviers.web.enquetes.resultats.listing import Entry, day, find_etat
from leviers.web.enquetes.resultats.page import Page
from leviers.web.enquetes.resultats.territoire import Dossier
from leviers.web.kit.jinja import reverse_url

COLUMNS = (
    "question", "section", "libelle", "ligne", "ligne_libelle", "unite",
    "nb_nommes", "nb_autres", "est_masque", "valeur",
)  # fmt: skip
MASQUE = "Un nombre masqué (null) tient à un à deux territoires non nommés, ou permettrait de les déduire."


def describe_entry(entry: Entry) -> dict[str, Any]:
    """One campaign."""
    campagne = entry.campagne
    return {
        "code": campagne.code,
        "titre": campagne.titre,
        "etat": entry.etat,
        "ouverte_le": day(campagne.ouverte_le),
        "echeance": campagne.echeance.isoformat(),
        "close_le": day(campagne.close_le),
        "publiee_le": day(campagne.publiee_le),
        "nb_territoires": entry.nb_territoires,
        "nb_publiees": entry.nb_publiees,
        "url": reverse_url("enquete", campagne.code),
    }


def describe_page(page: Page) -> dict[str, Any]:
    """All results of a campaign, and the crossing that the address asks."""
    found = page.resultats
    return {
        "code": found.campagne.code,
        "titre": found.campagne.titre,
        "etat": find_etat(found.campagne),
        "est_provisoire": found.est_provisoire,
        "licence": "Licence Ouverte 2.0",
        "secret": MASQUE,
        "nb_publiees": found.nb_publiees,
        "nb_par_consentement": dict(found.nb_par_effet),
        "territoires": [one.siren for one in page.nommees],
        "questions": [_describe_bilan(bilan) for bilan in found.bilans],
        "croisement": _describe_croisement(page.croisement) if page.croisement else None,
    }


def _describe_compte(compte: Compte) -> dict[str, Any]:
    return {"nb_nommes": compte.nommes, "nb_autres": compte.autres, "nb": compte.total}


def _describe_bilan(bilan: Bilan) -> dict[str, Any]:
    item = bilan.item
    return {
        "question": item.code,
        "chemin": item.chemin,
        "section": item.section,
        "libelle": item.libelle,
        "genre": item.genre,
        "unite": item.unite or None,
        "leviers": list(item.leviers),
        "posees": _describe_compte(bilan.posees),
        "statuts": {statut: _describe_compte(compte) for statut, compte in bilan.statuts.items()},
        "sans_reponses_non_nommees": bilan.est_muet,
        "choix": [
            {
                "code": one.code,
                "libelle": one.libelle,
                **_describe_compte(one.compte),
                "sirens": list(one.sirens),
            }
            for one in bilan.modalites
        ],
        "nombres": {
            name: getattr(bilan.nombres, name) for name in ("n", "mediane", "q1", "q3", "minimum", "maximum")
        }
        if bilan.nombres
        else None,
        "valeurs": [
            {"siren": one.siren, "valeur": one.valeur, "lien": one.lien or None} for one in bilan.valeurs
        ],
        "nb_non_montrees": bilan.nb_non_montrees,
    }


def _describe_croisement(found: Croisement) -> dict[str, Any]:
    return {
        "croiser": found.ligne.code,
        "avec": found.colonne.code,
        "nb": found.nb,
        "nb_autres": found.nb_autres,
        "cases": [
            {"ligne": row, "colonne": column, "nb": len(sirens), "sirens": list(sirens)}
            for (row, column), sirens in found.cases.items()
        ],
    }


def list_rows(found: Resultats) -> Iterator[tuple[Any, ...]]:
    """One row per count, then one per statistic of numbers."""
    for bilan in found.bilans:
        item = bilan.item
        head = (item.code, item.section, item.libelle)
        counts = [("posees", "Posée", bilan.posees)]
        counts += [(statut, statut.replace("_", " "), compte) for statut, compte in bilan.statuts.items()]
        counts += [(f"choix:{one.code}", one.libelle, one.compte) for one in bilan.modalites]
        for code, label, compte in counts:
            hidden = "oui" if compte.est_masque else "non"
            yield (*head, code, label, "", compte.nommes, compte.autres, hidden, None)
        if bilan.nombres:
            for name in ("mediane", "q1", "q3", "minimum", "maximum"):
                value = getattr(bilan.nombres, name)
                yield (*head, name, name, item.unite, bilan.nombres.n, None, "non", value)


def describe_dossier(dossier: Dossier) -> dict[str, Any]:
    """The published answers of one territoire, with what each side said."""
    return {
        "campagne": dossier.campagne.code,
        "territoire_siren": dossier.territoire.siren,
        "territoire": dossier.territoire.nom,
        "est_fictif": dossier.fiche.est_fictif,
        "consentement": dossier.fiche.effet,
        "licence": "Licence Ouverte 2.0",
        "etapes": [
            {"etape": etape.etat, "quand": etape.quand.isoformat()} for _words, etape in dossier.etapes
        ],
        "reponses": [
            {
                "question": ligne.item.code,
                "libelle": ligne.item.libelle,
                "section": code,
                "reponses": list(ligne.textes),
                "liens": list(ligne.liens),
                "est_contestee": ligne.est_contestee,
                "avis": [
                    {
                        "stade": stade,
                        "conclusion": avis.conclusion,
                        "texte": avis.texte,
                        "lien": avis.lien or None,
                        "donne_le": avis.donne_le.isoformat(),
                    }
                    for stade, avis in ligne.avis.items()
                    if avis
                ],
            }
            for code, _title, lignes in dossier.sections
            for ligne in lignes
        ],
    }
