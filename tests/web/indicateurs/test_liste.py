"""The list of the indicators: every one, by theme, with who has a value, and what is said without data."""

import re

import pytest

from leviers.warehouse.indicateurs import load_indicateurs


def read(client, address="/indicateurs/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_indicator_is_listed_with_its_question(client, orval):
    page = read(client)
    for code in load_indicateurs():
        assert f'href="/indicateurs/{code}/"' in page, code
    assert len(re.findall(r'class="ledger-row', page)) == len(load_indicateurs())
    assert "Marchés publics" in page


def test_without_any_build_it_says_that_open_data_are_not_loaded(client, mini):
    for address in ("/indicateurs/", "/indicateurs/part-marches-ess/"):
        page = read(client, address)
        assert "Les données ouvertes ne sont pas chargées ici." in page
        assert "leviers fetch" in page


def test_the_invented_territoire_is_kept_apart_and_says_so(client, orval):
    real = read(client)
    assert "Les données ouvertes ne sont pas chargées ici." in real
    assert "Orval" not in real.replace("?monde=fictif", "")
    invented = read(client, "/indicateurs/?monde=fictif")
    assert "Données inventées pour la démonstration." in invented
    assert 'content="noindex"' in invented
    assert 'href="/indicateurs/part-marches-ess/?monde=fictif"' in invented


def test_the_twins_give_documents_and_values(client, orval):
    content = client.get("/indicateurs.json?monde=fictif").json()
    assert len(content["indicateurs"]) == len(load_indicateurs())
    share = next(one for one in content["indicateurs"] if one["code"] == "part-marches-ess")
    assert share["question"].endswith("?")
    assert "metropole" in share["territoires"]
    assert client.get("/indicateurs.json").json()["build"] is None
    lines = client.get("/indicateurs.csv?monde=fictif").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("code;territoire;territoire_siren;lien;annee;valeur")
    assert len(lines) > 100
    assert client.get("/indicateurs.csv").content.decode("utf-8-sig").count("\r\n") == 1


def test_the_map_of_the_site_gives_the_list_and_each_indicator_but_no_value(client, orval):
    page = client.get("/sitemap.xml").content.decode()
    assert len(re.findall(r"/indicateurs/[^/<]+/</loc>", page)) == len(load_indicateurs())
    assert not re.findall(r"/indicateurs/[^/<]+/[^<]+", page)


@pytest.mark.parametrize("address", ["/donnees/", "/methode/"])
def test_the_indicators_are_one_step_from_data_and_method(client, mini, address):
    assert 'href="/indicateurs/"' in read(client, address)
