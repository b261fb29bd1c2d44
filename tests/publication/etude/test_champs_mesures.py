"""Measures of the champs, each worked out by hand on a few rows."""

from leviers.publication.etude.mesures import Mesures, load_definitions
from tests.publication.etude.petites import make_mesures

OURS = ("champ-", "levier-", "achats-", "soutien-", "matrice-", "demarche-", "actes-")
A, B, C, D = "200000001", "200000002", "200000003", "200000004"


def usage(siren: str, levier: str, rang: int, champ: str = "achats-responsables") -> dict[str, object]:
    niveaux = {
        -1: "non-observable",
        0: "non-repere",
        1: "declare",
        2: "documente",
        3: "constate",
        4: "mesure",
    }
    return {
        "territoire_siren": siren, "territoire": siren, "levier": levier, "champ": champ, "niveau_rang": rang,
        "niveau": niveaux[rang],
    }  # fmt: skip


def demarche(identifiant: str, leviers: str, **given: object) -> dict[str, object]:
    return {
        "id": identifiant,
        "leviers": leviers,
        "champ": "achats-responsables",
        "confiance": "haute",
    } | given


def value(mesures: Mesures, code: str, cle: str = "") -> float | None:
    return mesures.mesurer(code, cle).valeur


def test_usages_are_counted_by_levier_by_champ_and_by_metropole():
    mesures = make_mesures(
        usages=[
            usage(A, "spaser", 2), usage(A, "sourcing-ess", 3), usage(B, "spaser", 4),
            usage(B, "sourcing-ess", 0), usage(C, "spaser", -1), usage(C, "sourcing-ess", -1),
        ]
    )  # fmt: skip
    achats = "achats-responsables"
    assert value(mesures, "levier-metropoles-etablies", "spaser") == 1  # B
    assert value(mesures, "levier-non-observables", "spaser") == 1  # C
    assert value(mesures, "levier-ensemble", "spaser.sourcing-ess") == 1  # A
    assert value(mesures, "champ-metropoles", achats) == 2  # A and B
    assert value(mesures, "champ-usages", achats) == 3
    assert value(mesures, "champ-usages-etablis", achats) == 2
    assert value(mesures, "champ-cases", achats) == 6
    assert value(mesures, "champ-non-observables", achats) == 2
    found = [value(mesures, f"champ-leviers-{name}", achats) for name in ("minimum", "mediane", "maximum")]
    assert found == [0, 1, 2]  # C has none, B one, A two
    assert value(mesures, "matrice-leviers", A) == 2
    assert value(mesures, "matrice-leviers", C) == 0
    assert value(mesures, "matrice-reperes") == 3
    assert value(mesures, "matrice-cases") == 6
    assert value(mesures, "matrice-niveaux", "non-observable") == 2
    assert value(mesures, "matrice-mediane") == 1


def test_leviers_of_a_champ_are_told_common_rare_or_absent():
    leviers = [("a", 2), ("b", 1), ("c", 0)]
    mesures = make_mesures(
        territoires=[{"siren": siren} for siren in (A, B, C, D)],
        leviers=[
            {"code": code, "champ": "rd-cooperation", "nb_metropoles": count, "relu": code == "a"}
            for code, count in leviers
        ],
    )
    counts = {
        "champ-leviers": 3,
        "champ-leviers-reperes": 2,
        "champ-leviers-communs": 1,  # a: two métropoles of four
        "champ-leviers-rares": 2,  # a and b: from one to three
        "champ-leviers-absents": 1,
        "champ-fiches-relues": 1,
    }
    assert {code: value(mesures, code, "rd-cooperation") for code in counts} == counts
    assert value(mesures, "nb-leviers") == 3


def test_demarches_of_a_levier_and_their_years():
    mesures = make_mesures(
        demarches=[
            demarche("x", "spaser | sourcing-ess", annee_debut=2010, statut="en cours"),
            demarche("y", "spaser", annee_debut=2020, statut="terminé"),
            demarche("z", "spaser", statut="inconnu"),
        ]
    )
    assert value(mesures, "levier-demarches", "spaser") == 3
    assert value(mesures, "levier-demarches", "sourcing-ess") == 1
    assert value(mesures, "levier-demarches-datees", "spaser") == 2
    assert value(mesures, "levier-demarches-en-cours", "spaser") == 1
    assert value(mesures, "levier-premiere-annee", "spaser") == 2010
    assert value(mesures, "levier-annee-mediane", "spaser") == 2010  # a year among them, never between two
    assert value(mesures, "levier-premiere-annee", "critere-social") is None


def test_conditions_of_a_story_are_counted_over_the_champ():
    mesures = make_mesures(
        demarches=[
            demarche("x", "spaser", montant_eur=10),
            demarche("y", "spaser"),
            demarche("z", "spaser", confiance="moyenne", montant_eur=10),
            demarche("w", "spaser", montant_eur=10),
        ],
        demarches_sources=[
            {"demarche_id": one, "ordre": ordre, "url": f"{one}{ordre % 2}"}
            for one, pages in (("x", 2), ("y", 2), ("z", 2), ("w", 1))
            for ordre in range(1, pages + 1)
        ],
        demarches_chiffres=[{"demarche_id": "y", "ordre": 1, "libelle": "n", "valeur": 5, "annee": 2021}],
    )
    achats = "achats-responsables"
    assert value(mesures, "champ-demarches", achats) == 4
    assert value(mesures, "champ-demarches-haute", achats) == 3
    assert value(mesures, "champ-demarches-montant", achats) == 3
    assert value(mesures, "champ-demarches-retenables", achats) == 2  # x and y
    assert value(mesures, "champ-sources", achats) == 7
    assert mesures.mesurer("demarche-chiffre", "y.1").annee == 2021
    assert value(mesures, "demarche-montant", "x") == 10


