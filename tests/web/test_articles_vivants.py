"""Live figures of an article: what the observatory says today, or a sentence that says that there is none."""

import re

from leviers.orval.world import TERRITOIRE
from leviers.warehouse.indicateurs import load_indicateurs
from leviers.warehouse.values import list_valeurs
from leviers.web.indicateurs import figures
from tests.participation.conftest import write_article

CODE, LIEN = "part-marches-ess", "commune"


def cite(annee=None, code=CODE):
    """A block that shows a value of the invented territoire."""
    return "figure", {"indicateur": code, "territoire": "orval", "lien": LIEN, "annee": annee}


def read(client, slug):
    """The text of an article."""
    answer = client.get(f"/articles/{slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def list_mine(build):
    """The values of the observatory, the latest year first."""
    found = [one for one in list_valeurs(build)[CODE] if one.lien == LIEN]
    assert {one.territoire_siren for one in found} == {TERRITOIRE.siren}
    return sorted(found, key=lambda one: -(one.annee or 0))


def test_a_live_figure_is_the_latest_value_with_year_coverage_source_and_way_back(client, orval):
    latest, *_ = list_mine(orval)
    page = read(client, write_article("Vivant", cite()).slug)
    block = re.search(
        r'<div class="article-live.*?</div>\s*</div>|<div class="article-live.*?D’où', page, re.S
    )[0]
    assert figures.say_valeur(load_indicateurs()[CODE], latest) in block
    assert str(latest.annee) in block
    assert "couverture de" in page
    assert "données inventées" in page
    assert figures.write_address("orval", latest) in page


def test_a_figure_of_a_given_year_keeps_its_year(client, orval):
    *_, oldest = list_mine(orval)
    page = read(client, write_article("Daté", cite(oldest.annee)).slug)
    assert figures.say_valeur(load_indicateurs()[CODE], oldest) in page
    assert figures.write_address("orval", oldest) in page


def test_what_is_no_more_is_said_and_never_shown_as_zero(client, orval):
    blocks = (cite(1995), cite(code="indicateur-retire"), ("graphique", "metropoles/orval/rien"))
    page = read(client, write_article("Disparu", *blocks, ("demarche", "demarche-retiree")).slug)
    assert "aucune valeur en 1995" in page
    assert "C’est « inconnu », pas 0" in page.replace("\xa0", " ")
    assert "qui n’existe plus dans l’observatoire" in page
    assert page.count("article-absent") == 4


def test_a_chart_is_drawn_once_with_its_source(client, orval):
    page = read(client, write_article("Dessiné", ("graphique", "leviers"), ("graphique", "leviers")).slug)
    assert page.count('id="graphique-leviers"') == 1
    assert "graphique-source" in page
    assert "dessiné plus haut" in page


def test_without_open_data_the_article_says_that_they_are_not_there(client, settings, tmp_path, mini):
    settings.HOME = tmp_path
    page = read(client, write_article("Sans données", cite()).slug)
    assert "les données ouvertes ne sont pas chargées ici" in page
