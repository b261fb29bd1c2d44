"""A build: every model made in one new DuckDB file, checked, then swapped by one rename."""

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb

from leviers.errors import BuildRefused, NotReady
from leviers.warehouse.memory import read_peak_mb, reset_peak
from leviers.warehouse.plan import Model

CURRENT = "current"
LOCK = ".verrou"
MEMORY = (
    "3GB"  # half of the budget of a national build (architecture), the rest is for Python and file caches
)
NUMBER_LENGTH = 12
SHOWN = 5  # rows of a failed check that the message shows


@dataclass(frozen=True)
class Input:
    """A table that comes from outside: `schema.table`, and the Parquet files that hold its rows.

    empreinte  digest of what the files were made from, when known: huge files are then not read for it
    vide       the columns of an empty table, when no file was ever delivered
    """

    name: str
    files: tuple[Path, ...]
    empreinte: str = ""
    vide: str = ""

    def digest(self) -> str:
        """Digest of the content, names of files left out."""
        if self.empreinte or not self.files:
            return sha256(f"{self.empreinte}{self.vide}".encode()).hexdigest()
        total = sha256()
        for file in self.files:
            with file.open("rb") as stream:
                total.update(_digest_stream(stream).digest())
        return total.hexdigest()


@dataclass
class Step:
    """How one table went; `origine` says whether it was computed or taken from the former build."""

    table: str
    lignes: int
    secondes: float
    origine: str
    memoire_mo: int = 0


@dataclass
class Report:
    """What a build did; `est_nouveau` is false when the same inputs and models had been built already."""

    numero: str
    est_nouveau: bool
    etapes: list[Step] = field(default_factory=list)
    precedent: str = ""

    def as_json(self) -> dict[str, Any]:
        """The report in plain values."""
        return asdict(self)


Finish = Callable[[duckdb.DuckDBPyConnection, Path | None], None]
"""Last look before the swap: the open build, and the file of the one in force. Raises to refuse."""

Watch = Callable[[str], None]
"""Told the name of each table as its turn comes."""


def build(
    home: Path,
    models: list[Model],
    inputs: list[Input],
    *,
    finish: Finish = lambda _connection, _former: None,
    watch: Watch = lambda _table: None,
) -> Report:
    """Make the build that these inputs and models give, and make it the current one.

    Shape   staged Parquet + SQL models in order -> builds/<number>.duckdb, then `builds/current`
    Number  twelve hexadecimal digits of the digest of every input and model: same inputs, same number
    Raises  BuildRefused when a check returns rows or `finish` refuses; NotReady when another build runs or
            the disk refuses
    """
    folder = home / "builds"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(folder, error) from error
    with alone(folder):
        _sweep(folder)
        digests = digest_tables(models, inputs)
        number = sha256("\n".join(f"{name} {digests[name]}" for name in sorted(digests)).encode()).hexdigest()
        number = number[:NUMBER_LENGTH]
        target = folder / f"{number}.duckdb"
        former = find_current(home)
        report = Report(number, est_nouveau=not target.exists(), precedent=former.stem if former else "")
        if report.est_nouveau:
            draft = folder / f".{number}.{os.getpid()}"
            try:
                report.etapes = _make(
                    draft, models, inputs, digests, former=former, finish=finish, watch=watch
                )
                draft.replace(target)
            except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
                raise _cannot_write(folder, error) from error
            finally:
                _sweep(folder)
        _swap(folder, target)
    return report


def _sweep(folder: Path) -> None:
    """Remove what a build left unfinished; the lock says that no other one is under way."""
    for leftover in folder.glob(".*"):
        if leftover.name != LOCK and not leftover.is_dir():
            leftover.unlink()
        elif leftover.is_dir():
            shutil.rmtree(leftover)


def find_current(home: Path) -> Path | None:
    """File of the build in force, or nothing before the first one."""
    link = home / "builds" / CURRENT
    return link.resolve() if link.exists() else None


def digest_tables(models: list[Model], inputs: list[Input]) -> dict[str, str]:
    """Digest of each table: its own text and the digests of what it reads.

    Raises  BuildRefused when a model reads a table that nothing brings
    """
    digests = {source.name: source.digest() for source in inputs}
    for model in models:
        missing = model.reads - digests.keys()
        if missing:
            raise BuildRefused(
                f"{model.name} lit {', '.join(sorted(missing))}, que rien n’apporte.",
                advice="Lancez « leviers fetch », ou retirez cette lecture.",
            )
        read = [digests[name] for name in sorted(model.reads)]
        digests[model.name] = sha256("\n".join([model.digest, *read]).encode()).hexdigest()
    return digests


