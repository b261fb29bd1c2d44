"""A drawing in a document: tagged in the PDF, described in the .docx, never without words."""

import io
from datetime import date

import docx
from PIL import Image as Picture

from leviers.publication.documents import Document, Image
from leviers.publication.docx import write_docx
from leviers.publication.pdf import write_pdf

DAY = date(2026, 11, 27)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><text y="15" font-family="Atkinson Hyperlegible Next">12</text></svg>'  # noqa: E501


def make(alternative="De 1 à 2."):
    stream = io.BytesIO()
    Picture.new("RGB", (60, 20), "white").save(stream, "PNG")
    chart = Image("Titre du graphique", "Source.", alternative, SVG, stream.getvalue())
    return Document("Note", "Sous-titre", "Leviers", (chart,))


def test_the_pdf_keeps_the_alternative_of_the_drawing_and_stays_accessible():
    content = write_pdf(make(), day=DAY)
    assert content.startswith(b"%PDF")
    assert b"pdfuaid" in content
    assert b"/Figure" in content or b"/ObjStm" in content


def test_the_docx_describes_its_picture():
    opened = docx.Document(io.BytesIO(write_docx(make("<b>De 1 à 2.</b>"), day=DAY)))
    assert len(opened.inline_shapes) == 1
    described = opened.inline_shapes[0]._inline.docPr.get("descr")
    assert described == "Titre du graphique. <b>De 1 à 2.</b>"
