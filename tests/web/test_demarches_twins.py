"""CSV and JSON say exactly what the page shows: same démarches, same order, same words."""

import csv
import io
import json
import re

import pytest

from leviers.web.demarches.rows import COLUMNS

QUERIES = [
    "",
    "q=clause",
    "metropole=nantes&metropole=lyon&tri=titre",
    "q=coop%C3%A9ratives&statut=en-cours",
    "q=zzzzzz",
]


def read_csv(client, query: str) -> list[dict[str, str]]:
    response = client.get(f"/demarches.csv?{query}")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def read_pages(client, query: str) -> list[str]:
    seen: list[str] = []
    for page in range(1, 30):
        html = client.get(f"/demarches/?{query}&page={page}").content.decode()
        seen += re.findall(r'entry-title"><a href="/demarches/([\w-]+)/"', html)
        if 'rel="next"' not in html:
            return seen
    raise AssertionError("pages without end")


@pytest.mark.parametrize("query", QUERIES)
def test_page_csv_and_json_hold_the_same_demarches_in_the_same_order(client, catalogue, query: str):
    rows = [row["id"] for row in read_csv(client, query)]
    content = json.loads(client.get(f"/demarches.json?{query}").content)
    assert rows == [demarche["id"] for demarche in content["demarches"]] == read_pages(client, query)
    assert content["nb"] == len(rows)
    assert content["version"] == catalogue.version


def test_the_columns_are_the_published_ones(client, mini):
    mini.demarche(
        "a", leviers="spaser tiers-lieux", montant_eur=1500.0, montant_precision="Budget", levier="schéma"
    )
    row = read_csv(client, "")[0]
    assert tuple(row) == tuple(COLUMNS)
    assert row["leviers"] == "spaser | tiers-lieux"
    assert row["montant_eur"] == "1500"
    assert row["annee_fin"] == ""
    assert row["sources"] == "https://exemple.invalid/a"
    assert row["adresse"].endswith("/demarches/nantes-a/")


def test_the_json_tells_the_selection_and_gives_sources_and_figures_in_full(client, mini):
    mini.demarche(
        "a",
        chiffres=[{"libelle": "Lots", "unite": "lots", "precision": "", "valeur": 4.0, "annee": 2024}],
    )
    content = json.loads(client.get("/demarches.json?metropole=nantes&champ=foo").content)
    assert content["selection"]["metropole"] == ["nantes"]
    assert content["selection"]["champ"] == []
    demarche = content["demarches"][0]
    assert demarche["chiffres"] == [
        {"libelle": "Lots", "valeur": 4.0, "unite": "lots", "annee": 2024, "precision": ""}
    ]
    assert demarche["sources"][0]["editeur"] == "Orval"
    assert demarche["montant_eur"] is None


def test_the_links_to_the_twins_carry_the_whole_selection(client, catalogue):
    html = client.get("/demarches/?q=clause&metropole=nantes&page=2").content.decode()
    assert 'href="/demarches.csv?q=clause&amp;metropole=nantes">CSV' in html
    assert 'href="/demarches.json?q=clause&amp;metropole=nantes">JSON' in html


def test_the_twins_cost_two_queries(client, catalogue, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get("/demarches.csv")


def test_a_cell_never_becomes_a_formula(client, mini):
    mini.demarche("a", titre="=1+1")
    assert read_csv(client, "")[0]["titre"] == "'=1+1"
