"""The same models on Spark, for those whose data outgrow one machine: one Parquet folder a table.

Imported by nothing else: PySpark is an optional group of packages, and asks for Java (`bin/test-spark`).
DuckDB stays the one that plans: it tells the types of every column, and how it folds each character.
"""

from collections.abc import Callable
from pathlib import Path

import duckdb
from pyspark.sql import DataFrame, SparkSession

from leviers.errors import BuildRefused
from leviers.warehouse.build import SHOWN, Input, bring
from leviers.warehouse.dialect import FOLDS, to_spark_query, to_spark_type, to_view
from leviers.warehouse.plan import Model

SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.ansi.enabled": "true",  # a cast or a division without meaning fails, it never becomes a null
    "spark.sql.session.timeZone": "UTC",
}
Types = dict[str, list[tuple[str, str]]]


def open_local(*, memory: str = "2g", cores: int = 2, settings: dict[str, str] | None = None) -> SparkSession:
    """A session on this machine alone, seen by nobody else; `settings` are Spark's own names.

    On a cluster, hand `build_on_spark` a session of your own, with spark.sql.ansi.enabled and UTC.
    """
    builder = SparkSession.builder.appName("leviers").master(f"local[{cores}]")
    builder = builder.config("spark.driver.memory", memory).config("spark.sql.shuffle.partitions", str(cores))
    for key, value in {**SETTINGS, **(settings or {})}.items():
        builder = builder.config(key, value)
    return builder.getOrCreate()


def build_on_spark(
    session: SparkSession,
    folder: Path,
    *,
    models: list[Model],
    inputs: list[Input],
    watch: Callable[[str], None] = lambda _table: None,
) -> dict[str, Path]:
    """Make and check every table of these models, in their order.

    Shape   staged Parquet + SQL models -> {`schema.table`: folder/schema/table}, Parquet with the columns,
            types and rows of the DuckDB build; the order of rows is free
    Raises  BuildRefused when a check returns rows
    """
    types = read_types(models, inputs)
    wanted = {name for model in models for name in model.reads}
    bring_folds(session)
    for source in inputs:
        if source.name in wanted:
            _bring(session, source, types[source.name])
    made = {}
    for model in models:
        watch(model.name)
        made[model.name] = folder.joinpath(*model.name.split(".", 1))
        columns = [f"cast(`{name}` as {to_spark_type(kind)}) as `{name}`" for name, kind in types[model.name]]
        table = session.sql(to_spark_query(model.sql)).selectExpr(*columns)
        table.write.mode("overwrite").parquet(str(made[model.name]))
        session.read.parquet(str(made[model.name])).createOrReplaceTempView(f"`{to_view(model.name)}`")
        _check(session, model)
    return made


def read_types(models: list[Model], inputs: list[Input]) -> Types:
    """Columns of each table with their DuckDB types, as it plans them: no row is read."""
    types: Types = {}
    with duckdb.connect() as engine:
        for source in inputs:
            bring(engine, source)
            types[source.name] = _describe(engine, f"from {source.name}")
        for model in models:
            schema, table = model.name.split(".", 1)
            types[model.name] = _describe(engine, model.sql)
            columns = ", ".join(f'"{name}" {kind}' for name, kind in types[model.name])
            engine.execute(f'create schema if not exists "{schema}"')
            engine.execute(f'create table "{schema}"."{table}" ({columns})')
    return types


def _describe(engine: duckdb.DuckDBPyConnection, query: str) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in engine.execute(f"describe {query}").fetchall()]


def bring_folds(session: SparkSession) -> None:
    """Declare what Spark lacks or does otherwise to letters, character by character as DuckDB does it."""
    with duckdb.connect() as engine:
        for fold, name in FOLDS.items():
            pairs = engine.execute(
                f"select chr(code), {fold}(chr(code)) as plie"  # noqa: S608 (our names)
                " from (select cast(unnest(range(1, 1114112)) as integer) as code)"
                " where code not between 55296 and 57343 and plie <> chr(code)"  # surrogates, no letters
                " order by length(plie) desc, code"  # `translate` removes what has no counterpart
            ).fetchall()
            given, folded = "".join(pair[0] for pair in pairs), "".join(pair[1] for pair in pairs)
            session.sql(
                f"create or replace temporary function {name}(texte string) returns string"
                f" return translate(texte, '{given}', '{folded}')"
            )


def _bring(session: SparkSession, source: Input, columns: list[tuple[str, str]]) -> None:
    shape = ", ".join(f"`{name}` {to_spark_type(kind)}" for name, kind in columns)
    if source.files:
        rows: DataFrame = session.read.schema(shape).parquet(*(str(file) for file in source.files))
    else:
        rows = session.createDataFrame([], shape)
    rows.createOrReplaceTempView(f"`{to_view(source.name)}`")


def _check(session: SparkSession, model: Model) -> None:
    faults = session.sql(to_spark_query(model.check)).take(SHOWN) if model.check else []
    if faults:
        shown = " ; ".join(str(tuple(row)) for row in faults)
        raise BuildRefused(
            f"La table {model.name} ne tient pas sa promesse : {shown}",
            advice="Regardez ces lignes et leur source ; les tables déjà écrites restent à leur place.",
        )
