"""Where tests of staging put files, and how they read back what was staged."""

import json
from pathlib import Path
from typing import Any

import duckdb

from leviers.sources.staging import StageReport, stage


class Place:
    """One raw folder and one home, made of nothing but what the test writes."""

    def __init__(self, root: Path, source: str) -> None:
        self.source, self.raw, self.home = source, root / "raw" / source / "2026-01-02", root / "home"
        self.raw.mkdir(parents=True)

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.raw / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def stage(self) -> StageReport:
        return stage(self.source, self.raw, self.home)

    def rows(self, columns: str, table: str = "") -> list[tuple[Any, ...]]:
        path = self.home / "staged" / self.source / f"{table or self.source}.parquet"
        with duckdb.connect() as engine:
            return engine.execute(
                f"select {columns} from read_parquet(?) order by fichier, ligne", [str(path)]
            ).fetchall()

    def rejets(self) -> list[dict[str, Any]]:
        text = (self.home / "rejets" / f"{self.source}.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.split("\n") if line]  # U+2028 is no line end
