"""A short document on paper: the same words in PDF and .docx, and nothing that a title can break."""

import io
from datetime import date

import docx
import pytest
from docx.oxml.ns import qn

from leviers.publication.documents import Document, Intertitre, Liste, Paragraphe, Tableau
from leviers.publication.docx import write_docx
from leviers.publication.pdf import write_pdf

DAY = date(2026, 11, 27)


def make(*blocs):
    return Document("Note : Orval", "Sous-titre", "Leviers", tuple(blocs), mention="Brouillon")


def test_the_pdf_is_tagged_titled_and_in_french():
    content = write_pdf(make(Intertitre("Un"), Paragraphe("Deux"), Liste(("trois",))), day=DAY)
    assert content.startswith(b"%PDF-1.7")
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"/Lang", b"pdfuaid"):
        assert mark in content, mark
    assert b"/FontFile" in content  # fonts are inside


def test_the_same_document_gives_the_same_bytes():
    document = make(Paragraphe("Même texte"))
    assert write_pdf(document, day=DAY) == write_pdf(document, day=DAY)


def test_the_docx_has_real_headings_lists_and_tables():
    table = Tableau("Légende", ("Champ", "Nombre"), (("Achats", "3"), ("Foncier", "1")))
    content = write_docx(make(Intertitre("Un"), Liste(("deux", "trois")), table), day=DAY)
    opened = docx.Document(io.BytesIO(content))
    styles = [(paragraph.style.name, paragraph.text) for paragraph in opened.paragraphs]
    assert ("Heading 2", "Un") in styles
    assert ("List Bullet", "deux") in styles
    assert [[cell.text for cell in row.cells] for row in opened.tables[0].rows] == [
        ["Champ", "Nombre"],
        ["Achats", "3"],
        ["Foncier", "1"],
    ]
    assert opened.sections[0].header.paragraphs[0].text == "Brouillon"


@pytest.mark.parametrize(
    "text", ["#eval(1)", "$x$ *gras* @ref <br/>", "\x00\x1b[31m", "=1+1", "\U0001f600\u202e", "", "x" * 5000]
)
def test_any_title_is_only_text(text):
    blocs = (Intertitre(text or "vide"), Paragraphe(text), Liste((text,)), Tableau(text, ("a",), ((text,),)))
    assert write_pdf(make(*blocs), day=DAY).startswith(b"%PDF")
    opened = docx.Document(io.BytesIO(write_docx(make(*blocs), day=DAY)))
    shown = text.replace("\x00", "").replace("\x1b", "")
    assert shown in [paragraph.text for paragraph in opened.paragraphs]


def test_the_docx_gives_long_columns_more_room_within_the_page():
    table = Tableau("Légende", ("A", "Nombre", "Texte"), (("b", "3", "mot " * 25),))
    opened = docx.Document(io.BytesIO(write_docx(make(table), day=DAY)))
    short, _middle, long = (round(cell.width.mm) for cell in opened.tables[0].rows[1].cells)
    assert short >= 20
    assert long > 2 * short
    assert sum(round(cell.width.mm) for cell in opened.tables[0].rows[0].cells) <= 171


def test_the_docx_writes_titles_and_text_in_one_face():
    opened = docx.Document(io.BytesIO(write_docx(make(Intertitre("Un")), day=DAY)))
    assert {opened.styles[name].font.name for name in ("Title", "Heading 2", "Normal")} == {"Arial"}


def test_the_docx_leaves_out_the_rule_and_the_wide_lines_of_the_theme():
    opened = docx.Document(io.BytesIO(write_docx(make(Paragraphe("Un")), day=DAY)))
    title, normal = opened.styles["Title"], opened.styles["Normal"]
    assert not title.element.findall(f".//{qn('w:pBdr')}")
    assert normal.paragraph_format.line_spacing == 1.0  # at 1.15 a note of two pages runs over a third
