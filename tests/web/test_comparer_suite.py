"""Leviers à explorer, leviers used together, configurations: pages and twins."""

import csv
import io
import re

import pytest

from tests.web.facts import read_text

QUESTION = "resultat=spaser&c=ptce&c=population-haute"


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_levier_to_explore_says_who_on_what_basis_and_what_it_takes(client, catalogue):
    page = read(client, "/metropoles/metz/a-explorer/")
    piste = re.search(r'<li class="piste.*?</li>\s*<li class="piste', page, re.S)[0]
    said = read_text(piste)
    for word in ("sur 6", "Compétence", "Base légale", "Moyens", "Préalables", "À regarder de près"):
        assert word in said
    assert re.search(r'href="/demarches/[^"]+"', piste)
    assert 'href="/metropoles/metz/' in piste


def test_the_page_explains_who_is_like_me(client, catalogue):
    said = read_text(read(client, "/metropoles/metz/a-explorer/"))
    assert "Les six métropoles les plus ressemblantes" in said
    assert "n’ont pas été relues par un juriste" in said
    assert "Statut de l’Eurométropole de Metz : droit commun des métropoles" in said


def test_the_page_and_its_twin_hold_the_same_leviers(client, catalogue):
    page = read(client, "/metropoles/lyon/a-explorer/")
    content = client.get("/metropoles/lyon/a-explorer.json").json()
    on_page = re.findall(r'<h3><a href="/leviers/([^/]+)/">', page)
    assert on_page == [piste["levier"] for piste in content["a_explorer"]]
    assert len(content["voisins"]) == 6
    assert content["statut_remplace"] == "L5217-2"


def test_the_text_that_applies_is_given_where_the_sheet_cites_another(client, catalogue):
    assert "Ici : CGCT, art. L3611-1 et L3641-1." in read_text(read(client, "/metropoles/lyon/a-explorer/"))
    assert "Ici : CGCT" not in read_text(read(client, "/metropoles/metz/a-explorer/"))


def test_what_is_out_of_power_is_set_apart(client, catalogue):
    page = read(client, "/metropoles/grand-paris/a-explorer/")
    assert "hors de la compétence d’ici" in page
    assert "exercée par les établissements publics territoriaux" in read_text(page)


def test_nothing_to_explore_is_said(client, mini):
    assert "Rien à ajouter" in read(client, "/metropoles/metz/a-explorer/")


def test_weights_are_read_here_too(client, catalogue):
    said = read_text(read(client, "/metropoles/metz/a-explorer/?poids-population=abc"))
    assert "Poids non compris pour « population »" in said


@pytest.mark.parametrize("address", ["/metropoles/zzz/a-explorer/", "/metropoles/zzz/a-explorer.json"])
def test_an_unknown_metropole_is_not_found(client, catalogue, address):
    assert client.get(address).status_code == 404


def test_leviers_together_come_with_their_counts(client, mini):
    for metropole in ("nantes", "rennes", "lyon"):
        mini.demarche("une", metropole, "spaser tiers-lieux")
    page = read(client, "/comparer/ensemble/")
    (row,) = re.findall(r"<tr><th scope=\"row\">.*?</tr>|<tr>\s*<th scope=\"row\">.*?</tr>", page, re.S)
    assert read_text(row).split()[-4:] == ["3", "3", "3", "0,4"]
    assert "1 couple sur 1 225 possibles" in read_text(page)


def test_together_may_be_read_by_champ_and_an_unknown_one_is_all(client, mini):
    for metropole in ("nantes", "rennes", "lyon"):
        mini.demarche("une", metropole, "spaser tiers-lieux ptce")
    assert client.get("/comparer/ensemble.json?champ=achats-responsables").json()["nb"] == 2
    assert client.get("/comparer/ensemble.json?champ=zzz").json()["nb"] == 3
    text = client.get("/comparer/ensemble.csv").content.decode("utf-8-sig")
    assert [row["nb_ensemble"] for row in csv.DictReader(io.StringIO(text), delimiter=";")] == ["3", "3", "3"]


def test_no_pair_is_said(client, mini):
    assert "Aucun couple" in read(client, "/comparer/ensemble/")


def test_configurations_ask_first(client, catalogue):
    page = read(client, "/comparer/configurations/")
    assert page.count('name="c"') == 5
    example = re.search(r'href="(\?resultat=[^"]+)"', page)[1].replace("&amp;", "&")
    assert "Solution parcimonieuse" in read(client, f"/comparer/configurations/{example}")


def test_an_answer_shows_its_table_its_formulas_and_its_limits(client, mini):
    for slug, leviers in (("nantes", "spaser ptce"), ("rennes", "spaser ptce"), ("brest", "ptce")):
        mini.demarche("une", slug, leviers)
    page = read(client, f"/comparer/configurations/?{QUESTION}")
    said = read_text(page)
    assert "22 métropoles, dont 2 avec le résultat « SPASER »." in said
    assert "1 ligne contradictoire." in said  # PTCE in a small one: Rennes yes, Brest no
    assert "« Pôle de coopération (PTCE) » ET « Population au-dessus de la médiane »" in said
    assert "Nantes" in said
    assert "n’est jamais « ne le fait pas »" in said


def test_the_twin_of_an_answer_holds_every_row(client, catalogue):
    content = client.get(f"/comparer/configurations.json?{QUESTION}").json()
    assert len(content["table"]) == 4
    assert content["nb_cas"] == sum(row["nb"] for row in content["table"]) == 22
    assert content["conditions"] == ["ptce", "population-haute"]


def test_without_a_whole_question_the_twin_says_what_it_read(client, catalogue):
    assert client.get("/comparer/configurations.json?resultat=spaser&c=zzz").json()["ignores"] == ["zzz"]


@pytest.mark.parametrize(
    "query", ["resultat=%00&c=<script>&c=💥", "resultat=spaser&c=zzz", "c=ptce" + "&c=x" * 999]
)
def test_what_is_not_understood_is_said_and_nothing_breaks(client, catalogue, query):
    page = read(client, f"/comparer/configurations/?{query}")
    assert "Non pris en compte" in page
    assert "<script>&" not in page
    assert "« <script> »" not in page


@pytest.mark.parametrize(
    "path", ["/comparer/", "/comparer.json", "/comparer/ensemble/", "/comparer/configurations/"]
)
def test_nothing_is_written_here(client, catalogue, path):
    assert client.post(path).status_code == 405
