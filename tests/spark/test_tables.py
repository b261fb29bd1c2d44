"""Each model gives the same table on Spark as in DuckDB."""

import pytest

from leviers.warehouse.chain import list_models

TABLES = [model.name for model in list_models()]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_mini_is_the_same_on_spark(on_mini, table):
    assert on_mini.count(table) > 0, "mini says nothing of this table: give it rows in tests/spark/orval.py"
    assert on_mini.find_differences(table) == []


@pytest.mark.mirror
@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_the_mirror_is_the_same_on_spark(on_mirror, table):
    assert on_mirror.find_differences(table) == []
