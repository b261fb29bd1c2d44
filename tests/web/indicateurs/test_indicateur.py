"""The page of one indicator: its document, its values with coverage, their distribution."""

import re

import pytest

from leviers.warehouse.indicateurs import load_indicateurs
from leviers.warehouse.values import Valeur
from leviers.web.indicateurs import distribution, figures

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
    assert 'class="ind-strip"' not in page


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


def test_a_distribution_takes_the_last_year_that_three_have():
    values = [valeur("a", 10.0), valeur("b", 20.0), valeur("c", 60.0), valeur("a", 99.0, annee=2025)]
    drawn = distribution.draw(PART, values, str.upper)
    assert drawn.annee == 2024
    assert drawn.resume == "3\u00a0territoires, de 10\u00a0% à 60\u00a0% ; médiane : 20\u00a0%"
    assert [point.x for point in drawn.points] == [83.3, 156.7, 450.0]  # 10 to 450: 60 % is the end
    assert drawn.mediane == 156.7
    assert drawn.points[0].titre == "A : 10\u00a0%"


def test_a_point_of_low_coverage_is_hollow_and_out_of_the_median():
    values = [valeur("a", 10.0), valeur("b", 20.0), valeur("c", 30.0), valeur("d", 90.0, couverture=12.0)]
    drawn = distribution.draw(PART, values, str)
    assert [point.est_faible for point in drawn.points] == [False, False, False, True]
    assert "médiane : 20\u00a0%" in drawn.resume
    assert "1\u00a0valeur à couverture faible" in drawn.resume


def test_points_that_would_touch_stand_one_above_the_other_and_a_range_is_drawn():
    values = [valeur("a", 0.0), valeur("b", 0.0), valeur("c", 5.0, haute=10.0)]
    drawn = distribution.draw(PART, values, str)
    assert drawn.points[0].y - drawn.points[1].y == distribution.STEP
    assert (drawn.points[2].x, drawn.points[2].x2) == (230.0, 450.0)


@pytest.mark.parametrize(
    "values", [[], [valeur("a", 1.0), valeur("b", 2.0)], [valeur(one, 0.0) for one in "abc"]]
)
def test_too_few_points_or_only_zeros_draw_nothing(values):
    assert distribution.draw(PART, values, str) is None


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
