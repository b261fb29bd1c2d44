"""The raw sheets of an XLSForm: .xlsx, .xls, .csv and .md as rows of cells, within limits, nothing judged.

Row numbers are those a person sees: of the sheet for Excel, of the text file for .csv and .md.
"""

from __future__ import annotations

import csv
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from leviers.errors import FormulaireRefuse, Probleme
from leviers.reference.tardif import Tardif

if TYPE_CHECKING:
    import openpyxl
    import openpyxl.utils.exceptions as openpyxl_errors
    import xlrd
else:
    openpyxl, xlrd = Tardif("openpyxl"), Tardif("xlrd")
    openpyxl_errors = Tardif("openpyxl.utils.exceptions")

MAX_OCTETS = 10 * 1024 * 1024
MAX_OCTETS_OUVERTS = 100 * 1024 * 1024  # once unzipped: a plain .xlsx grows about tenfold
MAX_PARTIES = 500
MAX_LIGNES = 50_000
MAX_COLONNES = 300
MAX_CELLULE = 32_767  # what Excel itself allows

Row = tuple[int, list[str]]
_CONTROLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")

# What openpyxl, xlrd and zipfile let out on a damaged file, found by changing bytes of sound ones; each
# documents only its own error.
_DAMAGED = (KeyError, ValueError, TypeError, IndexError, AttributeError, OverflowError, struct.error,
            zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, SyntaxError)  # fmt: skip


@dataclass(slots=True)
class Feuille:
    """One sheet: its headers as written, and its rows with their number; an empty cell is absent."""

    nom: str
    entetes: list[str] = field(default_factory=list)
    lignes: list[tuple[int, dict[str, str]]] = field(default_factory=list)


def refuse(message: str, conseil: str, feuille: str = "", ligne: int = 0) -> FormulaireRefuse:
    return FormulaireRefuse([Probleme(feuille, ligne, "", message, conseil)])


def read_classeur(content: bytes, name: str) -> dict[str, Feuille]:
    """Sheets by lower-case name. Raises FormulaireRefuse for a file too big, damaged or foreign."""
    if len(content) > MAX_OCTETS:
        raise refuse(
            f"le fichier pèse {len(content) / 1_048_576:.0f} Mo, plus que les 10 Mo admis.",
            "Retirez les images et les feuilles étrangères au questionnaire, puis réessayez.",
        )
    ending = name.rpartition(".")[2].lower()
    readers = {"xlsx": _read_xlsx, "xls": _read_xls, "csv": _read_csv, "md": _read_md}
    if ending not in readers:
        raise refuse(
            f"« {name} » n’est pas un fichier .xlsx, .xls, .csv ou .md.",
            "Enregistrez le questionnaire comme classeur Excel (.xlsx).",
        )
    sheets: dict[str, Feuille] = {}
    for sheet, rows in readers[ending](content):
        feuille = _with_headers(sheet.strip(), rows)
        sheets.setdefault(feuille.nom.lower(), feuille)
    if sum(len(cell) for f in sheets.values() for _, row in f.lignes for cell in row.values()) > MAX_OCTETS:
        # One string shared by ten thousand cells weighs little in the file and much once read.
        raise refuse("les textes du classeur dépassent 10 Mo.", "Raccourcissez les libellés répétés.")
    return sheets


def read_table(content: bytes, name: str) -> tuple[dict[str, str], ...]:
    """An attached CSV file: rows by header. Comma or semicolon, UTF-8 or the Windows page of French Excel."""
    if len(content) > MAX_OCTETS:
        raise refuse(f"« {name} » dépasse 10 Mo.", "Réduisez la table aux lignes utiles.", feuille=name)
    text = _decode(content)
    first = text.split("\n", 1)[0]
    rows = _csv_rows(text, name, ";" if first.count(";") > first.count(",") else ",")
    table = _with_headers(name, rows)
    if not table.entetes:
        raise refuse(f"« {name} » est vide.", "La première ligne porte les noms de colonnes.", feuille=name)
    return tuple(cells for _, cells in table.lignes if cells)


def _with_headers(nom: str, rows: Iterable[Row]) -> Feuille:
    """First non-empty row is the header; blank rows are kept, so that pyxform counts as we do."""
    feuille = Feuille(nom)
    columns: list[tuple[int, str]] = []
    for number, cells in rows:
        if len(feuille.lignes) >= MAX_LIGNES:
            raise refuse(f"plus de {MAX_LIGNES} lignes.", "Supprimez les lignes vides ou inutiles.", nom)
        if not columns:
            columns = [(index, cell) for index, cell in enumerate(cells) if cell]
            feuille.entetes = [cell for _, cell in columns]
            continue
        row = {head: cells[index] for index, head in columns if index < len(cells) and cells[index]}
        feuille.lignes.append((number, row))
    while feuille.lignes and not feuille.lignes[-1][1]:
        feuille.lignes.pop()
    return feuille


def _text(value: object, nom: str, number: int) -> str:
    """A cell as a person reads it: 3.0 is « 3 », a date is ISO, ends are trimmed."""
    if isinstance(value, str):
        pass
    elif value is None:
        return ""
    elif isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    elif isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    elif isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    elif isinstance(value, date | time):
        return value.isoformat()
    text = str(value)
    if len(text) > MAX_CELLULE:
        raise refuse(f"une cellule dépasse {MAX_CELLULE} caractères.", "Raccourcissez ce texte.", nom, number)
    return _CONTROLE.sub("", text).strip()


