"""A build: every model made in one new DuckDB file, checked, then swapped by one rename."""

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb

from leviers.errors import BuildRefused, NotReady
from leviers.sources.staging import REFUSALS, say_refusal
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
    """What a build did; `est_nouveau` is false when the same inputs and models had been built already.

    illisible  the build that was in force, or that had this number, when its file cannot be read any more
    """

    numero: str
    est_nouveau: bool
    etapes: list[Step] = field(default_factory=list)
    precedent: str = ""
    illisible: str = ""


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
    with alone(folder), saying_refusals_of_disk(folder):
        _sweep(folder)
        digests = digest_tables(models, inputs)
        number = sha256("\n".join(f"{name} {digests[name]}" for name in sorted(digests)).encode()).hexdigest()
        number = number[:NUMBER_LENGTH]
        target = folder / f"{number}.duckdb"
        current = find_current(home)
        former = current if current and is_build(current) else None
        report = Report(number, est_nouveau=not is_build(target), precedent=former.stem if former else "")
        if current and not former:
            report.illisible = current.stem
        if report.est_nouveau:
            make = partial(_draft, target, models, inputs, digests, finish=finish, watch=watch)
            try:
                report.etapes = make(former=former)
            except (OSError, duckdb.Error):
                if former is None or _is_whole(former):
                    raise
                report.illisible, report.precedent = former.stem, ""
                report.etapes = make(former=None)
        _swap(folder, target)
    return report


def is_build(file: Path) -> bool:
    """Whether a file is there, opens and says which tables it holds."""
    if not file.exists():
        return False
    try:
        with duckdb.connect(str(file), read_only=True) as connection:
            return bool(connection.execute("select count(*) from meta.tables").fetchall()[0][0])
    except duckdb.Error:
        return False


def _is_whole(file: Path) -> bool:
    """Whether every row of every table of a build can be read: looked at only when something went wrong."""
    try:
        with duckdb.connect(str(file), read_only=True) as connection:
            for (name,) in connection.execute("select nom from meta.tables").fetchall():
                connection.execute(f"select bit_xor(hash(t)) from {_quote(name)} as t").fetchall()  # noqa: S608
    except duckdb.Error:
        return False
    return True


def _draft(
    target: Path,
    models: list[Model],
    inputs: list[Input],
    digests: dict[str, str],
    *,
    former: Path | None,
    finish: Finish,
    watch: Watch,
) -> list[Step]:
    """Make a build under another name, and give it its own when it is whole."""
    draft = target.with_name(f".{target.stem}.{os.getpid()}")
    try:
        steps = _make(draft, models, inputs, digests, former=former, finish=finish, watch=watch)
        draft.replace(target)
    finally:
        _sweep(target.parent)
    return steps


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
        columns = ", ".join(f"null::{kind} as {name}" for name, kind in split_columns(source.vide))
        connection.execute(f"create view {_quote(source.name)} as select {columns} where false")
        return
    files = ", ".join("'" + str(file).replace("'", "''") + "'" for file in source.files)
    connection.execute(
        f"create view {_quote(source.name)} as select * from read_parquet([{files}], union_by_name = true)"  # noqa: S608
    )


def split_columns(text: str) -> list[tuple[str, str]]:
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
        if model.prepare and not kept:
            model.prepare(connection)
        connection.execute(f"create table {name} as {query}").fetchall()
    except REFUSALS:
        raise
    except duckdb.Error as error:
        if kept:  # not its query: the former build cannot be read
            raise
        raise BuildRefused(
            f"La table {model.name} n’a pas pu être calculée : {error}",
            advice="Corrigez sa requête ; le build en place n’a pas bougé.",
        ) from error
    if model.index:  # one row of two million in 3 ms instead of 46, for 1.5 s and 70 MB
        column = _quote(model.index)
        connection.execute(f"create index {_quote(f'par_{model.index}')} on {name} ({column})")
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
def alone(folder: Path, busy: str = "Un autre build est en cours.") -> Iterator[None]:
    """One writer at a time; the lock is given back even by a process that is killed."""
    with saying_refusals_of_disk(folder):
        folder.mkdir(parents=True, exist_ok=True)
        stream = (folder / LOCK).open("w")
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NotReady(busy, advice="Attendez qu’il finisse, puis relancez.") from error
        yield


@contextmanager
def saying_refusals_of_disk(folder: Path) -> Iterator[None]:
    """What the disk or the memory refuses, in one sentence.

    Raises  NotReady
    """
    try:
        yield
    except REFUSALS as error:
        raise NotReady(
            f"Le build n’a pas pu être écrit dans « {folder} » ({say_refusal(error)}).",
            advice="Vérifiez la place et les droits ; le build en place n’a pas bougé.",
        ) from error


def _quote(name: str) -> str:
    return ".".join(f'"{part}"' for part in name.split("."))


def _digest_stream(stream: Any) -> Any:
    digest = sha256()
    while block := stream.read(1 << 20):
        digest.update(block)
    return digest
