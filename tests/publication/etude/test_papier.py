"""The study on paper, read back by another program (poppler): tags, order, words, margins."""

import re
import subprocess
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from leviers.publication.etude import papier
from leviers.publication.etude.etude import PORTRAIT
from leviers.publication.etude.papier import write_pdf
from tests.publication.etude.exemple import HOSTILE, LONG, RTL, make_etude, make_portrait

BOX = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
MM = 72 / 25.4


def read(tmp_path, command, content, *options):
    """What a command of poppler says of a PDF."""
    file = tmp_path / "etude.pdf"
    file.write_bytes(content)
    output = [] if command == "pdfinfo" else ["-"]
    done = subprocess.run([command, *options, str(file), *output], capture_output=True, check=True)
    return done.stdout.decode(errors="replace")


@cache
def print_etude(texte="Une clause sociale"):
    """The study made of a text, printed once for all tests."""
    return write_pdf(make_etude(texte))


@pytest.fixture
def content():
    return print_etude()


def test_the_study_declares_itself_accessible_in_french(content, tmp_path):
    assert b"pdfuaid" in content
    said = read(tmp_path, "pdfinfo", content)
    assert "Ce que font les métropoles" in said
    assert "Tagged:          yes" in said


def test_headings_lists_tables_and_figures_are_tagged(content, tmp_path):
    said = read(tmp_path, "pdfinfo", content, "-struct-text")
    for tag in ("H1", "H2", "L", "LI", "Table", "TH", "TD", "Figure", "Note", "TOC", "Link", "Caption"):
        assert re.search(rf"^\s*{tag}\b", said, re.MULTILINE), tag
    assert b"/Alt" in content


def test_every_chapter_is_a_bookmark(content, tmp_path):
    assert b"/Outlines" in content
    assert read(tmp_path, "pdfinfo", content, "-dests").count('"') >= 2 * len(make_etude().chapitres)


def test_text_reads_in_order(content, tmp_path):
    said = " ".join(read(tmp_path, "pdftotext", content).split())
    places = [
        said.index(words)
        for words in (
            "se voit dans 14 métropoles",
            "D’abord",
            "Source : la matrice.",
            "Heures d’insertion",
            "Lire la matrice.",
            "Comment les lire.",
            "Les démarches",
            "la licence.",
        )
    ]
    assert places == sorted(places)


def test_the_same_study_gives_the_same_bytes(content):
    assert write_pdf(make_etude()) == content


def test_a_draft_says_so_on_every_page_and_an_edition_never_does(content, tmp_path):
    draft = write_pdf(make_etude(est_brouillon=True))
    pages = read(tmp_path, "pdftotext", draft).split("\f")[:-1]
    assert all("Brouillon" in page or "BROUILLON" in page for page in pages)
    assert "BROUILLON" not in read(tmp_path, "pdftotext", content).upper()


def test_hostile_words_stay_words(tmp_path):
    said = " ".join(read(tmp_path, "pdftotext", print_etude(HOSTILE), "-raw").split())
    for words in ("#un $deux *trois* _quatre_ @cinq", "<script>alert", "`huit` \\neuf //dix /* onze */"):
        assert words in said, words


@pytest.mark.parametrize("texte", ["Une clause sociale", HOSTILE, LONG, RTL, "x" * 400])
def test_nothing_leaves_the_page(texte, tmp_path):
    said = read(tmp_path, "pdftotext", print_etude(texte), "-bbox")
    for number, (width, height, words) in enumerate(PAGE.findall(said), 1):
        for left, top, right, bottom, word in BOX.findall(words):
            place = f"page {number}, « {word} »"
            assert float(left) >= 15 * MM, place
            assert float(right) <= float(width) - 15 * MM, place
            assert float(top) >= 8 * MM, place
            assert float(bottom) <= float(height) - 8 * MM, place


def test_no_page_is_empty(content, tmp_path):
    pages = read(tmp_path, "pdftotext", content).split("\f")[:-1]
    assert [number for number, page in enumerate(pages, 1) if len(page.split()) < 20] == []


def test_columns_of_a_table_never_overlap(tmp_path):
    """Words of one line stand apart: a cell too narrow for its word would run into the next."""
    said = read(tmp_path, "pdftotext", print_etude(LONG), "-bbox")
    for number, (_width, _height, words) in enumerate(PAGE.findall(said), 1):
        boxes = sorted(((float(t), float(x), float(r), w) for x, t, r, _b, w in BOX.findall(words)))
        for before, after in pairwise(boxes):
            if before[0] == after[0]:
                assert before[2] <= after[1] + 1, f"page {number}: {before[3]} | {after[3]}"


@pytest.mark.parametrize("nb", [0, 12, 28])
def test_a_portrait_holds_on_two_pages(nb, tmp_path):
    alone = replace(
        make_etude(forme=PORTRAIT), chapitres=(make_portrait("Une démarche au titre assez long", nb=nb),)
    )
    assert len(read(tmp_path, "pdftotext", write_pdf(alone)).split("\f")[:-1]) <= 2


def test_a_link_to_nowhere_is_left_as_words(tmp_path):
    etude = make_etude()
    lost = replace(etude, chapitres=tuple(one for one in etude.chapitres if one.code != "matrice"))
    assert "voir la matrice" in " ".join(read(tmp_path, "pdftotext", write_pdf(lost)).split())


def test_a_missing_font_changes_letters_and_nothing_else(monkeypatch, tmp_path):
    monkeypatch.setattr(papier, "FONTS", tmp_path)
    said = " ".join(read(tmp_path, "pdftotext", write_pdf(make_etude())).split())
    assert "se voit dans 14 métropoles" in said
