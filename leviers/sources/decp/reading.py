"""Reading of one batch by SQL into one Parquet part a table, on a connection of its own."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from leviers.sources.decp.batches import Batch
from leviers.sources.decp.nested import as_line

HERE = Path(__file__).parent
MAIN = ("marches", "concessions")
TABLES = (*MAIN, "titulaires", "modifications", "sous_traitances")
MANDATORY = ("id", "acheteur", "objet", "montant", "dateNotification")
SQL = {name: (HERE / f"{name}.sql").read_text(encoding="utf-8") for name in ("brut", "identifiants", *TABLES)}
IDENTIFIANTS = "create temp table identifiants (texte varchar, siret varchar, siren varchar, raison varchar)"


@dataclass
class Read:
    """What one batch gave."""

    batch: Batch
    parts: dict[str, Path] = field(default_factory=dict)
    rejets: list[tuple[int, str, bytes]] = field(default_factory=list)
    repares: list[tuple[str, dict[str, Any]]] = field(default_factory=list)  # (reason, example)
    keys: Counter[str] = field(default_factory=Counter)


class Reader:
    """One connection that reads batches one after the other; it remembers the identifiers it checked."""

    def __init__(self, engine: duckdb.DuckDBPyConnection, work: Path) -> None:
        self._engine, self._work = engine, work
        engine.execute(IDENTIFIANTS)

    def read(self, batch: Batch) -> Read:
        """Read one batch; what SQL cannot read as it stands is repaired, or rejected with its reason."""
        read = Read(batch, rejets=list(batch.rejets))
        for name in ("fichier", "genre", "forme", "decalage"):
            self._set(name, getattr(batch, name))
        self._set("lot", str(batch.lot))
        self._engine.execute(f"create or replace temp table brut as {SQL['brut']}")
        self._repair(read)
        batch.lot.unlink()
        if batch.genre == "marche":
            columns = ", ".join(f"count({key})" for key in MANDATORY)
            sql = f"select count(*), {columns} from brut"  # noqa: S608 (names of this module)
            row = self._engine.execute(sql).fetchall()[0]
            read.keys.update(dict(zip(("contrats", *MANDATORY), row, strict=True)))
        self._engine.execute(f"insert into identifiants {SQL['identifiants']}")
        for table in TABLES:
            read.parts[table] = batch.lot.with_suffix(f".{table}")
            write_part(self._engine, SQL[table], read.parts[table])
        return read

    def _set(self, name: str, value: str | int) -> None:
        self._engine.execute(f"set variable {name} = $1", [value])

    def _repair(self, read: Read) -> None:
        """Bring back to the official shape what has another one; reject what nobody can read."""
        batch = read.batch
        unread = self._list_unread(batch)
        if not unread:
            return
        repaired = batch.lot.with_suffix(".repris")
        texts: dict[int, bytes] = {}
        with batch.lot.open("rb") as lines, repaired.open("wb") as sink:
            for rank, line in zip(batch.ranks, lines, strict=True):
                if rank in unread:
                    texts[rank] = line
                    sink.write(self._normalize(read, rank, line, well_formed=unread[rank]))
        self._engine.execute("delete from brut where _n is null or a_reprendre")
        self._set("lot", str(repaired))
        if repaired.stat().st_size:
            self._engine.execute(f"insert into brut {SQL['brut']}")
            self._engine.execute("delete from brut where _n is null")
        repaired.unlink()
        kept = self._list_ranks("select _n from brut")
        for rank in sorted(unread.keys() - kept):
            read.rejets.append((rank + batch.decalage, "json-illisible", texts[rank]))

    def _list_unread(self, batch: Batch) -> dict[int, bool]:
        """Ranks that need repair, and whether they are JSON at least."""
        odd = self._list_ranks("select _n from brut where a_reprendre and _n is not null")
        found = self._engine.execute("select _n from brut where _n is not null").fetchnumpy()["_n"]
        lost = np.setdiff1d(np.asarray(batch.ranks, dtype=np.int64), np.asarray(found)).tolist()
        return dict.fromkeys(lost, False) | dict.fromkeys(odd, True)

    def _list_ranks(self, sql: str) -> set[int]:
        return {row[0] for row in self._engine.execute(sql).fetchall()}

    def _normalize(self, read: Read, rank: int, line: bytes, *, well_formed: bool) -> bytes:
        try:
            contract, raison = _load(line)
        except (ValueError, RecursionError):
            return b""
        if not well_formed:
            place = {"fichier": read.batch.fichier, "ligne": rank + read.batch.decalage}
            read.repares.append((raison, place | {"valeur": str(contract.get("id"))[:200]}))
        return as_line(rank, contract)


def write_part(engine: duckdb.DuckDBPyConnection, sql: str, part: Path) -> None:
    """Write the rows of one query, their defects included, as one Parquet file."""
    target = str(part).replace("'", "''")
    engine.execute(f"copy ({sql}) to '{target}' (format parquet, compression snappy)")


def _load(line: bytes) -> tuple[dict[str, Any], str]:
    """Read one object as leniently as can be without guessing: control characters, NaN, cp1252."""
    try:
        text, raison = line.decode("utf-8"), "json-approximatif"
    except UnicodeDecodeError:
        text, raison = line.decode("cp1252", "replace"), "encodage-cp1252"
    return json.loads(text, strict=False, parse_constant=str), raison
