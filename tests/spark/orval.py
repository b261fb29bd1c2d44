"""A rich `mini`: each case that a model tells apart, and letters that two engines may fold differently."""

from datetime import date
from typing import Any

from tests.warehouse.mini import BODIES, MiniWarehouse

MARCH = date(2024, 3, 15)
LETTERS = "ŒUVRE « Straße » ﬁn İstanbul ΟΔΟΣ e\u0301te\u0301 — l’Hôpital\u00a0n°\u202f1 \u00a0"


def fill(mini: MiniWarehouse) -> None:
    """Contracts with lots, doubles and modifications, grants, acts, lists, and units of the register."""
    _fill_marches(mini)
    _fill_doubles(mini)
    _fill_modifications(mini)
    _fill_subventions(mini)
    _fill_deliberations(mini)
    _fill_structures(mini)


def _fill_marches(mini: MiniWarehouse) -> None:
    for annee in (2022, 2023, 2024):
        for acheteur in ("orval", "breville", "office-orval", "ailleurs"):
            for montant, titulaire in (
                (1_234.55, "atelier-ess"),
                (40_000, ("scop-ess", "entreprise")),
                (70_000.10, ("scic-sas", "entreprise", "inconnue")),
                (None, "asso-ess"),
                (0, "esat-ess"),
                (999_999_999, "grande-entreprise"),
                (-5, None),
            ):
                published = date(annee, 4, 2)
                mini.marche(acheteur, titulaire, montant, annee=annee, date_publication=published)
    for lot in range(3):
        mini.marche(uid="LOTS", objet=f"Lot {lot}", montant_eur=5_000, nature="MARCHÉ SUBSÉQUENT")
    for _ in range(3):
        mini.marche(montant_eur=90_000, nature="Accord-cadre")  # a ceiling that comes back
    mini.marche(
        objet=LETTERS, considerations_sociales=["Clause sociale", "Critère social"], code_cpv="85312000-9"
    )
    for offres, sociales in enumerate((["Marché réservé"], ["Pas de considération"], [], ["Clause sociale"])):
        given = {"considerations_sociales": sociales, "considerations_environnementales": ["Critère"]}
        mini.marche("orval", "scop-ess", 2_000 + offres, offres_recues=offres, **given)
    mini.marche(date_notification=date(2099, 1, 1))
    mini.marche(date_notification=None, date_publication=MARCH)
    mini.marche(acheteur_siren=None, acheteur_id="ETRANGER", objet=None, uid=None)
    for sociales in (["Clause sociale"], ["Sans objet"], None):
        concession = mini.concession(considerations_sociales=sociales, valeur_globale_eur=12_345.67)
        mini.titulaire(concession, "scop-ess")
    mini.concession("breville", uid="C", date_signature=None)
    mini.concession("breville", uid="C", objet="Autre exploitation")


def _fill_doubles(mini: MiniWarehouse) -> None:
    same: dict[str, Any] = {"objet": "Entretien des jardins", "montant_eur": 33_333.33}
    mini.marche(uid="A", **same)
    mini.marche(uid="A", **same)  # the same row again
    mini.marche(titulaire=None, uid="B", fichier="autre.csv", **same)
    mini.marche(uid="B", fichier="tiers.csv", forme="tabulaire", **same)
    for fichier, objet, titulaire in (
        ("plein.json", "Lavage du linge", None),
        ("muet.csv", "", "atelier-ess"),
        ("muet.csv", "", "scop-ess"),
        ("copie.csv", "LAVAGE, du linge !", "esat-ess"),
        ("copie.csv", "Lavage du linge", "atelier-ess"),
    ):
        mini.marche(titulaire=titulaire, montant_eur=7_777, fichier=fichier, objet=objet)


def _fill_modifications(mini: MiniWarehouse) -> None:
    changed = mini.marche("orval", ("entreprise", "scop-ess"), 10_000, duree_mois=12)
    siret = f"{BODIES['atelier-ess']}00010"
    mini.modification(changed, rang=1, date_notification=date(2024, 5, 1), montant_eur=12_000)
    mini.modification(changed, rang=2, date_notification=date(2024, 4, 1), montant_eur=11_000, duree_mois=18)
    mini.modification(
        changed, rang=3, date_notification=date(2024, 6, 1), titulaires_id=[siret, "FR-TVA", None]
    )
    mini.modification(changed, rang=4, titulaires_id=[])
    mini.modification(mini.marche("tanne", "scop-ess"), date_notification=MARCH, montant_eur=1)


def _fill_subventions(mini: MiniWarehouse) -> None:
    for attribuant in ("orval", "tanne", "ailleurs"):
        for montant in (500, 1_500.5, 0, -10, 200_000_000, None):
            mini.subvention(attribuant, "asso-ess", montant)
        mini.subvention(attribuant, "entreprise", 3_000, annee=2023, date_convention=date(2023, 2, 1))
    for nom in ("Association du Lac", "association DU LAC", "Fondation Œuvre", "L’Étang", LETTERS, " ", None):
        mini.subvention(beneficiaire=None, beneficiaire_nom=nom, nature="Subvention en nature")
    for number in range(12):  # enough for the measures of a spread
        nom, rna = f"Cercle {number}", f"W92200000{number}"
        mini.subvention("orval", None, 100 * number + 50, beneficiaire_nom=nom, beneficiaire_rna=rna)
    for nom in ("Les Amis", "Les Amis", "LES AMIS", "LES AMIS"):  # two names, as often one as the other
        mini.subvention(beneficiaire=None, beneficiaire_nom=nom, beneficiaire_rna="w921000001")
    for fichier in ("a.csv", "a.csv", "b.csv"):
        mini.subvention(objet="Festival", fichier=fichier, reference_decision="D-1")
        mini.subvention(objet="Bal", fichier=fichier)


def _fill_deliberations(mini: MiniWarehouse) -> None:
    for objet in ("Soutien à l’économie sociale", "Adhésion à la SCIC", "Le PTCE d'Orval", LETTERS, "Voirie"):
        mini.deliberation("orval", objet)
        mini.deliberation("breville", objet, annee=None, date_deliberation=None, delib_id=None)
    for _ in range(2):
        mini.deliberation("tanne", "Tiers-lieux", delib_id="D-7")
    mini.deliberation("tanne", "Autre acte", delib_id="D-7")


def _fill_structures(mini: MiniWarehouse) -> None:
    mini.structure("esat", "esat-ess", code_commune="99007", capacite=40)
    for code_postal in ("99100", "99200"):  # the second one is shared with another territoire
        mini.structure("geiq", None, siren="910000009", code_postal=code_postal, nom="GEIQ \u00c9t\u00e9")
    mini.structure(
        "tiers-lieux", None, nom="Le Moulin", commune="BREVILLE", code_postal="99100", lon=1.5, lat=47.25
    )
    mini.structure("esus", "scic-sas", fichier="esus.csv", siret=f"{BODIES['scic-sas']}00010")
    mini.structure("siae", "entreprise", type="EA", commune="Bréville", code_postal="99300")
    mini.etablissement("scic-sas", "99002")
    mini.etablissement("office-orval", "99001")
    mini.unite("office-orval", categorie_juridique="7344", denomination="Office d’Orval")
    mini.unite("ailleurs", categorie_juridique="5710", denomination="S.C.O.P. \u00c9toile", est_ess=True)
