"""Tables of the open data made of a few rows, as the dictionary types them."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb

from leviers.publication.donnees.dictionnaire import load_dictionnaire
from leviers.publication.etude.blocs import Liste, Paragraphe, Portrait, Tableau, Titre
from leviers.publication.etude.contexte import Contexte, Edition, Redaction
from leviers.publication.etude.mesures import Mesures
from leviers.publication.etude.texte import Renvoi, lire

EDITION = Edition("courante", date(2026, 11, 27), est_brouillon=True)
Rows = Iterable[Mapping[str, Any]]


def open_mini(schema: str = "donnees") -> duckdb.DuckDBPyConnection:
    """An empty store whose tables stand where the study looks for them."""
    connection = duckdb.connect(config={"threads": 1})
    connection.execute(f"create schema memory.{schema}")
    connection.execute(f"use memory.{schema}")
    return connection


def fill(connection: duckdb.DuckDBPyConnection, code: str, rows: Rows = ()) -> None:
    """One table: columns of the dictionary, unknown where a row says nothing."""
    colonnes = load_dictionnaire()[code].colonnes
    names = ", ".join(f'"{one.nom}" {one.sql}' for one in colonnes)
    connection.execute(f'create or replace table "{code}" ({names})')
    for row in rows:
        assert not set(row) - {one.nom for one in colonnes}, row
        marks = ", ".join("?" for _ in row)
        columns = ", ".join(f'"{name}"' for name in row)
        connection.execute(f'insert into "{code}" ({columns}) values ({marks})', [*row.values()])


def write_tables(folder: Path, **tables: Rows) -> Path:
    """The same tables as the Parquet files of an edition."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = open_mini()
    for code, rows in tables.items():
        fill(connection, code, rows)
        connection.execute(f"copy \"{code}\" to '{folder / code}.parquet' (format parquet)")
    return folder


def make_page(connection: duckdb.DuckDBPyConnection) -> Redaction:
    """A chapter over these tables, with open data, and nothing of the catalogue."""
    etat: Any = SimpleNamespace(
        build=object(), demarches=(), catalogue=SimpleNamespace(demarches={}, reperes=())
    )
    return Contexte(etat, Mesures(connection), EDITION).chapitre("portrait-essai", "Essai", genre="portrait")


def read_blocs(blocs: Iterable[Any]) -> str:
    """What is read, a line a block; numbers of sources left out, narrow spaces made plain."""
    lines: list[str] = []
    for bloc in blocs:
        match bloc:
            case Titre() | Paragraphe():
                lines.append(lire(bloc.texte))
            case Liste():
                lines += map(lire, bloc.items)
            case Tableau():
                lines += [" | ".join(map(lire, row)) for row in bloc.lignes]
            case Portrait():
                lines += [lire(bloc.identite), *(f"{lire(a)} {lire(b)}" for a, b in bloc.chiffres.items)]
                lines += [f"{champ} {lire(nb)} {lire(names)}" for champ, nb, names in bloc.champs]
                lines.append(read_blocs(bloc.blocs))
    return "\n".join(lines).replace("\u00a0", " ").replace("\u202f", " ")


def list_cited(value: Any) -> set[int]:
    """Numbers of sources said anywhere in blocks."""
    if isinstance(value, Renvoi):
        return set(value.numeros)
    if isinstance(value, tuple | list):
        return set[int]().union(*map(list_cited, value))
    if hasattr(value, "__dataclass_fields__"):
        return list_cited([getattr(value, name) for name in value.__dataclass_fields__])
    return set()
