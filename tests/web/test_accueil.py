"""The home page: figures that are true, a map that is a menu, what changed, what to beware of."""

import json
import re
from itertools import pairwise

import pytest
from wagtail.actions.unpublish import UnpublishAction

from leviers.catalogue import models
from leviers.reference import territoires, typologie
from leviers.web.accueil import front
from leviers.web.kit.typography import FINE, nombre
from tests.web.facts import read_demarches, read_text

SLUGS = [metropole.slug for metropole in territoires.load_metropoles().values()]


@pytest.fixture
def cover(client, catalogue):
    """The home page of the embedded catalogue."""
    return client.get("/").content.decode()


def _section(cover, title):
    """What stands under a second-level title."""
    return re.search(rf'<h2 id="{title}">(.*?)(?=<h2 |</main>)', cover, re.S)[1]


def _publish(thing, person):
    thing.save_revision(user=person, changed=True).publish(user=person, skip_permission_checks=True)


def test_it_says_in_one_sentence_what_this_is(cover):
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", cover, re.S) == [
        "Ce que font les 22\u00a0métropoles pour l’économie sociale et solidaire, preuves à l’appui"
    ]


def test_the_figures_are_those_of_the_facts(cover):
    rows = read_demarches()
    text = read_text(cover)
    usages = {(row["metropole_siren"], levier) for row in rows for levier in row["leviers"]}
    pages = {source["url"] for row in rows for source in row["sources"]}
    assert (len(rows), len(usages), len(pages)) == (379, 451, 590)
    for words in ("22 métropoles", "50 leviers", "379 démarches", "451 usages repérés", "590 pages citées"):
        assert words in text
    assert f"sur 1{FINE}100 couples" in " ".join(re.sub(r"<[^>]+>", " ", cover).split(" "))


def test_the_search_box_asks_the_search_page(cover):
    form = re.search(r'<form class="search" role="search" action="/recherche/">(.*?)</form>', cover, re.S)[1]
    assert 'name="q"' in form
    assert 'for="recherche-accueil"' in form
    assert 'method="post"' not in form


def test_the_map_is_a_menu_of_the_22_and_its_list_says_the_same(cover):
    drawing = re.search(r'<svg class="carte".*?</svg>', cover, re.S)[0]
    listing = re.search(r"<details class=\"cover-list\">(.*?)</details>", cover, re.S)[1]
    for part in (drawing, listing):
        assert re.findall(r'href="/metropoles/([\w-]+)/"', part) == SLUGS
    for metropole in territoires.load_metropoles().values():
        assert f"<title>{metropole.nom}, {nombre(metropole.population)} habitants</title>" in drawing
        assert f">{metropole.nom_court}</text>" in drawing


def test_the_map_gives_its_source_and_its_year(cover):
    caption = re.search(r"<figcaption>(.*?)</figcaption>", cover, re.S)[1]
    assert "Insee, 2023" in caption
    assert "Natural Earth" in caption


def test_five_readers_find_their_way(cover):
    entries = re.findall(r"<li>(.*?)</li>", _section(cover, "pour-qui"), re.S)
    assert len(entries) == 5
    assert [re.findall(r'href="([^"]+)"', entry) for entry in entries] == [
        ["/leviers/"],
        ["/metropoles/"],
        ["/matrice/"],
        ["/demarches/"],
        ["/donnees/"],
    ]


@pytest.mark.parametrize("code", typologie.load_champs())
def test_a_champ_shows_where_it_is_repere_and_by_how_many(cover, code):
    entries = _section(cover, "champs").split('<li class="cover-field champ champ-')[1:]
    entry = next(entry for entry in entries if entry.startswith(f'{code}"'))
    leviers = {levier.code for levier in typologie.load_leviers().values() if levier.champ.code == code}
    rows = read_demarches()
    metropoles = {row["metropole_siren"] for row in rows if leviers & set(row["leviers"])}
    text = read_text(entry)
    assert f"{len(metropoles)} métropoles sur 22" in text
    assert f"{sum(row['champ'] == code for row in rows)} démarches" in text
    assert f"{len(leviers)} leviers" in text
    assert entry.count("<i") == 22
    assert entry.count('<i class="on"') == len(metropoles)


