"""DECP in the JSON of the arrêté of 22 December 2022."""

import json
import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from leviers.errors import SourceChanged, SourceUnreadable
from leviers.sources.staging import stage
from tests.sources.decp import ATELIER, GARAMI, ORVAL, Staged, contract, stage_2022, stage_text


def test_a_contract_is_staged_with_its_holder(tmp_path):
    staged = stage_2022(tmp_path, contract())
    columns = "source, fichier, ligne, forme, id, uid, acheteur_siret, acheteur_siren, objet, duree_mois"
    assert staged.rows("marches", columns) == [
        (
            "decp",
            "decp-2024.json",
            1,
            "2022",
            "2024M01",
            f"{ORVAL}2024M01",
            ORVAL,
            ORVAL[:9],
            "Entretien des jardins",
            24,
        )
    ]
    columns = (
        "date_notification, montant_eur, offres_recues, est_innovant, considerations_sociales, nb_titulaires"
    )
    assert staged.rows("marches", columns) == [
        (date(2024, 3, 7), Decimal("12500.50"), 3, False, ["Clause sociale"], 1)
    ]
    assert staged.rows("titulaires", "uid, rang, titulaire_siret, titulaire_siren") == [
        (f"{ORVAL}2024M01", 1, ATELIER, ATELIER[:9])
    ]
    assert (staged.report.lignes_lues, staged.report.lignes_rejetees, staged.report.cellules) == (1, 0, {})


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            {"considerationSociale": ["Clause sociale", "Critère social"]},
            ["Clause sociale", "Critère social"],
        ),
        ({"considerationSociale": "Clause sociale"}, ["Clause sociale"]),
        (["Clause sociale"], ["Clause sociale"]),
        ([{"considerationSociale": "Marché réservé"}], ["Marché réservé"]),
        ("Clause sociale, Critère social", ["Clause sociale", "Critère social"]),
        ("Sans objet", ["Sans objet"]),
        ([], []),
        (None, None),
    ],
)
def test_social_considerations_are_read_in_every_shape(tmp_path, written, read):
    staged = stage_2022(tmp_path, contract(considerationsSociales=written))
    assert staged.rows("marches", "considerations_sociales") == [(read,)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ([{"titulaire": {"id": ATELIER}}, {"titulaire": {"id": GARAMI}}], [(1, ATELIER), (2, GARAMI)]),
        ({"titulaire": [{"id": ATELIER}, {"id": GARAMI}]}, [(1, ATELIER), (2, GARAMI)]),
        ({"titulaire": {"id": ATELIER}}, [(1, ATELIER)]),
        ([{"id": ATELIER}], [(1, ATELIER)]),
        (ATELIER, [(1, ATELIER)]),
        ([ATELIER, GARAMI], [(1, ATELIER), (2, GARAMI)]),
        ([], []),
        ("", []),
    ],
)
def test_holders_are_read_in_every_shape(tmp_path, written, read):
    staged = stage_2022(tmp_path, contract(titulaires=written))
    assert staged.rows("titulaires", "rang, titulaire_siret") == read
    assert staged.rows("marches", "nb_titulaires") == [(len(read),)]


def test_a_foreign_holder_keeps_its_identifier_only(tmp_path):
    held = [{"titulaire": {"id": "DE814864138", "typeIdentifiant": "TVA"}}]
    staged = stage_2022(tmp_path, contract(titulaires=held))
    columns = "titulaire_id, titulaire_type, titulaire_siret, titulaire_siren"
    assert staged.rows("titulaires", columns) == [("DE814864138", "TVA", None, None)]
    assert staged.report.cellules == {}


