"""Measures of the study: one query each over the tables of the open data, and the rows behind each value.

A measure is a file `sql/<code>.sql`. Its head says what it counts, in French:

    -- titre: Métropoles où le levier est repéré
    -- unite: métropoles
    -- cle: code du levier          (empty when the measure has one value)
    -- absent: 0                    (or « inconnu »: what a key without row is worth)

Its part named `lignes` gives the rows counted, with a column `cle`; its end gives `cle` and `valeur`, and may
give `couverture_pct` and `annee`. Tables are those of `/donnees/`, by their names, and nothing else: who has
downloaded the edition can run the same query and find the same figure.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from leviers.publication.etude.arbre import walk
from leviers.reference.tardif import Tardif

if TYPE_CHECKING:
    import sqlglot
else:
    sqlglot = Tardif("sqlglot")

SQL = Path(__file__).parent / "sql"
_HEAD = re.compile(r"^-- (titre|unite|cle|absent): ?(.*)$", re.MULTILINE)
UNKNOWN = "inconnu"


@dataclass(frozen=True)
class Definition:
    """What a measure counts; `absent` is what a key without row is worth, None when unknown."""

    code: str
    titre: str
    unite: str
    cle: str
    absent: float | None
    requete: str

    @property
    def tables(self) -> frozenset[str]:
        """Tables that it reads."""
        return _list_tables(self.requete)

    @property
    def requete_lignes(self) -> str:
        """The same query stopped at its rows, for one key ($cle)."""
        return _stop_at_rows(self.requete)


@dataclass(frozen=True)
class Mesure:
    """One value of a measure; None is unknown."""

    definition: Definition
    cle: str
    valeur: float | None
    couverture_pct: float | None = None
    annee: int | None = None

    @property
    def code(self) -> str:
        """Code of the measure."""
        return self.definition.code


class Mesures:
    """Measures over one set of tables; each query runs once."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        self._values: dict[str, dict[str, Mesure]] = {}

    def mesurer(self, code: str, cle: str = "") -> Mesure:
        """The value of a key; a key without row is worth what the measure says of the absent."""
        definition = load_definitions()[code]
        found = self.lister(code).get(cle)
        return found or Mesure(definition, cle, definition.absent)

    def lister(self, code: str) -> dict[str, Mesure]:
        """Every value of a measure by key, in the order of its query."""
        if code not in self._values:
            self._values[code] = self._run(load_definitions()[code])
        return self._values[code]

    def list_lignes(self, code: str, cle: str, *, limit: int) -> list[dict[str, Any]]:
        """The rows counted for one key, at most `limit`."""
        query = f"{load_definitions()[code].requete_lignes} limit {int(limit)}"
        return _as_rows(self.connection.execute(query, {"cle": cle}))

    def _run(self, definition: Definition) -> dict[str, Mesure]:
        found = {}
        for row in _as_rows(self.connection.execute(definition.requete)):
            cle = "" if row["cle"] is None else str(row["cle"])
            valeur, annee = row["valeur"], row.get("annee")
            found[cle] = Mesure(
                definition,
                cle,
                None if valeur is None else float(valeur),
                row.get("couverture_pct"),
                None if annee is None else int(annee),
            )
        return found


@cache
def load_definitions() -> dict[str, Definition]:
    """Every measure by code."""
    return {file.stem: _read(file) for file in sorted(SQL.glob("*.sql"))}


def _read(file: Path) -> Definition:
    text = file.read_text(encoding="utf-8")
    head = dict(_HEAD.findall(text))
    absent = head["absent"].strip()
    return Definition(
        file.stem,
        head["titre"].strip(),
        head["unite"].strip(),
        head.get("cle", "").strip(),
        None if absent == UNKNOWN else float(absent),
        text,
    )


@cache
def _list_tables(requete: str) -> frozenset[str]:
    """Read by DuckDB's own parser: forty of them cost less than loading another."""
    found = _parser().execute("select json_serialize_sql(cast(? as varchar))", [requete]).fetchone()
    nodes = list(walk(json.loads(found[0] if found else "{}")))
    parts = {part["key"] for node in nodes for part in node.get("cte_map", {}).get("map", ())}
    return frozenset(node["table_name"] for node in nodes if node.get("type") == "BASE_TABLE") - parts


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1})


@cache
def _stop_at_rows(requete: str) -> str:
    tree = sqlglot.parse_one(requete, read="duckdb")
    parts = tree.args.get("with_") or tree.args["with"]
    names = [part.alias for part in parts.expressions]
    kept = sqlglot.exp.With(expressions=parts.expressions[: names.index("lignes") + 1])
    return f"{kept.sql(dialect='duckdb', pretty=True)}\nselect * from lignes where cle = $cle"


def _as_rows(cursor: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
