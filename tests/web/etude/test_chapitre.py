"""A chapter: every kind of block and of piece, titles meant to do harm, what a draft and an edition say."""

import json
import re

import pytest

from leviers.publication.editions.lire import open_edition
from leviers.publication.etude import blocs, texte
from leviers.web.etude import lecture
from tests.timing import least_cpu_seconds
from tests.web.etude.chapitres_faits import HOSTILE

METHODE, ACHATS = "/etude/2026/methode/", "/etude/2026/achats/"


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def read_all(client, editions):
    edition = open_edition(editions, "2026")
    return {code: read(client, f"/etude/2026/{code}/") for code in edition.chapitres}


def test_the_fixture_holds_every_kind_of_block_and_of_piece(editions):
    said = json.dumps(open_edition(editions, "2026").etude)
    kinds = set(re.findall(r'"sorte": "(\w+)"', said))
    known = {one.__name__.lower() for one in blocs.Bloc.__args__ + texte.Morceau.__args__}
    assert known - kinds == set()


def test_every_kind_is_shown(client, editions):
    pages = read_all(client, editions)
    whole = "".join(pages.values())
    for shown in (
        "par-chapeau",
        "par-petit",
        "par-liste",
        "etude-table",
        "etude-dessin",
        "encadre-retenir",
        "encadre-vigilance",
        "cle-valeur",
        "recit-titre",
        "frise-date",
        'class="em"',
        "definitions",
        "etude-index",
        "references",
        "portrait-champs",
        'class="chiffre"',
        'class="appel"',
        'class="renvoi"',
        "marge-notes",
        "marge-sources",
    ):
        assert shown in whole, shown


@pytest.mark.parametrize("chapitre", ["methode", "achats", "annexes"])
def test_a_hostile_title_stays_text(client, editions, chapitre):
    page = read(client, f"/etude/2026/{chapitre}/")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(7)&lt;/script&gt; # $x$ *a* _b_ @c" in page
    assert HOSTILE.startswith("<script>")


def test_words_that_turn_the_direction_of_reading_do_so_alone(client, editions):
    assert re.search(r"<bdi>مشروع[^<]*abc</bdi>", read(client, METHODE))


def test_a_figure_leads_to_its_query_and_a_share_says_of_what(client, editions):
    page = read(client, METHODE)
    assert 'href="/etude/2026/chiffres/metropoles-par-levier/spaser/"' in page
    assert 'spaser/?calcul=part&amp;sur=nb-metropoles%7C"' in page


def test_every_anchor_of_a_chapter_is_there_and_borne_once(client, editions):
    pages = read_all(client, editions)
    for code, page in pages.items():
        idents = re.findall(r'\sid="([^"]+)"', page)
        assert len(idents) == len(set(idents)), code
        assert set(re.findall(r'href="#([^"]+)"', page)) <= set(idents), code
    for address, ancre in re.findall(r'href="/etude/2026/([a-z-]+)/#([^"]+)"', "".join(pages.values())):
        assert f'id="{ancre}"' in pages[address], ancre


def test_a_link_to_what_nothing_bears_stays_words(client, editions):
    assert re.search(r"Monnaie locale</span>\s*nulle part", read(client, "/etude/2026/annexes/"))


def test_signs_of_the_matrix_are_said_in_words(client, editions):
    page = read(client, "/etude/2026/matrice/")
    assert page.count('<th scope="row">') == 22
    assert (
        len(
            re.findall(
                r'<span class="sign" aria-hidden="true">[^<]</span><span class="vh">[^<]+</span>', page
            )
        )
        == 1100
    )
    assert 'scope="colgroup"' in page


def test_a_chapter_leads_to_its_neighbours(client, editions):
    page = read(client, ACHATS)
    assert '<link rel="prev" href="/etude/2026/methode/">' in page
    assert '<link rel="next" href="/etude/2026/matrice/">' in page


def test_an_edition_is_for_search_engines_and_libraries(client, editions, settings):
    page = read(client, METHODE)
    assert "noindex" not in page
    assert f'<link rel="canonical" href="{settings.SITE_URL}/etude/2026/methode/">' in page
    assert f'<meta name="citation_pdf_url" content="{settings.SITE_URL}/etude/2026/etude.pdf">' in page
    assert '<meta name="citation_publication_date" content="2026/11/27">' in page
    report = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])
    assert report["isPartOf"]["@type"] == "Report"


def test_a_draft_says_so_and_is_not_for_search_engines(client, editions):
    answer = client.get("/etude/courante/methode/")
    page = answer.content.decode()
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page
    assert "<strong>Brouillon.</strong>" in page
    assert "citation_title" not in page


@pytest.mark.parametrize("address", ["/etude/2031/", "/etude/2026/nulle-part/", "/etude/2031/methode/"])
def test_what_is_not_there_is_a_page_in_french(client, editions, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "n’existe pas" in answer.content.decode()


def test_a_chapter_without_its_last_bar_is_found(client, editions):
    assert client.get("/etude/2026/methode").headers["Location"] == METHODE


def test_a_draft_written_again_is_read_again(client, editions):
    before = read(client, "/etude/courante/methode/")
    folder = editions / "etudes" / "brouillon-fait"
    study = (folder / "etude.json").read_text(encoding="utf-8")
    (folder / "etude.json").write_text(study.replace("Comment lire", "Pourquoi lire"), encoding="utf-8")
    sheet = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    (folder / "edition.json").write_text(json.dumps(sheet | {"digest": "autre"}), encoding="utf-8")
    assert "Comment lire" in before
    assert "Pourquoi lire" in read(client, "/etude/courante/methode/")


def test_a_chapter_of_three_thousand_pieces_is_written_once(client, editions):
    """Budget 15 ms, warm; four times as much here, for a busy machine."""
    folder = editions / "etudes" / "2026"
    study = json.loads((folder / "etude.json").read_text(encoding="utf-8"))
    paragraph = next(one for one in study["chapitres"][0]["blocs"] if one["cle"] == "methode.perimetre")
    copies = [
        paragraph | {"cle": f"methode.p{number}"} for number in range(3000 // len(paragraph["texte"]) + 1)
    ]
    study["chapitres"][0]["blocs"] = copies
    (folder / "etude.json").write_text(json.dumps(study), encoding="utf-8")
    lecture._read.cache_clear()
    read(client, METHODE)
    assert least_cpu_seconds(lambda _: read(client, METHODE), under=0.06) < 0.06
