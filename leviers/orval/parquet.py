"""Small Parquet files, the same bytes for the same rows."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

ENGINE_SETTINGS: dict[str, str | bool | int | float | list[str]] = {"threads": 1}


def write_parquet(path: Path, columns: Mapping[str, str], rows: Iterable[Iterable[Any]]) -> int:
    """Write rows under these columns (name: SQL type), in their order; how many there were."""
    path.parent.mkdir(parents=True, exist_ok=True)
    objects = [dict(zip(columns, row, strict=True)) for row in rows]
    names = ", ".join(f'r."{name}"' for name in columns)
    target = str(path).replace("'", "''")
    with duckdb.connect(config=ENGINE_SETTINGS) as engine:
        engine.execute("set variable lignes = $1", [json.dumps(objects, ensure_ascii=False)])
        engine.execute(
            f"copy (select {names} from (select unnest(from_json(getvariable('lignes'),"  # noqa: S608
            f" '{json.dumps([dict(columns)])}')) as r)) to '{target}' (format parquet, compression zstd)"
        )
    return len(objects)
