"""The page of the matrix and its twins."""

import csv
import io
import re
from html import unescape

import pytest
from django.urls import reverse

from leviers.catalogue.models import Demarche
from leviers.reference import territoires, typologie
from tests.timing import least_cpu_seconds

CELL = re.compile(r'<td(?: class="([^"]*)")?><a href="([^"]+)" aria-label="([^"]+)">(.)</a></td>')


def read(client, query=""):
    answer = client.get(f"/matrice/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def read_cells(page):
    """Address -> (sign, spoken name) of every cell that is a link."""
    return {href: (sign, unescape(name)) for _classes, href, name, sign in CELL.findall(page)}


def read_csv(client, query=""):
    text = client.get(f"/matrice.csv{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.fixture
def three(mini):
    mini.demarche("schema", "nantes", "spaser")
    mini.demarche("encore", "nantes", "spaser")
    mini.demarche("lieu", "rennes", "tiers-lieux")


def test_it_works_each_of_the_1100_cells_has_its_address(client, three):
    cells = read_cells(read(client))
    assert set(cells) == {
        reverse("usage", args=(slug, code))
        for slug in territoires.index_by_slug()
        for code in typologie.load_leviers()
    }


def test_a_cell_says_its_name_its_form_and_its_demarches(client, three):
    cells = read_cells(read(client))
    assert cells["/metropoles/nantes/spaser/"] == (
        "◑",
        "SPASER, Nantes Métropole\u00a0: documenté, 2\u00a0démarches",
    )
    assert cells["/metropoles/rennes/spaser/"] == ("·", "SPASER, Rennes Métropole\u00a0: non repéré")


def test_the_table_says_what_it_is(client, three):
    page = read(client)
    assert page.count("<table") == 1
    assert "<caption" in page
    assert page.count('scope="colgroup"') == 7
    assert page.count('scope="col"') == 51  # 50 leviers and the totals
    assert page.count('scope="row"') == 23  # 22 métropoles and the totals
    assert page.count("<colgroup>") == 9  # names, 7 champs, totals
    assert sum(map(int, re.findall(r'scope="colgroup" colspan="(\d+)"', page))) == 50
    assert 'role="region" aria-labelledby="m-caption" tabindex="0"' in page


def test_headers_lead_to_leviers_champs_and_metropoles(client, three):
    page = read(client)
    for address in ("/leviers/spaser/", "/champs/achats-responsables/", "/metropoles/nantes/"):
        assert f'<a href="{address}"' in page


def test_totals_are_those_of_the_cells(client, three):
    page = read(client)
    nantes = re.search(r'<tr><th scope="row"><a href="/metropoles/nantes/">.*?</tr>', page, re.S)[0]
    assert nantes.endswith('<td class="m-total">1</td></tr>')
    foot = re.search(r"<tfoot>.*?</tfoot>", page, re.S)[0]
    counts = [int(count) for count in re.findall(r"<td[^>]*>(\d+)</td>", foot)]
    assert len(counts) == 51
    assert counts[-1] == 2 == sum(counts[:-1])


def test_the_summary_is_counted(client, three):
    assert "2\u00a0usages repérés sur 1\u202f100\u202f; 22\u00a0métropoles, 50\u00a0leviers" in read(client)


def test_the_legend_shows_six_states_and_says_which_hold_no_cell(client, three):
    legend = re.search(r'<ul class="legend.*?</ul>', read(client), re.S)[0]
    assert re.findall(r'aria-hidden="true">(.)</span>', legend) == ["·", "◑", "◔", "◕", "●", "∅"]
    assert legend.count("aucune case aujourd’hui") == 4


def test_the_legend_is_about_the_whole_matrix_whatever_is_shown(client, three):
    whole, part = read(client), read(client, "?niveau=documente&region=53")
    legends = [re.search(r'<ul class="legend.*?</ul>', page, re.S)[0] for page in (whole, part)]
    assert legends[0] == legends[1]


def test_the_number_of_usages_is_never_called_a_ranking(client, three):
    assert "n’est pas un classement" in read(client)
    assert "ce n’est pas un classement" in read(client, "?tri=usages")


def test_a_filter_is_said_in_words_and_can_be_removed(client, three):
    page = read(client, "?champ=achats-responsables&region=53")
    assert '<a href="?region=53"><span>Champ\u00a0: Achats socialement responsables</span>' in page
    assert '<a href="?champ=achats-responsables"><span>Région\u00a0: Bretagne</span>' in page
    assert "0\u00a0usage repéré sur 18\u202f; 2\u00a0métropoles, 9\u00a0leviers" in page
    assert '<option value="53" selected>' in page


def test_removing_a_filter_stays_on_the_whole_table_on_a_phone(client, three):
    assert '<a href="?vue=tableau"><span>Champ' in read(client, "?champ=achats-responsables&vue=tableau")


def test_a_minimum_leaves_blank_cells(client, three):
    cells = read_cells(read(client, "?niveau=documente"))
    assert set(cells) == {"/metropoles/nantes/spaser/", "/metropoles/rennes/tiers-lieux/"}


def test_blank_cells_are_explained(client, three):
    sentence = "Une case laissée vide est en dessous du niveau demandé."
    assert sentence in read(client, "?niveau=documente")
    assert sentence not in read(client)


def test_nothing_to_show_is_said(client, three):
    page = read(client, "?niveau=mesure")
    assert "Aucune case ne répond à ces filtres" in page
    assert "<table" not in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?champ=zzz", "Le champ demandé n’existe pas\u00a0: ce filtre est ignoré."),
        ("?region=999", "La région demandée n’existe pas\u00a0: ce filtre est ignoré."),
        (
            "?niveau=9&tri=%00",
            "Le niveau et le tri demandés n’existent pas\u00a0: ces filtres sont ignorés.",
        ),
        ("?metropole=../../etc", "La métropole demandée n’existe pas\u00a0: ce filtre est ignoré."),
    ],
)
def test_an_unknown_value_is_ignored_and_the_page_says_so(client, three, query, sentence):
    page = read(client, query)
    assert sentence in page
    assert len(read_cells(page)) == 1100


