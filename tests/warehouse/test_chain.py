"""The chain: official files fetched, staged, computed, checked, swapped; only what changed is done again."""

import json
import os
import shutil
from dataclasses import replace

import duckdb
import pytest

from leviers.detection import detect, label
from leviers.detection.lexicon import load_lexique
from leviers.errors import BuildRefused
from leviers.warehouse import labels
from leviers.warehouse.build import find_current
from tests.warehouse.orval import NOON, PLACES, Orval, states

GRANT = "Orval Métropole;99999901400015;2024-02-08;2024-9{n};Amis {n};;;Fête {n};{n}00;;;;;;;\n"
SUBVENTIONS = "subventions/orval.csv"


def add_grants(orval, *numbers):
    orval.add(SUBVENTIONS, "".join(GRANT.format(n=n) for n in numbers))
    orval.fetch("subventions")


def test_official_files_become_facts(orval):
    """Three forms of the DECP say 6 contracts and 1 concession; 2 of the contracts are said twice."""
    counts = {
        table: orval.rows(f"select count(*) from facts.{table}")[0][0]
        for table in ("marches", "doublons", "concessions", "subventions", "deliberations", "structures")
    }
    assert counts == {
        "marches": 4,
        "doublons": 2,
        "concessions": 1,
        "subventions": 3,
        "deliberations": 2,
        "structures": 8,
    }
    assert orval.rows("select sum(montant_eur)::double from facts.subventions") == [(20800.5,)]


def test_a_build_tells_its_sources_files_and_licences(orval):
    assert orval.rows("select source from meta.sources where etat = 'lue' order by 1") == [
        (code,) for code in sorted(PLACES)
    ]
    query = "select fichier, adresse, licence <> '', date from meta.fichiers where source = 'subventions'"
    assert orval.rows(query) == [("orval.csv", "miroir:subventions/orval.csv", True, "2026-03-02")]


def test_a_second_run_gives_the_same_number_and_recomputes_nothing(orval):
    number = find_current(orval.home).stem
    report = orval.build()
    assert (report.numero, report.est_nouveau, report.etapes) == (number, False, [])
    assert set(states(report).values()) == {"reprise"}


def test_files_fetched_on_another_day_give_the_same_number_and_rows(orval):
    other = Orval(orval.mirror.parent, "ailleurs")
    other.fetch(now=NOON.replace(month=6))
    report = other.build()
    assert report.numero == find_current(orval.home).stem
    here, there = find_current(orval.home), find_current(other.home)
    assert here != there
    for table, *_ in orval.rows("select nom from meta.tables"):
        name = '"' + table.replace(".", '"."') + '"'
        for one, another in ((here, there), (there, here)):
            with_other = f"attach '{another}' as autre (read_only)"
            assert differences(one, with_other, name) == 0, table


def differences(file, attach, name):
    with duckdb.connect(str(file), read_only=True) as connection:
        connection.execute(attach)
        query = f"select count(*) from (from {name} except all from autre.{name})"
        return connection.execute(query).fetchall()[0][0]


def test_one_source_that_changes_recomputes_only_what_reads_it(orval):
    add_grants(orval, 1)
    report = orval.build()
    assert report.est_nouveau
    assert [state.source for state in report.sources if state.etat == "lue"] == ["subventions"]
    origins = {step["table"]: step["origine"] for step in report.etapes}
    assert origins["facts.subventions"] == "calculé"
    assert {origins[f"facts.{name}"] for name in ("doublons", "montants", "structures", "communes")} == {
        "repris"
    }
    assert "facts.subventions : 3 → 4 (+1)" in report.changements


def test_another_version_of_the_detector_says_what_it_changes(orval, monkeypatch):
    newer = replace(load_lexique(), version="2.0-test")
    for module in (labels, label, detect):
        monkeypatch.setattr(module, "load_lexique", lambda: newer)
    report = orval.build()
    assert report.changements == [
        f"Détecteur {load_lexique().version} → 2.0-test, sur les actes des deux builds :",
        "  aucune détection n’a changé",
    ]


def test_rows_lost_beyond_the_budget_are_refused_and_the_former_stays(orval):
    orval.add(SUBVENTIONS, "Orval Métropole;1\n")  # one line of four cannot be read: 25 %
    orval.fetch("subventions")
    report = orval.build()
    (state,) = [state for state in report.sources if state.source == "subventions"]
    assert (state.etat, state.date) == ("gardee", "2026-03-02")
    assert "1 ligne sur 4 n’a pas pu être lue ; elle déclare au plus 2 % de pertes" in state.message
    assert not report.est_nouveau


