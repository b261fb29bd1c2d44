"""The page of one indicator: its document, its values with coverage, their distribution."""

import re

import pytest

from leviers.warehouse.indicateurs import load_indicateurs
from leviers.warehouse.values import Valeur
from leviers.web.indicateurs import figures

INVENTED = "?monde=fictif"
PART = load_indicateurs()["part-marches-ess"]


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def valeur(siren, number, *, haute=None, couverture=100.0, annee=2024):
    return Valeur("part-marches-ess", siren, "metropole", annee, number, haute, 1, None, 2, 2, 2, couverture)


@pytest.mark.parametrize("code", sorted(load_indicateurs()))
def test_every_indicator_shows_its_document_whole(client, orval, code):
    indicateur = load_indicateurs()[code]
    page = read(client, f"/indicateurs/{code}/{INVENTED}")
    for word in ("Numérateur", "Dénominateur", "Unité", "Limites", "Fiche revue le", "Lire la requête SQL"):
        assert word in page
    assert f"-- {code}: " in page
    assert len(re.findall(r"fichiers inventés", page)) == len(indicateur.sources)
    assert "Données inventées pour la démonstration." in page
    assert 'class="graphique"' not in page


def test_each_value_stands_with_its_coverage_and_leads_to_its_rows(client, orval):
    page = read(client, f"/indicateurs/part-marches-ess/{INVENTED}")
    assert re.search(
        r'<a href="/indicateurs/part-marches-ess/orval/metropole/2024/">[\d,]+( à [\d,]+)?\u00a0%</a>'
        r'<span class="ind-cover"><span class="vh">couverture </span>[\d,]+\u00a0%',
        page,
    )
    assert '<th scope="row">Orval</th>' in page


def test_a_low_coverage_is_said_in_words_and_shown_in_form(client, orval, monkeypatch):
    monkeypatch.setattr(figures, "find_seuil", lambda: 101.0)
    page = read(client, f"/indicateurs/part-marches-ess/{INVENTED}")
    assert "ind-weak" in page
    assert re.search(r"[\d,]+\u00a0% faible", page)
    assert "Couverture faible" in read(client, "/indicateurs/part-marches-ess/orval/metropole/2024/")


def test_the_twins_give_the_document_the_query_and_the_values(client, orval):
    content = client.get(f"/indicateurs/part-marches-ess.json{INVENTED}").json()
    assert content["titre"] == PART.titre
    assert content["est_fictif"] is True
    assert content["requete"].startswith("-- part-marches-ess: ")
    first = content["valeurs"][0]
    assert first["adresse"].endswith(f"/part-marches-ess/orval/{first['lien']}/{first['annee']}/")
    lines = (
        client.get(f"/indicateurs/part-marches-ess.csv{INVENTED}").content.decode("utf-8-sig").splitlines()
    )
    assert len(lines) == len(content["valeurs"]) + 1


@pytest.mark.parametrize(
    "address", ["/indicateurs/inconnu/", "/indicateurs/inconnu.json", "/indicateurs/inconnu.csv"]
)
def test_an_unknown_indicator_is_not_found_and_the_page_says_what_to_do(client, orval, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Cherchez-le dans la liste des indicateurs." in answer.content.decode()


@pytest.mark.parametrize(
    ("code", "number", "high", "said"),
    [
        ("part-marches-ess", 12.5, None, "12,5\u00a0%"),
        ("part-marches-ess", 12.5, 14.0, "de 12,5 à 14\u00a0%"),
        ("part-marches-ess", 12.5, 12.5, "12,5\u00a0%"),
        ("montant-marches-eur", 1234567.4, None, "1\u202f234\u202f567\u00a0€"),
        ("nb-marches", 1, None, "1\u00a0marché"),
        ("nb-marches", 2, None, "2\u00a0marchés"),
        ("jeux-publies", 2, None, "2\u00a0sur 3"),
        ("siae-pour-100000", 3.2, None, "3,2\u00a0pour 100\u202f000 habitants"),
        ("gini-subventions-ess", 0.62, None, "0,62 (de 0 à 1)"),
        ("subventions-ess-par-habitant-eur", 1.5, 2.25, "de 1,5 à 2,25\u00a0€ par habitant"),
    ],
)
def test_a_figure_is_written_the_french_way_with_its_unit(code, number, high, said):
    assert figures.say_valeur(load_indicateurs()[code], valeur("a", number, haute=high)) == said
