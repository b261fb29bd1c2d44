"""What a received file must look like before it is kept: whole, and of the kind the source promises.

Nothing is parsed here: staging reads. What is refused here would poison every later step: an error page
saved as data, an empty file, a file cut on the way.
"""

import gzip
import zlib
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path

import duckdb

from leviers.errors import SourceUnavailable

GZIP = b"\x1f\x8b"
PARQUET = b"PAR1"
PAGES = (b"<!doctype html", b"<html", b"<head", b"<body")
OTHERS = {b"PK\x03\x04": "une archive ZIP ou un classeur", b"%PDF": "un document PDF"}
STARTS = {"json": b"{[", "geojson": b"{", "xml": b"<"}
ENDS = {"json": b"}]", "geojson": b"}", "xml": b">"}
WHAT = {"csv": "du CSV", "geojson": "du GeoJSON", "json": "du JSON", "parquet": "du Parquet", "xml": "du XML"}
CHUNK = 1 << 20
HEAD = 4096
AGAIN = "Relancez « leviers fetch {source} » ; si cela dure, ouvrez l’adresse dans un navigateur."


def digest_file(path: Path) -> str:
    """SHA-256 of the bytes as received, in hexadecimal."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def check_content(path: Path, *, format: str, source: str) -> int | None:
    """Check that a file is whole and of the format promised; number of rows where it is cheap to know.

    Shape   CSV: lines of text less the header (a line break inside quotes counts); Parquet: rows; else None
    Raises  SourceUnavailable with what was received instead
    """
    try:
        return _check_parquet(path) if format == "parquet" else _check_text(path, format)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        reason = "le fichier compressé est tronqué ou abîmé"
    except _Unlike as error:
        reason = str(error)
    raise SourceUnavailable(f"{path.name} refusé : {reason}.", advice=AGAIN.format(source=source))


class _Unlike(Exception):
    """What was received is not what was promised."""


def _check_parquet(path: Path) -> int:
    with path.open("rb") as stream:
        head = stream.read(HEAD)
        _refuse_stranger(head, "parquet")
        stream.seek(-min(4, len(head)), 2)
        tail = stream.read()
    if not head.startswith(PARQUET) or tail != PARQUET:
        raise _Unlike("ce n’est pas du Parquet, ou il est tronqué")
    try:
        with duckdb.connect() as connection:
            found = connection.execute(
                "select num_rows from parquet_file_metadata(?)", [str(path)]
            ).fetchone()
    except duckdb.Error as error:
        raise _Unlike("ce Parquet est illisible") from error
    return int(found[0]) if found else 0


def _check_text(path: Path, format: str) -> int | None:
    head, tail, lines, last = b"", b"", 0, b""
    for chunk in _read_chunks(path):
        if len(head) < HEAD:
            head += chunk[: HEAD - len(head)]
        lines += chunk.count(b"\n")
        last = chunk[-1:]
        tail = chunk.rstrip()[-1:] or tail
    _refuse_stranger(head, format)
    if format == "csv":
        return max(lines + (last != b"\n") - 1, 0)
    if tail not in ENDS[format]:
        raise _Unlike(f"{WHAT[format]} coupé avant la fin")
    return None


def _read_chunks(path: Path) -> Iterator[bytes]:
    """Content of a file in pieces, decompressed when its first bytes say gzip."""
    with path.open("rb") as stream:
        is_gzip = stream.read(2) == GZIP
    if path.suffix == ".gz" and not is_gzip and path.stat().st_size:
        with path.open("rb") as stream:
            _refuse_stranger(stream.read(HEAD), "")
        raise _Unlike("son nom finit par .gz mais ce n’est pas du gzip")
    with gzip.open(path, "rb") if is_gzip else path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _refuse_stranger(head: bytes, format: str) -> None:
    """Refuse what starts like something else than the format promised."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.strip(b"\x00"):
        raise _Unlike("le fichier est vide")
    beginning = start[:HEAD].lower()
    if beginning.startswith(PAGES) or (beginning.startswith((b"<?xml", b"<!--")) and b"<html" in beginning):
        raise _Unlike("c’est une page web, sans doute un message d’erreur du site")
    for sign, name in OTHERS.items():
        if start.startswith(sign):
            raise _Unlike(f"c’est {name}, non {WHAT.get(format, 'la donnée attendue')}")
    if format == "csv" and start[:1] in b"{[":
        raise _Unlike("c’est du JSON, non du CSV, sans doute un message d’erreur du site")
    if format in STARTS and start[:1] not in STARTS[format]:
        raise _Unlike(f"ce n’est pas {WHAT[format]}")
