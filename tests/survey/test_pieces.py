"""Files joined to answers: known by their bytes, pictures without their place, nothing that runs."""

import io
import zipfile

import pytest
from PIL import Image

from leviers.errors import PieceRefused
from leviers.survey import pieces
from leviers.survey.models import Piece
from leviers.survey.pieces import add_piece, find_file

GPS = 0x8825
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"


@pytest.fixture
def metz(enquete, settings, tmp_path):
    settings.HOME = tmp_path
    return enquete.invite().participation


def draw(kind="JPEG", *, place=True):
    picture, exif = Image.new("RGB", (40, 20), "teal"), Image.Exif()
    if place:
        exif[0x0112] = 6  # turned by a quarter
        exif.get_ifd(GPS)[1] = "N"
        exif[0x010F] = "Marque"
    stream = io.BytesIO()
    picture.save(stream, kind, exif=exif, **({"comment": b"chez moi"} if kind == "JPEG" else {}))
    return stream.getvalue()


def pack(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return stream.getvalue()


def test_a_pdf_is_kept_under_its_digest(metz, tmp_path):
    piece = add_piece(metz, "Schéma 2026.pdf", PDF)
    assert (piece.nom, piece.type, piece.taille) == ("Schéma 2026.pdf", "application/pdf", len(PDF))
    assert find_file(piece).read_bytes() == PDF
    assert find_file(piece).is_relative_to(tmp_path / "pieces")
    assert find_file(piece).stat().st_mode & 0o077 == 0


def test_the_same_file_twice_is_one_piece(metz):
    assert add_piece(metz, "a.pdf", PDF) == add_piece(metz, "a.pdf", PDF)
    assert Piece.objects.count() == 1


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_picture_loses_where_it_was_taken_and_stays_upright(metz, kind, ending):
    piece = add_piece(metz, f"lieu.{ending}", draw(kind))
    with Image.open(find_file(piece)) as kept:
        assert not dict(kept.getexif())
        assert "comment" not in kept.info
        assert kept.size == (20, 40)


def test_office_documents_are_told_apart_by_what_they_hold(metz):
    docx = pack(**{"[Content_Types]_xml": "", "word__document_xml": ""})
    xlsx = pack(**{"[Content_Types]_xml": "", "xl__workbook_xml": ""})
    odt = pack(mimetype=pieces.TYPES["odt"], content_xml="")
    assert add_piece(metz, "a.docx", docx).type == pieces.TYPES["docx"]
    assert add_piece(metz, "a.xlsx", xlsx).type == pieces.TYPES["xlsx"]
    assert add_piece(metz, "a.odt", odt).type == pieces.TYPES["odt"]
    with pytest.raises(PieceRefused, match="autre genre"):
        add_piece(metz, "a.docx", xlsx)


REFUSED = [
    ("vide.pdf", b"", "vide"),
    ("gros.pdf", PDF + b"0" * pieces.LIMIT, "10,0 Mo"),
    ("page.pdf", b"<!doctype html><script>", "pas accepté"),
    ("page.html", b"bonjour", "pas accepté"),
    ("page.txt", b"\n <svg onload=x>", "pas accepté"),
    ("binaire.csv", b"a;b\x00c", "pas accepté"),
    ("photo.pdf", draw(), "se dit « .pdf »"),
    ("photo.svg.png", PDF, "se dit « .png »"),
    ("archive.zip", pack(a="b"), "pas accepté"),
    ("coupe.docx", pack(a="b")[:30], "pas accepté"),
    ("macro.docx", pack(**{"word__vbaProject.bin": "x"}), "macros"),
    ("abime.png", draw("PNG")[:60], "abîmée"),
]


@pytest.mark.parametrize(("name", "content", "said"), REFUSED, ids=[name for name, *_rest in REFUSED])
def test_what_is_not_what_it_says_is_refused(metz, tmp_path, name, content, said):
    with pytest.raises(PieceRefused, match=said):
        add_piece(metz, name, content)
    assert not Piece.objects.exists()
    assert not (tmp_path / "pieces").exists()


def test_a_name_cannot_leave_its_folder_nor_hide_its_ending(metz):
    assert add_piece(metz, "../../etc/liste.csv", b"a;b\n1;2\n").nom == "liste.csv"
    assert add_piece(metz, "sans-fin", b"du texte, \xe9crit sous Windows").nom == "sans-fin.txt"
    assert add_piece(metz, "rapport\u202efdp.pdf", PDF).nom == "rapportfdp.pdf"
    assert add_piece(metz, "photo.JPEG", draw()).nom == "photo.jpg"


def test_one_participation_cannot_fill_the_disk(metz, monkeypatch):
    monkeypatch.setattr(pieces, "QUOTA", len(PDF) + 1)
    add_piece(metz, "a.pdf", PDF)
    with pytest.raises(PieceRefused, match="dépassent"):
        add_piece(metz, "b.pdf", PDF + b"0")
