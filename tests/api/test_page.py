"""/api/: the documentation, with answers of the day."""

import html
import json
import re

from leviers.api.v1 import RESSOURCES
from tests.web.facts import read_text


def _page(client):
    response = client.get("/api/")
    assert response.status_code == 200
    return response.content.decode()


def test_every_resource_is_shown_with_a_real_answer(client, catalogue, both):
    page = _page(client)
    answers = [
        json.loads(html.unescape(text))
        for text in re.findall(r'aria-label="Réponse de \w+"><code>(.*?)</code>', page, re.S)
    ]
    assert [f'id="{nom}"' in page for nom in RESSOURCES] == [True] * len(RESSOURCES)
    assert len(answers) == len(RESSOURCES)
    assert all(len(answer["elements"]) == 1 for answer in answers[:6])


def test_every_example_of_the_page_answers(client, catalogue, both):
    found = re.findall(r'href="http://127.0.0.1:8000(/api/v1/[^"]+)"', _page(client))
    assert len(found) == len(RESSOURCES)
    for address in found:
        assert client.get(html.unescape(address)).status_code == 200, address


def test_without_real_data_examples_are_invented_and_say_so(client, catalogue, settings, orval_home):
    settings.HOME = orval_home
    page = _page(client)
    assert "Aucun build de données réelles" in read_text(page)
    assert "monde=fictif" in page
    assert "Données inventées" in html.unescape(page)


def test_without_any_build_the_page_answers(client, catalogue, settings, tmp_path):
    settings.HOME = tmp_path
    assert "n’a pas été construite" in read_text(_page(client))


def test_errors_of_the_page_are_those_of_the_api(client, catalogue):
    page = _page(client)
    anchor = client.get("/api/v1/leviers/aucun").json()["type"].rpartition("#")[2]
    assert f'id="{anchor}"' in page


def test_the_page_is_reached_from_the_foot_and_from_the_data(client, catalogue):
    assert 'href="/api/"' in client.get("/").content.decode()
    assert 'href="/api/"' in client.get("/donnees/").content.decode()


def test_the_page_is_kept_by_version(client, catalogue, both, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        first = client.get("/api/")
    with django_assert_max_num_queries(1):
        again = client.get("/api/", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
