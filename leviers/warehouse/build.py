"""A build: every model made in one new DuckDB file, checked, then swapped by one rename."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb

from leviers.errors import BuildRefused, NotReady
from leviers.warehouse.plan import Model

CURRENT = "current"
NUMBER_LENGTH = 12
SHOWN = 5  # rows of a failed check that the message shows


@dataclass(frozen=True)
class Input:
    """A table that comes from outside: `schema.table`, and the Parquet files that hold its rows."""

    name: str
    files: tuple[Path, ...]

    def digest(self) -> str:
        """Digest of the files in the order given, names left out."""
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


@dataclass
class Report:
    """What a build did; `est_nouveau` is false when the same inputs and models had been built already."""

    numero: str
    est_nouveau: bool
    etapes: list[Step] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The report in plain values."""
        return asdict(self)


def build(home: Path, models: list[Model], inputs: list[Input]) -> Report:
    """Make the build that these inputs and models give, and make it the current one.

    Shape   staged Parquet + SQL models in order -> builds/<number>.duckdb, then `builds/current`
    Number  twelve hexadecimal digits of the digest of every input and model: same inputs, same number
    Raises  BuildRefused when a check returns rows; NotReady when another build runs or the disk refuses
    """
    folder = home / "builds"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(folder, error) from error
    with _alone(folder):
        digests = digest_tables(models, inputs)
        number = sha256("\n".join(f"{name} {digests[name]}" for name in sorted(digests)).encode()).hexdigest()
        number = number[:NUMBER_LENGTH]
        target = folder / f"{number}.duckdb"
        report = Report(number, est_nouveau=not target.exists())
        if report.est_nouveau:
            draft = folder / f".{number}.{os.getpid()}"
            try:
                report.etapes = _make(draft, models, inputs, digests, former=find_current(home))
                draft.replace(target)
            except (OSError, duckdb.IOException) as error:
                raise _cannot_write(folder, error) from error
            finally:
                for leftover in folder.glob(f".*.{os.getpid()}*"):
                    leftover.unlink()
        _swap(folder, target)
    return report


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


def _make(
    draft: Path, models: list[Model], inputs: list[Input], digests: dict[str, str], *, former: Path | None
) -> list[Step]:
    with duckdb.connect(str(draft)) as connection:
        connection.execute("set threads = 2")
        connection.execute("create schema meta")
        connection.execute("create table meta.tables (nom varchar, empreinte varchar, lignes bigint)")
        known = _attach_former(connection, former)
        for source in inputs:
            _bring(connection, source)
        steps = []
        for model in models:
            start = perf_counter()
            kept = known.get(model.name) == digests[model.name]
            rows = _make_table(connection, model, kept=kept)
            connection.execute(
                "insert into meta.tables values (?, ?, ?)", [model.name, digests[model.name], rows]
            )
            steps.append(
                Step(model.name, rows, round(perf_counter() - start, 3), "repris" if kept else "calculé")
            )
            _check(connection, model)
        for source in inputs:
            connection.execute(f"drop view {_quote(source.name)}")
        if former:
            connection.execute("detach former")
    return steps


def _attach_former(connection: duckdb.DuckDBPyConnection, former: Path | None) -> dict[str, str]:
    if former is None:
        return {}
    connection.execute(f"attach '{str(former).replace(chr(39), chr(39) * 2)}' as former (read_only)")
    return dict(connection.execute("select nom, empreinte from former.meta.tables").fetchall())


def _bring(connection: duckdb.DuckDBPyConnection, source: Input) -> None:
    connection.execute(f"create schema if not exists {_quote(source.name.split('.')[0])}")
    files = ", ".join("'" + str(file).replace("'", "''") + "'" for file in source.files)
    connection.execute(
        f"create view {_quote(source.name)} as select * from read_parquet([{files}], union_by_name = true)"  # noqa: S608
    )


def _make_table(connection: duckdb.DuckDBPyConnection, model: Model, *, kept: bool) -> int:
    name = _quote(model.name)
    connection.execute(f"create schema if not exists {_quote(model.name.split('.')[0])}")
    query = f"select * from former.{name}" if kept else model.sql.rstrip().rstrip(";")  # noqa: S608 (our names)
    try:
        connection.execute(f"create table {name} as {query}")
    except duckdb.IOException:
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
def _alone(folder: Path) -> Iterator[None]:
    """One build at a time; the lock is given back even by a process that is killed."""
    with (folder / ".verrou").open("w") as stream:
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
