"""Reading of one batch by SQL into the staged tables."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from leviers.sources.decp.batches import Batch
from leviers.sources.decp.nested import as_line

HERE = Path(__file__).parent
MAIN = ("marches", "concessions")
TABLES = (*MAIN, "titulaires", "modifications", "sous_traitances")
MANDATORY = ("id", "acheteur", "objet", "montant", "dateNotification")
SQL = {name: (HERE / f"{name}.sql").read_text(encoding="utf-8") for name in ("brut", *TABLES)}
LOT = "attach if not exists ':memory:' as lot (row_group_size 20480)"  # as many tasks for two threads
SQL_GAPS = "select rang from range(?, ?) as r (rang) anti join lot.brut on _n = rang"


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
        self._engine.execute(f"create or replace table lot.brut as {SQL['brut']}")
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
        """Add to each table what lot.brut holds."""
        for table in TABLES:
            verb = "insert into {}" if table in self.tables else "create table {} as"
            self._engine.execute(f"{verb.format(f'lot.{table}')} {SQL[table]}")
            self.tables.add(table)

    def _set(self, name: str, value: str | int) -> None:
        self._engine.execute(f"set variable {name} = $1", [value])

    def _repair(self, read: Read) -> None:
        """Bring back to the official shape what has another one; reject what nobody can read."""
        batch = read.batch
        unread = self._list_unread(batch)
        if not unread:
            return
        repaired = batch.lot.with_suffix(".repris")
        texts = dict(batch.read_lines(unread))
        with repaired.open("wb") as sink:
            for rank, line in texts.items():
                sink.write(self._normalize(read, rank, line, well_formed=unread[rank]))
        self._engine.execute("delete from lot.brut where _n is null or a_reprendre")
        self._set("lot", str(repaired))
        if repaired.stat().st_size:
            self._engine.execute(f"insert into lot.brut {SQL['brut']}")
            self._engine.execute("delete from lot.brut where _n is null")
        repaired.unlink()
        kept = self._list_ranks("select _n from lot.brut where _n in (select unnest(?))", [list(texts)])
        for rank in sorted(unread.keys() - kept):
            read.rejets.append((rank + batch.decalage, "json-illisible", texts[rank]))

    def _list_unread(self, batch: Batch) -> dict[int, bool]:
        """Ranks that need repair, and whether they are JSON at least."""
        odd = dict.fromkeys(
            self._list_ranks("select _n from lot.brut where a_reprendre and _n is not null"), True
        )
        nb = self._engine.execute("select count(_n) from lot.brut").fetchall()[0][0]
        if nb == len(batch.ranks):
            return odd
        gaps = self._list_ranks(SQL_GAPS, [batch.ranks[0], batch.ranks[-1] + 1])
        return dict.fromkeys(gaps.intersection(batch.ranks), False) | odd

    def _list_ranks(self, sql: str, given: Sequence[Any] = ()) -> set[int]:
        return {row[0] for row in self._engine.execute(sql, given).fetchall()}

    def _normalize(self, read: Read, rank: int, line: bytes, *, well_formed: bool) -> bytes:
        try:
            contract, raison = _load(line)
        except (ValueError, RecursionError):
            return b""
        if not well_formed:
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
