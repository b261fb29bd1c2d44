"""The declared shapes of staged tables are those that staging writes, source by source."""

import duckdb
import pytest

from leviers.sources.catalogue import load_sources
from leviers.warehouse.build import split_columns
from leviers.warehouse.staged import list_staged, read_shapes

TABLES = [(code, table) for code, source in load_sources().items() for table in source.tables]


@pytest.mark.parametrize(("code", "table"), TABLES)
def test_a_declared_shape_is_what_staging_the_sample_writes(built_orval, code, table):
    file = built_orval / "var/staged" / code / f"{table}.parquet"
    with duckdb.connect() as connection:
        written = connection.execute("describe select * from read_parquet(?)", [str(file)]).fetchall()
    assert [(name, kind.lower()) for name, kind, *_ in written] == split_columns(read_shapes()[table])


def test_every_declared_shape_is_written_by_a_source():
    assert read_shapes().keys() == {table for _, table in TABLES}


def test_a_table_that_no_source_brought_is_empty_of_its_shape(built_orval):
    inputs = {source.name: source for source in list_staged(built_orval / "var", {"esus": "empreinte"})}
    assert inputs.keys() == {f"staged.{table}" for table in read_shapes()}
    assert inputs["staged.marches"].files == ()
    assert [file.parent.name for file in inputs["staged.structures"].files] == ["esus"]


def test_a_source_that_is_left_out_changes_the_digest(built_orval):
    one, two = (
        {
            source.name: source.digest()
            for source in list_staged(built_orval / "var", dict.fromkeys(codes, "e"))
        }
        for codes in (("esus",), ("esus", "siae"))
    )
    assert {name for name in one if one[name] != two[name]} == {"staged.structures"}
