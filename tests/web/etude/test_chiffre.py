"""What is behind a figure: its query, its rows, the same value recomputed; twins, refusals, safety."""

import json
import re
from urllib.parse import quote

import pytest

from leviers.publication.editions.lire import open_edition
from leviers.web.etude.calcul import find_valeur, verify

SPASER = "/etude/2026/chiffres/metropoles-par-levier/spaser"


@pytest.fixture
def page(client, editions):
    return client.get(f"{SPASER}/").content.decode()


def rewrite(editions, change):
    """The figures of the edition after a change, under another digest."""
    folder = editions / "etudes" / "2026"
    chiffres = json.loads((folder / "chiffres.json").read_text(encoding="utf-8"))
    change(chiffres["metropoles-par-levier"])
    (folder / "chiffres.json").write_text(json.dumps(chiffres), encoding="utf-8")
    sheet = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    (folder / "edition.json").write_text(json.dumps(sheet | {"digest": "autre"}), encoding="utf-8")


def test_a_figure_shows_its_query_its_rows_and_the_same_value(page, editions):
    edition = open_edition(editions, "2026")
    valeur = find_valeur(edition, "metropoles-par-levier", "spaser")
    assert "select levier as cle" in page
    assert "Recalculé à l’instant" in page
    assert page.count("<tr>") == valeur.nb_lignes + 1
    assert valeur.valeur == valeur.nb_lignes


def test_each_row_leads_back_to_what_it_counts(page, client):
    led = re.findall(r'<a href="(/metropoles/[a-z-]+/spaser/)"', page)
    assert len(led) > 5
    assert client.get(led[0]).status_code == 200


def test_the_key_is_said_in_words(page):
    assert "Schéma de promotion des achats" in re.search(r"<h1.*?</p>", page, re.S)[0]


def test_a_share_says_how_it_is_made(client, editions):
    answer = client.get(f"{SPASER}/?calcul=part&sur=nb-metropoles%7C").content.decode()
    assert "L’étude écrit" in answer
    assert 'href="/etude/2026/chiffres/nb-metropoles/"' in answer


@pytest.mark.parametrize("query", ["?calcul=part&sur=nulle|part", "?calcul=<script>&sur=", "?calcul=part"])
def test_a_calculation_that_does_not_hold_is_not_told(client, editions, query):
    answer = client.get(f"{SPASER}/{query}").content.decode()
    assert "L’étude écrit" not in answer
    assert "<script>" not in answer.replace('<script type="application/ld+json">', "")


def test_a_measure_of_one_value_is_its_own_page(client, editions):
    answer = client.get("/etude/2026/chiffres/nb-metropoles/").content.decode()
    assert re.search(r'preuve-valeur">22 ', answer)


def test_a_measure_of_many_values_lists_them(client, editions):
    answer = client.get("/etude/2026/chiffres/metropoles-par-levier/").content.decode()
    assert f'href="{SPASER}/"' in answer
    assert (
        'href="/etude/2026/chiffres/metropoles-par-levier/"'
        in client.get("/etude/2026/chiffres/").content.decode()
    )


def test_a_value_that_differs_is_said_loudly(client, editions):
    rewrite(editions, lambda mesure: mesure["valeurs"]["spaser"].update(valeur=99))
    answer = client.get(f"{SPASER}/").content.decode()
    assert "<strong>Valeur différente.</strong>" in answer
    assert "Recalculé à l’instant" not in answer
    assert client.get(f"{SPASER}.json").json()["recalcul"]["est_egale"] is False


def test_rows_that_differ_are_said_too(client, editions):
    rewrite(editions, lambda mesure: mesure["valeurs"]["spaser"].update(nb_lignes=1))
    assert "Valeur différente" in client.get(f"{SPASER}/").content.decode()


def test_a_key_without_row_is_worth_what_the_measure_says(client, editions):
    rewrite(editions, lambda mesure: mesure["valeurs"].update(absente={"valeur": 0.0, "nb_lignes": 0}))
    answer = client.get("/etude/2026/chiffres/metropoles-par-levier/absente/").content.decode()
    assert "Recalculé à l’instant" in answer
    assert "Aucune ligne" in answer


@pytest.mark.parametrize("cle", ["o'reilly", 'a"b', "a b", "x.2024", "<script>", "%", "é", "x' or 1=1 --"])
def test_a_key_is_bound_never_written_in_the_query(client, editions, cle):
    rewrite(editions, lambda mesure: mesure["valeurs"].update({cle: {"valeur": 0.0, "nb_lignes": 0}}))
    answer = client.get(f"/etude/2026/chiffres/metropoles-par-levier/{quote(cle)}/")
    assert answer.status_code == 200
    assert "Recalculé à l’instant" in answer.content.decode()
    assert "<script>" not in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "select '' as cle, count(*) as valeur from read_text('/etc/passwd')",
        "select '' as cle, 1 as valeur from read_csv('https://exemple.invalid/a.csv')",
        "copy (select 1) to '/tmp/leviers-ecrit.csv'",
        "install httpfs",
        "attach '/tmp/leviers-autre.duckdb'",
        "select 1 as cle, 2 as valeur; select 3",
        "set enable_external_access = true",
    ],
)
def test_a_query_can_only_read_the_tables_of_its_edition(editions, query):
    rewrite(editions, lambda mesure: mesure.update(requete=query))
    edition = open_edition(editions, "2026")
    verification = verify(edition, find_valeur(edition, "metropoles-par-levier", "spaser"))
    assert verification.panne
    assert not verification.est_egale


def test_the_twins_say_the_same(client, editions):
    said = client.get(f"{SPASER}.json").json()
    assert said["recalcul"]["est_egale"]
    assert said["valeur"] == said["recalcul"]["valeur"] == len(said["lignes"])
    lines = client.get(f"{SPASER}.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == said["nb_lignes"] + 1
    assert client.get("/etude/2026/chiffres/nb-metropoles.json").json()["valeur"] == 22
    assert client.get("/etude/2026/chiffres/nb-metropoles.csv").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "nulle/",
        "nulle/part/",
        "metropoles-par-levier/nulle/",
        "metropoles-par-levier/nulle.json",
        "nulle.csv",
    ],
)
def test_an_unknown_measure_or_key_is_a_page_in_french(client, editions, address):
    answer = client.get(f"/etude/2026/chiffres/{address}")
    assert answer.status_code == 404
    assert "édition" in answer.content.decode()


def test_a_draft_keeps_its_figures_from_search_engines(client, editions):
    assert 'content="noindex"' in client.get("/etude/courante/chiffres/nb-metropoles/").content.decode()
