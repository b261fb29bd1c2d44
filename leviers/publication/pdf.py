"""A document as a tagged PDF (PDF/UA-1), fonts embedded, by Typst."""

import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import typst

from leviers.publication.documents import Bloc, Document

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "document.typ"
FONTS = FOLDER / "fonts"


def write_pdf(document: Document, *, day: date) -> bytes:
    """The document on A4; the same document and day give the same bytes.

    Source  PDF/UA-1 (ISO 14289-1): title, language, tags, reading order
    """
    content = asdict(document) | {"blocs": [_as_block(bloc) for bloc in document.blocs]}
    made = typst.compile(
        str(TEMPLATE),
        root=str(FOLDER),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"document": json.dumps(content, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(datetime(day.year, day.month, day.day).timestamp()),
    )
    return bytes(made)


def _as_block(bloc: Bloc) -> dict[str, object]:
    return {"genre": type(bloc).__name__.lower(), **asdict(bloc)}