def test_losses_that_are_wanted_are_published(orval):
    orval.add(SUBVENTIONS, "Orval Métropole;1\n")
    orval.fetch("subventions")
    report = orval.build(accept_losses=True)
    (state,) = [state for state in report.sources if state.source == "subventions"]
    assert (state.etat, state.lignes_lues, state.lignes_rejetees) == ("lue", 4, 1)
    (rejected,) = (orval.home / "rejets/subventions.jsonl").read_text().splitlines()
    assert json.loads(rejected)["raison"] == "cellules-manquantes"


def test_a_delivery_poorer_than_the_one_before_is_refused(orval):
    lines = (orval.mirror / SUBVENTIONS).read_text().splitlines(keepends=True)
    orval.put(SUBVENTIONS, "".join(lines[:-1]))
    orval.fetch("subventions")
    report = orval.build()
    (state,) = [state for state in report.sources if state.source == "subventions"]
    assert "2 lignes, contre 3 à la livraison précédente" in state.message
    assert orval.rows("select count(*) from facts.subventions") == [(3,)]
    assert orval.build(accept_losses=True).est_nouveau
    assert orval.rows("select count(*) from facts.subventions") == [(2,)]


def test_a_table_that_shrinks_is_refused_even_when_its_source_does_not(orval):
    """The same two lines more than once: as many rows read, fewer facts."""
    header, one, two, _ = (orval.mirror / SUBVENTIONS).read_text().splitlines(keepends=True)
    orval.put(SUBVENTIONS, "".join([header, one, two, one]))
    orval.fetch("subventions")
    number = find_current(orval.home).stem
    with pytest.raises(BuildRefused, match=r"facts\.subventions : 3 → 2"):
        orval.build()
    assert find_current(orval.home).stem == number
    assert orval.build(accept_losses=True).est_nouveau


@pytest.mark.parametrize("damage", ["report", "no report", "cut", "no parquet", "folder"])
def test_a_damaged_staged_folder_is_made_again(orval, damage):
    staged = orval.home / "staged/subventions"
    parquet = staged / "subventions.parquet"
    match damage:
        case "report":
            (staged / "rapport.json").write_text('{"source": "subv')
        case "no report":
            (staged / "rapport.json").unlink()
        case "cut":
            parquet.write_bytes(parquet.read_bytes()[:-20])
        case "no parquet":
            parquet.unlink()
        case "folder":
            shutil.rmtree(staged)
    number = find_current(orval.home).stem
    report = orval.build()
    assert states(report)["subventions"] == "lue"
    assert report.numero == number


def test_a_staged_file_damaged_in_the_middle_is_said_then_made_again(orval):
    parquet = orval.home / "staged/siae/structures.parquet"
    content = parquet.read_bytes()
    parquet.write_bytes(content[:4] + b"\xff" * 400 + content[404:])
    add_grants(orval, 1)
    (orval.home / "builds/current").unlink()  # nothing to take over: every table is read
    with pytest.raises(BuildRefused, match="Des fichiers préparés sont abîmés : siae"):
        orval.build()
    assert states(orval.build())["siae"] == "lue"


def test_what_a_killed_staging_left_is_swept(orval):
    left = orval.home / "staged/subventions/.work-abc"
    left.mkdir()
    (left / "subventions.draft").write_text("…")
    orval.build()
    assert not left.exists()


def test_nothing_received_is_said(tmp_path):
    with pytest.raises(BuildRefused, match="aucune source n’a été reçue") as refusal:
        Orval(tmp_path).build()
    assert "leviers fetch" in refusal.value.advice
    assert not (tmp_path / "var/builds").exists()


def test_one_source_is_enough(tmp_path):
    orval = Orval(tmp_path)
    orval.fetch("subventions")
    report = orval.build()
    assert states(report) == {code: "lue" if code == "subventions" else "absente" for code in PLACES}
    assert orval.rows("select count(*) from facts.subventions") == [(3,)]
    assert orval.rows("select count(*) from facts.marches") == [(0,)]


def test_old_builds_are_removed_but_not_those_in_use(orval):
    builds, former = orval.home / "builds", find_current(orval.home).stem
    for age in range(6):
        (builds / f"vieux{age}.duckdb").touch()
        os.utime(builds / f"vieux{age}.duckdb", (1000 - age, 1000 - age))
    os.utime(builds / f"{former}.duckdb", (0, 0))
    add_grants(orval, 1)
    number = orval.build().numero
    kept = {file.stem for file in builds.glob("*.duckdb")}
    assert kept == {number, former, "vieux0", "vieux1", "vieux2"}
