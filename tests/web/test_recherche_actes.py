"""The box over what builds hold: groups, pages, the invented territoire apart, an index not there yet."""

import json
import shutil

import duckdb
import pytest

from leviers.search import disk
from leviers.search.suivis import count_results, find_results
from leviers.warehouse.build import find_current
from leviers.warehouse.read import FICTIF, ORVAL, find_builds

NBSP = "\u00a0"


@pytest.fixture(scope="session")
def indexed_home(orval_home, tmp_path_factory):
    """The invented territoire alone, with its index. Read it, do not write to it."""
    home = tmp_path_factory.mktemp("orval-indexe")
    shutil.copytree(orval_home / ORVAL / "builds", home / ORVAL / "builds", symlinks=True)
    disk.write_index(home / ORVAL)
    return home


@pytest.fixture
def orval(settings, indexed_home, mini):
    """The site over the invented territoire alone, beside an empty catalogue."""
    settings.HOME = indexed_home
    return indexed_home


@pytest.fixture
def reel(settings, indexed_home, tmp_path, mini):
    """A site where a build stands for real data, beside that of the invented territoire."""
    shutil.copytree(indexed_home, tmp_path / "maison", symlinks=True)
    home = settings.HOME = tmp_path / "maison"
    source, target = find_current(home / ORVAL), home / "builds" / "bbbbbbbbbbbb.duckdb"
    target.parent.mkdir()
    shutil.copy(source, target)
    with duckdb.connect(str(target)) as connection:
        connection.execute(
            "update facts.territoires set siren = '244400404', slug = 'nantes', est_fictif = false"
        )
        connection.execute("update facts.marches set objet = 'Achat de trottinettes' where annee = 2024")
        connection.execute("delete from facts.subventions")
    (home / "builds" / "current").symlink_to(target.name)
    return home


def read(client, q: str, **given: str) -> str:
    response = client.get("/recherche/", {"q": q, **given})
    assert response.status_code == 200
    return response.content.decode().replace(NBSP, " ")


def read_twin(client, q: str, **given: str):
    return json.loads(client.get("/recherche.json", {"q": q, **given}).content)


def test_acts_and_structures_come_by_genre_with_exact_counts_and_their_pages(client, orval):
    html, twin = read(client, "insertion"), read_twin(client, "insertion")
    query = "select count(*) as nb from facts.deliberations where lower(objet) like '%insertion%'"
    expected = find_builds(orval)[FICTIF].read(query)[0]["nb"]
    assert twin["deliberations"]["nb"] == expected > 0
    assert len(twin["subventions"]["premiers"]) == 5 < twin["subventions"]["nb"]
    first = twin["subventions"]["premiers"][0]
    assert first["adresse"].startswith("/subventions/999999")
    assert f'href="{first["adresse"]}"' in html
    assert client.get(first["adresse"]).status_code == 200
    assert "<mark>" in html