def test_the_small_matrix_has_every_sign_and_says_its_counts(cover):
    table = re.search(r'<table class="miniature">.*?</table>', cover, re.S)[0]
    signs = "".join(re.findall(r'<span class="miniature-signs" aria-hidden="true">(.*?)</span>', table))
    assert (len(signs), signs.count("◑"), signs.count("·")) == (1100, 451, 649)
    assert len(re.findall(r"\d+ sur \d", read_text(table))) == 22 * 7
    assert 'href="/matrice/"' in _section(cover, "miniature")


def test_the_small_matrix_shows_a_levier_where_it_is(client, mini):
    mini.demarche("clause", "brest", "spaser")
    page = client.get("/").content.decode()
    rows = re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", page, re.S)
    assert [row.count("◑") for row in rows] == [0] * 21 + [1]  # Brest is the least populated
    assert "1 sur 9" in read_text(rows[-1])


def test_the_cautions_are_there(cover):
    text = read_text(_section(cover, "avant-de-citer"))
    assert "« Non repéré » n’est pas « non »" in text
    assert "28 démarches pour Lyon et Nantes, 7 pour Metz" in text
    assert "L’enquête de 2018 a touché 13 métropoles" in text
    assert "22 métropoles ont répondu" not in text
    assert "Les montants ne s’additionnent pas" in text


def test_a_publication_by_a_person_is_news_with_its_link(client, mini, editor):
    _publish(mini.demarche("clause"), editor)
    news = _section(client.get("/").content.decode(), "nouveau")
    assert "Démarche publiée" in read_text(news)
    assert 'href="/demarches/nantes-clause/"' in news


def test_a_retired_demarche_is_news_without_a_link(client, mini, editor):
    demarche = mini.demarche("clause")
    UnpublishAction(demarche, user=editor).execute(skip_permission_checks=True)
    news = _section(client.get("/").content.decode(), "nouveau")
    assert "Démarche retirée : Démarche clause" in read_text(news)
    assert "/demarches/nantes-clause/" not in news


def test_a_repere_leads_to_its_metropole(client, mini, editor):
    _publish(mini.repere("emplois", "12", "brest"), editor)
    assert 'href="/metropoles/brest/"' in _section(client.get("/").content.decode(), "nouveau")


def test_a_load_is_news_counted_by_kind(client, mini):
    models.Chargement.objects.create(bilan={"demarches": {"cree": 3}, "leviers": {"mis_a_jour": 1}})
    text = read_text(_section(client.get("/").content.decode(), "nouveau"))
    assert "Chargement de faits : 3 démarches et 1 fiche de levier" in text


def test_an_empty_catalogue_still_makes_a_page(client, mini):
    text = read_text(client.get("/").content.decode())
    assert "0 démarche " in text
    assert "Rien n’a encore été publié" in text
    assert "La couverture est inégale" not in text


def test_every_kind_of_change_has_its_words():
    genres, natures = {"demarches", "leviers", "reperes"}, {front.PUBLISHED, front.RETIRED}
    assert set(front._WORDS) == {(genre, nature) for genre in genres for nature in natures}


def test_structured_data_tells_machines_how_to_search(cover):
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', cover, re.S)[1])
    assert data["@type"] == "WebSite"
    assert data["potentialAction"]["target"]["urlTemplate"].endswith("/recherche/?q={search_term_string}")


def test_headings_go_down_one_step_at_a_time(cover):
    levels = [int(level) for level in re.findall(r"<h([1-6])", cover)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_costs_four_queries(client, catalogue, django_assert_num_queries):
    with django_assert_num_queries(4):  # version twice, then journal of people, then journal of loads
        assert client.get("/").status_code == 200


def test_the_page_is_kept_while_the_catalogue_does_not_move(client, catalogue, django_assert_num_queries):
    etag = client.get("/").headers["ETag"]
    with django_assert_num_queries(1):
        assert client.get("/", headers={"If-None-Match": etag}).status_code == 304


def test_a_new_publication_makes_a_new_page(client, mini, editor):
    before = client.get("/").headers["ETag"]
    _publish(mini.demarche("clause"), editor)
    assert client.get("/").headers["ETag"] != before


def test_nothing_is_written_in_place(cover):
    assert ' style="' not in cover
    assert "<style" not in cover
    assert not re.search(r"<script(?![^>]*(src=|ld\+json))", cover)
    assert "http://" not in re.sub(r"http://(127\.0\.0\.1|www\.sitemaps)", "", cover)
