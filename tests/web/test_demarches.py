"""The list of démarches: what it says in words, its links, its pages, and what it makes of bad addresses."""

import re
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.timing import least_cpu_seconds

NBSP = "\u00a0"
LONG = "x" * 10_000
MALFORMED = [
    LONG, '"', '"""', "«", "« »", "'", "\\", "\\\\" * 50, "\x00", "a\x00b", "😀 🏗️", "%00",
    "<script>alert(1)</script>", "titre:[* TO *]", "a AND (b OR", "+-&&||!(){}[]^~*?:/", "' OR 1=1 --",
    "../../../etc/passwd", "\u202e\ufeff",
]  # fmt: skip


@pytest.fixture
def three(mini):
    mini.demarche("a", "nantes", "spaser", titre="Une clause sociale")
    mini.demarche("b", "lyon", "clause-sociale-insertion", annee_debut=2021, statut="terminé")
    mini.demarche("c", "lyon", "tiers-lieux", champ="foncier-tiers-lieux", annee_debut=None)
    return mini


def read(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def phrase(client, query: str) -> str:
    html = read(client, f"/demarches/?{query}")
    return re.search(r'id="resultat"[^>]*>(.*?)</h2>', html)[1].replace(NBSP, " ")


def titles(html: str) -> list[str]:
    return re.findall(r'entry-title"><a href="/demarches/([\w-]+)/"', html)


def test_the_list_shows_every_demarche_with_its_metropole_years_and_leviers(client, three):
    html = read(client, "/demarches/")
    assert titles(html) == ["nantes-a", "lyon-b", "lyon-c"]
    assert "Nantes Métropole" in html
    assert "année inconnue" in html
    assert 'href="/leviers/tiers-lieux/"' in html


def test_a_page_of_the_list_costs_two_queries(client, catalogue, django_assert_num_queries):
    client.get("/demarches/?q=clause")
    with django_assert_num_queries(2):
        client.get("/demarches/?q=clause&metropole=nantes")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "3 démarches"),
        ("metropole=nantes", "1 démarche à Nantes Métropole"),
        ("metropole=nantes&metropole=lyon", "3 démarches à la Métropole de Lyon ou à Nantes Métropole"),
        ("champ=achats-responsables", "2 démarches dans le champ « Achats socialement responsables »"),
        ("statut=termine&annee=2021", "1 démarche terminée, commencée en 2021"),
        (
            "annee=2021&annee=inconnue",
            "2 démarches commencées en 2021 ou d’année de début inconnue",
        ),
        ("montant=inconnu&confiance=haute", "3 démarches de montant inconnu, de confiance haute"),
        ("q=clause+sociale&metropole=nantes", "1 démarche à Nantes Métropole, contenant « clause sociale »"),
        ("metropole=nantes&champ=foncier-tiers-lieux", "Aucune démarche dans le champ « Accès au foncier et "
         "tiers-lieux », à Nantes Métropole"),
    ],
)  # fmt: skip
def test_the_selection_is_said_in_words(client, three, query: str, expected: str):
    assert phrase(client, query) == expected


def test_each_filter_in_use_can_be_removed_by_a_link(client, three):
    html = read(client, "/demarches/?q=clause&metropole=lyon&champ=achats-responsables")
    chosen = re.search(r'class="chosen".*?</ul>', html, re.S)[0]
    assert re.findall(r'href="([^"]+)"', chosen) == [
        "/demarches/?champ=achats-responsables&amp;metropole=lyon",
        "/demarches/?q=clause&amp;metropole=lyon",
        "/demarches/?q=clause&amp;champ=achats-responsables",
        "/demarches/",
    ]


def test_a_facet_link_adds_its_value_and_says_its_count(client, three):
    html = read(client, "/demarches/?champ=achats-responsables")
    assert re.search(r'href="/demarches/\?champ=achats-responsables&amp;metropole=nantes".*?count">1<', html)


