"""The generator at scale: official formats, right keys, real buyers among others, the same bytes twice."""

import json

import duckdb
import pytest

from bench.generate import list_buyers, write_all
from leviers.reference.siren import is_valid_siren
from leviers.reference.territoires import load_communes, load_metropoles
from leviers.sources.cells import lire_siret
from leviers.sources.staging import stage

SIZES = {
    "contrats": 25_000,
    "subventions": 1_000,
    "deliberations": 300,
    "unites": 2_000,
    "etablissements": 3_000,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
    write_all(folder, SIZES, watch=lambda said: None)
    return folder


def test_same_seed_gives_the_same_bytes(made, tmp_path):
    write_all(tmp_path, SIZES, watch=lambda said: None)
    files = [path.relative_to(made) for path in made.rglob("*") if path.is_file()]
    assert len(files) == 7
    assert [name for name in files if (made / name).read_bytes() != (tmp_path / name).read_bytes()] == []


def test_another_seed_gives_other_bytes(made, tmp_path):
    write_all(tmp_path, {"subventions": 1_000}, seed=1, watch=lambda said: None)
    name = "subventions/bench-utf8.csv"
    assert (made / name).read_bytes() != (tmp_path / name).read_bytes()


def test_nested_json_and_lines_hold_the_same_contracts(made):
    nested = (made / "decp/decp-2024-bench.json").read_text(encoding="utf-8")
    lines = (made / "plancher/contrats.ndjson").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 25_000
    assert all(nested.count(line) == 1 for line in lines[::5_000])
    readable = [json.loads(line) for line in lines if "sans échappement" not in line]
    assert 0 < 25_000 - len(readable) < 10  # one of ten thousand


@pytest.mark.parametrize(
    ("source", "tables"),
    [
        ("subventions", {"subventions": 1_000}),
        ("deliberations", {"deliberations": 300}),
        ("sirene", {"unites_legales": 2_000, "etablissements": 3_000}),
    ],
)
def test_a_source_is_staged_whole(made, tmp_path, source, tables):
    report = stage(source, made / source, tmp_path)
    assert (report.tables, report.lignes_rejetees) == (tables, 0)
    assert not [column for column in report.cellules if source == "sirene"]


def test_contracts_are_staged_with_few_losses(made, tmp_path):
    report = stage("decp", made / "decp", tmp_path)
    assert report.tables["marches"] + report.lignes_rejetees == 25_000
    assert report.tables["concessions"] == 50
    assert report.lignes_rejetees < 10
    bad = sum(counted["nb"] for counted in report.cellules["marches.montant_eur"].values())
    assert 0 < bad < 250  # under a hundredth


def test_establishments_are_of_units_and_each_unit_has_one_seat(made):
    sql = """
        select count(*), count(distinct siret), count(distinct siren), count(*) filter ("etablissementSiege")
        from '{0}/StockEtablissement_bench.parquet' join '{0}/StockUniteLegale_bench.parquet' using (siren)
    """
    assert duckdb.sql(sql.format(made / "sirene")).fetchall() == [(3_000, 3_000, 2_000, 2_000)]


def test_half_of_the_buyers_are_the_metropoles_and_their_communes():
    buyers = list_buyers()
    assert len({siret for siret, _ in buyers}) == len(buyers) == 2_000
    assert all(lire_siret(siret).raison is None and is_valid_siren(siret[:9]) for siret, _ in buyers)
    real = set(load_metropoles()) | {row["siren"] for rows in load_communes().values() for row in rows}
    assert len(real & {siret[:9] for siret, _ in buyers}) == len(real) > 900
