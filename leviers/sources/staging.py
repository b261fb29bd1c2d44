"""From raw files to typed Parquet: every row read is staged or rejected, every bad cell is counted.

`stage("subventions", raw, home)` reads one dated folder and writes
    home/staged/<source>/<table>.parquet    one file per table
    home/staged/<source>/rapport.json       the StageReport, written last: without it, nothing is there
    home/rejets/<source>.jsonl              rows that could not be kept, with file, line and reason
How a source is read is in `<source>/stage.py`, whose function `stage` receives a Staging.
"""

import importlib
import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TextIO

import duckdb

from leviers.errors import BuildRefused, NotReady, SourceUnreadable

HERE = Path(__file__).parent
MACROS = HERE / "macros"
EXAMPLES = 10
LONGEST_EXAMPLE = 200
LONGEST_REJECT = 500
MEMORY = "600MB"
REPORT = "rapport.json"
REFUSALS = (
    *(OSError, duckdb.IOException, duckdb.OutOfMemoryException),
    *(
        duckdb.TransactionException,
        duckdb.FatalException,
    ),  # a commit or a checkpoint that could not be written
)
"""What a disk or a memory that refuses may raise."""
WORDS = {
    "le disque est plein": ("No space left", "File too large", "Disk quota"),
    "accès refusé": ("Permission denied", "Read-only", "not permitted"),
    "la mémoire ne suffit pas": ("Out of Memory", "failed to allocate", "could not allocate"),
}
NOT_DATA = re.compile(r"receipt\.json|\..*|.*\.(part|tmp)")

SQL_COUNT = f"""
select defaut.colonne, defaut.raison, count(*) as nb,
       list_transform(
           min({{{{'rang': (fichier, ligne), 'valeur': defaut.valeur}}}}, {EXAMPLES}),
           lambda e: {{{{'fichier': e.rang[1], 'ligne': e.rang[2], 'valeur': e.valeur}}}}) as exemples
from (select fichier, ligne, unnest(defauts) as defaut from ({{}}) where len(defauts) > 0)
group by all order by 1, 2
"""  # noqa: S608


@dataclass
class StageReport:
    """What one staging did. `cellules` counts bad cells: {"table.colonne": {raison: {nb, exemples}}}.

    provenance  what the caller knows of the raw files: date of the delivery, digests
    """

    source: str
    tables: dict[str, int] = field(default_factory=dict)
    lignes_lues: int = 0
    lignes_rejetees: int = 0
    cellules: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    fichiers: dict[str, dict[str, Any]] = field(default_factory=dict)
    secondes: float = 0.0
    provenance: dict[str, str] = field(default_factory=dict)

    def count_cell(self, colonne: str, raison: str, *, nb: int = 1, exemples: Sequence[Any] = ()) -> None:
        """Add bad cells of one column and one reason; only the first ten examples are kept."""
        counted = self.cellules.setdefault(colonne, {}).setdefault(raison, {"nb": 0, "exemples": []})
        counted["nb"] += nb
        room = EXAMPLES - len(counted["exemples"])
        counted["exemples"] += list(exemples)[:room]

    def as_json(self) -> dict[str, Any]:
        """The report as plain values, ready for a JSON file."""
        return asdict(self)


def open_engine(work: Path, *, memory: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection that knows the macros of cells, spills into `work` and keeps the order of rows."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "temp_directory": str(work),
        "preserve_insertion_order": True,
    }
    engine = duckdb.connect(":memory:", config=settings)
    for file in sorted(MACROS.glob("*.sql")):
        engine.execute(file.read_text(encoding="utf-8"))
    return engine


class Staging:
    """One source being staged: its raw files, an engine with the macros, and where to put what was read."""

    def __init__(self, source: str, raw: Path, work: Path) -> None:
        self.source, self.raw, self.work = source, raw, work
        self.report = StageReport(source)
        self.engine = open_engine(work)
        self._rejets: TextIO = (work / "rejets.jsonl").open("w", encoding="utf-8")
        self._main: set[str] = set()

    def list_files(self) -> list[Path]:
        """Raw files in the order of their names, without receipt nor unfinished download."""
        files = sorted(
            path for path in self.raw.rglob("*") if path.is_file() and not NOT_DATA.fullmatch(path.name)
        )
        if not files:
            raise SourceUnreadable(
                source=self.source, fichier=self.raw.name, what="est un dossier sans aucun fichier de données"
            )
        return files

    def reject(self, fichier: str, ligne: int, raison: str, texte: str) -> None:
        """Set one row aside; it was read, so it counts among `lignes_lues`."""
        row = {"fichier": fichier, "ligne": ligne, "raison": raison, "texte": texte[:LONGEST_REJECT]}
        self._rejets.write(json.dumps(row, ensure_ascii=False) + "\n")
        self.report.lignes_rejetees += 1

    def write(
        self, table: str, sql: str, parameters: Sequence[Any] = (), *, main: bool = True, simple: bool = False
    ) -> int:
        """Write one table from a query giving `source, fichier, ligne, …, defauts`; count its defects.

        Shape   `defauts` is compter_defauts([defaut('colonne', lu.raison, brut), …]); it is not written
        main    whether a row of this table is a row read (False for titulaires, modifications…)
        simple  the query costs less to run twice than its result to keep in memory (huge, hardly touched)
        """
        ready = self.work / f"{table}.parquet"
        if simple:
            rows = self._copy(f"select * exclude (defauts) from ({sql})", ready, parameters)  # noqa: S608
            self._count(table, f"select fichier, ligne, defauts from ({sql})", parameters)  # noqa: S608
        else:
            self.engine.execute(f"create or replace temp table releve_type as {sql}", parameters)
            self._count(table, "select fichier, ligne, defauts from releve_type", ())
            rows = self._copy("select * exclude (defauts) from releve_type", ready, ())
            self.engine.execute("drop table releve_type")
        self.report.tables[table] = rows
        self._main |= {table} if main else set()
        return rows

    def _copy(self, sql: str, path: Path, parameters: Sequence[Any]) -> int:
        copy = f"copy ({sql}) to '{quote_text(path)}' (format parquet, compression zstd, compression_level 1)"
        return int(self.engine.execute(copy, parameters).fetchall()[0][0])

    def _count(self, table: str, sql: str, parameters: Sequence[Any]) -> None:
        for colonne, raison, nb, exemples in self.engine.execute(
            SQL_COUNT.format(sql), parameters
        ).fetchall():
            self.report.count_cell(f"{table}.{colonne}", raison, nb=nb, exemples=exemples)

    def __enter__(self) -> "Staging":
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.close()
        self._rejets.close()

    def close(self) -> StageReport:
        """Close the books: what was read is what was kept and what was rejected.

        Raises  BuildRefused when a row was lost on the way.
        """
        report = self.report
        kept = sum(rows for table, rows in report.tables.items() if table in self._main)
        if report.lignes_lues != kept + report.lignes_rejetees:
            raise BuildRefused(
                f"Source « {self.source} » : {report.lignes_lues} lignes lues, mais {kept} gardées et"
                f" {report.lignes_rejetees} rejetées.",
                advice="Une lecture perd des lignes sans le dire : ne publiez pas, corrigez stage.py.",
            )
        return report


