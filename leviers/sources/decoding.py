"""Bytes of a text file as lines, whatever its encodings and its compression.

UTF-8 with or without mark, UTF-16 with mark, cp1252, and files that change encoding from line to line.
"""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from leviers.errors import SourceUnreadable

CHUNK = 1 << 20
LONGEST_LINE = 64 << 20
NOT_A_TABLE = {
    b"PK\x03\x04": "est une archive ZIP (ou un classeur), pas une table de texte",
    b"%PDF": "est un PDF, pas une table",
    b"<!doctype html": "est une page web, pas une table",
    b"<html": "est une page web, pas une table",
}
UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass
class Decoding:
    """What was met while reading one file."""

    encodage: str = "utf-8"
    octets_nuls: int = 0
    signes_de_controle: int = 0
    lignes_cp1252: int = 0

    def as_json(self) -> dict[str, Any]:
        """Plain values for the report, without the zeros."""
        counts = {name: value for name, value in vars(self).items() if value}
        if self.lignes_cp1252:
            counts["encodage"] = "cp1252" if self.encodage == "utf-8" else f"{self.encodage} et cp1252"
        return counts


def read_lines(path: Path, source: str, decoding: Decoding) -> Iterator[str]:
    """Lines of a text file without their ends; NUL and control signs are removed and counted.

    Raises  SourceUnreadable when it is empty, compressed and cut, or not text
    """
    with path.open("rb") as bare:
        start = bare.read(2)
        bare.seek(0)
        stream: IO[bytes] = gzip.open(bare) if start == b"\x1f\x8b" else bare  # type: ignore[assignment]  # noqa: SIM115
        for text in _texts(_whole_lines(_chunks(stream, path, source), path, source), decoding):
            yield from _clean(text, decoding).split("\n")


def _chunks(stream: IO[bytes], path: Path, source: str) -> Iterator[bytes]:
    """Pieces of a file once unpacked; the first one tells what the file is."""
    first = True
    try:
        while chunk := stream.read(CHUNK):
            if first:
                _refuse_other_formats(chunk, path, source)
                first = False
            yield chunk
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        what = "est compressé mais coupé ou abîmé"
        raise SourceUnreadable(source=source, fichier=path.name, what=what) from error
    if first:
        raise SourceUnreadable(source=source, fichier=path.name, what="est vide")


def _refuse_other_formats(chunk: bytes, path: Path, source: str) -> None:
    head = chunk[:4096].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for magic, what in NOT_A_TABLE.items():
        if head.startswith(magic.lower()):
            raise SourceUnreadable(source=source, fichier=path.name, what=what)


def _whole_lines(chunks: Iterator[bytes], path: Path, source: str) -> Iterator[bytes]:
    """Pieces cut after a line end, so that no letter and no end of line is split; UTF-16 becomes UTF-8."""
    carry = b""
    decoder: codecs.IncrementalDecoder | None = None
    for number, chunk in enumerate(chunks):
        if number == 0 and chunk[:2] in UTF16:
            decoder = codecs.getincrementaldecoder(UTF16[chunk[:2]])(errors="replace")
            chunk = chunk[2:]
        if decoder:
            chunk = decoder.decode(chunk).encode("utf-8", "replace")
        carry += chunk
        cut = max(carry.rfind(b"\n"), carry.rfind(b"\r", 0, -1)) + 1
        if cut:
            yield carry[:cut]
            carry = carry[cut:]
        elif len(carry) > LONGEST_LINE:
            what = "a une ligne de plus de 64 Mo : ce n’est pas une table de texte"
            raise SourceUnreadable(source=source, fichier=path.name, what=what)
    if decoder:
        carry += decoder.decode(b"", final=True).encode("utf-8", "replace")
    if carry:
        yield carry


def _texts(pieces: Iterator[bytes], decoding: Decoding) -> Iterator[str]:
    """Each piece as text without its last line end; a line that is not UTF-8 is read as cp1252."""
    for number, piece in enumerate(pieces):
        if number == 0 and piece.startswith(codecs.BOM_UTF8):
            decoding.encodage, piece = "utf-8-sig", piece.removeprefix(codecs.BOM_UTF8)
        piece = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n")
        try:
            yield piece.decode("utf-8")
        except UnicodeDecodeError:
            yield "\n".join(_decode_line(line, decoding) for line in piece.split(b"\n"))


def _decode_line(line: bytes, decoding: Decoding) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        decoding.lignes_cp1252 += 1
    try:
        return line.decode("cp1252")
    except UnicodeDecodeError:  # five bytes mean nothing in cp1252
        return line.decode("latin-1")


def _clean(text: str, decoding: Decoding) -> str:
    """The text without the signs that no cell may hold: NUL, and the two we use to join cells."""
    if "\0" in text:
        decoding.octets_nuls += text.count("\0")
        text = text.replace("\0", "")
    for sign in "\x1e\x1f":
        if sign in text:
            decoding.signes_de_controle += text.count(sign)
            text = text.replace(sign, "")
    return text
