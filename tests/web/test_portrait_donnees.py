"""Open data on the portrait: each block with its source, readable when nothing came, Orval apart."""

import pytest

from leviers.evidence import releves
from leviers.evidence.donnees import read_donnees
from leviers.evidence.fictif import load_orval
from leviers.warehouse.read import FICTIF


@pytest.fixture
def with_orval(settings, orval_home):
    """That home in force."""
    settings.HOME = orval_home
    return orval_home


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_any_build_the_portrait_is_what_it_was(client, catalogue, settings, tmp_path):
    settings.HOME = tmp_path
    page = read(client, "/metropoles/nantes/")
    assert 'id="achats"' not in page
    assert "Aucun niveau de preuve n’a changé" in page
    assert client.get("/metropoles/nantes.json").json()["donnees"] is None


def test_orval_shows_every_block_and_says_on_each_that_it_is_invented(client, catalogue, with_orval):
    page = read(client, "/metropoles/orval/")
    for block in ("ess", "achats", "subventions", "deliberations", "publication"):
        assert f'<section id="{block}" class="open-data">' in page
    assert page.count("Données inventées") >= 5 + 7  # five blocks, seven champs
    assert "Titulaires de l’ESS, marchés de la métropole" in page
    assert "Marchés qui finissent d’ici un an" in page
    assert "souvent réservé" in page


def test_the_other_portraits_do_not_see_the_invented_build(client, catalogue, with_orval):
    assert 'id="achats"' not in read(client, "/metropoles/nantes/")


def test_figures_of_the_page_are_those_of_the_indicators(catalogue, with_orval):
    releve = releves.current(FICTIF)
    found = read_donnees(releve, load_orval().siren)
    for serie in found.list_series("achats", "metropole"):
        rows = releve.build.read(
            "select annee, valeur from indicators.valeurs where code = ? and territoire_siren = ?"
            " and lien = 'metropole'",
            [serie.indicateur.code, load_orval().siren],
        )
        known = {row["annee"]: row["valeur"] for row in rows}
        assert {value.annee: value.valeur for value in serie.valeurs} == known


def test_contracts_that_end_within_a_year_end_within_a_year(catalogue, with_orval):
    found = read_donnees(releves.current(FICTIF), load_orval().siren)
    assert found.echeances
    for row in found.echeances:
        assert found.jour <= row["date_fin"] <= found.jour.replace(year=found.jour.year + 1)


def test_no_natural_person_is_named(catalogue, with_orval):
    releve = releves.current(FICTIF)
    found = read_donnees(releve, load_orval().siren)
    persons = {
        row["tiers_id"]
        for row in releve.build.read("select tiers_id from facts.tiers where categorie_juridique like '1%'")
    }
    assert not persons & {one.tiers_id for one in (*found.titulaires, *found.beneficiaires)}
