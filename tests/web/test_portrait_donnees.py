"""Open data on the portrait: each block with its source, readable when nothing came, Orval apart."""

import html
import re

import duckdb
import pytest

from leviers.evidence import releves
from leviers.evidence.donnees import read_donnees
from leviers.evidence.fictif import load_orval
from leviers.evidence.requetes import read_query
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


def test_the_grounds_of_the_ess_add_up_to_its_organisations(client, catalogue, with_orval):
    page = read(client, "/metropoles/orval/")
    said = page[page.index("Ce qui fonde leur appartenance") :].split("</p>")[0]
    counts = [int(one) for one in re.findall(r"<strong>(\d+)</strong>", said)]
    build = releves.current(FICTIF).build
    known = "select count(*) as nb from facts.structures_ess where coalesce(est_active, true)"
    assert sum(counts) == build.read(known)[0]["nb"]
    first = html.unescape(re.search(r'href="([^"]+)"', said)[1])
    assert first.startswith("/acteurs/?territoire=orval")


def test_the_other_portraits_do_not_see_the_invented_build(client, catalogue, with_orval):
    assert 'id="achats"' not in read(client, "/metropoles/nantes/")


def test_figures_of_the_page_are_those_of_the_indicators(catalogue, with_orval):
    releve = releves.current(FICTIF)
    found = read_donnees(releve.build, load_orval().siren)
    for serie in found.list_series("achats", "metropole"):
        rows = releve.build.read(
            "select annee, valeur from indicators.valeurs where code = ? and territoire_siren = ?"
            " and lien = 'metropole'",
            [serie.indicateur.code, load_orval().siren],
        )
        known = {row["annee"]: row["valeur"] for row in rows}
        assert {value.annee: value.valeur for value in serie.valeurs} == known


def test_contracts_that_end_within_a_year_end_within_a_year(catalogue, with_orval):
    found = read_donnees(releves.current(FICTIF).build, load_orval().siren)
    assert found.echeances
    for row in found.echeances:
        assert found.jour <= row["date_fin"] <= found.jour.replace(year=found.jour.year + 1)


@pytest.mark.parametrize("query", ["titulaires", "beneficiaires"])
def test_no_natural_person_is_named(query):
    engine = duckdb.connect()
    engine.execute("create schema facts")
    engine.execute(
        "create table facts.tiers as select * from (values"
        " ('a', '1', 'Atelier', 'certain', 'insertion', '9220'),"
        " ('p', '2', 'Ada Personne', 'certain', 'insertion', '1000'))"
        " as t (tiers_id, siren, nom, ess_degre, ess_motif, categorie_juridique)"
    )
    engine.execute(
        "create table facts.marches as select * from (values ('m1'), ('m2')) as t (marche_id),"
        " (values ('s', 'metropole', 2024, 10, null)) as c"
        " (territoire_siren, lien, annee, montant_eur, montant_douteux)"
    )
    engine.execute(
        "create table facts.titulaires as select * from (values ('m1', 'a', true), ('m2', 'p', true))"
        " as t (contrat_id, tiers_id, est_actuel)"
    )
    engine.execute(
        "create table facts.subventions as select * from (values ('a'), ('p')) as t (tiers_id),"
        " (values ('s', 'metropole', 2024, 10, null, true)) as c"
        " (territoire_siren, lien, annee, montant_eur, montant_douteux, est_accordee)"
    )
    engine.execute(read_query(query), {"siren": "s"})
    names = [column[0] for column in engine.description]
    assert [dict(zip(names, row, strict=True))["nom"] for row in engine.fetchall()] == ["Atelier"]
