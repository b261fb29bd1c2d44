"""Every door that takes a file refuses what is not what it says, in French, and keeps nothing of it."""

import io
import struct
import zipfile
import zlib
from itertools import product

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.documents.models import Document
from wagtail.images.models import Image as WagtailImage

from leviers.participation.articles import pieces as articles
from leviers.participation.models import Piece as PieceArticle
from leviers.survey import pieces as answers
from leviers.survey.formulaires import classeur
from leviers.survey.models import Contact, Piece, Version
from tests.survey.conftest import NANTES

pytestmark = pytest.mark.django_db
SCRIPT = b"<script>piege(1)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='piege(1)'>" + SCRIPT + b"</svg>"
GPS = 0x8825


def draw_header(width, height):
    """A picture of a few bytes that says to be immense."""

    def write(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    sides = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + write(b"IHDR", sides)
        + write(b"IDAT", zlib.compress(b"0"))
        + write(b"IEND", b"")
    )


def zip_up(name, octets):
    """An archive that swells once it is opened."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"")
        archive.writestr("content.xml", b"")
        archive.writestr(name, b"0" * octets)
    return made.getvalue()


HOSTILE = {
    "dessin.svg": SVG,
    "dessin.png": SVG,
    "dessin.jpg": b"GIF89a/*" + SCRIPT + b"*/=1;",
    "dessin.gif": b"GIF89a/*" + SCRIPT + b"*/=1;",
    "page.pdf": b"<!doctype html>" + SCRIPT + b"%PDF-1.7 %%EOF",
    "page.html": SCRIPT,
    "page.csv": SCRIPT,
    "page.docx": b"%PDF-1.7\n" + SCRIPT + b"%%EOF",
    "immense.png": draw_header(60_000, 60_000),
    "bombe.docx": zip_up("word/document.xml", 200_000),
    "bombe.xlsx": zip_up("xl/workbook.xml", 200_000),
    "bombe.ods": zip_up("content.opd", 200_000),
    "vide.png": b"",
}


@pytest.fixture
def low(monkeypatch, settings, tmp_path):
    """Ceilings low enough that a bomb of a few bytes goes beyond them; a home of its own."""
    settings.HOME, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    monkeypatch.setattr(articles, "MAX_UNZIPPED", 100_000)
    monkeypatch.setattr(answers, "_UNPACKED", 100_000)
    monkeypatch.setattr(classeur, "MAX_OCTETS_OUVERTS", 100_000)
    return tmp_path


def send(monde, door, name, content):
    """Bring a file to one of the doors; what the site answers."""
    file = SimpleUploadedFile(name, content)
    who, address, said = DOORS[door]
    given = {key: file if value is None else value for key, value in said.items()}
    return monde.browsers[who].post(monde.path(address), given)


DOORS = {
    "article": ("camille", "/gestion/pieces/add/", {"titre": "Un fichier", "fichier": None}),
    "answer": (
        "personne",
        "/enquetes/{campagne}/{jeton}/section/suite/",
        {"b:suite/souhait": "", "v:suite/souhait": "Du temps.", "f:suite/souhait": None},
    ),
    "questionnaire": ("alice", "/enquetes/gestion/questionnaires/importer/", {"tableur": None}),
    "contacts": ("alice", "/enquetes/gestion/campagnes/{campagne}/contacts/deposer/", {"liste": None}),
}
KEPT = (PieceArticle, Piece, Version, Contact)


def count():
    """How many rows come of files."""
    return [model._default_manager.count() for model in KEPT]


def test_what_is_not_what_it_says_is_refused_and_nothing_of_it_is_kept(monde, low):
    before, wrong = count(), []
    for door, (name, content) in product(DOORS, HOSTILE.items()):
        answer = send(monde, door, name, content)
        text = answer.content.decode()
        if answer.status_code not in (200, 422) or count() != before or "piege(1)" in text:
            wrong.append((door, name, answer.status_code, count()))
    kept = [path for path in low.rglob("*") if path.is_file() and b"piege" in path.read_bytes()]
    assert (wrong, kept) == ([], [])


def test_the_rest_of_an_answer_is_kept_when_its_file_is_refused(monde, low):
    answer = send(monde, "answer", "dessin.svg", SVG)
    assert (answer.status_code, "n’est pas accepté" in answer.content.decode()) == (422, True)
    page = monde.browsers["personne"].get(monde.path("/enquetes/{campagne}/{jeton}/section/suite/"))
    assert "Du temps." in page.content.decode()


def test_a_picture_of_a_phone_is_kept_without_its_place_nor_what_follows_it(monde, low):
    exif = Image.Exif()
    exif.get_ifd(GPS).update({1: "N", 2: (47.0, 13.0, 6.0)})
    exif[0x010F] = "TelephoneDeCamille"
    sent = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(sent, "JPEG", exif=exif)
    for door in ("article", "answer"):
        answer = send(monde, door, "photo.jpg", sent.getvalue() + SCRIPT)
        assert answer.status_code in (302, 303), answer.content.decode()[-2000:]
    files = [path for path in low.rglob("*") if path.is_file() and path.read_bytes()[:2] == b"\xff\xd8"]
    assert len(files) == 2
    for kept in files:
        assert b"TelephoneDeCamille" not in kept.read_bytes()
        assert b"piege" not in kept.read_bytes()
        with Image.open(kept) as shown:
            assert not dict(shown.getexif())


def test_the_doors_that_the_tool_has_of_its_own_take_nothing_from_anybody(monde, low):
    """Its library would keep the place of a picture, and a drawing with a script."""
    people = ("camille", "andrea", "ada", "bertille", "alice")
    for name, kind, how in product(people, ("images", "documents"), ("add/", "multiple/add/")):
        path = f"{kind}/{how}"
        file = SimpleUploadedFile("dessin.svg", SVG)
        said = {"title": "Un fichier", "file": file, "files[]": file}
        assert monde.browsers[name].post(f"/gestion/{path}", said).status_code in (302, 403, 404), name
    assert not WagtailImage.objects.exists()
    assert not Document.objects.exists()


class Endless:
    """A body of which nobody said the length: each byte that is read is one too many."""

    def read(self, *_size):
        raise AssertionError("the body was read")

    readline = read


def test_a_body_whose_length_nobody_says_is_not_read(monde):
    """What comes in pieces without end, or under a false length, is taken for an empty form."""
    kind = "multipart/form-data; boundary=x"
    paths = ("/leviers/spaser/signaler/", "/enquetes/{campagne}/{jeton}/section/suite/")
    for path, length in product(paths, ("", "0", "-1", "beaucoup")):
        given = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": length, "wsgi.input": Endless()}
        answer = Client().generic("POST", monde.path(path), b"", **given)
        assert answer.status_code in (303, 400, 422), path


def test_an_openrosa_client_is_refused_the_same_files(monde, low):
    """The instance names a file of the question; what comes under this name is looked at, not believed."""
    instance = b"<data id='essai-form'><suite><schema>dessin.svg</schema></suite></data>"
    files = {
        "xml_submission_file": SimpleUploadedFile("r.xml", instance, "text/xml"),
        "dessin.svg": SimpleUploadedFile("dessin.svg", SVG),
    }
    path = monde.path("/enquetes/{campagne}/{jeton}/openrosa/submission")
    answer = Client().post(path, files)
    assert answer.status_code == 400
    assert not Piece.objects.filter(participation__territoire_siren=NANTES).exists()
