"""The same tables made by DuckDB and by Spark, and what differs between them."""

from dataclasses import dataclass
from math import isclose
from pathlib import Path
from typing import Any

import duckdb

from leviers.warehouse.build import Input, build, find_current
from leviers.warehouse.plan import Model

Row = tuple[Any, ...]
WIDE = {"HUGEINT": "DECIMAL(38,0)"}  # Parquet has no integer of 128 bits


@dataclass(frozen=True)
class Pair:
    """A build by DuckDB, and the folders of Parquet of the same tables by Spark."""

    duckdb: Path
    spark: dict[str, Path]

    def count(self, table: str) -> int:
        """Rows of a table."""
        with self._open(table) as engine:
            return engine.execute("select count(*) from un").fetchone()[0]

    def find_differences(self, table: str) -> list[tuple[Row | None, Row | None]]:
        """Columns, then rows, that are not the same in both; doubles are the same within 1e-9, relatively."""
        with self._open(table) as engine:
            un, deux = (engine.execute(f"describe {side}").fetchall() for side in ("un", "deux"))
            columns = [(row[0], WIDE.get(row[1], row[1])) for row in un]
            if columns != [(row[0], row[1]) for row in deux]:
                return [(tuple(columns), tuple((row[0], row[1]) for row in deux))]
            doubles = [place for place, (_name, kind) in enumerate(columns) if kind == "DOUBLE"]
            alone, other = (
                sorted(engine.execute(f"from {a} except all from {b}").fetchall(), key=_order(doubles))
                for a, b in (("un", "deux"), ("deux", "un"))
            )
        pairs = zip(alone, other, strict=True) if len(alone) == len(other) else [(alone, other)]
        return [(a, b) for a, b in pairs if not _is_close(a, b)]

    def _open(self, table: str) -> duckdb.DuckDBPyConnection:
        schema, name = table.split(".", 1)
        engine = duckdb.connect()
        engine.execute(f"attach '{self.duckdb}' as build (read_only)")
        engine.execute(f'create view un as from build."{schema}"."{name}"')
        engine.execute(f"create view deux as from read_parquet('{self.spark[table]}/*.parquet')")
        return engine


def _order(doubles: list[int]) -> Any:
    """Rows in an order that a last digit does not change."""
    return lambda row: (
        [repr(value) for place, value in enumerate(row) if place not in doubles],
        [-1.0 if row[place] is None else row[place] for place in doubles],
    )


def _is_close(a: Row, b: Row) -> bool:
    return len(a) == len(b) and all(
        isclose(x, y, rel_tol=1e-9) if isinstance(x, float) and isinstance(y, float) else x == y
        for x, y in zip(a, b, strict=True)
    )


def export(engine: duckdb.DuckDBPyConnection, folder: Path) -> list[Input]:
    """Staged and reference tables as the files of a build; an empty table is one that nobody delivered."""
    folder.mkdir()
    inputs = []
    tables = "select schema_name, table_name, estimated_size from duckdb_tables() order by all"
    for schema, table, rows in engine.execute(tables).fetchall():
        if schema not in ("staged", "reference"):
            continue
        file = folder / f"{schema}.{table}.parquet"
        engine.execute(f"copy {schema}.{table} to '{file}' (format parquet)")
        shape = engine.execute(f"describe {schema}.{table}").fetchall()
        vide = ", ".join(f"{row[0]} {row[1]}" for row in shape)
        inputs.append(Input(f"{schema}.{table}", (file,) if rows else (), vide=vide))
    return inputs


def build_pair(build_on_spark: Any, folder: Path, *, models: list[Model], inputs: list[Input]) -> Pair:
    """Both builds of these models on these inputs."""
    build(folder, models, inputs)
    found = find_current(folder)
    assert found
    return Pair(found, build_on_spark(folder / "spark", models=models, inputs=inputs))
