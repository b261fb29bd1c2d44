"""The dictionary and the files say the same columns, and the twins of pages use the same words."""

import csv
import io

import duckdb
import pytest

from leviers.errors import Refused
from leviers.publication.donnees.bundle import write_dictionnaire
from leviers.publication.donnees.dictionnaire import BUILD, load_dictionnaire
from leviers.publication.donnees.etat import read_etat
from leviers.publication.donnees.lignes import list_lignes, list_preuves
from leviers.publication.donnees.tables import is_open, open_tables, read_sql
from leviers.warehouse.indicateurs import COLUMNS as VALEUR
from leviers.warehouse.read import FICTIF
from leviers.web.demarches import rows as demarches
from leviers.web.indicateurs import twin as indicateurs
from leviers.web.journal import views as journal
from leviers.web.leviers import listing as leviers
from leviers.web.matrice import cells as matrice
from leviers.web.metropoles import listing as metropoles

TABLES = load_dictionnaire()
TWINS = {
    "demarches": demarches.COLUMNS,
    "leviers": leviers.CSV_COLUMNS,
    "territoires": metropoles.CSV_COLUMNS,
    "usages": matrice.COLUMNS,
    "journal": journal.COLUMNS,
    "valeurs": indicateurs.COLUMNS,
}


@pytest.mark.parametrize("code", [code for code, table in TABLES.items() if table.origine == BUILD])
def test_a_query_gives_the_columns_of_the_dictionary_and_no_other(catalogue, settings, orval_home, code):
    settings.HOME = orval_home
    with open_tables(read_etat(FICTIF), ["champs"]) as tables:
        found = tables.connection.execute(f"describe {read_sql(code)}").fetchall()
    assert [row[0] for row in found] == list(TABLES[code].noms)


@pytest.mark.parametrize("code", [code for code, table in TABLES.items() if table.origine != BUILD])
def test_rows_of_the_catalogue_have_the_columns_of_the_dictionary_and_no_other(catalogue, code):
    etat = read_etat()
    rows = list(list_preuves(etat, []) if code == "preuves" else list_lignes(code, etat))
    assert rows or code == "journal"
    assert all(set(row) == set(TABLES[code].noms) for row in rows)


@pytest.mark.parametrize("code", TWINS)
def test_the_twin_of_a_page_uses_the_words_of_the_dictionary(code):
    assert set(TWINS[code]) <= set(TABLES[code].noms)


def test_a_column_of_indicators_is_the_one_that_the_build_computes():
    assert set(VALEUR) <= set(TABLES["valeurs"].noms)


def test_the_csv_of_the_dictionary_says_every_column():
    rows = list(csv.DictReader(io.StringIO(write_dictionnaire()), delimiter=";"))
    assert [(row["table"], row["colonne"]) for row in rows] == [
        (code, nom) for code, table in TABLES.items() for nom in table.noms
    ]
    assert all(row["sens"] and row["titre"] and row["type"] for row in rows)


def test_an_amount_says_its_unit():
    amounts = [
        f"{code}.{one.nom}"
        for code, table in TABLES.items()
        for one in table.colonnes
        if one.nom.endswith("_eur") and one.unite != "€"
    ]
    assert amounts == []


def test_a_dictionary_that_refers_to_nothing_is_refused(tmp_path):
    file = tmp_path / "dictionnaire.yaml"
    file.write_text(
        "colonnes: {}\n"
        "tables:\n"
        "  - {code: une, titre: Une, ligne: une, groupe: actes, origine: build, page: p, cle: [absente],"
        " theme: GOVE, sens: Une., colonnes: [{a: {titre: A, sens: a, type: chose, renvoie: deux.b}}, b]}\n",
        encoding="utf-8",
    )
    with pytest.raises(Refused) as refusal:
        load_dictionnaire.__wrapped__(file)
    said = [problem.message for problem in refusal.value.problems]
    assert said == [
        "une.a : type inconnu « chose »",
        "une.b : « titre » manque",
        "une.b : « sens » manque",
        "« une » renvoie à « absente »",
    ]


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("Licence Ouverte 2.0 (FINESS)", True),
        ("Licence Ouverte 2.0, à vérifier sur la page du jeu", False),
        ("non indiquée par l’éditeur : à vérifier avant de republier la liste elle-même", False),
        ("à vérifier", False),
    ],
)
def test_a_list_is_given_again_only_under_a_licence_said_open(licence, expected):
    assert is_open(licence) is expected


def test_duckdb_is_not_left_open(catalogue):
    with open_tables(read_etat(), ["champs"]) as tables:
        assert tables.count("champs") == 7
    with pytest.raises(duckdb.ConnectionException):
        tables.count("champs")