def open_engine(file: Path | str, *, spill: Path) -> duckdb.DuckDBPyConnection:
    """A connection that makes tables within the memory budget, and spills the rest beside the build."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "threads": 2,
        "memory_limit": MEMORY,
        "temp_directory": str(spill),
        "preserve_insertion_order": True,
    }
    return duckdb.connect(str(file), config=settings)


def _make(
    draft: Path,
    models: list[Model],
    inputs: list[Input],
    digests: dict[str, str],
    *,
    former: Path | None,
    finish: Finish,
    watch: Watch,
) -> list[Step]:
    with open_engine(draft, spill=draft.with_name(f"{draft.name}.debord")) as connection:
        connection.execute("create schema meta")
        connection.execute("create table meta.tables (nom varchar, empreinte varchar, lignes bigint)")
        known = _attach_former(connection, former)
        for source in inputs:
            bring(connection, source)
        steps = []
        for model in models:
            watch(model.name)
            reset_peak()
            start = perf_counter()
            kept = known.get(model.name) == digests[model.name]
            rows = _make_table(connection, model, kept=kept)
            connection.execute(
                "insert into meta.tables values (?, ?, ?)", [model.name, digests[model.name], rows]
            )
            _check(connection, model)
            origin = "repris" if kept else "calculé"
            seconds = round(perf_counter() - start, 3)
            steps.append(Step(model.name, rows, seconds, origin, read_peak_mb()))
        finish(connection, former)
        for source in inputs:
            connection.execute(f"drop view {_quote(source.name)}")
        for schema in sorted({source.name.split(".")[0] for source in inputs}):
            connection.execute(f"drop schema {_quote(schema)}")
        if former:
            connection.execute("detach former")
        connection.execute("checkpoint")
    return steps


def _attach_former(connection: duckdb.DuckDBPyConnection, former: Path | None) -> dict[str, str]:
    if former is None:
        return {}
    connection.execute(f"attach '{str(former).replace(chr(39), chr(39) * 2)}' as former (read_only)")
    return dict(connection.execute("select nom, empreinte from former.meta.tables").fetchall())


def bring(connection: duckdb.DuckDBPyConnection, source: Input) -> None:
    """Show the files of an input as a view of its name, missing columns null."""
    connection.execute(f"create schema if not exists {_quote(source.name.split('.')[0])}")
    if not source.files:
        columns = ", ".join(f"null::{kind} as {name}" for name, kind in _split_columns(source.vide))
        connection.execute(f"create view {_quote(source.name)} as select {columns} where false")
        return
    files = ", ".join("'" + str(file).replace("'", "''") + "'" for file in source.files)
    connection.execute(
        f"create view {_quote(source.name)} as select * from read_parquet([{files}], union_by_name = true)"  # noqa: S608
    )


def _split_columns(text: str) -> list[tuple[str, str]]:
    """« siren varchar, montant_eur decimal(18,2) » as pairs of a name and a type."""
    return [
        (name, kind)
        for name, kind in (column.strip().split(" ", 1) for column in re.split(r",(?![0-9])", text))
    ]


def _make_table(connection: duckdb.DuckDBPyConnection, model: Model, *, kept: bool) -> int:
    name = _quote(model.name)
    connection.execute(f"create schema if not exists {_quote(model.name.split('.')[0])}")
    query = f"select * from former.{name}" if kept else model.sql.rstrip().rstrip(";")  # noqa: S608 (our names)
    try:
        connection.execute(f"create table {name} as {query}").fetchall()
    except (duckdb.IOException, duckdb.OutOfMemoryException):
        raise
    except duckdb.Error as error:
        raise BuildRefused(
            f"La table {model.name} n’a pas pu être calculée : {error}",
            advice="Corrigez sa requête ; le build en place n’a pas bougé.",
        ) from error
    row = connection.execute(f"select count(*) from {name}").fetchone()  # noqa: S608
    return int(row[0]) if row else 0


def _check(connection: duckdb.DuckDBPyConnection, model: Model) -> None:
    if not model.check:
        return
    faults = connection.execute(model.check).fetchmany(SHOWN)
    if faults:
        shown = " ; ".join(str(row) for row in faults)
        raise BuildRefused(
            f"La table {model.name} ne tient pas sa promesse : {shown}",
            advice="Regardez ces lignes et leur source ; le build en place n’a pas bougé.",
        )


def _swap(folder: Path, target: Path) -> None:
    link = folder / f".{CURRENT}.{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(target.name)
    link.replace(folder / CURRENT)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One build at a time; the lock is given back even by a process that is killed."""
    with (folder / LOCK).open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NotReady(
                "Un autre build est en cours.", advice="Attendez qu’il finisse, puis relancez."
            ) from error
        yield


def _cannot_write(folder: Path, error: Exception) -> NotReady:
    return NotReady(
        f"Le build n’a pas pu être écrit dans « {folder} » ({error}).",
        advice="Vérifiez la place et les droits ; le build en place n’a pas bougé.",
    )


def _quote(name: str) -> str:
    return ".".join(f'"{part}"' for part in name.split("."))


def _digest_stream(stream: Any) -> Any:
    digest = sha256()
    while block := stream.read(1 << 20):
        digest.update(block)
    return digest
