"""Bundles read again without our own readers."""

import csv
import re
from pathlib import Path

import duckdb

_PROTECTED = re.compile(r"'+[=+\-@\t\r]")


def read_csv(folder: Path, code: str) -> list[dict[str, str]]:
    """Rows of one CSV as written."""
    with (folder / f"{code}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def read_parquet(folder: Path, code: str) -> list[dict[str, object]]:
    """Rows of one Parquet file, typed."""
    found = duckdb.sql(f"select * from read_parquet('{folder / code}.parquet')")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def unprotect(text: str) -> str:
    """The text that a CSV cell stands for, by the rule that the package states."""
    return text[1:] if _PROTECTED.match(text) else text


def say(value: object) -> str:
    """A typed value as CSV writes it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
