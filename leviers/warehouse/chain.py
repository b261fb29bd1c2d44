"""The whole chain: what was received → staged → facts → indicators → checked → one file, swapped.

home/raw/…            what `leviers fetch` brought
home/staged/…         typed rows, one folder a source
home/builds/current   the build in force
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb

from leviers.errors import BuildRefused, LeviersError, NotReady
from leviers.sources.receipt import read_receipt
from leviers.warehouse.build import Input, Report, alone, build, saying_refusals_of_disk
from leviers.warehouse.compare import Comparison, compare
from leviers.warehouse.indicateurs import gather, load_indicateurs
from leviers.warehouse.labels import describe_labels
from leviers.warehouse.lists import describe_lists
from leviers.warehouse.plan import Model, read_models, sort_models
from leviers.warehouse.references import write_references
from leviers.warehouse.refresh import NEVER, SourceState, forget_damaged, refresh
from leviers.warehouse.staged import list_staged

FOLDER = Path(__file__).parent
KEPT_BUILDS = 5


@dataclass
class ChainReport:
    """What a run did: sources, tables, and what changed since the build before."""

    numero: str = ""
    est_nouveau: bool = False
    precedent: str = ""
    illisible: str = ""
    secondes: float = 0.0
    sources: list[SourceState] = field(default_factory=list)
    etapes: list[dict[str, Any]] = field(default_factory=list)
    changements: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The report in plain values: rows, losses, seconds and peak memory (MB) of each step."""
        return asdict(self)


def build_all(
    home: Path, *, accept_losses: bool = False, watch: Callable[[str], None] = lambda _step: None
) -> ChainReport:
    """Stage what changed, make every table, check, compare, swap.

    accept_losses  publish even when a source or a table lost more than its budget
    Raises         BuildRefused when nothing was received, when a check fails or when too much was lost;
                   NotReady when another build runs or the disk refuses
    """
    started = perf_counter()
    report = ChainReport()
    with alone(home / "staged"), saying_refusals_of_disk(home):
        report.sources = refresh(home, accept_losses=accept_losses, watch=watch)
        there = {state.source: state.empreinte for state in report.sources if state.empreinte}
        if not there:
            raise _nothing_to_build(report.sources)
        references = write_references(home / "staged" / "reference")
        inputs = [Input(f"reference.{name}", (file,)) for name, file in references.items()]
        comparisons: list[Comparison] = []

        def finish(connection: duckdb.DuckDBPyConnection, former: Path | None) -> None:
            _write_meta(connection, home, report.sources)
            if former:
                comparisons.append(compare(connection))
                if not accept_losses:
                    comparisons[-1].refuse_losses()

        try:
            models = sort_models([*list_models(), *describe_labels(), *describe_lists()])
            made = build(home, models, [*inputs, *list_staged(home, there)], finish=finish, watch=watch)
        except (LeviersError, duckdb.Error) as error:
            if damaged := forget_damaged(home, there):
                raise BuildRefused(
                    f"Des fichiers préparés sont abîmés : {', '.join(damaged)} ; ils seront refaits.",
                    advice="Relancez « leviers build » ; le build en place n’a pas bougé.",
                ) from error
            raise
        _forget_old(home, made)
    report.numero, report.est_nouveau, report.precedent = made.numero, made.est_nouveau, made.precedent
    report.illisible = made.illisible
    report.etapes = [asdict(step) for step in made.etapes]
    report.changements = comparisons[-1].say() if comparisons else []
    if made.illisible:
        lost = f"Le build {made.illisible} ne peut plus être lu : rien n’en a été repris."
        report.changements.insert(0, lost)
    report.secondes = round(perf_counter() - started, 3)
    return report


def _nothing_to_build(states: list[SourceState]) -> BuildRefused:
    """No source at all: none came, or none could be read, and then why."""
    failed = [state for state in states if state.message != NEVER]
    if not failed:
        advice = "Lancez « leviers fetch », avec LEVIERS_MIRROR ou le réseau."
        return BuildRefused("Rien à construire : aucune source n’a été reçue.", advice=advice)
    said = "\n".join(state.message for state in failed)
    return BuildRefused(
        f"Rien à construire : aucune source n’a pu être lue.\n{said}",
        advice="Réparez au moins une source, puis relancez « leviers build ».",
    )


def list_models(folder: Path = FOLDER) -> list[Model]:
    """Every model in order, the table of all values last.

    Raises  Refused when an indicator has no document, BuildRefused when models do not fit together
    """
    load_indicateurs(folder / "indicators")
    models = read_models(folder)
    return sort_models([*models, gather(models)])


def _write_meta(connection: duckdb.DuckDBPyConnection, home: Path, states: list[SourceState]) -> None:
    """Keep in the build what its figures come from: sources, files, documents of indicators."""
    connection.execute(
        "create table meta.sources (source varchar, etat varchar, date varchar, sha256 varchar,"
        " lignes_lues bigint, lignes_rejetees bigint, cellules bigint, message varchar)"
    )
    connection.execute(
        "create table meta.fichiers (source varchar, fichier varchar, adresse varchar, sha256 varchar,"
        " licence varchar, date varchar, origine varchar)"
    )
    for state in states:
        etat = "gardee" if state.etat == "gardee" else "absente" if state.etat == "absente" else "lue"
        connection.execute(
            "insert into meta.sources values (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(state.source, etat, state.date, state.sha256, state.lignes_lues, state.lignes_rejetees),
                *(state.cellules, state.message),
            ],
        )
        for row in _list_files(home, state):
            connection.execute("insert into meta.fichiers values (?, ?, ?, ?, ?, ?, ?)", row)
    connection.execute(
        "create table meta.indicateurs (code varchar, titre varchar, question varchar, theme varchar,"
        " numerateur varchar, denominateur varchar, unite varchar, limites varchar, sources varchar[],"
        " revu_le varchar)"
    )
    for indicateur in load_indicateurs().values():
        values = [list(value) if isinstance(value, tuple) else value for value in asdict(indicateur).values()]
        connection.execute("insert into meta.indicateurs values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)


def _list_files(home: Path, state: SourceState) -> list[list[str]]:
    """Files of the delivery in use; none when its receipt is not there any more."""
    try:
        receipt = read_receipt(home / "raw" / state.source / state.dossier)
    except NotReady:
        return []
    return [
        [state.source, file.nom, file.adresse, file.sha256, receipt.licence, receipt.date, receipt.origine]
        for file in receipt.fichiers
    ]


def _forget_old(home: Path, made: Report) -> None:
    """Keep the last builds only; a reader that still holds an older one keeps it open."""
    builds = sorted(
        (
            file
            for file in (home / "builds").glob("*.duckdb")
            if file.stem not in {made.numero, made.precedent}
        ),
        key=lambda file: file.stat().st_mtime,
        reverse=True,
    )
    for file in builds[KEPT_BUILDS - 2 :]:
        file.unlink()
