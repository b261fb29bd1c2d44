"""Invented contracts and the staging of a folder made of them."""

import json
from pathlib import Path
from typing import Any

import duckdb

from leviers.sources.staging import StageReport, stage

ORVAL, BREVILLE = "21350238800019", "24350013900189"
"""SIRET of buyers, and below of holders: invented needs, right checksums."""
ATELIER, GARAMI = "81223113200026", "55204599900869"


def contract(**given: Any) -> dict[str, Any]:
    """A plain contract of 2022; `given` replaces or adds members, None removes one."""
    members: dict[str, Any] = {
        "id": "2024M01",
        "acheteur": {"id": ORVAL},
        "nature": "Marché",
        "objet": "Entretien des jardins",
        "codeCPV": "77313000-7",
        "procedure": "Procédure adaptée",
        "lieuExecution": {"code": "35", "typeCode": "Code département"},
        "dureeMois": 24,
        "dateNotification": "2024-03-07",
        "datePublicationDonnees": "2024-04-02",
        "montant": 12500.5,
        "formePrix": "Unitaire",
        "ccag": "Travaux",
        "offresRecues": 3,
        "marcheInnovant": False,
        "sousTraitanceDeclaree": True,
        "considerationsSociales": {"considerationSociale": ["Clause sociale"]},
        "titulaires": [{"titulaire": {"id": ATELIER, "typeIdentifiant": "SIRET"}}],
        "modifications": [],
        **given,
    }
    return {key: value for key, value in members.items() if value is not None}


class Staged:
    """What staging one folder gave."""

    def __init__(self, home: Path, report: StageReport) -> None:
        self.home, self.report = home, report

    def rows(self, table: str, columns: str) -> list[tuple[Any, ...]]:
        """Values of some columns, in the order of the table."""
        file = self.home / "staged" / "decp" / f"{table}.parquet"
        return duckdb.sql(f"select {columns} from '{file}'").fetchall()

    def rejets(self) -> list[dict[str, Any]]:
        """Rows set aside."""
        text = (self.home / "rejets" / "decp.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def reasons(self, column: str) -> dict[str, int]:
        """How many cells of a column were unreadable, by reason."""
        return {raison: counted["nb"] for raison, counted in self.report.cellules.get(column, {}).items()}


def stage_text(tmp_path: Path, name: str, text: str | bytes) -> Staged:
    """Stage a folder that holds one file."""
    raw = tmp_path / "raw"
    raw.mkdir(exist_ok=True)
    (raw / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return Staged(tmp_path / "home", stage("decp", raw, tmp_path / "home"))


def stage_2022(tmp_path: Path, *contracts: Any, concessions: Any = ()) -> Staged:
    """Stage contracts as one official JSON of 2022."""
    content = {"marches": {"marche": list(contracts), "contrat-concession": list(concessions)}}
    return stage_text(tmp_path, "decp-2024.json", json.dumps(content, ensure_ascii=False))
