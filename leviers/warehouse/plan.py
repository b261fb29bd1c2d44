"""The models: SQL files, in the order that their own words ask for."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from duckdb import DuckDBPyConnection

from leviers.errors import BuildRefused
from leviers.reference.tardif import Tardif

if TYPE_CHECKING:
    import sqlglot
else:
    sqlglot = Tardif("sqlglot")

SCHEMAS = ("facts", "indicators")
MADE = (*SCHEMAS, "labels", "lists")
_INDEX = re.compile(r"^-- index +(\w+)$", re.M)


@dataclass(frozen=True)
class Model:
    """One table: its SQL, what it reads, and the query that must return no row (may be missing).

    prepare  what SQL cannot say: leaves temporary tables that the query reads
    """

    name: str
    sql: str
    reads: frozenset[str]
    check: str
    prepare: Callable[[DuckDBPyConnection], None] | None = None

    @property
    def index(self) -> str:
        """The column by which one row is looked up, told by the header; most tables have none."""
        said = _INDEX.search(self.sql)
        return said[1] if said else ""

    @property
    def digest(self) -> str:
        """Digest of the text that makes and checks the table."""
        return sha256(f"{self.sql}\n--\n{self.check}".encode()).hexdigest()


def read_models(folder: Path) -> list[Model]:
    """Models of a folder, each after those it reads.

    Shape   <schema>/<table>.sql, with <table>.check.sql beside it -> Model `schema.table`
    Raises  BuildRefused on SQL that cannot be read, on a table that no model makes, on a circle
    """
    return sort_models(model for schema in SCHEMAS for model in read_folder(folder / schema))


def read_folder(folder: Path) -> list[Model]:
    """Models of one schema, named after its folder, by name."""
    files = (file for file in sorted(folder.glob("*.sql")) if not file.name.endswith(".check.sql"))
    return [_read_model(file) for file in files]


def sort_models(models: Iterable[Model]) -> list[Model]:
    """The same models, each after those it reads; equal ranks by name, so that the order never varies.

    Raises  BuildRefused when two models read each other, or when a table is made by none
    """
    by_name = {model.name: model for model in models}
    graph: dict[str, set[str]] = {}
    for name, model in sorted(by_name.items()):
        wanted = {table for table in model.reads if table.split(".")[0] in MADE}
        unknown = wanted - by_name.keys()
        if unknown:
            raise BuildRefused(
                f"{name} lit {', '.join(sorted(unknown))}, qu’aucun modèle ne fait.",
                advice="Ajoutez le fichier SQL de cette table, ou corrigez son nom.",
            )
        graph[name] = wanted
    try:
        return [by_name[name] for name in _walk(graph)]
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise BuildRefused(
            f"Des modèles se lisent en rond : {circle}.", advice="Rompez le cercle."
        ) from error


def _walk(graph: dict[str, set[str]]) -> list[str]:
    sorter = TopologicalSorter(graph)
    sorter.prepare()
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += ready
        sorter.done(*ready)
    return order


def _read_model(file: Path) -> Model:
    sql = file.read_text(encoding="utf-8")
    check = file.with_suffix(".check.sql")
    return Model(
        name=f"{file.parent.name}.{file.stem}",
        sql=sql,
        reads=find_reads(sql, file.name),
        check=check.read_text(encoding="utf-8") if check.exists() else "",
    )


@cache
def find_reads(sql: str, name: str) -> frozenset[str]:
    """Tables that a query reads, as `schema.table`; its own `with` names do not count.

    Raises  BuildRefused when the text is not one readable query
    """
    try:
        statements = sqlglot.parse(sql, read="duckdb")
    except sqlglot.ParseError as error:
        raise BuildRefused(
            f"{name} n’est pas du SQL lisible : {error}", advice="Corrigez la requête."
        ) from error
    queries = [statement for statement in statements if statement is not None]
    if len(queries) != 1:
        raise BuildRefused(
            f"{name} contient {len(queries)} requêtes.", advice="Écrivez une requête par fichier."
        )
    return frozenset(
        f"{table.db}.{table.name}" for table in queries[0].find_all(sqlglot.exp.Table) if table.db
    )
