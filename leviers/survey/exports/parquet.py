"""Answers as Parquet: codes, typed columns."""

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from leviers.survey.exports.tableau import COCHE, NUMERIQUE, Tableau

_TYPES = {NUMERIQUE: "double", COCHE: "utinyint"}


def write(tableau: Tableau) -> bytes:
    """The whole file."""
    names = [one.nom for one in tableau.variables]
    columns = ", ".join(f'"{one.nom}" {_TYPES.get(one.genre, "varchar")}' for one in tableau.variables)
    with TemporaryDirectory() as folder, duckdb.connect() as store:
        store.execute(f"create table reponses ({columns})")
        if tableau.lignes:
            marks = ", ".join("?" * len(names))
            rows = [[row[name] for name in names] for row in tableau.lignes]
            store.executemany(f"insert into reponses values ({marks})", rows)  # noqa: S608 (marks only)
        place = Path(folder) / "reponses.parquet"
        store.execute(f"copy reponses to '{place}' (format parquet, compression zstd)")
        return place.read_bytes()
