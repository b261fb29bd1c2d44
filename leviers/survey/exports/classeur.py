"""Answers as a workbook: in words, in codes, with the dictionary. A text stays a text, never a formula."""

import io
from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

import xlsxwriter

from leviers.survey.exports.dictionnaire import COLUMNS, describe, list_notes
from leviers.survey.exports.tableau import COCHE, CODE, REPONDU, STATUTS, Tableau, Variable

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTH = 18


def write(tableau: Tableau) -> bytes:
    """Four sheets: answers in words, answers in codes, dictionary, what to know before reading."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, _OPTIONS) as book:
        published = tableau.campagne.publiee_le or tableau.campagne.creee_le
        book.set_properties(
            {"title": tableau.campagne.titre, "created": published.astimezone(UTC).replace(tzinfo=None)}
        )
        _fill(book, "Libellés", [one.libelle for one in tableau.valeurs], _list_words(tableau))
        names = [one.nom for one in tableau.variables]
        _fill(book, "Codes", names, ([row[name] for name in names] for row in tableau.lignes))
        _fill(book, "Dictionnaire", COLUMNS, describe(tableau))
        _fill(book, "À lire", ["À savoir"], ([note] for note in list_notes(tableau)))
    return stream.getvalue()


def _fill(book: Any, name: str, head: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for place, title in enumerate(head):
        sheet.write_string(0, place, title, bold)
    for line, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(line, place, value)
            elif value not in (None, ""):
                sheet.write_string(line, place, str(value))
    sheet.freeze_panes(1, 2 if name in ("Libellés", "Codes") else 0)
    sheet.set_column(0, 60, 100 if name == "À lire" else _WIDTH)


def _list_words(tableau: Tableau) -> Iterable[list[Any]]:
    for row in tableau.lignes:
        yield [_say(one, row) for one in tableau.valeurs]


def _say(variable: Variable, row: Mapping[str, Any]) -> Any:
    """A cell in words; where there is no value, why."""
    value = row[variable.nom]
    if value is None:
        statut = row.get(variable.statut, "")
        return STATUTS[statut] if statut and statut != REPONDU else None
    if variable.genre == CODE:
        codes = str(value).split()
        return ", ".join(variable.modalites.get(code, code) for code in codes)
    return variable.modalites[str(value)] if variable.genre == COCHE else value
