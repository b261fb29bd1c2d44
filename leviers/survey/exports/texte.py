"""Answers as CSV: codes, in UTF-8, semicolons; no cell that a spreadsheet would run."""

import csv
import io
from typing import Any

from leviers.survey.exports.tableau import Tableau

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(tableau: Tableau) -> bytes:
    """One row per territoire, under the names of the variables."""
    stream = io.StringIO()
    rows = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    names = [one.nom for one in tableau.variables]
    rows.writerow(names)
    rows.writerows([_cell(row[name]) for name in names] for row in tableau.lignes)
    return ("\ufeff" + stream.getvalue()).encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