def _check_parts(content: bytes) -> None:
    """Read every part of the zip once, counting: a bomb, a DTD or a locked part is refused before parsing."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTIES:
            raise refuse(
                "le classeur contient trop de parties.", "Copiez le questionnaire dans un classeur neuf."
            )
        total = 0
        for part in parts:
            if part.flag_bits & 1:
                raise refuse("le classeur est protégé par un mot de passe.", "Retirez la protection.")
            tail = b""
            with archive.open(part) as stream:
                while chunk := stream.read(1 << 20):
                    total += len(chunk)
                    if total > MAX_OCTETS_OUVERTS:
                        raise refuse(
                            "décompressé, le classeur dépasse 100 Mo.",
                            "Copiez le questionnaire dans un classeur neuf, sans images ni mise en forme.",
                        )
                    window = (tail + chunk).replace(b"\x00", b"").upper()
                    if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                        raise refuse(
                            "le classeur déclare des entités XML, ce qu’aucun tableur n’écrit.",
                            "Enregistrez-le à nouveau avec un tableur.",
                        )
                    tail = chunk[-32:]


def _read_xlsx(content: bytes) -> Iterator[tuple[str, list[Row]]]:
    try:
        _check_parts(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns about formats and validations it does not keep
            book = openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            return iter([(sheet.title, list(_xlsx_rows(sheet))) for sheet in book.worksheets])
    except (*_DAMAGED, openpyxl_errors.InvalidFileException) as error:
        raise refuse(
            "le fichier n’est pas un classeur .xlsx lisible.",
            "Ouvrez-le dans un tableur et enregistrez-le à nouveau au format .xlsx.",
        ) from error


def _xlsx_rows(sheet: Any) -> Iterator[Row]:
    """Rows up to the last one that is filled; openpyxl pads each to the last column asked."""
    rows = sheet.iter_rows(max_row=MAX_LIGNES + 2, max_col=MAX_COLONNES, values_only=True)
    waiting: list[Row] = []
    for number, cells in enumerate(rows, start=1):
        filled = next((index for index in range(len(cells), 0, -1) if cells[index - 1] is not None), 0)
        waiting.append((number, [_text(cell, sheet.title, number) for cell in cells[:filled]]))
        if filled:
            yield from waiting
            waiting.clear()


def _read_xls(content: bytes) -> Iterator[tuple[str, list[Row]]]:
    try:
        book = xlrd.open_workbook(file_contents=content, on_demand=True, logfile=io.StringIO())
        return iter([(name, list(_xls_rows(book, book.sheet_by_name(name)))) for name in book.sheet_names()])
    except (*_DAMAGED, xlrd.XLRDError, xlrd.compdoc.CompDocError, AssertionError, MemoryError) as error:
        raise refuse(
            "le fichier n’est pas un classeur .xls lisible.",
            "Ouvrez-le dans un tableur et enregistrez-le au format .xlsx.",
        ) from error


def _xls_rows(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Iterator[Row]:
    for index in range(min(sheet.nrows, MAX_LIGNES + 2)):
        cells: list[str] = []
        for cell in sheet.row(index)[:MAX_COLONNES]:
            value: object = cell.value
            if cell.ctype == xlrd.XL_CELL_DATE:
                value = xlrd.xldate.xldate_as_datetime(cell.value, book.datemode)
            elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                value = bool(cell.value)
            elif cell.ctype == xlrd.XL_CELL_ERROR:
                value = ""
            cells.append(_text(value, sheet.name, index + 1))
        yield index + 1, cells


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _csv_rows(text: str, nom: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, [_text(cell, nom, reader.line_num) for cell in cells[: MAX_COLONNES + 1]]
    except csv.Error as error:
        raise refuse(
            "le fichier CSV n’est pas lisible à cet endroit.",
            "Vérifiez les guillemets.",
            nom,
            reader.line_num,
        ) from error


def _split_sheets(rows: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
    """One text holds several sheets: the first cell of a row opens one, its rows leave that cell empty."""
    name, found = "", list[Row]()
    for number, cells in rows:
        if cells and cells[0]:
            if name:
                yield name, found
            name, found = cells[0], []
        if name and any(cells[1:]):
            found.append((number, cells[1:]))
    if name:
        yield name, found


def _read_csv(content: bytes) -> Iterator[tuple[str, list[Row]]]:
    text = _decode(content)
    delimiter = ";" if text.count(";") > text.count(",") else ","
    return _split_sheets(_csv_rows(text, "", delimiter))


def _read_md(content: bytes) -> Iterator[tuple[str, list[Row]]]:
    return _split_sheets(_md_rows(_decode(content)))


def _md_rows(text: str) -> Iterator[Row]:
    """Lines of a Markdown table; « \\| » is a bar inside a cell, a line of dashes separates nothing."""
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip()
        if line.startswith("|") and not re.fullmatch(r"[|:-]*-[|:-]*", line.replace(" ", "")):
            inner = line[1:-1] if line.endswith("|") and not line.endswith("\\|") else line[1:]
            cells = re.split(r"(?<!\\)\|", inner)
            yield number, [_text(cell.replace("\\|", "|"), "", number) for cell in cells]
