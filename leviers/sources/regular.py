"""Tell whether a delimited text is regular all through, so that DuckDB's own reader gives the same cells.

Regular: UTF-8, one kind of line end, as many delimiters outside quotes on each line as in the header, every
quote at the edge of a cell or doubled, no line end inside a cell, nothing that tables.py would repair or set
aside. One vectorised pass; at the first doubt the answer is no, and tables.py reads the file its own way.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np

from leviers.sources.catalogue import Colonnes
from leviers.sources.decoding import Decoding, read_lines
from leviers.sources.jsonscan import Scanner
from leviers.sources.jsonsplit import open_text
from leviers.sources.staging import Staging, quote_text
from leviers.sources.tables import LONGEST_CELL, Header, Lines, find_header

CHUNK = 1 << 20
_QUOTE, _LINE = b'"\n'
_UNWANTED = (b"\0", b"\x1e", b"\x1f")


@dataclass(frozen=True)
class Regular:
    """What DuckDB needs to know to read a regular text."""

    lines: int
    line_end: str


def find_regular(path: Path, delimiter: str, width: int, *, longest: int) -> Regular | None:
    """Check each line of a text: `width` cells (at least two) that nobody could read otherwise, or None."""
    lines, line_ends = 0, set[bytes]()
    try:
        with open_text(path) as stream:
            for piece in _pieces(stream):
                returns = piece.count(b"\r\n")
                line_ends.add(b"\r\n" if returns else b"\n")
                plain = piece.replace(b"\r\n", b"\n") if returns else piece
                nb = plain.count(b"\n")
                if returns not in (0, nb) or not _is_regular(plain, ord(delimiter), width, longest):
                    return None
                lines += nb
    except (OSError, EOFError, zlib.error):
        return None
    if width < 2 or len(line_ends) != 1:
        return None
    return Regular(lines, line_ends.pop().decode())


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Whole lines, a megabyte at a time, the last one with a line end in any case; UTF-8 mark left out."""
    carry, first, line_end = b"", True, b"\n"
    while chunk := stream.read(CHUNK):
        if first:
            chunk, first = chunk.removeprefix(b"\xef\xbb\xbf"), False
            line_end = b"\r\n" if b"\r\n" in chunk else b"\n"
        chunk = carry + chunk
        cut = chunk.rfind(b"\n") + 1
        carry = chunk[cut:]
        if cut or len(carry) > CHUNK:
            yield chunk[:cut]
    if carry:
        yield carry + line_end


def _is_regular(piece: bytes, delimiter: int, width: int, longest: int) -> bool:
    if not piece or any(sign in piece for sign in _UNWANTED) or b"\r" in piece:
        return False
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    array = np.frombuffer(piece, dtype=np.uint8)
    ends = np.flatnonzero(array == _LINE)
    delimiters = np.flatnonzero(array == delimiter)
    if b'"' in piece:
        inside = _tell_cells(array, delimiter)
        if inside is None or inside[ends].any():
            return False
        delimiters = delimiters[~inside[delimiters]]
    if np.diff(ends, prepend=-1).max() > longest:
        return False
    counts = np.diff(np.searchsorted(delimiters, ends), prepend=0)
    return bool((counts == width - 1).all())


def _tell_cells(array: Any, delimiter: int) -> Any:
    """Which bytes stand inside quotes; None when a quote stands where it should not."""
    quotes = array == _QUOTE
    inside = Scanner().tell_strings(quotes)
    places = np.flatnonzero(quotes)
    if places.size % 2:
        return None
    opening, closing = places[::2], places[1::2]
    before = np.where(opening > 0, array[opening - 1], _LINE)
    after = array[closing + 1]  # a piece ends with a line end
    edges = (delimiter, _LINE, _QUOTE)
    if np.isin(before, edges).all() and np.isin(after, edges).all():
        return inside
    return None


def read_regular(staging: Staging, path: Path, colonnes: Colonnes, *, table: str) -> str | None:
    """Load a regular text as a table, and give the query of its rows: fichier, ligne, then the columns.

    Returns None, and leaves no trace, when the file must be read line by line
    Raises  SourceUnreadable, SourceChanged, as read_table does
    """
    decoding = Decoding()
    lines = Lines(read_lines(path, staging.source, decoding))
    header = find_header(lines, colonnes, source=staging.source, fichier=path.name)
    if header.doubles or decoding.lignes_cp1252:
        return None
    regular = find_regular(path, header.delimiter, header.width, longest=LONGEST_CELL)
    if regular is None:
        return None
    names = (*colonnes.obligatoires, *colonnes.facultatives)
    picked = [f"c{header.places[name]}" if name in header.places else "null::varchar" for name in names]
    columns = ", ".join(f'{cell} as "{name}"' for cell, name in zip(picked, names, strict=True))
    read = _read_csv(path, header, regular.line_end)
    staging.engine.execute(f"create or replace temp table {table} as select {columns} from {read}")  # noqa: S608
    found = ", ".join(f'"{name}"' for name in names)
    rows, full = staging.engine.execute(
        f"select count(*), count(coalesce({found})) from {table}"  # noqa: S608 (names of source.toml)
    ).fetchall()[0]
    if rows != regular.lines - header.line or full != rows:
        staging.engine.execute(f"drop table {table}")
        return None
    staging.report.lignes_lues += rows
    staging.report.fichiers[path.name] = {
        "lignes": rows,
        "separateur": header.delimiter,
        "colonnes_ignorees": list(header.ignored),
        **decoding.as_json(),
    }
    name = quote_text(path.name.replace("\x1f", ""))
    return f"select '{name}' as fichier, rowid + {header.line + 1} as ligne, {found} from {table}"  # noqa: S608


def _read_csv(path: Path, header: Header, line_end: str) -> str:
    with path.open("rb") as stream:
        compression = "gzip" if stream.read(2) == b"\x1f\x8b" else "none"
    columns = ", ".join(f"c{place}: 'varchar'" for place in range(header.width))
    return (
        f"read_csv('{quote_text(path)}', delim = '{header.delimiter}', quote = '\"', escape = '\"',"
        f" header = false, skip = {header.line}, auto_detect = false, compression = '{compression}',"
        f" new_line = '{line_end.encode('unicode_escape').decode()}', max_line_size = {4 * LONGEST_CELL},"
        f" columns = {{{columns}}})"
    )
