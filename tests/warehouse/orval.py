"""Orval Métropole in official files: the invented sample of every source as a mirror, fetched and built."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from leviers.sources.catalogue import load_sources
from leviers.sources.download import Downloader, Patience, open_client
from leviers.sources.fetch import Fetcher, Outcome
from leviers.sources.receipt import find_latest
from leviers.warehouse.build import find_current
from leviers.warehouse.chain import ChainReport, build_all

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PLACES = {
    "communes": {"sample.csv": "epci/communes.csv"},
    "contours": {"sample.geojson": "contours/communes.geojson"},
    "decp": {
        "sample-2022.json": "decp/decp-2024.json",
        "sample-2019.json": "decp/decp-2019.json",
        "sample-tabulaire.csv": "decp/decp-tabulaire.csv",
    },
    "deliberations": {"sample.csv": "deliberations/orval.csv"},
    "esat": {"sample.csv": "structures/esat-2024.csv"},
    "ess_france": {"sample.csv": "structures/ess-france-2024.csv"},
    "esus": {"sample.csv": "structures/esus-2024.csv"},
    "geiq": {"sample.csv": "structures/geiq-2024.csv"},
    "siae": {"sample.csv": "structures/siae-2024.csv"},
    "sirene": {
        "sample-StockUniteLegale.parquet": "sirene/StockUniteLegale_utf8.parquet",
        "sample-StockEtablissement.parquet": "sirene/StockEtablissement_utf8.parquet",
    },
    "subventions": {"sample.csv": "subventions/orval.csv"},
    "tiers_lieux": {"sample.csv": "structures/tiers-lieux-2024.csv"},
}
"""Where each sample stands in the mirror. The XML twins of the DECP say the same contracts: left out."""


class Orval:
    """A mirror, and a home that is fed from it and built."""

    def __init__(self, root: Path, name: str = "var") -> None:
        self.mirror, self.home = root / "miroir", root / name
        if not self.mirror.exists():
            for code, files in PLACES.items():
                for sample, place in files.items():
                    (self.mirror / place).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(load_sources()[code].dossier / sample, self.mirror / place)

    def put(self, place: str, content: str | bytes) -> None:
        """Replace one file of the mirror."""
        (self.mirror / place).write_bytes(content.encode() if isinstance(content, str) else content)

    def add(self, place: str, lines: str) -> None:
        """Add lines at the end of one file of the mirror."""
        with (self.mirror / place).open("a", encoding="utf-8") as stream:
            stream.write(lines)

    def fetch(self, *codes: str, now: datetime = NOON) -> dict[str, Outcome]:
        """Bring the sources named, all of them when none is."""
        with open_client() as client:
            fetcher = Fetcher(self.home / "raw", self.mirror, Downloader(client, Patience()), lambda: now)
            return {code: fetcher.fetch(load_sources()[code]) for code in codes or PLACES}

    def damage(self, code: str, content: bytes) -> Path:
        """Replace the bytes of the first file received, its receipt still telling their size and digest."""
        raw = find_latest(self.home / "raw" / code)
        assert raw is not None
        receipt = json.loads((raw / "receipt.json").read_text())
        file = raw / receipt["fichiers"][0]["nom"]
        file.write_bytes(content)
        return file

    def build(self, **options: Any) -> ChainReport:
        """Stage, compute, check, swap."""
        return build_all(self.home, **options)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of a query over the build in force."""
        current = find_current(self.home)
        assert current is not None
        with duckdb.connect(str(current), read_only=True) as connection:
            return connection.execute(query).fetchall()


def states(report: ChainReport) -> dict[str, str]:
    """What happened to each source, by its code."""
    return {state.source: state.etat for state in report.sources}
