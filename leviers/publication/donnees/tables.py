"""The tables of a bundle, typed as the dictionary says, ready to be read in the order of their key."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from leviers.evidence.persons import is_person
from leviers.publication.donnees.dictionnaire import BUILD, Colonne, Table, load_dictionnaire
from leviers.publication.donnees.etat import Etat, name_site
from leviers.publication.donnees.lignes import list_lignes, list_preuves
from leviers.sources.catalogue import load_sources
from leviers.warehouse.read import quote

SQL = Path(__file__).with_name("sql")
SEPARATOR = " | "
_AVIS = ("fait_genre", "fait_id", "levier", "etat")
_SOURCES = ("code", "titre", "editeur", "page")


@dataclass(frozen=True)
class Tables:
    """Tables made and not yet written; `connection` lives as long as `open_tables`."""

    connection: duckdb.DuckDBPyConnection
    codes: tuple[str, ...]
    has_build: bool

    def select(self, code: str, columns: str = "") -> str:
        """The query of one table: columns of the dictionary, or those given, rows in the order of the key."""
        table = load_dictionnaire()[code]
        order = ", ".join(f'ligne."{nom}" nulls first' for nom in table.cle)
        columns = columns or _list_names(table)
        return f'select {columns} from memory.donnees."{code}" as ligne order by {order}'  # noqa: S608

    def count(self, code: str) -> int:
        """How many rows a table has."""
        return int(self._read_one(f'select count(*) from memory.donnees."{code}"')[0])  # noqa: S608

    def find_years(self, code: str) -> tuple[int, int] | None:
        """First and last year that its rows say; None when they say none."""
        if "annee" not in load_dictionnaire()[code].noms:
            return None
        first, last = self._read_one(f'select min(annee), max(annee) from memory.donnees."{code}"')  # noqa: S608
        return None if first is None else (int(first), int(last))

    def read(self, code: str) -> Iterator[dict[str, Any]]:
        """Rows of one table as mappings, in order."""
        names = load_dictionnaire()[code].noms
        for row in self.connection.execute(self.select(code)).fetchall():
            yield dict(zip(names, row, strict=True))

    def _read_one(self, query: str) -> Any:
        return self.connection.execute(query).fetchone()


@contextmanager
def open_tables(etat: Etat, codes: Iterable[str] = (), *, kept: Path | None = None) -> Iterator[Tables]:
    """Make tables from what is published: all that the state allows, or those named.

    kept    folder of the bundle of this very state: its Parquet files are read, nothing is made again

    Shape   catalogue and build -> one typed table for each code of the dictionary
    Order   one thread: the same state always gives the same bytes
    """
    chosen = list_codes(etat)
    wanted = tuple(code for code in chosen if code in set(codes or chosen))
    config: dict[str, Any] = {"threads": 1, "memory_limit": "1GB"}
    with duckdb.connect(config=config) as connection, TemporaryDirectory(prefix="leviers-donnees-") as folder:
        connection.execute("create schema memory.donnees")
        if kept:
            for code in wanted:
                _read_kept(connection, code, kept)
        else:
            _prepare(connection, etat, Path(folder))
            for code in wanted:
                _make(connection, etat, code, Path(folder))
        yield Tables(connection, wanted, etat.build is not None)


def list_codes(etat: Etat) -> tuple[str, ...]:
    """Tables that a state has: those of the build are absent while there is none."""
    return tuple(code for code, table in load_dictionnaire().items() if etat.build or table.origine != BUILD)


def is_open(licence: str) -> bool:
    """Whether a list may be given again: an open licence, said without reserve by its publisher."""
    return licence.startswith("Licence Ouverte") and "vérifier" not in licence


def read_sql(code: str) -> str:
    """The query of one table of the build."""
    return (SQL / f"{code}.sql").read_text(encoding="utf-8")


def _prepare(connection: duckdb.DuckDBPyConnection, etat: Etat, folder: Path) -> None:
    """What queries read beside the build: opinions, sources, the rule of natural persons."""
    connection.execute("set variable site = ?", [name_site()])
    kinds: Any = ["VARCHAR", "VARCHAR", "VARCHAR"]
    nulls: Any = "special"  # an unknown name is asked about too
    connection.create_function("is_person", is_person, kinds, "BOOLEAN", null_handling=nulls)
    _load(
        connection, "temp.places", {"siren": "VARCHAR"}, [{"siren": one} for one in etat.territoires], folder
    )
    avis = [dict(zip(_AVIS, (*key, one.etat), strict=True)) for key, one in etat.avis.avis.items()]
    _load(connection, "temp.avis", dict.fromkeys(_AVIS, "VARCHAR"), avis, folder)
    sources = [
        {name: getattr(one, name) for name in _SOURCES} | {"est_ouverte": is_open(one.licence)}
        for one in load_sources().values()
    ]
    columns = dict.fromkeys(_SOURCES, "VARCHAR") | {"est_ouverte": "BOOLEAN"}
    _load(connection, "temp.sources", columns, sources, folder)
    if etat.build:
        connection.execute(f"attach '{quote(etat.build.file)}' as build (read_only)")
        connection.execute("use build")


def _read_kept(connection: duckdb.DuckDBPyConnection, code: str, kept: Path) -> None:
    file = quote(kept / f"{code}.parquet")
    connection.execute(f"create view memory.donnees.\"{code}\" as from read_parquet('{file}')")


def _make(connection: duckdb.DuckDBPyConnection, etat: Etat, code: str, folder: Path) -> None:
    table = load_dictionnaire()[code]
    columns = ", ".join(_cast(colonne) for colonne in table.colonnes)
    if table.origine == BUILD:
        connection.execute(
            f'create table memory.donnees."{code}" as select {columns} from ({read_sql(code)})'  # noqa: S608
        )
        return
    lignes = (
        list_lignes(code, etat) if code != "preuves" else list_preuves(etat, _read_actes(connection, etat))
    )
    _load(connection, "temp.lignes", {one.nom: one.sql for one in table.colonnes}, lignes, folder)
    connection.execute(f'create table memory.donnees."{code}" as select {columns} from temp.lignes')  # noqa: S608
    connection.execute("drop table temp.lignes")


def _read_actes(connection: duckdb.DuckDBPyConnection, etat: Etat) -> list[dict[str, Any]]:
    if not etat.build:
        return []
    found = connection.execute(read_sql("preuves"))
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _load(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: Mapping[str, str],
    rows: Iterable[dict[str, Any]],
    folder: Path,
) -> None:
    """A temporary table from rows in memory: lines of JSON are read a hundred times faster than inserts."""
    file = folder / "lignes.jsonl"
    with file.open("w", encoding="utf-8") as stream:
        for row in rows:
            stream.write(json.dumps({nom: _plain(row[nom]) for nom in columns}, ensure_ascii=False) + "\n")
    kinds = ", ".join(f"'{nom}': '{kind}'" for nom, kind in columns.items())
    connection.execute(
        f"create temp table {name.removeprefix('temp.')} as select * from read_json('{quote(file)}', "  # noqa: S608
        f"format = 'newline_delimited', columns = {{{kinds}}}, maximum_object_size = 67108864)"
    )


def _plain(value: Any) -> Any:
    return SEPARATOR.join(map(str, value)) if isinstance(value, list | tuple) else value


def _cast(colonne: Colonne) -> str:
    """A cell in its type; an empty text is unknown, as everywhere."""
    if colonne.sql == "VARCHAR":
        return f'nullif(cast("{colonne.nom}" as varchar), \'\') as "{colonne.nom}"'
    return f'cast("{colonne.nom}" as {colonne.sql}) as "{colonne.nom}"'


def _list_names(table: Table) -> str:
    return ", ".join(f'"{nom}"' for nom in table.noms)
