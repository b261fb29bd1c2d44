"""Delimited text as the world really writes it, turned into clean rows that DuckDB reads at full speed.

One pass, one line at a time: a file of any size costs a few megabytes. What is repaired is noted in the
report; what cannot be is rejected with its line; what is not a table at all is refused in one sentence.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path

from leviers.errors import SourceChanged, SourceUnreadable
from leviers.sources.catalogue import Colonnes
from leviers.sources.decoding import Decoding, read_lines
from leviers.sources.staging import Staging

DELIMITERS = (";", ",", "\t", "|")
LONGEST_CELL = 100_000
LONGEST_RECORD = 500
"""Physical lines a quoted cell may span; beyond, a quote was opened and never closed."""
TITLE_LINES = 10
"""Lines looked at to find the header: some publishers write a title above it."""
CLEAN, IRREGULAR, OPEN = "clean", "irregular", "open"
SEPARATOR, LINE_BREAK = "\x1f", "\x1e"

csv.field_size_limit(2**31 - 1)


@dataclass
class Header:
    """Where the wanted columns are in one file."""

    delimiter: str
    line: int
    width: int
    places: Mapping[str, int]
    doubles: Mapping[str, int] = field(default_factory=dict)
    ignored: Sequence[str] = ()


def fold(name: str) -> str:
    """A header without case, accents, spaces nor signs: « Nom du bénéficiaire » is `nomdubeneficiaire`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", plain.lower())


def find_columns(colonnes: Colonnes, names: Sequence[str]) -> dict[str, list[int]]:
    """Places of each wanted column among the names of a file; the official name wins over its synonyms."""
    folded = [fold(name) for name in names]
    found: dict[str, list[int]] = {}
    for wanted in (*colonnes.obligatoires, *colonnes.facultatives):
        for name in (wanted, *colonnes.synonymes.get(wanted, ())):
            places = [place for place, given in enumerate(folded) if given == fold(name)]
            if places:
                found[wanted] = places
                break
    return found


def require_columns(colonnes: Colonnes, found: Mapping[str, object], *, source: str, fichier: str) -> None:
    """Refuse a file that lacks a mandatory column.

    Raises  SourceChanged with the names that are missing
    """
    missing = {name for name in colonnes.obligatoires if name not in found}
    if missing:
        raise SourceChanged(
            source=source,
            fichier=fichier,
            missing=missing,
            advice="Comparez l’en-tête du fichier avec sources/"
            f"{source}/source.toml, puis ajoutez-y le nouveau nom de la colonne.",
        )


def read_table(staging: Staging, path: Path, colonnes: Colonnes, *, output: Path) -> None:
    """Append the rows of one delimited file to `output`: file, line, then the wanted columns in order.

    Shape   cells are joined by the sign 1F, breaks inside cells are the sign 1E: nothing is quoted
    Raises  SourceUnreadable when it is no table, SourceChanged when a mandatory column is missing
    """
    decoding = Decoding()
    lines = Lines(read_lines(path, staging.source, decoding))
    header = find_header(lines, colonnes, source=staging.source, fichier=path.name)
    rows = Rows(staging, path.name, header, colonnes)
    with output.open("a", encoding="utf-8", newline="") as stream:
        for row in rows.read(lines):
            stream.write(row)
    staging.report.fichiers[path.name] = {
        "lignes": rows.seen,
        "separateur": header.delimiter,
        "colonnes_ignorees": list(header.ignored),
        **decoding.as_json(),
        **rows.repaired,
    }


