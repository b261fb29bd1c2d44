"""Reading of one batch by SQL into the staged tables."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from leviers.errors import BuildRefused
from leviers.sources.decp.batches import Batch
from leviers.sources.decp.nested import as_line

HERE = Path(__file__).parent
MAIN = ("marches", "concessions")
TABLES = (*MAIN, "titulaires", "modifications", "sous_traitances")
MANDATORY = ("id", "acheteur", "objet", "montant", "dateNotification")
SQL = {name: (HERE / f"{name}.sql").read_text(encoding="utf-8") for name in ("brut", *TABLES)}
LOT = "attach if not exists ':memory:' as lot (row_group_size 61440)"  # as many tasks for two threads
SHORTEST_BUFFER = 2 << 20  # DuckDB reads twice that at once: small enough to stay in the cache of a core
SEEN = ("id", "uid", "nature", "objet", "montant", "dateNotification", "titulaires", "concessionnaires")
SQL_UNREAD = (
    f"select rowid, {' or '.join(f'{name} is not null' for name in SEEN)} from lot.brut where a_reprendre"  # noqa: S608
)
SQL_CONTRATS = """create or replace temp view contrats as
    select *, coalesce(_n, rowid + getvariable('premier')) + getvariable('decalage') as ligne from lot.brut"""


@dataclass
class Read:
    """What one batch gave, besides the rows added to the tables."""

    batch: Batch
    rejets: list[tuple[int, str, bytes]] = field(default_factory=list)
    repares: list[tuple[str, dict[str, Any]]] = field(default_factory=list)  # (reason, example)
    keys: Counter[str] = field(default_factory=Counter)


class Reader:
    """Reads batches one after the other into the tables lot.marches, lot.titulaires…, defects included."""

    def __init__(self, engine: duckdb.DuckDBPyConnection) -> None:
        self._engine = engine
        self.tables: set[str] = set()
        engine.execute(LOT)

    def read(self, batch: Batch) -> Read:
        """Read one batch; what SQL cannot read as it stands is repaired, or rejected with its reason."""
        read = Read(batch, rejets=list(batch.rejets))
        for name in ("fichier", "genre", "forme", "decalage"):
            self._set(name, getattr(batch, name))
        self._set("lot", str(batch.lot))
        self._set("premier", batch.ranks[0] if batch.ranks else 1)
        self._set("longueur", max(2 * batch.longest, SHORTEST_BUFFER))
        self._engine.execute(f"create or replace table lot.brut as {SQL['brut']}")
        self._engine.execute(SQL_CONTRATS)
        self._repair(read)
        batch.lot.unlink()
        if batch.genre == "marche":
            columns = ", ".join(f"count({key})" for key in MANDATORY)
            sql = f"select count(*), {columns} from lot.brut"  # noqa: S608 (names of this module)
            row = self._engine.execute(sql).fetchall()[0]
            read.keys.update(dict(zip(("contrats", *MANDATORY), row, strict=True)))
        self.add_rows()
        return read

    def add_rows(self) -> None:
        """Add to each table what the view `contrats` holds."""
        concessions = self._engine.execute("select count(*) from contrats where est_concession").fetchall()[
            0
        ][0]
        for table in TABLES:
            if table not in self.tables:
                self._engine.execute(f"create table lot.{table} as {SQL[table]}")
                self.tables.add(table)
            elif table != "concessions" or concessions:  # planning a query for no row costs as much as many
                self._engine.execute(f"insert into lot.{table} {SQL[table]}")

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
        with repaired.open("wb") as sink:
            for place, line in batch.read_lines(unread):
                rank = batch.ranks[place]
                texts[rank] = line
                sink.write(self._normalize(read, rank, line, seen=unread[place]))
        self._engine.execute("delete from lot.brut where a_reprendre")
        self._set("lot", str(repaired))
        kept: set[int] = set()
        if nb := repaired.stat().st_size:
            self._set("longueur", max(nb, SHORTEST_BUFFER))
            self._engine.execute(f"insert into lot.brut {SQL['brut']}")
            added = [len(batch.ranks)]
            self._engine.execute("delete from lot.brut where rowid >= ? and _n is null", added)
            found = self._engine.execute("select _n from lot.brut where rowid >= ?", added).fetchall()
            kept = {row[0] for row in found}
        repaired.unlink()
        for rank in sorted(texts.keys() - kept):
            read.rejets.append((rank + batch.decalage, "json-illisible", texts[rank]))

    def _list_unread(self, batch: Batch) -> dict[int, bool]:
        """Places of the lines that need repair, and whether something was seen there at least."""
        nb = self._engine.execute("select count(*) from lot.brut").fetchall()[0][0]
        if nb != len(batch.ranks):
            raise BuildRefused(
                f"« {batch.fichier} » : {len(batch.ranks)} contrats découpés, {nb} lus.",
                advice="Leurs rangs ne sont plus sûrs : ne publiez pas, corrigez decp/reading.py.",
            )
        return dict(self._engine.execute(SQL_UNREAD).fetchall())

    def _normalize(self, read: Read, rank: int, line: bytes, *, seen: bool) -> bytes:
        try:
            contract, raison = _load(line)
        except (ValueError, RecursionError):
            return b""
        if not seen and any(contract.get(name) is not None for name in SEEN):
            place = {"fichier": read.batch.fichier, "ligne": rank + read.batch.decalage}
            read.repares.append((raison, place | {"valeur": str(contract.get("id"))[:200]}))
        return as_line(rank, contract)


def _load(line: bytes) -> tuple[dict[str, Any], str]:
    """Read one object as leniently as can be without guessing: control characters, NaN, cp1252."""
    try:
        text, raison = line.decode("utf-8"), "json-approximatif"
    except UnicodeDecodeError:
        text, raison = line.decode("cp1252", "replace"), "encodage-cp1252"
    return json.loads(text, strict=False, parse_constant=str), raison
