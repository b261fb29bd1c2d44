"""Pictures and files of articles: what is taken, what is refused, who may see them, what leaving erases."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from leviers.participation.articles import effacer, pieces
from leviers.participation.models import Article, Piece
from tests.catalogue.back_office import read_text
from tests.participation.conftest import ArticleDesk, write_article

GPS = 0x8825


def draw(kind="JPEG", size=(60, 40), exif=None):
    """A picture as a phone would send it."""
    written = io.BytesIO()
    options = {"exif": exif} if exif else {}
    Image.new("RGB", size, "teal").save(written, kind, **options)
    return written.getvalue()


def send(name, data):
    """A file as a form gives it."""
    return SimpleUploadedFile(name, data)


def put_down(person, data=None, name="photo.jpg"):
    """A piece put down through the form of the back office."""
    desk = ArticleDesk(person)
    answer = desk.post("pieces/add/", titre="Ma photo", fichier=send(name, data or draw()))
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return Piece.objects.latest("pk")


def test_a_picture_loses_the_place_where_it_was_taken():
    exif = Image.Exif()
    exif.get_ifd(GPS).update({1: "N", 2: (47.0, 13.0, 6.0)})
    exif[0x010F] = "TelephoneDeCamille"
    sent = draw(exif=exif)
    assert b"TelephoneDeCamille" in sent
    kept = pieces.accept(send("photo.jpg", sent)).content.read()
    assert b"TelephoneDeCamille" not in kept
    with Image.open(io.BytesIO(kept)) as shown:
        assert not dict(shown.getexif())


def test_what_hides_behind_a_picture_does_not_come_along():
    polyglot = draw("PNG") + b"<script>alert(1)</script>PK\x03\x04"
    assert b"<script>" not in pieces.accept(send("x.png", polyglot)).content.read()


def test_a_large_picture_is_made_smaller():
    kept = pieces.accept(send("x.png", draw("PNG", (3000, 1500))))
    assert (kept.largeur, kept.hauteur) == (2000, 1000)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("x.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("x.jpg", b"GIF89a/*<script>*/"),
        ("x.html", b"<p>"),
        ("x.pdf", b"<html>%PDF-1.7 %%EOF"),
        ("x.docx", draw()),
        ("x.csv", b"<script>alert(1)</script>"),
        ("x.jpg", draw()[:200]),
        ("x.jpg", b""),
    ],
)
def test_what_is_not_what_it_says_is_refused(name, data):
    with pytest.raises(ValidationError):
        pieces.accept(send(name, data))


def test_too_heavy_too_many_points_or_a_bomb_is_refused(monkeypatch):
    with pytest.raises(ValidationError, match="8 Mo"):
        pieces.accept(send("x.pdf", b"%PDF-" + b"0" * pieces.MAX_BYTES + b"%%EOF"))
    monkeypatch.setattr(pieces, "MAX_PIXELS", 2_000)
    with pytest.raises(ValidationError, match="points"):
        pieces.accept(send("x.png", draw("PNG")))
    monkeypatch.setattr(pieces, "MAX_UNZIPPED", 1_000)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 5_000)
    with pytest.raises(ValidationError):
        pieces.accept(send("x.docx", bomb.getvalue()))


def test_a_refusal_is_said_in_the_form(contributeur):
    answer = ArticleDesk(contributeur).post("pieces/add/", titre="Dessin", fichier=send("x.svg", b"<svg/>"))
    assert "ni une image JPEG" in answer.content.decode()
    assert not Piece.objects.exists()


def test_a_picture_is_seen_with_its_article_and_never_before(client, contributeur, autre):
    piece = put_down(contributeur)
    address = f"/articles/pieces/{piece.pk}/{piece.fichier.name.rpartition('/')[2]}"
    assert "photo" not in piece.fichier.name
    assert client.get(address).status_code == 404
    other = Client()
    other.force_login(autre)
    assert other.get(address).status_code == 404
    block = {"piece": piece.pk, "alternative": "Une photo", "legende": ""}
    article = write_article("Illustré", ("image", block), auteur=contributeur, visibilite="abonnes")
    assert client.get(address).status_code == 404
    answer = other.get(address)
    assert answer.status_code == 200
    assert b"".join(answer)[:2] == b"\xff\xd8"
    article.visibilite = "public"
    article.publish(article.save_revision())
    shown = client.get(address)
    assert b"".join(shown)[:2] == b"\xff\xd8"
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    page = client.get("/articles/illustre/").content.decode()
    assert f'src="{address}" alt="Une photo" width="60" height="40"' in page


def test_who_leaves_takes_her_drafts_and_leaves_what_was_read(client, contributeur):
    piece = put_down(contributeur)
    block = {"piece": piece.pk, "alternative": "Une photo", "legende": ""}
    unused = put_down(contributeur)
    write_article("Paru", ("image", block), auteur=contributeur)
    write_article("Brouillon", auteur=contributeur, publish=False)
    said = effacer.export(contributeur)
    assert sorted((one["titre"] for one in said["articles"]), reverse=True) == ["Paru", "Brouillon"]
    effacer.erase(contributeur)
    page = client.get("/articles/paru/").content.decode()
    assert "Camille" not in page
    assert "son texte reste, sans son nom" in page
    assert not Article.objects.filter(titre="Brouillon").exists()
    assert not Piece.objects.filter(pk=unused.pk).exists()
    contributeur.delete()
    assert "Camille" not in client.get("/articles/paru/").content.decode()


def test_what_is_put_down_is_said_without_parentheses(contributeur):
    put_down(contributeur)
    page = read_text(ArticleDesk(contributeur).get("pieces/"))
    assert "Déposer une image ou un fichier" in page
    assert "(e)" not in page


def test_the_editor_says_that_a_file_is_received(contributeur):
    desk = ArticleDesk(contributeur)
    desk.post("pieces/add/", titre="Ma photo", fichier=send("photo.jpg", draw()))
    assert "Dépôt reçu : « Ma photo »." in read_text(desk.get("pieces/")).replace("\u00a0", " ")