class Lines:
    """Lines with their number, and the right to put some back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self._back = lines, list[str]()
        self.number = 0

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._back.pop() if self._back else next(self._lines)
        self.number += 1
        return line

    def put_back(self, lines: Sequence[str]) -> None:
        """Give lines back, to be read again in the same order."""
        self._back.extend(reversed(lines))
        self.number -= len(lines)


def find_header(lines: Lines, colonnes: Colonnes, *, source: str, fichier: str) -> Header:
    """The first line and the delimiter that name every mandatory column; else the best try is refused."""
    best: tuple[int, dict[str, list[int]]] = (-1, {})
    for line in lines:
        for delimiter in DELIMITERS:
            names = next(csv.reader([line], delimiter=delimiter), [])
            found = find_columns(colonnes, names)
            if len(found) > best[0]:
                best = (len(found), found)
            if found and all(name in found for name in colonnes.obligatoires):
                return _header(lines.number, delimiter, names, found)
        if lines.number >= TITLE_LINES:
            break
    if lines.number == 0:
        raise SourceUnreadable(source=source, fichier=fichier, what="est vide")
    require_columns(colonnes, best[1], source=source, fichier=fichier)
    raise SourceUnreadable(source=source, fichier=fichier, what="n’a pas d’en-tête lisible")


def _header(line: int, delimiter: str, names: list[str], found: dict[str, list[int]]) -> Header:
    used = {place for places in found.values() for place in places}
    return Header(
        delimiter,
        line,
        len(names),
        {name: places[0] for name, places in found.items()},
        {name: places[1] for name, places in found.items() if len(places) > 1},
        [name.strip() for place, name in enumerate(names) if place not in used and name.strip()],
    )


class Rows:
    """Rows of one file: split, repaired when one can be sure, rejected otherwise."""

    def __init__(self, staging: Staging, fichier: str, header: Header, colonnes: Colonnes) -> None:
        self.staging, self.fichier, self.header = staging, fichier, header
        self.names = (*colonnes.obligatoires, *colonnes.facultatives)
        self.seen = 0
        self.repaired: dict[str, int] = {}
        self._last_needed = max(header.places[name] for name in colonnes.obligatoires)

    def read(self, lines: Lines) -> Iterator[str]:
        """One text per row kept, ready to be written."""
        width, delimiter = self.header.width, self.header.delimiter
        places = [self.header.places.get(name, width) for name in self.names]
        pick = itemgetter(*places, width)
        prefix = self.fichier.replace(SEPARATOR, "") + SEPARATOR
        for line in lines:
            start = lines.number
            if '"' in line:
                cells, line = self._unquote(line, lines)
            else:
                cells = line.split(delimiter)
            if len(cells) == 1 and not line.strip():
                continue
            self.seen += 1
            if len(cells) != width and not self._repair(cells, start, line):
                continue
            if len(line) > LONGEST_CELL:
                self._cut(cells, start)
            cells.append("")
            picked = pick(cells)
            if not any(picked):
                self._reject(start, "ligne-vide", line)
                continue
            if self.header.doubles:
                self._compare_doubles(cells, start)
            yield f"{prefix}{start}{SEPARATOR}{SEPARATOR.join(picked[:-1])}\n"
        self.staging.report.lignes_lues += self.seen

    def _unquote(self, line: str, lines: Lines) -> tuple[list[str], str]:
        """Cells of a record with quotes; several lines are one record only if nothing in it is irregular."""
        cells, state = _parse(line, self.header.delimiter)
        if state != OPEN:
            return cells, line
        taken: list[str] = []
        while self._extend(taken, lines):
            record = "\n".join([line, *taken])
            cells, state = _parse(record, self.header.delimiter)
            if state == CLEAN and len(cells) == self.header.width:
                return cells, record
            if state != OPEN:
                break
        lines.put_back(taken)
        return self._split_loosely(line), line

    def _extend(self, taken: list[str], lines: Lines) -> bool:
        """Take lines up to the next one with a quote; False when the record is too long to be one."""
        for line in lines:
            taken.append(line)
            if len(taken) >= LONGEST_RECORD:
                return False
            if '"' in line:
                return True
        return False

    def _split_loosely(self, line: str) -> list[str]:
        """Cells of one line whose quotes are not closed: there, a quote is a sign like another."""
        self._note("guillemets_non_fermes")
        return line.split(self.header.delimiter)

    def _repair(self, cells: list[str], start: int, line: str) -> bool:
        """Cut empty cells in excess, add the missing ones where nothing mandatory is among them."""
        missing = self.header.width - len(cells)
        if missing < 0 and not any(cell.strip() for cell in cells[missing:]):
            del cells[missing:]
            self._note("lignes_trop_longues_reparees")
            return True
        if missing > 0 and len(cells) > self._last_needed:
            cells.extend([""] * missing)
            self._note("lignes_trop_courtes_reparees")
            return True
        self._reject(start, "trop-de-cellules" if missing < 0 else "cellules-manquantes", line)
        return False

    def _cut(self, cells: list[str], start: int) -> None:
        """A cell of more than 100,000 signs is no data: it becomes empty and is counted."""
        for name, place in self.header.places.items():
            if len(cells[place]) > LONGEST_CELL:
                self._count(name, "cellule-trop-longue", start, cells[place])
                cells[place] = ""

    def _compare_doubles(self, cells: list[str], start: int) -> None:
        """Of two columns with one name the first is read; where they differ, it is said."""
        for name, place in self.header.doubles.items():
            if cells[place] != cells[self.header.places[name]]:
                self._count(name, "colonne-en-double", start, cells[place])

    def _count(self, name: str, raison: str, ligne: int, valeur: str) -> None:
        exemple = {"fichier": self.fichier, "ligne": ligne, "valeur": valeur[:200]}
        self.staging.report.count_cell(f"en-tete.{name}", raison, exemples=[exemple])

    def _reject(self, ligne: int, raison: str, line: str) -> None:
        self.staging.reject(self.fichier, ligne, raison, line)

    def _note(self, what: str) -> None:
        self.repaired[what] = self.repaired.get(what, 0) + 1


def _parse(record: str, delimiter: str) -> tuple[list[str], str]:
    """Cells of a record, and whether its quotes are clean, irregular or still open at its end."""
    lines = [record] if "\n" not in record else [f"{line}\n" for line in record.split("\n")]
    state = CLEAN
    try:
        cells = next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            return [], OPEN
        cells, state = next(csv.reader(lines, delimiter=delimiter)), IRREGULAR
    if len(lines) > 1:
        cells = [cell.replace("\n", LINE_BREAK) for cell in cells]
    return cells, state
