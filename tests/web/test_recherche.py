"""One box over everything."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.timing import least_cpu_seconds

NBSP = "\u00a0"


def read(client, q: str) -> str:
    response = client.get("/recherche/", {"q": q})
    assert response.status_code == 200
    return response.content.decode().replace(NBSP, " ")


def test_results_come_by_genre_with_their_words_marked(client, mini):
    mini.demarche("a", "brest", titre="Une clause pour Brest")
    html = read(client, "brest")
    assert '<a href="/metropoles/brest/"><mark>Brest</mark> Métropole</a>' in html
    assert 'href="/demarches/brest-a/"' in html
    assert "1 métropole" in html


def test_a_levier_is_found_by_its_acronym(client, catalogue):
    assert 'href="/leviers/spaser/"' in read(client, "spaser")


def test_only_five_demarches_come_with_a_link_to_all(client, catalogue):
    html = read(client, "clause")
    assert html.count('entry-title"><a href="/demarches/') == 5
    assert 'href="/demarches/?q=clause">Voir les ' in html


def test_the_empty_page_proposes_words(client, catalogue):
    html = read(client, "")
    assert "Des mots à essayer" in html
    assert 'href="/recherche/?q=SPASER"' in html


@pytest.mark.parametrize(
    ("q", "said"),
    [
        ("zzzzzz nantes", "Aucun résultat avec tous les mots ; voici ceux qui en contiennent au moins un."),
        ("zzzzzz", "Aucun résultat."),
        ("le de la", "ne contient aucun mot à chercher"),
        ("x" * 10_000, "Recherche trop longue"),
        ("insersion", "un mot très proche"),
    ],
)
def test_what_was_done_with_the_words_is_said(client, catalogue, q: str, said: str):
    assert said in read(client, q).replace("\u202f", " ")


def test_an_ending_mistyped_finds_what_was_meant(client, catalogue):
    meant = json.loads(client.get("/recherche.json?q=délégation").content)
    typed = json.loads(client.get("/recherche.json?q=délégaton").content)
    assert typed["demarches"] == meant["demarches"]
    assert meant["demarches"]["nb"]
    assert "un mot très proche" in read(client, "délégaton")


def test_the_twin_holds_the_same_results(client, catalogue):
    content = json.loads(client.get("/recherche.json?q=coopératives").content)
    assert content["q"] == "coopératives"
    assert content["mots"] == "tous"
    assert content["demarches"]["nb"] > len(content["demarches"]["premiers"]) == 5
    html = read(client, "coopératives")
    for group in ("demarches", "leviers", "metropoles"):
        for hit in content[group]["premiers"]:
            assert f'href="{hit["adresse"]}"' in html


def test_a_search_costs_three_queries(client, catalogue, django_assert_num_queries):
    client.get("/recherche/?q=clause")
    with django_assert_num_queries(3):
        client.get("/recherche/?q=nantes")


@pytest.mark.parametrize(
    "q", ["x" * 10_000, '"', "😀", "\x00", "<b>gras</b>", "\\", "* AND (", "titre:a", "' --"]
)
def test_malformed_texts_are_answered_and_quickly(client, catalogue, q: str):
    client.get("/recherche/?q=clause")

    def ask(number: int) -> None:
        response = client.get("/recherche/", {"q": q, "z": number})
        assert response.status_code == 200
        assert b"<b>gras" not in response.content

    assert least_cpu_seconds(ask, under=0.1) < 0.1
    assert client.get("/recherche.json", {"q": q}).status_code == 200


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=120))
def test_any_text_can_be_searched(client, catalogue, typed: str):
    assert client.get("/recherche/", {"q": typed}).status_code == 200
