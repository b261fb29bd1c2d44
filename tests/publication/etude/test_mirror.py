"""The whole study over the mirror: each figure computed again, both faces compared, every page looked at."""

import json
import os
import re
import subprocess
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from django.test import Client

from leviers.publication.donnees.dictionnaire import load_dictionnaire
from leviers.publication.editions import disk, ouvrage
from leviers.publication.etude.contexte import Edition
from leviers.publication.etude.etude import open_contexte
from leviers.publication.etude.mesures import Mesures
from leviers.publication.etude.resultats import make_table
from leviers.publication.etude.verifier import list_pieces, verify, verify_citations
from leviers.reference.territoires import index_by_slug
from tests.mirror import needs_mirror
from tests.publication.etude.test_papier import BOX, MM, PAGE

pytestmark = needs_mirror
_DEST = re.compile(r'^ *(\d+) .*"(portrait-[\w-]+)"', re.MULTILINE)
_TAG = re.compile(r"<[^>]+>")
_NOT_WORD = re.compile(r"[\W_]+")


@pytest.fixture(scope="module")
def draft(mirror_home, tmp_path_factory, django_db_setup, django_db_blocker):
    """Folder of a draft written over the mirror, in a home of its own."""
    home = tmp_path_factory.mktemp("etude")
    os.symlink(mirror_home / "builds", home / "builds")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr("django.conf.settings.HOME", home)
        with disk.open_workshop(home) as place:
            written = disk.make_draft(place, ouvrage.prepare())
    return written.edition.folder


@pytest.fixture(scope="module")
def etude(draft):
    """The study as data."""
    return json.loads((draft / "etude.json").read_text(encoding="utf-8"))


@pytest.fixture
def site(db, draft, settings):
    """Readers of the site that holds this draft."""
    settings.HOME = draft.parent.parent
    return Client()


def run(command: str, file: Path, *options: str) -> str:
    """What a command of poppler says of a file."""
    output = [] if command == "pdfinfo" else ["-"]
    done = subprocess.run([command, *options, str(file), *output], capture_output=True, check=True)
    return done.stdout.decode(errors="replace")


def count_pages(file: Path) -> int:
    """Pages of a PDF."""
    return int(re.search(r"Pages:\s+(\d+)", run("pdfinfo", file))[1])


def squeeze(text: str) -> str:
    """Letters and figures alone: line ends, hyphens and spaces are each face’s own."""
    return _NOT_WORD.sub("", text)


def count_pieces(text: str, paper: str) -> int:
    """In how many pieces, as long as can be, a text stands on paper; 99 when a sign of it is nowhere."""
    pieces = 0
    while text:
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if text[:middle] in paper else (low, middle - 1)
        if low < min(len(text), 2):
            return 99
        text, pieces = text[low:], pieces + 1
    return pieces


def list_texts(value: object) -> list[str]:
    """Runs of words of a chapter, in order; numbers of sources and calls of notes part two runs."""
    if isinstance(value, dict):
        return [text for inner in value.values() for text in list_texts(inner)]
    if not isinstance(value, list):
        return []
    if not value or not all(isinstance(one, dict) and one.get("sorte") in PIECES for one in value):
        return [text for inner in value for text in list_texts(inner)]
    runs = [""]
    for one in value:
        if one["sorte"] in READ:
            runs[-1] += one.get("ecrit") or one["texte"]
        else:
            runs += [*(list_texts(one["texte"]) if one["sorte"] == "note" else ()), ""]
    return runs


READ = ("mot", "chiffre", "cite", "lien")
MOST_PIECES = 3
"""A run of words is cut by the end of a column or of a page, with its foot: seldom twice."""
WATERMARK = "BROUILLON"
PIECES = (*READ, "renvoi", "note")


def test_every_figure_is_found_again_in_the_files_that_anybody_downloads(draft, etude):
    with duckdb.connect(config={"threads": 2}) as connection:
        for code, table in load_dictionnaire().items():
            types = ", ".join(f"'{one.nom}': '{one.sql}'" for one in table.colonnes)
            file = draft / "donnees" / f"{code}.csv"
            connection.execute(
                f"create table \"{code}\" as select * from read_csv('{file}', delim = ';', header = true,"
                f" columns = {{{types}}}, quote = '\"', escape = '\"', nullstr = '')"
            )
        make_table(connection, [])
        mesures = Mesures(connection)
        figures = list(list_pieces(etude, "chiffre"))
        assert len(figures) > 2_000
        assert verify(etude, mesures) == []


def test_every_quotation_is_found_again_in_its_record(draft, etude, catalogue, settings):
    settings.HOME = draft.parent.parent
    etat = ouvrage.prepare().etat
    with open_contexte(etat, Edition("courante", date.fromisoformat(etude["jour"]), True)) as contexte:
        assert verify_citations(etude, contexte) == []


def test_both_faces_say_the_same_words_and_figures(draft, etude, site):
    paper = squeeze(run("pdftotext", draft / "etude.pdf", "-raw"))
    for chapitre in etude["chapitres"]:
        response = site.get(f"/etude/courante/{chapitre['code']}/")
        assert response.status_code == 200, chapitre["code"]
        page = response.content.decode()
        screen = squeeze(unescape(_TAG.sub(" ", page)))
        for text in list_texts(chapitre["blocs"]):
            assert squeeze(text) in screen, (chapitre["code"], text)
            assert count_pieces(squeeze(text), paper) <= MOST_PIECES, (chapitre["code"], text)


def test_documents_have_the_length_that_readers_were_told(draft):
    assert 90 <= count_pages(draft / "etude.pdf") <= 130
    assert count_pages(draft / "resume.pdf") == 16


def test_each_portrait_holds_on_two_pages(draft):
    said = run("pdfinfo", draft / "etude.pdf", "-dests")
    places = {name: int(page) for page, name in _DEST.findall(said)}
    starts = sorted(places[f"portrait-{slug}"] for slug in index_by_slug())
    assert [after - before for before, after in pairwise(starts)] == [2] * 21


def test_nothing_leaves_the_page_and_no_page_is_empty(draft):
    said = run("pdftotext", draft / "etude.pdf", "-bbox")
    for number, (width, height, words) in enumerate(PAGE.findall(said), 1):
        boxes = BOX.findall(words)
        assert len(boxes) > 25, f"page {number}"
        for left, top, right, bottom, word in boxes:
            if word in WATERMARK:
                continue
            inside = float(left) > 15 * MM and float(right) < float(width) - 15 * MM
            assert inside, (number, word)
            assert 8 * MM < float(top) < float(bottom) < float(height) - 8 * MM, (number, word)
