"""The page of one cell of the matrix and its twin."""

import re

import pytest

from leviers.catalogue.models import Demarche


def read(client, path="/metropoles/nantes/spaser/"):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_works_the_proofs_are_shown_with_their_sources(client, mini):
    mini.demarche("schema", "nantes", "spaser", titre="Le schéma d'Orval")
    page = read(client)
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["SPASER à Nantes Métropole"]
    assert "Au moins une démarche, avec une source publique, le montre." in page
    assert "1\u00a0démarche le montre" in page
    assert '<a href="/demarches/nantes-schema/">Le schéma d’Orval</a>' in page
    assert "https://exemple.invalid/schema" in page
    assert "Page schema" in page
    assert "Orval, 2024" in page
    assert '<a href="/demarches/nantes-schema/signaler/">' in page


def test_a_cell_without_proof_is_never_a_no(client, mini):
    page = read(client)
    assert "Non repéré." in page
    assert "Cela ne veut pas dire que la métropole ne le fait pas." in page
    assert "L’absence de preuve n’est pas une preuve d’absence." in page


def test_what_is_not_known_is_said(client, mini):
    mini.demarche("schema", "nantes", "spaser")
    page = read(client)
    assert "les données ouvertes ne sont pas chargées" in page
    assert "aucun indicateur ne mesure ce levier" in page
    assert "aucune démarche sourcée publiée à ce jour" not in page


def test_a_repere_that_agrees_is_shown_beside_the_proofs(client, mini):
    mini.repere("spaser", "", "nantes", genre="oui", libelle="SPASER adopté", annee=2022)
    page = read(client)
    assert "Repère concordant" in page
    assert "SPASER adopté (2022)" in page
    assert "il ne change pas le niveau de preuve" in page
    assert "Non repéré." in page


def test_a_repere_without_year_says_so_and_a_name_is_shown(client, mini):
    mini.repere("ptce", "La Coursive", "nantes", genre="texte", libelle="Pôle présent", annee=None)
    assert "Pôle présent\u00a0: La Coursive (année inconnue)" in read(client, "/metropoles/nantes/ptce/")


def test_the_same_levier_elsewhere_leads_to_the_other_cells(client, mini):
    mini.demarche("schema", "rennes", "spaser")
    mini.demarche("schema", "brest", "spaser")
    page = read(client)
    assert "Repéré dans 2\u00a0autres métropoles sur 21" in page
    elsewhere = re.search(r'<ul class="u-elsewhere">.*?</ul>', page, re.S)[0]
    assert len(re.findall(r'href="/metropoles/[^/]+/spaser/"', elsewhere)) == 21
    assert "/metropoles/nantes/" not in elsewhere


def test_neighbours_levier_and_metropole_are_one_step_away(client, mini):
    page = read(client)
    for address in (
        "/metropoles/nantes/monnaie-locale/",
        "/metropoles/nantes/clause-sociale-insertion/",
        "/leviers/spaser/",
        "/metropoles/nantes/",
        "/matrice/?metropole=nantes",
        "/matrice/?levier=spaser",
    ):
        assert f'href="{address}"' in page


def test_the_twin_says_the_same(client, mini):
    mini.demarche("schema", "nantes", "spaser")
    mini.repere("spaser", "", "nantes", genre="oui", annee=2022)
    content = client.get("/metropoles/nantes/spaser.json").json()
    assert content["territoire_siren"] == "244400404"
    assert content["levier"] == "spaser"
    assert content["niveau"] == "documente"
    assert content["demarches"][0]["id"] == "nantes-schema"
    assert content["demarches"][0]["sources"][0]["url"] == "https://exemple.invalid/schema"
    assert set(content["non_connu"]) == {"declare", "constate", "mesure"}
    assert content["reperes_concordants"][0]["valeur"] is True
    assert len(content["ailleurs"]) == 21


@pytest.mark.parametrize(
    "path",
    [
        "/metropoles/nulle-part/spaser/",
        "/metropoles/nantes/baguette-magique/",
        "/metropoles/nantes/spaser-0/",
        "/metropoles/nulle-part/spaser.json",
        f"/metropoles/{'a' * 5000}/spaser/",
    ],
)
def test_an_unknown_cell_is_not_found(client, mini, path):
    assert client.get(path).status_code == 404


def test_unpublishing_the_only_demarche_takes_the_proof_away(client, mini):
    mini.demarche("schema", "nantes", "spaser")
    assert "Documenté." in read(client)
    Demarche.objects.get(pk="nantes-schema").unpublish()
    assert "Documenté." not in read(client)


@pytest.mark.parametrize("path", ["/metropoles/nantes/spaser/", "/metropoles/nantes/spaser.json"])
def test_a_page_costs_a_few_small_queries(client, catalogue, django_assert_num_queries, path):
    client.get("/metropoles/rennes/spaser/")
    with django_assert_num_queries(3 if path.endswith(".json") else 5):  # comments, contributions
        assert client.get(path).status_code == 200


def test_every_cell_of_the_catalogue_answers(client, catalogue):
    paths = re.findall(r'href="(/metropoles/nantes/[^/]+/)" aria-label', read(client, "/matrice/"))
    assert len(paths) == 50
    assert {client.get(path).status_code for path in paths} == {200}
