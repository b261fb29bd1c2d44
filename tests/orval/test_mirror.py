"""The mirror of Orval: the same bytes, read without refusal, with the losses that its manifest says."""

import hashlib
import re
import time
from pathlib import Path

import pytest

from leviers.orval.identifiers import make_siren
from leviers.orval.mirror import Size, write_mirror
from leviers.sources.catalogue import load_sources
from leviers.sources.cells import lire_siret

TABLES = [(code, table) for code, source in load_sources().items() for table in source.tables]


def _digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_seed_gives_the_same_bytes(orval, tmp_path):
    write_mirror(tmp_path)
    assert _digest(tmp_path) == _digest(orval.mirror)


def test_another_seed_tells_another_year(orval, tmp_path):
    write_mirror(tmp_path, seed=7)
    before, after = _digest(orval.mirror), _digest(tmp_path)
    assert before.keys() == after.keys()
    assert {name for name in before if name.startswith("decp") and before[name] == after[name]} == set()


def test_default_size_is_written_in_less_than_two_seconds(tmp_path):
    seconds = []
    for turn in range(3):
        start = time.process_time()
        write_mirror(tmp_path / str(turn))
        seconds.append(time.process_time() - start)
    assert min(seconds) < 2


def test_size_too_small_for_every_trap_is_refused():
    with pytest.raises(ValueError, match="too small"):
        Size(marches=50)


@pytest.mark.parametrize("size", [Size(200, 0, 100, 100), Size(1_500, 20, 1_000, 500)])
def test_other_sizes_are_written_too(tmp_path, size):
    manifest = write_mirror(tmp_path, size=size)
    assert manifest.verite["marches_distincts"] == size.marches
    assert manifest.tables["decp"]["concessions"] == size.concessions


def test_every_source_finds_its_files(orval):
    assert set(orval.reports) == set(load_sources())


def test_every_source_loses_exactly_what_the_manifest_says(orval):
    found = {
        source: {
            column: {reason: counted["nb"] for reason, counted in reasons.items()}
            for column, reasons in report.cellules.items()
        }
        for source, report in orval.reports.items()
        if report.cellules
    }
    assert found == orval.manifest["defauts"]
    assert {report.lignes_rejetees for report in orval.reports.values()} == {0}


@pytest.mark.parametrize(("source", "table"), TABLES)
def test_every_table_has_the_rows_that_the_manifest_says(orval, source, table):
    assert orval.reports[source].tables[table] == orval.manifest["tables"][source][table] > 0


def test_every_file_is_in_the_manifest_and_says_orval(orval):
    files = {name for name in _digest(orval.mirror) if name != "manifeste.json"}
    assert files == set(orval.manifest["fichiers"])
    assert all("orval" in Path(name).name for name in files)


def test_every_siren_and_siret_is_right_and_in_the_range(orval):
    """Whatever looks like one, in any text file; and in the Parquet files, as they were staged."""
    ours = {make_siren(rank) for rank in range(100)}
    found = set()
    for path in orval.mirror.rglob("*"):
        if path.is_file() and path.suffix in {".json", ".csv", ".geojson"} and path.name != "manifeste.json":
            text = path.read_bytes().decode("cp1252", "replace")
            found |= set(re.findall(r"(?<![\w.-])\d{14}(?![\d.])", text))
            found |= set(re.findall(r"(?<![\w.-])99\d{7}(?![\d.])", text))
    for source, table in [("sirene", "unites_legales"), ("sirene", "etablissements"), ("siae", "structures")]:
        found |= {row[0] for row in orval.rows("select siren from t", source, table) if row[0]}
    finess = {number for number in found if number.startswith("9900000")}
    wrong = {number for number in found - finess if lire_siret(number).siren not in ours}
    assert wrong - {"999999999"} == set()  # the amount of a trap
    assert len(found) > 80


def test_a_seat_stands_in_each_commune(orval):
    rows = orval.rows("select distinct code_commune from t order by 1", "sirene", "etablissements")
    assert [row[0] for row in rows] == [f"9900{rank}" for rank in range(1, 10)]
