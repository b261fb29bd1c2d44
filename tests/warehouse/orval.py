"""Orval Métropole in official files: the invented sample of every source as a mirror, fetched and built."""

import shutil
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from leviers.sources.catalogue import load_sources
from leviers.sources.download import Downloader, Patience, open_client
from leviers.sources.fetch import Fetcher, Outcome
from leviers.sources.raw import find_forme
from leviers.sources.receipt import Receipt, ReceivedFile, write_receipt
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

    def deliver(self, code: str, name: str, content: bytes, *, day: str = "2026-03-03") -> Path:
        """Put a delivery of one file in raw/ without the look that fetch takes at it."""
        folder = self.home / "raw" / code / day
        folder.mkdir(parents=True)
        (folder / name).write_bytes(content)
        forme = find_forme(code, name)
        received = ReceivedFile(name, forme, "", sha256(content).hexdigest(), len(content), None)
        write_receipt(folder, Receipt(code, day, f"{day}T12:00:00", "miroir", "LO 2.0", (received,)))
        return folder / name

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