def test_modifications_and_subcontracts_have_their_rows(tmp_path):
    change = {
        "id": 1,
        "montant": 20000,
        "dureeMois": 30,
        "dateNotificationModification": "2024-10-18",
        "titulaires": [{"titulaire": {"id": GARAMI}}],
    }
    acte = {
        "id": 1,
        "sousTraitant": {"id": GARAMI, "typeIdentifiant": "SIRET"},
        "montant": 900.25,
        "dureeMois": 2,
    }
    avenant = {"id": 1, "montant": 950, "dateNotificationModificationSousTraitance": "2024-11-02"}
    staged = stage_2022(
        tmp_path,
        contract(
            modifications=[{"modification": change}, {"modification": {"id": 2, "montant": "NC"}}],
            actesSousTraitance=[{"acteSousTraitance": acte}],
            modificationsActesSousTraitance=[{"modificationActeSousTraitance": avenant}],
        ),
    )
    columns = "rang, date_notification, montant_eur, duree_mois, titulaires_id"
    assert staged.rows("modifications", columns) == [
        (1, date(2024, 10, 18), Decimal("20000.00"), 30, [GARAMI]),
        (2, None, None, None, None),
    ]
    assert staged.reasons("modifications.montant_eur") == {"non-communique": 1}
    columns = "est_modification, rang, sous_traitant_siren, montant_eur, date_notification, duree_mois"
    assert staged.rows("sous_traitances", columns) == [
        (False, 1, GARAMI[:9], Decimal("900.25"), None, 2),
        (True, 1, None, Decimal("950.00"), date(2024, 11, 2), None),
    ]
    assert staged.rows("marches", "nb_modifications") == [(2,)]


def test_concessions_follow_contracts_in_the_ranks_of_the_file(tmp_path):
    concession = {
        "id": "C1",
        "autoriteConcedante": {"id": ORVAL},
        "nature": "Concession de service",
        "objet": "Bac",
        "dateSignature": "2024-04-02",
        "valeurGlobale": 10.3,
        "concessionnaires": [{"concessionnaire": {"id": ATELIER, "typeIdentifiant": "SIRET"}}],
        "modifications": [
            {"modification": {"dateSignatureModification": "2025-04-19", "valeurGlobale": 25.0}}
        ],
    }
    staged = stage_2022(tmp_path, contract(), contract(id="2024M02"), concessions=[concession])
    columns = "ligne, uid, autorite_siret, date_signature, valeur_globale_eur, nb_titulaires"
    assert staged.rows("concessions", columns) == [
        (3, f"{ORVAL}C1", ORVAL, date(2024, 4, 2), Decimal("10.30"), 1)
    ]
    assert staged.rows("titulaires", "ligne, titulaire_siret") == [(1, ATELIER), (2, ATELIER), (3, ATELIER)]
    assert staged.rows("modifications", "date_notification, montant_eur") == [
        (date(2025, 4, 19), Decimal("25.00"))
    ]


def test_bad_cells_become_null_and_are_counted(tmp_path):
    staged = stage_2022(
        tmp_path,
        contract(id="a", montant="NC", dateNotification="31/02/2023", acheteur={"id": ORVAL[:9]}),
        contract(id="b", montant=-150, dateNotification="0001-01-01", acheteur={"id": "2.1350238e13"}),
        contract(id="c", montant="1 234,50 €", dateNotification="2024", dureeMois="deux ans"),
    )
    assert staged.rows("marches", "montant_eur, date_notification, duree_mois") == [
        (None, None, 24),
        (Decimal("-150.00"), None, 24),
        (Decimal("1234.50"), None, None),
    ]
    assert staged.rows("marches", "acheteur_siret, acheteur_siren")[:2] == [(None, ORVAL[:9]), (None, None)]
    assert staged.reasons("marches.montant_eur") == {"non-communique": 1}
    assert staged.reasons("marches.date_notification") == {
        "date-impossible": 1,
        "date-hors-bornes": 1,
        "annee-seule": 1,
    }
    example = staged.report.cellules["marches.duree_mois"]["entier-illisible"]["exemples"][0]
    assert (example["fichier"], example["ligne"], example["valeur"]) == ("decp-2024.json", 3, "deux ans")


def test_a_malformed_object_is_rejected_alone(tmp_path):
    good = json.dumps(contract())
    bad = good.replace("Entretien", 'Un "grand" entretien')
    staged = stage_text(
        tmp_path, "decp-2024.json", f'{{"marches": {{"marche": [{good}, {bad}, 12, {good}]}}}}'
    )
    assert staged.rows("marches", "ligne") == [(1,), (4,)]
    assert [(row["ligne"], row["raison"]) for row in staged.rejets()] == [
        (3, "pas-un-objet"),
        (2, "json-illisible"),
    ]
    assert (staged.report.lignes_lues, staged.report.lignes_rejetees) == (4, 2)