def stage(
    source: str,
    raw_folder: Path,
    out_folder: Path,
    *,
    judge: Callable[[StageReport], None] = lambda _report: None,
    provenance: dict[str, str] | None = None,
) -> StageReport:
    """Stage one source from its raw folder into `out_folder` (LEVIERS_HOME), whole or not at all.

    judge   sees the report before anything is moved into place, and raises to refuse it
    Raises  SourceUnreadable, SourceChanged   the raw files are not what they should be
            BuildRefused                      a row was neither staged nor rejected
            NotReady                          disk full, or no right to write
    """
    started = time.monotonic()
    module = importlib.import_module(f"leviers.sources.{_known(source)}.stage")
    staged = out_folder / "staged" / source
    try:
        staged.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".work-", dir=staged) as work:
            with Staging(source, raw_folder, Path(work)) as staging:
                module.stage(staging)
                report = staging.close()
            report.provenance = provenance or {}
            judge(report)
            report.secondes = round(time.monotonic() - started, 3)
            _install(report, Path(work), out_folder)
    except (OSError, duckdb.Error) as error:
        if str(raw_folder) in str(error) or not isinstance(error, REFUSALS):
            raise _unreadable(source, raw_folder, error) from error
        raise NotReady(
            f"Source « {source} » : impossible d’écrire dans « {staged} » ({say_refusal(error)}).",
            advice="Libérez de la place ou donnez les droits d’écriture ; ce qui existait est intact.",
        ) from error
    return report


def _unreadable(source: str, raw: Path, error: Exception) -> SourceUnreadable:
    """The refusal of raw bytes that could not be read, by the name of their file when the error says it."""
    files = [path for path in raw.rglob("*") if not NOT_DATA.fullmatch(path.name)]
    named = [path.name for path in files if str(path) in str(error)] or [path.name for path in files]
    reason = "".join(sign for sign in _first_line(error)[:LONGEST_EXAMPLE] if sign.isprintable())
    return SourceUnreadable(
        source=source,
        fichier=named[0] if len(named) == 1 else raw.name,
        what=f"ne peut pas être lu : il est abîmé, ou refuse de s’ouvrir ({reason})",
    )


def _install(report: StageReport, work: Path, out_folder: Path) -> None:
    """Move finished files into place; the report goes last, so that a folder cut short has none."""
    staged, rejets = out_folder / "staged" / report.source, out_folder / "rejets"
    rejets.mkdir(parents=True, exist_ok=True)
    draft = work / REPORT
    draft.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=1), encoding="utf-8")
    (staged / REPORT).unlink(missing_ok=True)
    for stale in staged.glob("*.parquet"):
        if stale.stem not in report.tables:
            stale.unlink()
    for table in report.tables:
        os.replace(work / f"{table}.parquet", staged / f"{table}.parquet")
    shutil.move(work / "rejets.jsonl", rejets / f"{report.source}.jsonl")
    os.replace(draft, staged / REPORT)


def _known(source: str) -> str:
    """The name of a source that has a `stage.py` here."""
    if not re.fullmatch(r"[a-z_]+", source) or not (HERE / source / "stage.py").is_file():
        known = ", ".join(sorted(path.parent.name for path in HERE.glob("*/stage.py")))
        raise NotReady(f"Source inconnue « {source} ».", advice=f"Les sources connues sont : {known}.")
    return source


def quote_text(text: str | Path) -> str:
    """A path or a name inside quotes of an SQL text, where no parameter is taken (COPY, views)."""
    return str(text).replace("'", "''")


def say_refusal(error: Exception) -> str:
    """What the disk or the memory refused, in a few words; else the words of the system."""
    said = str(error)
    known = [word for word, signs in WORDS.items() if any(sign in said for sign in signs)]
    if isinstance(error, OSError):
        detail = error.strerror or said
        return f"{known[0]} : {detail}" if known else detail
    return known[0] if known else _first_line(error)


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0]
