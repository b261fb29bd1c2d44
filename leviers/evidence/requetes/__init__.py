"""Queries of evidence on a build: one file each, with its contract."""

from functools import cache
from pathlib import Path


@cache
def read_query(name: str) -> str:
    """Text of a query by name."""
    return (Path(__file__).parent / f"{name}.sql").read_text(encoding="utf-8")
