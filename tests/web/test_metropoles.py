"""The list of the 22 métropoles and the portrait of each."""

import csv
import io
import re
from collections import Counter

import pytest
from django.http import Http404
from django.urls import reverse

from leviers.reference import territoires, typologie
from leviers.web.metropoles import views
from tests.web.facts import read_demarches, read_reperes, read_text

SLUGS = list(territoires.index_by_slug())
CHAMPS = list(typologie.load_champs())
PAGES = [
    "/metropoles/",
    "/metropoles.json",
    "/metropoles.csv",
    "/metropoles/nantes/",
    "/metropoles/nantes.json",
]


def _page(client, slug):
    response = client.get(reverse("metropole", args=[slug]))
    assert response.status_code == 200
    return response.content.decode()


def _section(page, name):
    return re.search(rf'<section id="{name}">(.*?)</section>', page, re.S)[1]


def _names(page):
    return re.findall(r'<th scope="row"><a href="/metropoles/([\w-]+)/">', page)


@pytest.mark.parametrize("slug", SLUGS)
def test_counts_per_champ_are_those_of_the_facts_on_page_and_twin(client, catalogue, slug):
    siren = territoires.index_by_slug()[slug].siren
    mine = [row for row in read_demarches() if row["metropole_siren"] == siren]
    by_champ = Counter(row["champ"] for row in mine)
    leviers = {code for row in mine for code in row["leviers"]}
    twin = client.get(reverse("metropole-json", args=[slug])).json()
    assert {part["code"]: part["nb_demarches"] for part in twin["champs"]} == {
        code: by_champ[code] for code in CHAMPS
    }
    assert (twin["nb_demarches"], twin["nb_leviers_reperes"]) == (len(mine), len(leviers))
    assert sorted(twin["demarches"]) == sorted(row["id"] for row in mine)
    overview = _section(_page(client, slug), "ensemble")
    rows = re.findall(r"<tr>(.*?)</tr>", overview, re.S)[1:]
    assert [read_text(re.findall(r'<td class="num">(.*?)</td>', row)[1]) for row in rows] == [
        str(by_champ[code]) for code in CHAMPS
    ]
    assert overview.count('class="on"') == len(leviers)


def test_nantes_has_the_counts_of_the_published_table(client, catalogue):
    # table of the facts: AF 6, SD 2, FT 3, RD 5, AR 4, AS 1, GS 7, in all 28
    twin = client.get("/metropoles/nantes.json").json()
    counted = {part["code"]: part["nb_demarches"] for part in twin["champs"]}
    assert [counted[code] for code in CHAMPS] == [7, 6, 2, 3, 5, 4, 1]
    assert twin["nb_demarches"] == 28


def test_the_list_and_its_twins_hold_the_22_with_the_same_numbers(client, catalogue):
    answer = client.get("/metropoles.json").json()
    text = client.get("/metropoles.csv").content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    names = (
        "siren,slug,nom,region,population,population_annee,nb_communes,date_creation,"
        "nb_demarches,nb_leviers_reperes"
    )
    assert ",".join(lines[0]) == names
    counted = Counter(row["metropole_siren"] for row in read_demarches())
    assert {row["siren"]: row["nb_demarches"] for row in answer["metropoles"]} == counted
    assert [line["nb_leviers_reperes"] for line in lines] == [
        str(row["nb_leviers_reperes"]) for row in answer["metropoles"]
    ]
    page = client.get("/metropoles/").content.decode()
    for row in answer["metropoles"]:
        line = re.search(rf'<a href="/metropoles/{row["slug"]}/">.*?</tr>', page, re.S)[0]
        assert f"{row['nb_demarches']} {row['nb_leviers_reperes']} sur 50" in read_text(line)
        assert line.count('class="on"') == row["nb_leviers_reperes"]


