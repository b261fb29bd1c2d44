"""DECP as a table, one line per contract and holder: lines of one contract are brought together."""

from leviers.sources.decp.parts import Parts
from leviers.sources.decp.reading import HERE
from leviers.sources.raw import read_raw
from leviers.sources.staging import Staging

FORME = "tabulaire"
SQL_REGROUPE = (HERE / "regroupe.sql").read_text(encoding="utf-8")
SQL_TABULAIRE = (HERE / "tabulaire.sql").read_text(encoding="utf-8")


def stage_tables(staging: Staging, parts: Parts) -> None:
    """Stage every tabular file of the raw folder, CSV or Parquet.

    Shape   N lines -> as many holders, and one contract per uid, placed at its first line. The report counts
            contracts as rows read, and gives the lines of each file under `fichiers`
    """
    engine = staging.engine
    if read_raw(staging, forme=FORME, view=FORME) is None:
        return
    for (fichier,) in engine.execute("select fichier from tabulaire group by fichier order by 1").fetchall():
        engine.execute("set variable fichier = $1", [fichier])
        engine.execute(f"create or replace temp view regroupe as {SQL_REGROUPE}")
        engine.execute(f"create or replace table lot.brut as {SQL_TABULAIRE}")
        engine.execute("create or replace temp view contrats as select * from lot.brut")
        lines, contracts = engine.execute(
            "select (select count(*) from tabulaire where fichier = getvariable('fichier')), count(*)"
            " from lot.brut"
        ).fetchall()[0]
        staging.report.lignes_lues -= lines - contracts
        staging.report.fichiers.setdefault(fichier, {})["contrats"] = contracts
        parts.reader.add_rows()