def test_more_than_five_leads_to_the_genre_alone_page_by_page(client, orval):
    nb = read_twin(client, "insertion")["subventions"]["nb"]
    html = read(client, "insertion")
    assert f'href="/recherche/?q=insertion&amp;genre=subvention">Voir les {nb} subventions</a>' in html
    alone = read(client, "insertion", genre="subvention")
    assert alone.count('class="entry-title"') == 20
    assert 'href="?q=insertion&amp;genre=subvention&amp;page=2"' in alone
    assert "marché" not in alone.split("<h2")[1].split("</h2>")[0]
    twin = read_twin(client, "insertion", genre="subvention", page="2")
    assert (twin["page"], twin["pages"]) == (2, -(-nb // 20))
    assert set(twin) & {"marches", "deliberations", "demarches"} == set()


@pytest.mark.parametrize("page", ["0", "-1", "x", "999", "9" * 30, "²", ""])
def test_a_page_that_is_none_is_answered(client, orval, page):
    assert client.get("/recherche/", {"q": "insertion", "genre": "marche", "page": page}).status_code == 200


def test_an_unknown_genre_is_no_filter(client, orval):
    assert "subventions" in read_twin(client, "insertion", genre="licorne")


def test_the_invented_territoire_says_so_on_every_block(client, orval):
    html, twin = read(client, "insertion"), read_twin(client, "insertion")
    assert "Orval Métropole, qui n’existe pas" in html
    assert html.count('class="invented"') == sum(
        1 for name in ("structures", "marches", "subventions", "deliberations") if twin[name]["nb"]
    )
    assert twin["avertissement"]
    assert twin["marches"]["est_fictif"]


def test_real_data_come_alone_and_the_invented_territoire_never_beside_them(client, reel):
    disk.write_index(reel)
    html, twin = read(client, "trottinettes"), read_twin(client, "trottinettes")
    assert twin["build"] == "bbbbbbbbbbbb"
    assert twin["marches"]["nb"] > 5
    assert "avertissement" not in twin
    assert "invent" not in html.lower()
    assert read_twin(client, "insertion")["subventions"]["nb"] == 0  # only the invented ones exist


def test_while_real_data_have_no_index_yet_it_is_said_and_nothing_is_borrowed(client, reel):
    html, twin = read(client, "insertion"), read_twin(client, "insertion")
    assert "leur index se prépare" in html
    assert twin["build"] == ""
    assert twin["subventions"]["nb"] == 0


def test_operators_filter_what_is_written_and_what_is_computed(client, orval, mini):
    mini.demarche("a", titre="Une ressourcerie à Nantes", annee_debut=2023)
    mini.demarche("b", "lyon", titre="Une ressourcerie à Lyon", annee_debut=2024)
    twin = read_twin(client, "ressourcerie metropole:lyon")
    assert [hit["cle"] for hit in twin["demarches"]["premiers"]] == ["lyon-b"]
    assert read_twin(client, "ressourcerie annee:2023")["demarches"]["nb"] == 1
    assert read_twin(client, "ressourcerie -lyon")["demarches"]["nb"] == 1
    only = read_twin(client, "insertion genre:marche")
    assert "demarches" not in only
    assert only["marches"]["nb"] > 0


def test_filters_without_words_list_everything_they_keep(client, orval):
    twin = read_twin(client, "annee:2024 genre:deliberation")
    query = "select count(*) as nb from facts.deliberations where annee = 2024"
    assert twin["deliberations"]["nb"] == find_builds(orval)[FICTIF].read(query)[0]["nb"] > 0


@pytest.mark.parametrize("genre", ["structure", "marche", "subvention", "deliberation"])
def test_a_genre_alone_lists_all_its_records(client, orval, genre):
    twin = read_twin(client, f"genre:{genre}")
    (found,) = (group for group in twin.values() if isinstance(group, dict))
    assert found["nb"] == disk.open_index(orval / ORVAL).summary["nb"][genre] > 5
    assert len(found["premiers"]) == 5
    assert twin["mots"] == "tous"
    everywhere = count_results(f"/recherche/?q=genre:{genre}")
    assert everywhere == found["nb"]


def test_words_to_leave_out_count_beside_a_filter_alone(client, orval, mini):
    mini.demarche("a", titre="Une ressourcerie à Nantes")
    mini.demarche("b", "lyon", titre="Un atelier à Lyon")
    assert read_twin(client, "genre:demarche")["demarches"]["nb"] == 2
    assert read_twin(client, "genre:demarche -ressourcerie")["demarches"]["nb"] == 1
    every = read_twin(client, "genre:subvention")["subventions"]["nb"]
    without = read_twin(client, "genre:subvention -insertion")["subventions"]["nb"]
    said = read_twin(client, "genre:subvention insertion")["subventions"]["nb"]
    assert every == without + said > said > 0


def test_an_unknown_filter_is_said_and_left_aside(client, orval):
    html = read(client, "insertion metropole:atlantis")
    assert "Filtre inconnu, laissé de côté : « metropole:atlantis »." in html
    assert read_twin(client, "insertion metropole:atlantis")["marches"]["nb"] > 0


def test_an_unfinished_and_a_mistyped_word_are_found_and_it_is_said(client, orval):
    assert read_twin(client, "délibératio ressourcer")["mots"] in (
        "inacheve",
        "aucun",
        "proche",
        "tous",
        "un-seul",
    )
    assert read_twin(client, "chant")["mots"] == "inacheve"
    twin = read_twin(client, "insersion")
    assert twin["mots"] == "proche"
    assert twin["subventions"]["nb"] > 0
    assert "<mark>insertion</mark>" in read(client, "insersion").replace("Insertion", "insertion")


def test_the_operators_are_documented_and_each_example_leads_somewhere(client, orval):
    html = read(client, "")
    assert "Chercher plus finement" in html
    for name in ("metropole:", "annee:", "genre:", "levier:", "champ:", "siren:"):
        assert f"<code>{name}" in html


@pytest.mark.parametrize(
    "q",
    ["", '"', "«", "-", "x" * 10_000, "😀", "\x00", "metropole:", "-genre:marche", "* AND (", "annee:9999"],
)
def test_no_text_is_an_error_over_records(client, orval, q):
    assert client.get("/recherche/", {"q": q}).status_code == 200
    assert client.get("/recherche.json", {"q": q}).status_code == 200


def test_a_record_found_costs_no_query_of_the_database(client, orval, django_assert_num_queries):
    client.get("/recherche/?q=clause")
    with django_assert_num_queries(3):
        client.get("/recherche/?q=insertion")


def test_every_structure_found_has_its_page(client, orval):
    hits = read_twin(client, "genre:structure metropole:orval")["structures"]["premiers"]
    hits += read_twin(client, "orval", genre="structure")["structures"]["premiers"]
    assert len(hits) > 10
    for hit in hits:
        assert hit["adresse"] == f"/acteurs/{hit['cle']}/"
        assert client.get(hit["adresse"]).status_code == 200


def test_lists_of_records_and_the_search_are_followed_in_full(orval, client):
    nb = find_builds(orval)[FICTIF].read("select count(*) as nb from facts.subventions")[0]["nb"]
    found = find_results("/subventions/")
    assert found.nb == len({one.cle for one in found.resultats}) == nb
    assert client.get(found.resultats[0].adresse).status_code == 200
    assert count_results("/acteurs/?ess=certain") == len(find_results("/acteurs/?ess=certain").resultats)
    mot = max(found.resultats[0].titre.split(), key=len)
    everywhere = find_results(f"/recherche/?q={mot}&genre=subvention")
    shown = client.get(f"/recherche.json?q={mot}&genre=subvention").json()["subventions"]["nb"]
    assert everywhere.nb == len(everywhere.resultats) == shown > 0
    page = client.get("/suivre/?sujet=recherche&id=/subventions/%3Fess%3Dcertain").text
    assert "Données inventées" in page