def test_a_quote_in_excess_costs_one_contract_not_the_file(tmp_path):
    good = json.dumps(contract())
    bad = good.replace("Entretien", 'Un "entretien')
    staged = stage_text(
        tmp_path, "decp-2024.json", f'{{"marches": {{"marche": [{good}, {bad}, {good}, {good}]}}}}'
    )
    assert staged.rows("marches", "ligne, objet") == [(n, "Entretien des jardins") for n in (1, 3, 4)]
    assert [(row["ligne"], row["raison"]) for row in staged.rejets()] == [(2, "json-illisible")]
    assert (staged.report.lignes_lues, staged.report.lignes_rejetees) == (4, 1)


def test_ranks_stay_right_after_an_element_that_is_no_object(tmp_path):
    texts = [json.dumps(contract(id=str(n))) for n in range(1, 6)]
    texts[2] = "null"
    texts[3] = texts[3].replace('"2024-03-07"', '"2024-03-07", "titulaires": "inconnu"')
    staged = stage_text(tmp_path, "decp-2024.json", f'{{"marches": {{"marche": [{", ".join(texts)}]}}}}')
    assert staged.rows("marches", "ligne, id") == [(1, "1"), (2, "2"), (4, "4"), (5, "5")]


def test_a_contract_in_cp1252_among_utf8_is_read_and_counted(tmp_path):
    texts = [json.dumps(contract(id=code, objet="Étude"), ensure_ascii=False) for code in "ab"]
    whole = b'{"marches": {"marche": [' + texts[0].encode() + b"," + texts[1].encode("cp1252") + b"]}}"
    staged = stage_text(tmp_path, "decp-2024.json", whole)
    assert sorted(staged.rows("marches", "ligne, objet")) == [(1, "Étude"), (2, "Étude")]
    assert staged.reasons("marches.ligne") == {"encodage-cp1252": 1}


def test_a_title_of_a_million_characters_and_nul_are_kept(tmp_path):
    staged = stage_2022(tmp_path, contract(objet="x" * 10**6), contract(objet="a\0b"))
    assert staged.rows("marches", "length(objet)") == [(10**6,), (3,)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "est vide"),
        ("<!DOCTYPE html><html>erreur</html>", "page web"),
        ("id;objet\n1;2\n", "ni du JSON ni du XML"),
        ('{"marches": {"marche": [{"id": "a"}, {"id": "b', "coupé"),
        ('{"marches": {"marche": [{"id": "a"}]}} suite', "texte après la fin"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_in_one_sentence(tmp_path, text, said):
    with pytest.raises(SourceUnreadable, match=said):
        stage_text(tmp_path, "decp-2024.json", text)
    assert not (tmp_path / "home/staged/decp/rapport.json").exists()


def test_a_renamed_mandatory_member_is_refused(tmp_path):
    with pytest.raises(SourceChanged, match="montant"):
        stage_2022(tmp_path, *(contract(id=f"{n}", montant=None, montantHT=12) for n in range(30)))


def test_a_file_without_contracts_is_refused(tmp_path):
    with pytest.raises(SourceChanged, match="marches"):
        stage_text(tmp_path, "decp-2024.json", '{"contrats": [{"id": 1}]}')


@pytest.mark.mirror
def test_the_mirror_is_staged_without_loss(tmp_path):
    """README of the mirror: 7,551 of 2022, 14,740 of 2019, 8,957 lines as a table (5,180 contracts)."""
    if not os.environ.get("LEVIERS_MIRROR"):
        pytest.skip("LEVIERS_MIRROR is not set")
    report = stage("decp", Path(os.environ["LEVIERS_MIRROR"]) / "decp", tmp_path)
    assert report.lignes_rejetees == 0
    assert report.lignes_lues == 7_551 + 14_740 + 5_180
    assert report.tables["marches"] + report.tables["concessions"] == report.lignes_lues
    assert report.fichiers["decp-tabulaire.csv.gz"]["lignes"] == 8_957
    staged = Staged(tmp_path, report)
    formes = [forme for table in ("marches", "concessions") for (forme,) in staged.rows(table, "forme")]
    assert {forme: formes.count(forme) for forme in set(formes)} == {
        "2022": 7_551,
        "2019": 14_740,
        "tabulaire": 5_180,
    }
    held = [fichier for (fichier,) in staged.rows("titulaires", "fichier")]
    assert held.count("decp-tabulaire.csv.gz") == 8_957 - 2  # two contracts of one line have no holder
