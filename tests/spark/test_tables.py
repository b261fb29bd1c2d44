"""Each model gives the same table on Spark as in DuckDB."""

import duckdb
import pytest

from leviers.errors import BuildRefused
from leviers.warehouse.build import Input
from leviers.warehouse.chain import list_models
from leviers.warehouse.plan import Model

TABLES = [model.name for model in list_models()]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_mini_is_the_same_on_spark(on_mini, table):
    assert on_mini.count(table) > 0, "mini says nothing of this table: give it rows in tests/spark/orval.py"
    assert on_mini.find_differences(table) == []


@pytest.mark.mirror
@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_the_mirror_is_the_same_on_spark(on_mirror, table):
    assert on_mirror.find_differences(table) == []


def test_a_check_that_finds_rows_refuses_the_table(build_on_spark, tmp_path):
    sql = "select 1 as un"
    check = "select un, 'faute' as faute from facts.seul where un = 1"
    model = Model("facts.seul", sql, frozenset(), check)
    with pytest.raises(BuildRefused, match=r"facts\.seul ne tient pas sa promesse : \(1, 'faute'\)"):
        build_on_spark(tmp_path, models=[model], inputs=[])


def test_a_source_never_delivered_is_an_empty_table(build_on_spark, tmp_path):
    source = Input("staged.lignes", (), vide="id varchar, montant_eur decimal(18,2), codes varchar[]")
    sql = "select id, sum(montant_eur) as montant_eur from staged.lignes group by id"
    model = Model("facts.seul", sql, frozenset({"staged.lignes"}), "")
    made = build_on_spark(tmp_path, models=[model], inputs=[source])
    rows = duckdb.sql(f"from read_parquet('{made['facts.seul']}/*.parquet')")
    assert (rows.columns, [str(kind) for kind in rows.types]) == (
        ["id", "montant_eur"],
        ["VARCHAR", "DECIMAL(38,2)"],
    )
    assert rows.fetchall() == []
