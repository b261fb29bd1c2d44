"""DECP as a table: one line per contract and holder."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from leviers.errors import SourceChanged
from leviers.sources.staging import stage
from tests.sources.decp import ATELIER, BREVILLE, GARAMI, ORVAL, Staged, stage_text

HEAD = (
    "uid,id,type,acheteur_id,acheteur_nom,titulaire_id,titulaire_nom,titulaire_typeIdentifiant,objet,montant"
)
HEAD += ",dateNotification,considerationsSociales,modification_id\n"
LINES = (
    f'u1,1,Marché,{ORVAL},Orval,{ATELIER},Atelier,SIRET,"Jardins, parcs",61100.0,2025-01-01,'
    '"Clause sociale, Critère social",0\n'
    f"u2,2,Marché,{BREVILLE},Bréville,{ATELIER},Atelier,SIRET,Toits,NC,2025-01-02,,0\n"
    f'u1,1,Marché,{ORVAL},Orval,{GARAMI},Garami,SIRET,"Jardins, parcs",61100.0,2025-01-01,,0\n'
    f"u3,3,Marché,{ORVAL},Orval,,,,Murs,10,2025-01-03,,0\n"
)


def test_lines_of_one_contract_are_brought_together_and_their_holders_kept(tmp_path):
    staged = stage_text(tmp_path, "decp-tabulaire.csv", HEAD + LINES)
    assert staged.rows("marches", "ligne, forme, uid, id, acheteur_siret, montant_eur, nb_titulaires") == [
        (2, "tabulaire", "u1", "1", ORVAL, Decimal("61100.00"), 2),
        (3, "tabulaire", "u2", "2", BREVILLE, None, 1),
        (5, "tabulaire", "u3", "3", ORVAL, Decimal("10.00"), 0),
    ]
    assert staged.rows("titulaires", "uid, rang, titulaire_siret, titulaire_nom") == [
        ("u1", 1, ATELIER, "Atelier"),
        ("u1", 2, GARAMI, "Garami"),
        ("u2", 1, ATELIER, "Atelier"),
    ]
    assert staged.rows("marches", "objet, date_notification, considerations_sociales")[0] == (
        "Jardins, parcs",
        date(2025, 1, 1),
        ["Clause sociale", "Critère social"],
    )


def test_the_report_counts_contracts_as_rows_and_says_how_many_lines(tmp_path):
    report = stage_text(tmp_path, "decp-tabulaire.csv", HEAD + LINES).report
    assert (report.lignes_lues, report.lignes_rejetees) == (3, 0)
    told = report.fichiers["decp-tabulaire.csv"]
    assert (told["lignes"], told["contrats"]) == (4, 3)


def test_a_later_state_of_a_contract_is_a_modification(tmp_path):
    later = f"u1,1,Marché,{ORVAL},Orval,{ATELIER},Atelier,SIRET,Jardins,70000,2025-06-01,,1\n"
    staged = stage_text(tmp_path, "decp-tabulaire.csv", HEAD + later + LINES)
    assert staged.rows("marches", "uid, montant_eur, nb_titulaires, nb_modifications")[0] == (
        "u1",
        Decimal("61100.00"),
        2,
        1,
    )
    assert staged.rows("modifications", "uid, rang, date_notification, montant_eur, titulaires_id") == [
        ("u1", 1, date(2025, 6, 1), Decimal("70000.00"), [ATELIER])
    ]


def test_parquet_gives_the_rows_of_its_csv_twin(tmp_path):
    csv = stage_text(tmp_path, "decp-tabulaire.csv", HEAD + LINES)
    raw = tmp_path / "parquet"
    raw.mkdir()
    duckdb.sql(
        f"copy (from read_csv('{tmp_path}/raw/decp-tabulaire.csv', all_varchar = true))"
        f" to '{raw}/decp-tabulaire.parquet' (format parquet)"
    )
    parquet = Staged(tmp_path / "home2", stage("decp", Path(raw), tmp_path / "home2"))
    columns = "uid, id, acheteur_id, montant_eur, considerations_sociales, nb_titulaires"
    assert parquet.rows("marches", columns) == csv.rows("marches", columns)
    assert parquet.rows("titulaires", "* exclude (fichier, ligne)") == csv.rows(
        "titulaires", "* exclude (fichier, ligne)"
    )


def test_a_missing_mandatory_column_is_refused(tmp_path):
    with pytest.raises(SourceChanged, match="montant"):
        stage_text(tmp_path, "decp-tabulaire.csv", (HEAD + LINES).replace("montant", "prix"))
