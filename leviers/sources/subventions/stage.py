"""SCDL Subventions 2.x and its ancestors: one row per declared subvention."""

from pathlib import Path

from leviers.sources.raw import read_raw
from leviers.sources.staging import Staging

SQL = Path(__file__).with_name("stage.sql")


def stage(staging: Staging) -> None:
    """Turn SCDL files into typed rows, one per declared subvention, in file order.

    Units   montant_eur in euros as declared; pourcentage_subvention as declared (1 or 100 for the whole)
    Source  SCDL Subventions 2.1 (schema.data.gouv.fr, scdl/subventions)
    Raises  SourceChanged when no column names the giver, the receiver or the amount
    """
    read_raw(staging)
    staging.write("subventions", SQL.read_text(encoding="utf-8"))