def test_contracts_are_counted_by_author_and_year_unknown_apart_from_no():
    def marche(number: int, lien: str, annee: int | None, **given: object) -> dict[str, object]:
        return {"marche_id": str(number), "lien": lien, "annee": annee, "territoire_siren": A} | given

    declared = {"a_consideration_sociale": True, "a_clause_sociale": True}
    mesures = make_mesures(
        marches=[
            marche(1, "metropole", 2024, ess_degre="certain", est_reserve=True, **declared),
            marche(2, "metropole", 2024, a_consideration_sociale=False, ess_degre="inconnu"),
            marche(3, "metropole", None, ess_degre="hors"),
            marche(4, "commune", 2023, ess_degre="probable"),
            marche(5, "autre", 2024, a_consideration_sociale=True, ess_degre="certain"),
        ]
    )  # fmt: skip
    assert value(mesures, "achats-marches", "metropole") == 3
    assert value(mesures, "achats-marches", "metropole.2024") == 2
    assert value(mesures, "achats-consideration-renseignee", "metropole") == 2
    assert value(mesures, "achats-consideration-sociale", "metropole") == 1
    assert value(mesures, "achats-clause-sociale", "metropole") == 1
    assert value(mesures, "achats-critere-social", "metropole") == 0
    assert value(mesures, "achats-reserves", "metropole.2024") == 1
    assert value(mesures, "achats-renseignes-annee", "2024") == 2
    assert value(mesures, "achats-sociales-annee", "2024") == 1
    assert value(mesures, "achats-reserves-annee", "2024") == 1
    assert value(mesures, "achats-annee", "2024") == 2024
    assert value(mesures, "achats-metropoles", "commune") == 1
    assert value(mesures, "achats-ess-bas", "metropole") == 1
    assert value(mesures, "achats-ess-haut", "metropole") == 2  # the certain and the unknown
    assert value(mesures, "achats-ess-connus", "metropole") == 2
    assert mesures.mesurer("achats-ess-bas", "metropole").couverture_pct == 66.7
    assert value(mesures, "actes-metropoles", "marche") == 1


def test_subsidies_add_what_is_sure_and_granted():
    def subvention(number: int, montant: float | None, degre: str, **given: object) -> dict[str, object]:
        return {
            "subvention_id": str(number), "lien": "metropole", "annee": 2022, "territoire_siren": A,
            "montant_sur_eur": montant, "ess_degre": degre, "est_accordee": True,
        } | given  # fmt: skip

    mesures = make_mesures(
        subventions=[
            subvention(1, 100, "certain"),
            subvention(2, 300, "inconnu"),
            subvention(3, 100, "hors"),
            subvention(4, None, "certain"),
            subvention(5, 900, "certain", est_accordee=False),
        ]
    )
    assert value(mesures, "soutien-subventions", "metropole") == 4
    assert value(mesures, "soutien-montant", "metropole") == 500
    assert value(mesures, "soutien-montant-ess", "metropole") == 100
    assert value(mesures, "soutien-montant-connu", "metropole") == 200
    assert mesures.mesurer("soutien-montant-connu", "metropole").couverture_pct == 40
    assert value(mesures, "soutien-metropoles", "metropole") == 1
    assert value(mesures, "soutien-montant", "commune") is None


def test_an_act_counts_once_for_a_champ_and_a_proposal_is_no_proof():
    def detection(fait: str, levier: str, etat: str) -> dict[str, object]:
        return {
            "fait_genre": "marche", "fait_id": fait, "levier": levier, "etat": etat, "lien": "metropole",
        }  # fmt: skip

    mesures = make_mesures(
        leviers=[{"code": code, "champ": "achats-responsables"} for code in ("spaser", "sourcing-ess")],
        detections=[
            detection("1", "spaser", "certaine"),
            detection("1", "sourcing-ess", "confirmee"),
            detection("2", "spaser", "proposee"),
            detection("3", "spaser", "rejetee"),
        ],
    )
    assert value(mesures, "champ-actes-etablis", "achats-responsables.metropole") == 1
    assert value(mesures, "champ-actes-proposes", "achats-responsables.metropole") == 1


def test_rows_behind_a_value_are_as_many_as_it_says():
    mesures = make_mesures(usages=[usage(A, "spaser", 3), usage(B, "spaser", 2), usage(C, "spaser", 0)])
    for code in ("champ-usages", "champ-usages-etablis", "champ-cases", "champ-metropoles"):
        assert len(mesures.list_lignes(code, "achats-responsables", limit=1_000)) == value(
            mesures, code, "achats-responsables"
        )


def test_every_measure_runs_on_empty_tables_and_keeps_its_rows():
    mesures = make_mesures()
    for code in load_definitions():
        if code.startswith(OURS):
            assert not [one for one in mesures.lister(code).values() if one.valeur]
            assert mesures.list_lignes(code, "rien", limit=1) == []