def test_the_list_goes_by_population_by_name_or_by_region_and_is_no_ranking(client, catalogue):
    page = client.get("/metropoles/").content.decode()
    assert _names(page) == SLUGS
    assert "Ce n’est pas un classement" in page
    by_name = _names(client.get("/metropoles/?tri=nom").content.decode())
    assert (by_name[0], by_name[-1]) == ("aix-marseille", "tours")
    by_region = _names(client.get("/metropoles/?tri=region").content.decode())
    assert by_region[:4] == ["lyon", "grenoble", "saint-etienne", "clermont"]
    assert by_region.index("grand-paris") < by_region.index("rouen")  # Île sorts as Ile
    assert "?tri=leviers" not in page


@pytest.mark.parametrize("tri", ["inconnu", "x" * 10_000, "😀", "'\"><script>", "%00"])
def test_an_unknown_order_is_the_order_of_the_population(client, catalogue, tri):
    response = client.get("/metropoles/", {"tri": tri})
    assert response.status_code == 200
    assert _names(response.content.decode()) == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_identity_is_that_of_the_reference(client, catalogue, slug):
    metropole = territoires.index_by_slug()[slug]
    text = read_text(_page(client, slug))
    communes = [row["nom"] for row in territoires.load_communes()[metropole.siren]]
    assert f"{metropole.nb_communes} communes {communes[0]}, {communes[1]}" in text
    assert len(communes) == metropole.nb_communes
    assert metropole.siren in text
    assert metropole.region in text
    assert ("date à vérifier" in text) is (not metropole.creation_verifiee)


def test_the_two_dates_that_nobody_could_check_are_said_so():
    unsure = [
        metropole.slug
        for metropole in territoires.load_metropoles().values()
        if not metropole.creation_verifiee
    ]
    assert sorted(unsure) == ["clermont", "toulon"]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_repere_of_the_facts_is_shown_with_its_source(client, catalogue, slug):
    siren = territoires.index_by_slug()[slug].siren
    mine = [row for row in read_reperes() if row["metropole_siren"] == siren]
    section = _section(_page(client, slug), "reperes")
    assert section.count('class="landmark"') == len(mine)
    shown = Counter(re.findall(r'class="landmark-source"><a href="([^"]+)"', section))
    assert shown == Counter(row["source"]["url"].replace("&", "&amp;") for row in mine)
    assert len(client.get(reverse("metropole-json", args=[slug])).json()["reperes"]) == len(mine)


def test_what_is_not_known_leads_to_the_cells_and_is_never_a_no(client, catalogue):
    section = _section(_page(client, "metz"), "inconnu")
    assert len(re.findall(r'href="/metropoles/metz/[\w-]+/"', section)) == 41
    text = read_text(section)
    assert "41 leviers non repérés : aucune source publique trouvée à ce jour" in text
    assert "le budget consacré à l’ESS" in text
    assert 'href="/methode/#completer"' in section


def test_an_unpublished_demarche_disappears_from_the_portrait(client, mini):
    gone = mini.demarche("retiree", "rennes", "spaser")
    mini.demarche("gardee", "rennes", "tiers-lieux")
    assert f"/demarches/{gone.pk}/" in _page(client, "rennes")
    gone.unpublish()
    page = _page(client, "rennes")
    assert f"/demarches/{gone.pk}/" not in page
    assert "1 levier repéré sur 50, 1 démarche" in read_text(page)


def test_a_metropole_of_which_nothing_is_known_still_has_a_page(client, mini):
    text = read_text(_page(client, "metz"))
    assert "0 levier repéré sur 50, 0 démarche" in text
    assert "Rien n’a été repéré à ce jour" in text
    assert "50 leviers non repérés" in text


def test_an_unknown_metropole_is_not_found_in_french(client, catalogue, rf):
    for name in ("metropole", "metropole-json"):
        assert client.get(reverse(name, args=["atlantide"])).status_code == 404
    with pytest.raises(Http404, match="n’est pas une des 22"):
        views.show_metropole(rf.get("/"), slug="atlantide")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_costs_few_queries(client, catalogue, django_assert_num_queries, address):
    # Two of the catalogue; the portrait reads the journal, networks, people and cooperations.
    more = {"/metropoles/nantes/": 4, "/metropoles/nantes.json": 1}
    with django_assert_num_queries(2 + more.get(address, 0)):
        assert client.get(address).status_code == 200
