"""A document as a tagged PDF (PDF/UA-1), fonts embedded, by Typst."""

import json
import unicodedata
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from leviers.publication.documents import Bloc, Document, Image

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "document.typ"
FONTS = FOLDER / "fonts"


def write_pdf(document: Document, *, day: date) -> bytes:
    """The document on A4; the same document and day give the same bytes.

    Source  PDF/UA-1 (ISO 14289-1): title, language, tags, reading order
    """
    content = asdict(document) | {"blocs": [_as_block(bloc) for bloc in document.blocs]}
    return compile_pdf(TEMPLATE, {"document": clean(content)}, day=day)


def compile_pdf(template: Path, inputs: dict[str, Any], *, day: date, fonts: Path = FONTS) -> bytes:
    """A template and what it is given, as a PDF of that day: the same in, the same bytes, on any machine."""
    made = typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={name: json.dumps(content, ensure_ascii=False) for name, content in inputs.items()},
        pdf_standards=["ua-1"],
        timestamp=int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()),
    )
    return bytes(made)


def clean(value: Any) -> Any:
    """A value with every text in it drawn by the fonts."""
    if isinstance(value, str):
        return keep_drawn(value)
    if isinstance(value, dict):
        return {name: clean(inner) for name, inner in value.items()}
    return [clean(inner) for inner in value] if isinstance(value, list | tuple) else value


def keep_drawn(text: str) -> str:
    """The same text in signs that the fonts draw: PDF/UA refuses the others.

    A letter with a foreign accent loses it; what nobody draws becomes « ? », what is not seen is left out.
    """
    known = _read_drawn()
    return "".join(sign if sign in known else _replace(sign, known) for sign in text)


def _replace(sign: str, known: frozenset[str]) -> str:
    base = "".join(letter for letter in unicodedata.normalize("NFKD", sign) if letter in known)
    if base or unicodedata.category(sign) in ("Cc", "Cf", "Mn", "Me"):
        return base
    return "?"


@cache
def _read_drawn() -> frozenset[str]:
    return frozenset((FONTS / "caracteres.txt").read_text(encoding="utf-8"))


def _as_block(bloc: Bloc) -> dict[str, object]:
    if isinstance(bloc, Image):
        return {
            "genre": "image",
            "titre": bloc.titre,
            "note": bloc.note,
            "alternative": bloc.alternative,
            "svg": bloc.svg.decode(),
        }
    return {"genre": type(bloc).__name__.lower(), **asdict(bloc)}
