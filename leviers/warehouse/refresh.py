"""Staging of what was received: only what changed, each source alone, the last good one kept on a failure.

A source is staged again when its raw files or the code that reads them changed; both are in its `empreinte`.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import duckdb

from leviers.errors import LeviersError, NotReady, SourceLost
from leviers.sources.catalogue import Source, load_sources
from leviers.sources.raw import PARQUET
from leviers.sources.receipt import Receipt, find_latest, read_receipt
from leviers.sources.staging import REPORT, StageReport, stage
from leviers.warehouse.memory import read_peak_mb, reset_peak

SOURCES = Path(__file__).parents[1] / "sources"
Etat = Literal["lue", "reprise", "gardee", "absente"]
Watch = Callable[[str], None]
NEVER, GONE = "jamais reçue", "plus rien dans raw/"


@dataclass
class SourceState:
    """One source in a build.

    etat      lue (staged now), reprise (nothing changed), gardee (it failed, the last good one stands),
              absente
    date      day of the delivery in use (ISO), age_jours its age, dossier its folder in raw/<source>/
    cellules  bad cells made null, all reasons together
    message   why it was not read, in French
    """

    source: str
    etat: Etat
    date: str = ""
    age_jours: int = 0
    dossier: str = ""
    empreinte: str = ""
    sha256: str = ""
    lignes_lues: int = 0
    lignes_rejetees: int = 0
    cellules: int = 0
    secondes: float = 0.0
    memoire_mo: int = 0
    message: str = ""


def refresh(
    home: Path, *, accept_losses: bool = False, watch: Watch = lambda _source: None
) -> list[SourceState]:
    """Stage each source that changed; one state per source, whatever happened to the others."""
    states = []
    for source in load_sources().values():
        watch(source.code)
        states.append(_refresh_one(home, source, accept_losses=accept_losses))
    return states


def _refresh_one(home: Path, source: Source, *, accept_losses: bool) -> SourceState:
    former = _read_report(home, source.code)
    _sweep(home / "staged" / source.code)
    try:
        raw = find_latest(home / "raw" / source.code)
        if raw is None:
            return _fall_back(source, former, GONE if former else NEVER)
        receipt = read_receipt(raw)
    except NotReady as error:  # a damaged receipt is the trouble of one source, not of the machine
        return _fall_back(source, former, str(error))
    provenance = {
        "date": receipt.date,
        "sha256": receipt.sha256,
        "empreinte": digest_source(source, receipt),
        "dossier": raw.name,
    }
    if former.get("provenance", {}).get("empreinte") == provenance["empreinte"]:
        return _describe(former, "reprise")
    reset_peak()
    try:
        report = stage(
            source.code,
            raw,
            home,
            judge=lambda report: None if accept_losses else _refuse_losses(source, report, former),
            provenance=provenance,
        )
    except NotReady:
        raise
    except LeviersError as error:
        return _fall_back(source, former, str(error))
    state = _describe(report.as_json(), "lue")
    state.memoire_mo = read_peak_mb()
    return state


def _fall_back(source: Source, former: dict[str, Any], message: str) -> SourceState:
    """The last good staging of a source that could not be read, or its absence, and why."""
    state = _describe(former, "gardee") if former else SourceState(source.code, "absente")
    state.message = message
    return state


def _sweep(staged: Path) -> None:
    """Remove what a killed staging left; the lock of the chain says that no other one is under way."""
    for leftover in staged.glob(".work-*"):
        shutil.rmtree(leftover)


def digest_source(source: Source, receipt: Receipt) -> str:
    """Digest of the raw files and of all the code that reads them: same digest, same staged rows."""
    code = sorted(
        file
        for file in (*SOURCES.glob("*.py"), *SOURCES.glob("macros/*.sql"), *source.dossier.rglob("*"))
        if file.suffix in {".py", ".sql", ".toml"}
    )
    total = sha256(receipt.sha256.encode())
    for file in code:
        total.update(file.relative_to(SOURCES).as_posix().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def _refuse_losses(source: Source, report: StageReport, former: dict[str, Any]) -> None:
    """Refuse a delivery that loses more than `budget_pertes_pct`, in itself or against the one before.

    Raises  SourceLost, with the figures
    """
    budget = source.budget_pertes_pct
    kept = report.lignes_lues - report.lignes_rejetees
    lost = 100 * report.lignes_rejetees / report.lignes_lues if report.lignes_lues else 0.0
    before = former.get("lignes_lues", 0) - former.get("lignes_rejetees", 0)
    missing = 100 * (before - kept) / before if before else 0.0
    if max(lost, missing) <= budget:
        return
    if lost > budget:
        plural = report.lignes_rejetees > 1
        said = (
            f"{report.lignes_rejetees} ligne{'s' if plural else ''} sur {report.lignes_lues}"
            f" n’{'ont' if plural else 'a'} pas pu être lue{'s' if plural else ''}"
        )
    else:
        said = f"{kept} ligne{'s' if kept > 1 else ''}, contre {before} à la livraison précédente"
    raise SourceLost(
        f"Source « {source.code} » : {said} ; elle déclare au plus {_say(budget)} % de pertes.",
        advice=f"Regardez rejets/{source.code}.jsonl ; si c’est voulu, « leviers build --accepter-pertes ».",
    )


def _say(percent: float) -> str:
    return f"{percent:g}".replace(".", ",")


def _read_report(home: Path, code: str) -> dict[str, Any]:
    """Report of the last good staging; empty when there is none, or when its files are not whole."""
    staged = home / "staged" / code
    try:
        report: dict[str, Any] = json.loads((staged / REPORT).read_text(encoding="utf-8"))
        state = _describe(report, "reprise")
        is_whole = all(_is_whole_parquet(staged / f"{table}.parquet") for table in report["tables"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return {}
    return report if state.empreinte and is_whole else {}


def _is_whole_parquet(file: Path) -> bool:
    """Whether a file starts and ends as Parquet does; OSError when it is not there."""
    with file.open("rb") as stream:
        head = stream.read(len(PARQUET))
        stream.seek(-len(PARQUET), os.SEEK_END)
        return head == PARQUET == stream.read()


def forget_damaged(home: Path, codes: Iterable[str]) -> list[str]:
    """Sources whose staged files cannot be read to the end; without report, they will be staged again."""
    damaged = []
    for code in codes:
        staged = home / "staged" / code
        try:
            with duckdb.connect() as engine:
                for file in staged.glob("*.parquet"):
                    rows = "select bit_xor(hash(t)) from read_parquet(?) as t"
                    engine.execute(rows, [str(file)]).fetchall()
        except duckdb.Error:
            (staged / REPORT).unlink()
            damaged.append(code)
    return damaged


def _describe(report: dict[str, Any], etat: Etat) -> SourceState:
    provenance = report["provenance"]
    bad = sum(cause["nb"] for column in report["cellules"].values() for cause in column.values())
    return SourceState(
        source=report["source"],
        etat=etat,
        date=provenance["date"],
        age_jours=max(0, (date.today() - date.fromisoformat(provenance["date"])).days),
        dossier=provenance["dossier"],
        empreinte=provenance["empreinte"],
        sha256=provenance["sha256"],
        lignes_lues=report["lignes_lues"],
        lignes_rejetees=report["lignes_rejetees"],
        cellules=bad,
        secondes=report["secondes"] if etat == "lue" else 0.0,
    )
