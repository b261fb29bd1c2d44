"""Exports: each file reads back with its labels, and its totals are those of the results, to the unit."""

import csv
import io
import zipfile

import duckdb
import openpyxl
import pyreadstat
import pytest
from lxml import etree

from leviers.survey.avis import publish
from leviers.survey.depouillement import REPONDU
from leviers.survey.exports import EQUIPE, KINDS, write_export
from leviers.survey.resultats import read_resultats
from tests.sondage import SIRENS

A, B, C, D, E, F = SIRENS[:6]
DDI = {"d": "ddi:codebook:2_5"}


@pytest.fixture
def answered(sondage):
    sondage.publish(A, A03="oui", A04="emploi insertion", B01="2.5", I04="budget", I06="=1+1")
    sondage.publish(B, "sauf-besoins", A03="non", B01="?", I04="equipe")
    sondage.publish(C, "agregees", A03="oui", B01="4")
    sondage.publish(D, "non", A03="oui")
    sondage.answer(E, A03="en-cours")
    return sondage.campagne


def read_csv(content):
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    return {row["territoire_siren"]: row for row in rows}


def read_sav(content, tmp_path):
    place = tmp_path / "reponses.sav"
    place.write_bytes(content)
    return pyreadstat.read_sav(place, user_missing=True, output_format="dict")


def test_the_public_file_holds_what_may_be_named_and_nothing_else(answered):
    rows = read_csv(write_export(answered, "csv"))
    assert rows.keys() == {A, B}
    assert (rows[A]["A03"], rows[A]["A04_emploi"], rows[A]["B01"]) == ("oui", "1", "2.5")
    assert (rows[B]["I04_equipe"], rows[B]["I04_statut"]) == ("", "non_publiee")
    assert (rows[B]["A04_emploi"], rows[B]["A04_statut"]) == ("", "non_posee")
    assert (rows[A]["I06"], rows[A]["I06_statut"]) == ("", "non_publiee")  # the control did not approve it
    assert (rows[B]["B01"], rows[B]["B01_statut"]) == ("", "ne_sait_pas")


def test_the_file_of_the_team_holds_everything_save_contacts(answered):
    content = write_export(answered, "csv", perimetre=EQUIPE)
    rows = read_csv(content)
    assert rows.keys() == {A, B, C, D, E}
    assert (rows[E]["etat"], rows[D]["consentement"], rows[B]["I04_equipe"]) == ("audit", "non", "1")
    assert not any("courriel" in name or "contact" in name for name in rows[A])


def test_totals_of_the_public_file_are_those_of_the_results(answered):
    rows = read_csv(write_export(answered, "csv")).values()
    for bilan in read_resultats(answered).bilans:
        code = bilan.item.code
        if bilan.item.genre == "texte":
            continue
        assert sum(row[f"{code}_statut"] == REPONDU for row in rows) == bilan.statuts[REPONDU].nommes
        for one in bilan.modalites:
            ticked = [
                row.get(code) == one.code or row.get(f"{code}_{one.code}".replace("-", "_")) == "1"
                for row in rows
            ]
            assert sum(ticked) == one.compte.nommes


def test_totals_of_the_team_are_named_answers_and_the_others(sondage):
    for siren in SIRENS[:3]:
        sondage.publish(siren, "agregees", A03="oui")
    for siren in SIRENS[3:7]:
        sondage.publish(siren, "agregees", A03="non")
    sondage.publish(SIRENS[7], A03="oui")
    rows = read_csv(write_export(sondage.campagne, "csv", perimetre=EQUIPE)).values()
    counts = {one.code: one.compte.total for one in read_resultats(sondage.campagne).find("A03").modalites}
    assert counts == {"oui": 4, "en-cours": 0, "non": 4}
    assert counts == {code: sum(row["A03"] == code for row in rows) for code in counts}


