"""The bundle of the embedded catalogue: valid, the same twice, the same as the pages and as the facts."""

import csv
import hashlib
import io
import json
import zipfile
from collections import Counter

import pytest
from frictionless import Package, validate

from leviers.publication.donnees.bundle import ARCHIVE, SUMS, read_bundle, write_bundle
from leviers.publication.donnees.dictionnaire import BUILD, load_dictionnaire
from leviers.publication.donnees.etat import read_etat
from tests.publication.donnees.rows import read_csv, read_parquet, say, unprotect
from tests.web.facts import read_demarches, read_reperes


def test_it_works_the_package_and_every_row_are_valid(embedded):
    report = validate(str(embedded.folder / "datapackage.json"))
    assert report.flatten(["title", "type", "message"]) == []
    assert report.valid
    rows = {task.name: task.stats.get("rows") for task in report.tasks}
    assert rows["usages"] == 1100


def test_a_cell_out_of_its_constraints_is_seen(embedded):
    file = embedded.folder / "usages.csv"
    text = file.read_text(encoding="utf-8").replace(";documente;", ";inventé;", 1)
    file.write_text(text, encoding="utf-8")
    types = {row[0] for row in validate(str(embedded.folder / "datapackage.json")).flatten(["type"])}
    assert {"constraint-error", "hash-count"} <= types


def test_totals_are_those_of_the_files_of_facts(embedded):
    counted = {one.table.code: one.nb_lignes for one in embedded.contenus}
    demarches = read_demarches()
    assert counted == {
        "territoires": 22,
        "champs": 7,
        "leviers": 50,
        "usages": 22 * 50,
        "preuves": sum(len(row["leviers"]) for row in demarches),
        "demarches": 379,
        "demarches_sources": sum(len(row["sources"]) for row in demarches),
        "demarches_chiffres": sum(len(row["chiffres"]) for row in demarches),
        "reperes": len(read_reperes()),
        "journal": 0,
        "indicateurs": 38,
    }
    assert all(len(read_csv(embedded.folder, code)) == nb for code, nb in counted.items())
    used = Counter(levier for row in demarches for levier in row["leviers"])
    assert {row["code"]: int(row["nb_demarches"]) for row in read_csv(embedded.folder, "leviers")} == {
        code: used[code] for code in {row["code"] for row in read_csv(embedded.folder, "leviers")}
    }


def test_tables_of_the_build_are_absent_while_there_is_none(embedded):
    absent = {code for code, table in load_dictionnaire().items() if table.origine == BUILD}
    assert absent.isdisjoint(one.table.code for one in embedded.contenus)
    assert not any((embedded.folder / f"{code}.csv").exists() for code in absent)


def test_csv_and_parquet_hold_the_same_cells(embedded):
    for contenu in embedded.contenus:
        code = contenu.table.code
        written = [
            {name: unprotect(cell) for name, cell in row.items()} for row in read_csv(embedded.folder, code)
        ]
        typed = [
            {name: say(value) for name, value in row.items()} for row in read_parquet(embedded.folder, code)
        ]
        assert written == typed, code


def test_the_same_state_gives_the_same_bytes(embedded, tmp_path):
    again = write_bundle(tmp_path / "encore", read_etat())
    names = sorted(path.name for path in embedded.folder.iterdir())
    assert names == sorted(path.name for path in again.folder.iterdir())
    differ = [
        name for name in names if (embedded.folder / name).read_bytes() != (again.folder / name).read_bytes()
    ]
    assert differ == []


def test_digests_and_weights_are_those_of_the_files(embedded):
    for fichier in embedded.fichiers.values():
        content = (embedded.folder / fichier.nom).read_bytes()
        assert (fichier.octets, fichier.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    lines = (embedded.folder / SUMS).read_text(encoding="utf-8").splitlines()
    assert {line.split("  ")[1] for line in lines} == set(embedded.fichiers) - {SUMS}


def test_the_archive_is_a_package_of_its_own(embedded, tmp_path):
    with zipfile.ZipFile(embedded.folder / ARCHIVE) as archive:
        archive.extractall(tmp_path / "archive")
        names = {name.partition("/")[2] for name in archive.namelist()}
    assert {"datapackage.json", "LICENCE-DONNEES.md", "LISEZMOI.md", "dictionnaire.csv"} <= names
    assert validate(str(tmp_path / "archive" / "leviers-donnees" / "datapackage.json")).valid


def test_every_resource_carries_its_licence_its_sources_and_its_words(embedded):
    package = json.loads((embedded.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["name"] == "etalab-2.0"
    assert package["version"] == embedded.version
    assert package["contributors"][0]["role"] == "publisher"
    assert package["created"].startswith("20")
    for resource in package["resources"]:
        assert resource["licenses"], resource["name"]
        assert resource["sources"] or resource["name"] in ("territoires-geojson",), resource["name"]
    known = Package(str(embedded.folder / "datapackage.json"))
    for table in load_dictionnaire().values():
        if table.origine != BUILD:
            schema = known.get_resource(table.code).schema
            assert [field.name for field in schema.fields] == list(table.noms)
            assert all(field.title and field.description for field in schema.fields)
            assert schema.primary_key == list(table.cle)


def test_a_bundle_cut_short_is_no_bundle(embedded):
    assert read_bundle(embedded.folder).version == embedded.version
    (embedded.folder / "sommaire.json").write_text('{"version": "1', encoding="utf-8")
    assert read_bundle(embedded.folder) is None


def test_a_map_has_one_feature_for_each_row(embedded):
    found = json.loads((embedded.folder / "territoires.geojson").read_text(encoding="utf-8"))
    assert len(found["features"]) == 22
    rows = {row["siren"]: row for row in read_csv(embedded.folder, "territoires")}
    for feature in found["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        row = rows[feature["properties"]["siren"]]
        assert (str(lon), str(lat)) == (row["lon"], row["lat"])
        assert -6 < lon < 10
        assert 41 < lat < 52


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("demarches", "/demarches.csv"),
        ("leviers", "/leviers.csv"),
        ("territoires", "/metropoles.csv"),
        ("usages", "/matrice.csv"),
    ],
)
def test_a_table_says_what_the_twin_of_its_page_says(client, embedded, code, address):
    text = client.get(address).content.decode().lstrip("\ufeff")
    header, *lines = csv.reader(io.StringIO(text), delimiter=";")
    keys = load_dictionnaire()[code].cle
    rows = [dict(zip(header, line, strict=True)) for line in lines]
    twin = {tuple(row[name] for name in keys): row for row in rows}
    for row in read_csv(embedded.folder, code):
        other = twin.pop(tuple(row[name] for name in keys))
        for name, cell in other.items():
            said = {"oui": "true", "non": "false"}.get(cell, cell)
            assert row[name] == said or float(row[name]) == float(said), name
    assert twin == {}
