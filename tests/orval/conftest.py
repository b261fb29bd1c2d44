"""Orval Métropole, written, fetched and staged once for all tests."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from leviers.orval.mirror import write_mirror
from leviers.sources.fetch import choose_sources, fetch_sources
from leviers.sources.receipt import find_latest
from leviers.sources.staging import StageReport, stage


@dataclass
class Orval:
    """The mirror, its manifest as written, and what staging each source said."""

    mirror: Path
    home: Path
    manifest: dict[str, Any]
    reports: dict[str, StageReport]

    def rows(self, sql: str, source: str, table: str) -> list[tuple[Any, ...]]:
        """Rows of a query on one staged table, called `t`."""
        file = self.home / "staged" / source / f"{table}.parquet"
        return duckdb.sql(f"with t as (from '{file}') {sql}").fetchall()


@pytest.fixture(scope="session")
def orval(tmp_path_factory: pytest.TempPathFactory) -> Orval:
    folder = tmp_path_factory.mktemp("orval")
    mirror, home = folder / "miroir", folder / "home"
    write_mirror(mirror)
    reports = {}
    for outcome in fetch_sources(choose_sources([]), home, mirror=mirror):
        assert outcome.etat == "nouveau", outcome
        latest = find_latest(home / "raw" / outcome.source)
        assert latest
        reports[outcome.source] = stage(outcome.source, latest, home)
    manifest = json.loads((mirror / "manifeste.json").read_text(encoding="utf-8"))
    return Orval(mirror, home, manifest, reports)
