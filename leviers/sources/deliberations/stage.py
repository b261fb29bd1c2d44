"""SCDL Délibérations: one row per deliberation."""

from pathlib import Path

from leviers.sources.raw import read_raw
from leviers.sources.staging import Staging

SQL = Path(__file__).with_name("stage.sql")


def stage(staging: Staging) -> None:
    """Turn SCDL files into typed rows, one per line of the file: a deliberation with two votes has two.

    Source  SCDL Délibérations 2.x (schema.data.gouv.fr, scdl/deliberations)
    Raises  SourceChanged when the body, the number, the date or the title has no column
    """
    read_raw(staging)
    staging.write("deliberations", SQL.read_text(encoding="utf-8"))
