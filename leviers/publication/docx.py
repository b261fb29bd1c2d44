"""A document as an editable .docx: real headings, lists and tables, in French."""

import io
from datetime import date, datetime
from typing import Any

import docx
from docx.document import Document as Docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from leviers.publication.documents import Bloc, Document, Image, Intertitre, Liste, Paragraphe, Tableau

INK, SOFT = RGBColor(0x1D, 0x1B, 0x16), RGBColor(0x5A, 0x58, 0x52)
WIDTH_MM, NARROWEST_MM = 170, 20
SIZES_PT = {"Title": 22, "Subtitle": 11, "Heading 2": 13, "Caption": 9, "Footer": 8, "Header": 9}
_CONTROL = {number: None for number in range(32) if chr(number) not in "\t\n"}


def write_docx(document: Document, *, day: date) -> bytes:
    """The document for a word processor; control characters, which XML refuses, are left out."""
    made = docx.Document()
    _prepare(made, document, day)
    made.add_heading(_clean(document.titre), level=0)
    made.add_paragraph(_clean(document.sous_titre), style="Subtitle")
    for bloc in document.blocs:
        _add(made, bloc)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _prepare(made: Docx, document: Document, day: date) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(17)
    made.core_properties.title = _clean(document.titre)
    made.core_properties.author = "Leviers"
    made.core_properties.language = "fr-FR"
    made.core_properties.created = made.core_properties.modified = datetime(day.year, day.month, day.day)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(5), 1.0
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR")
    normal.element.get_or_add_rPr().append(language)
    for name, size in SIZES_PT.items():
        _dress(made.styles[name].element.get_or_add_rPr(), made.styles[name].font, size)
    title = made.styles["Title"]
    title.font.bold, title.paragraph_format.space_after = True, Pt(4)
    for rule in title.element.findall(f".//{qn('w:pBdr')}"):
        rule.getparent().remove(rule)
    section.footer.paragraphs[0].text = _clean(document.pied)
    if document.mention:
        section.header.paragraphs[0].text = _clean(document.mention)


def _dress(properties: Any, font: Any, size: int) -> None:
    """One face and one ink: the theme of Word would bring its own, blue, spaced, of another family."""
    for name in ("w:rFonts", "w:spacing", "w:kern"):
        for theme in properties.findall(qn(name)):
            properties.remove(theme)
    font.name, font.size, font.color.rgb, font.italic = "Arial", Pt(size), INK, False


def _add(made: Docx, bloc: Bloc) -> None:
    if isinstance(bloc, Intertitre):
        made.add_heading(_clean(bloc.texte), level=2)
    elif isinstance(bloc, Liste):
        for item in bloc.items:
            made.add_paragraph(_clean(item), style="List Bullet")
    elif isinstance(bloc, Tableau):
        _add_table(made, bloc)
    elif isinstance(bloc, Image):
        _add_image(made, bloc)
    elif isinstance(bloc, Paragraphe):
        run = made.add_paragraph().add_run(_clean(bloc.texte))
        if bloc.est_note:
            run.font.size, run.font.color.rgb = Pt(8.5), SOFT


def _add_image(made: Docx, bloc: Image) -> None:
    """A picture with its alternative where readers look for it: the description of the drawing."""
    shape = made.add_picture(io.BytesIO(bloc.png), width=Mm(120))
    properties = shape._inline.docPr
    properties.set("descr", _clean(f"{bloc.titre}. {bloc.alternative}"))
    properties.set("title", _clean(bloc.titre))


def _add_table(made: Docx, bloc: Tableau) -> None:
    made.add_paragraph(_clean(bloc.legende), style="Caption")
    table = made.add_table(rows=0, cols=len(bloc.entetes), style="Table Grid")
    for number, row in enumerate((bloc.entetes, *bloc.lignes)):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            run = cell.paragraphs[0].add_run(_clean(text))
            run.bold = number == 0 or cell is cells[0]
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    table.autofit = False
    for column, width in zip(table.columns, _share_width(bloc), strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _share_width(bloc: Tableau) -> list[int]:
    """Millimetres of each column: by the square root of its longest text, so that none is starved."""
    rows = (bloc.entetes, *bloc.lignes)
    roots = [max(len(text) for text in column) ** 0.5 for column in zip(*rows, strict=True)]
    free = WIDTH_MM - NARROWEST_MM * len(roots)
    return [NARROWEST_MM + round(free * root / sum(roots)) for root in roots]


def _clean(text: str) -> str:
    return text.translate(_CONTROL)
