"""DECP in the JSON of the arrêté of 22 March 2019."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.sources.decp import ATELIER, GARAMI, ORVAL, Staged, contract, stage_text


def stage_2019(tmp_path, *contracts: Any) -> Staged:
    """Stage contracts as one official JSON of 2019."""
    return stage_text(tmp_path, "decp-2019.json", json.dumps({"marches": contracts}, indent=1))


def contract_2019(**given: Any) -> dict[str, Any]:
    """A plain contract of 2019, without the members that came in 2022."""
    new = dict.fromkeys(
        ("ccag", "offresRecues", "marcheInnovant", "sousTraitanceDeclaree", "considerationsSociales")
    )
    held = [{"typeIdentifiant": "SIRET", "id": ATELIER, "denominationSociale": "Atelier du Moulin"}]
    members = {
        "_type": "Marché",
        "uid": f"{ORVAL}2019A01",
        "titulaires": held,
        "acheteur": {"id": ORVAL, "nom": "Orval"},
    }
    return contract(**new | members | given)


def test_a_contract_is_staged_with_the_name_of_its_holder(tmp_path):
    staged = stage_2019(tmp_path, contract_2019())
    columns = "ligne, forme, uid, acheteur_siret, acheteur_nom, date_notification, considerations_sociales"
    assert staged.rows("marches", columns) == [
        (1, "2019", f"{ORVAL}2019A01", ORVAL, "Orval", date(2024, 3, 7), None)
    ]
    assert staged.rows("titulaires", "titulaire_siret, titulaire_nom") == [(ATELIER, "Atelier du Moulin")]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Atelier du Moulin", [(None, "Atelier du Moulin")]),
        (["Atelier du Moulin", GARAMI], [(None, "Atelier du Moulin"), (GARAMI, None)]),
        ({"titulaire": {"id": GARAMI, "denominationSociale": "Garami"}}, [(GARAMI, "Garami")]),
        ([{"titulaire": [{"id": GARAMI}, {"id": ATELIER}]}], [(GARAMI, None), (ATELIER, None)]),
        ([{"denominationSociale": "Garami"}], [(None, "Garami")]),
    ],
)
def test_holders_are_read_in_every_shape(tmp_path, written, read):
    staged = stage_2019(tmp_path, contract_2019(titulaires=written))
    assert staged.rows("titulaires", "titulaire_siret, titulaire_nom") == read


@pytest.mark.parametrize(
    "written", [{"acheteur": ORVAL}, {"acheteur": [{"id": ORVAL}]}, {"acheteur": None, "acheteur.id": ORVAL}]
)
def test_the_buyer_is_read_in_every_shape(tmp_path, written):
    staged = stage_2019(tmp_path, contract_2019(**written))
    assert staged.rows("marches", "acheteur_siret") == [(ORVAL,)]


def test_a_missing_uid_is_made_of_the_buyer_and_the_id(tmp_path):
    staged = stage_2019(tmp_path, contract_2019(uid=None, id="2019B02"))
    assert staged.rows("marches", "uid") == [(f"{ORVAL}2019B02",)]


def test_a_concession_of_the_same_list_goes_to_concessions(tmp_path):
    concession = {
        "_type": "Contrat de concession",
        "id": "C1",
        "autoriteConcedante": {"id": ORVAL},
        "objet": "Bac",
        "dateSignature": "2019-04-02",
        "valeurGlobale": 1000,
        "concessionnaires": [{"id": GARAMI, "denominationSociale": "Garami"}],
        "modifications": [],
    }
    staged = stage_2019(tmp_path, contract_2019(), concession)
    assert staged.rows("marches", "ligne") == [(1,)]
    assert staged.rows("concessions", "ligne, valeur_globale_eur") == [(2, Decimal("1000.00"))]
    assert staged.rows("titulaires", "ligne, titulaire_nom") == [(1, "Atelier du Moulin"), (2, "Garami")]


def test_a_modification_without_envelope_is_read(tmp_path):
    change = {
        "objetModification": "Allongement",
        "dateNotificationModification": "2020-07-20",
        "dureeMois": 30,
    }
    staged = stage_2019(tmp_path, contract_2019(modifications=[change]))
    assert staged.rows("modifications", "rang, date_notification, duree_mois, objet, montant_eur") == [
        (1, date(2020, 7, 20), 30, "Allongement", None)
    ]
