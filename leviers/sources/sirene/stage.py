"""Sirene stock files: legal units and establishments, as Insee writes them."""

from pathlib import Path

from leviers.errors import SourceUnreadable
from leviers.sources.raw import read_raw
from leviers.sources.staging import Staging

HERE = Path(__file__).parent
TABLES = {"unites-legales": "unites_legales", "etablissements": "etablissements"}


def stage(staging: Staging) -> None:
    """Stage the stock files that are there, one table each; the register is trusted, its keys are checked.

    Shape   29 million legal units and 43 million establishments at full size: nothing is held in memory
    Source  Insee, StockUniteLegale and StockEtablissement
    """
    for forme, table in TABLES.items():
        if read_raw(staging, forme=forme, view=f"brut_{table}"):
            staging.write(table, (HERE / f"{table}.sql").read_text(encoding="utf-8"), simple=True)
    if not staging.report.tables:
        raise SourceUnreadable(
            source=staging.source, fichier=staging.raw.name, what="ne contient aucun fichier stock de Sirene"
        )