def test_a_cell_that_looks_like_a_formula_stays_a_text(sondage):
    participation = sondage.answer(A, I06="=HYPERLINK(1)")
    sondage.approve(participation, "I06")
    publish(participation, by=sondage.bruno)
    assert read_csv(write_export(sondage.campagne, "csv"))[A]["I06"] == "'=HYPERLINK(1)"
    book = openpyxl.load_workbook(io.BytesIO(write_export(sondage.campagne, "xlsx")))
    [cell] = [cell for row in book["Codes"] for cell in row if str(cell.value).startswith("=")]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_the_workbook_says_answers_in_words_and_in_codes(answered):
    book = openpyxl.load_workbook(io.BytesIO(write_export(answered, "xlsx")))
    assert book.sheetnames == ["Libellés", "Codes", "Dictionnaire", "À lire"]
    words = [
        {a.value: b.value for a, b in zip(book["Libellés"][1], row, strict=True)} for row in book["Libellés"]
    ]
    by_siren = {row["SIREN du territoire"]: row for row in words}
    assert by_siren[A]["Un élu est-il délégué ?"] == "Oui"
    assert by_siren[B]["Combien d’ETP ?"] == "Ne sait pas"
    assert by_siren[A]["À quels sujets ? Emploi"] == "Oui"


def test_the_sav_file_carries_labels_and_missing_values(answered, tmp_path):
    columns, meta = read_sav(write_export(answered, "sav"), tmp_path)
    place = list(columns["territoire_siren"]).index(B)
    assert meta.column_names_to_labels["A03"] == "Un élu est-il délégué ?"
    assert meta.variable_value_labels["A03"] == {
        1: "Oui", 2: "En cours", 3: "Non", -7: "Ne sait pas", -8: "Ne souhaite pas répondre",
        -9: "Sans réponse", -6: "Réponse non publiée",
    }  # fmt: skip
    assert meta.missing_ranges["B01"] == [{"lo": -9, "hi": -6}]
    assert (columns["A03"][place], columns["B01"][place], columns["I04_budget"][place]) == (3, -7, -6)
    assert columns["A04_emploi"][place] is None  # not asked: missing for the system


def test_the_parquet_file_is_typed(answered, tmp_path):
    place = tmp_path / "reponses.parquet"
    place.write_bytes(write_export(answered, "parquet"))
    found = duckdb.sql(f"select A03, A04_emploi, B01 from '{place}' where territoire_siren = '{A}'")
    assert found.fetchall() == [("oui", 1, 2.5)]
    assert [str(kind) for kind in found.types] == ["VARCHAR", "UTINYINT", "DOUBLE"]


def test_the_ddi_description_has_what_is_mandatory_in_the_order_of_the_schema(answered):
    root = etree.fromstring(write_export(answered, "xml"))
    assert [etree.QName(child).localname for child in root] == ["docDscr", "stdyDscr", "fileDscr", "dataDscr"]
    assert root.findtext("d:stdyDscr/d:citation/d:titlStmt/d:titl", namespaces=DDI) == "Sondage 2026"
    [variable] = root.xpath("//d:var[@name='A03']", namespaces=DDI)
    order = [etree.QName(child).localname for child in variable]
    known = ["labl", "qstn", "universe", "sumStat", "catgry", "varFormat"]
    assert order == sorted(order, key=known.index)
    counts = {
        one.findtext("d:catValu", namespaces=DDI): one.findtext("d:catStat", namespaces=DDI)
        for one in variable.iterfind("d:catgry", DDI)
    }
    assert counts == {"oui": "1", "en-cours": "0", "non": "1"}
    ids = [one.get("ID") for one in root.iter("{*}var")]
    assert len(ids) == len(set(ids)) == int(root.findtext(".//d:varQnty", namespaces=DDI))


def test_the_archive_holds_every_file_and_the_dictionary(answered):
    with zipfile.ZipFile(io.BytesIO(write_export(answered, "zip"))) as archive:
        assert archive.testzip() is None
        suffixes = {name.rpartition(".")[2] for name in archive.namelist()}
        assert suffixes == {kind.suffixe for kind in KINDS.values()} - {"zip"} | {"md"}
        assert "A03" in archive.read("LISEZMOI.md").decode()


def test_a_campaign_without_any_answer_gives_empty_files(sondage):
    for kind in KINDS:
        assert write_export(sondage.campagne, kind)