def test_a_search_keeps_the_filters_in_hidden_fields(client, three):
    html = read(client, "/demarches/?metropole=lyon&tri=titre")
    assert '<input type="hidden" name="metropole" value="lyon">' in html
    assert '<input type="hidden" name="tri" value="titre">' in html


def test_words_found_are_marked_whatever_their_form(client, three):
    assert "<mark>clause</mark>" in read(client, "/demarches/?q=CLAUSES")


def test_a_word_found_out_of_sight_is_explained(client, three):
    html = read(client, "/demarches/?q=SPASER")
    assert titles(html) == ["nantes-a"]
    assert "Trouvé aussi dans" in html


def test_an_empty_list_says_which_filter_to_remove(client, three):
    html = read(client, "/demarches/?metropole=nantes&champ=foncier-tiers-lieux")
    assert "Rien ne répond à tous ces choix à la fois." in html
    assert 'href="/demarches/?champ=foncier-tiers-lieux">le filtre métropole</a>' in html


def test_unknown_filters_are_ignored_with_a_sentence(client, three):
    html = read(client, "/demarches/?champ=foo&annee=1850").replace(NBSP, " ")
    assert "Filtres inconnus, laissés de côté : champ « foo », année de début « 1850 »." in html
    assert len(titles(html)) == 3


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2", "2"),
        ("1000000000", "2"),
        ("9" * 5000, "2"),
        ("-3", "1"),
        ("0", "1"),
        ("deux", "1"),
        ("²", "1"),
        ("1.5", "1"),
    ],
)
def test_any_page_number_gives_a_page(client, mini, typed: str, shown: str):
    for number in range(21):
        mini.demarche(f"n{number:02}", titre=f"Titre {number:02}")
    html = read(client, f"/demarches/?page={typed}&tri=titre")
    assert re.search(r'aria-current="page"><span class="vh">Page </span>(\d+)', html)[1] == shown
    assert titles(html) == (["nantes-n20"] if shown == "2" else [f"nantes-n{n:02}" for n in range(20)])


@pytest.mark.parametrize(
    "name", ["q", "champ", "levier", "metropole", "statut", "annee", "montant", "tri", "page"]
)
def test_malformed_texts_are_answered_and_quickly(client, catalogue, name: str):
    client.get("/demarches/?q=clause")

    def ask(text: str, address: str, number: int) -> None:
        response = client.get(address, {"metropole": "metz", name: text, "z": number})
        assert response.status_code == 200
        assert b"<script>alert" not in response.content or address.endswith("json")

    for text in MALFORMED:
        for address in ("/demarches/", "/demarches.json"):
            assert least_cpu_seconds(partial(ask, text, address), under=0.1) < 0.1, (address, text[:60])


@pytest.mark.parametrize("code", ["%2e%2e%2fetc", "..", "a%00b", "é", LONG[:2000], "nulle-part", "-", "a'b"])
def test_an_unknown_or_hostile_identifier_is_a_404_in_french(client, catalogue, code: str):
    response = client.get(f"/demarches/{code}/")
    assert response.status_code == 404
    assert client.get(f"/demarches/{code}.json").status_code == 404


def test_only_reading_is_allowed(client, catalogue):
    assert client.post("/demarches/").status_code == 405


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=120))
def test_any_text_can_be_searched(client, catalogue, typed: str):
    assert client.get("/demarches/", {"q": typed}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=clause",
        "champ=achats-responsables&metropole=nantes",
        "q=tiers-lieu&statut=en-cours",
        "annee=inconnue&tri=titre",
    ],
)
def test_a_page_of_the_embedded_catalogue_is_made_well_within_a_tenth_of_a_second(
    client, catalogue, query: str
):
    client.get(f"/demarches/?{query}")
    # bin/bench measures the budget itself, on a machine that does nothing else
    assert least_cpu_seconds(lambda number: client.get(f"/demarches/?{query}&z={number}"), under=0.1) < 0.1