def test_an_endless_value_is_answered_quickly(client, three):
    read(client)

    def ask(number: int) -> None:
        page = read(client, f"?champ={'é💥<script>' * 1000}&tri='%22&z={number}")
        assert "<script>é" not in page
        assert "💥" not in page

    assert least_cpu_seconds(ask, under=0.1) < 0.1


def test_one_metropole_is_read_as_a_list_by_champ(client, three):
    page = read(client, "?metropole=nantes")
    items = re.findall(r'<a href="/metropoles/nantes/([^/]+)/">', page)
    assert items == list(typologie.load_leviers())
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["Nantes Métropole"]
    assert len(re.findall(r"<h2><span", page)) == 7
    assert "documenté, 2\u00a0démarches" in page
    assert "vue=tableau" in page


def test_one_levier_is_read_as_a_list_of_metropoles(client, three):
    page = read(client, "?levier=spaser")
    assert re.findall(r'<a href="/metropoles/([^/]+)/spaser/">', page) == [
        metropole.slug for metropole in territoires.load_metropoles().values()
    ]


def test_the_way_to_read_on_a_phone_is_on_the_page(client, three):
    page = read(client)
    assert '<select class="input" id="l-metropole" name="metropole">' in page
    assert '<select class="input" id="l-levier" name="levier">' in page
    assert page.count("<optgroup") == 7
    assert '<a href="?metropole=nantes">' in page
    assert '<a href="?vue=tableau">Voir le tableau entier</a>' in page
    assert "p-matrice-lire" in page
    assert "p-matrice-lire" not in read(client, "?vue=tableau")


@pytest.mark.parametrize(
    "query",
    ["", "?champ=achats-responsables&region=53", "?niveau=documente", "?niveau=mesure", "?tri=usages"],
)
def test_csv_and_json_hold_exactly_the_cells_of_the_page(client, three, query):
    cells = list(read_cells(read(client, query)))
    rows = read_csv(client, query)
    usages = client.get(f"/matrice.json{query}").json()["usages"]
    assert [re.sub(r"^https?://[^/]+", "", row["adresse"]) for row in rows] == cells
    assert [re.sub(r"^https?://[^/]+", "", usage["adresse"]) for usage in usages] == cells


def test_the_csv_carries_the_words_of_the_model(client, three):
    row = next(row for row in read_csv(client, "?metropole=nantes") if row["levier"] == "spaser")
    assert row.pop("adresse").endswith("/metropoles/nantes/spaser/")
    assert row == {
        "territoire_siren": "244400404",
        "territoire": "Nantes Métropole",
        "region": "Pays de la Loire",
        "levier": "spaser",
        "levier_nom": "Schéma de promotion des achats responsables",
        "champ": "achats-responsables",
        "niveau_rang": "2",
        "niveau": "documente",
        "nb_demarches": "2",
        "demarches": "nantes-encore | nantes-schema",
    }


def test_the_json_carries_version_filters_and_legend(client, three):
    content = client.get("/matrice.json?champ=achats-responsables&tri=zzz").json()
    assert content["filtres"] == {"champ": "achats-responsables"}
    assert content["filtres_ignores"] == ["tri"]
    assert content["version"] > 0
    assert [state["code"] for state in content["legende"]][-1] == "non-observable"
    assert content["nb_cases"] == 198
    assert content["nb_usages_reperes"] == 1


def test_unpublishing_a_demarche_empties_its_cell(client, three):
    assert read_cells(read(client))["/metropoles/rennes/tiers-lieux/"][0] == "◑"
    Demarche.objects.get(pk="rennes-lieu").unpublish()
    assert read_cells(read(client))["/metropoles/rennes/tiers-lieux/"] == (
        "·",
        "Tiers-lieux, Rennes Métropole\u00a0: non repéré",
    )


@pytest.mark.parametrize("path", ["/matrice/", "/matrice/?metropole=nantes", "/matrice.json", "/matrice.csv"])
def test_a_page_costs_two_small_queries(client, catalogue, django_assert_num_queries, path):
    client.get("/matrice/?tri=nom")
    with django_assert_num_queries(2):
        assert client.get(path).status_code == 200


def test_the_page_is_light(client, catalogue):
    answer = client.get("/matrice/", headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) < 30_000


@pytest.mark.parametrize("path", ["/matrice/", "/matrice.json", "/matrice.csv"])
def test_nothing_is_written_here(client, three, path):
    assert client.post(path).status_code == 405
