"""The home of the study and the head of an edition: before the first, with some, with a draft alone."""

import shutil

from leviers.publication.editions import lire


def read(client, address="/etude/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_the_first_edition_the_page_says_so_and_tells_the_studies_before(client, bare):
    page = read(client)
    assert "Aucune édition n’est encore parue ici" in page
    assert "Métropoles enquêtées de mars à juin" in page
    assert "<strong>13</strong>" in page


def test_the_last_edition_is_shown_with_its_files(client, editions):
    page = read(client)
    assert "Édition 2026" in page
    assert 'href="/etude/2026/etude.pdf"' in page
    assert "1\u00a0ko" in page
    assert 'href="/etude/2026/portraits/nantes.pdf"' in page
    for record in ("citation.bib", "citation.ris", "citation.json"):
        assert f'href="/etude/2026/{record}"' in page
    assert 'href="/etude/courante/"' in page


def test_a_draft_alone_is_shown_as_such(client, editions):
    shutil.rmtree(editions / "etudes" / "2026")
    assert "aucune édition n’est encore parue" in read(client)


def test_a_folder_that_is_not_whole_is_not_an_edition(client, editions):
    (editions / "etudes" / "2026" / "chiffres.json").write_text("{", encoding="utf-8")
    (editions / "etudes" / "courante").unlink()
    lire._read.cache_clear()
    assert "Aucune édition n’est encore parue ici" in read(client)
    assert client.get("/etude/2026/").status_code == 404


def test_the_head_of_an_edition_lists_its_chapters(client, editions):
    page = read(client, "/etude/2026/")
    assert page.index("Comment lire cette étude") < page.index("Achats socialement responsables")
    assert 'href="/etude/2026/portrait-lyon/"' in page


def test_the_map_of_the_site_holds_frozen_chapters_only(client, editions):
    page = read(client, "/sitemap.xml")
    assert page.count("/etude/2026/") == 10
    assert "/etude/courante/" not in page
