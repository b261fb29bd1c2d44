"""The seven champs and the page of each."""

import re

import pytest
from django.http import Http404
from django.urls import reverse

from leviers.reference import cadre, typologie
from leviers.web.champs import views
from tests.web.facts import read_demarches, read_text

CHAMPS = list(typologie.load_champs())


def _page(client, code):
    return client.get(reverse("champ", args=[code])).content.decode()


def _count(code):
    """(métropoles with a levier of the champ, démarches of the champ) in the file of facts."""
    leviers = {levier.code for levier in typologie.load_leviers().values() if levier.champ.code == code}
    rows = read_demarches()
    metropoles = {row["metropole_siren"] for row in rows if leviers & set(row["leviers"])}
    return len(metropoles), sum(row["champ"] == code for row in rows)


def test_the_list_shows_the_seven_with_the_counts_of_the_facts(client, catalogue):
    page = client.get("/champs/").content.decode()
    rows = re.findall(r'<li class="ledger-row ledger-champ">(.*?)</li>', page, re.S)
    assert [re.search(r'href="/champs/([\w-]+)/"', row)[1] for row in rows] == CHAMPS
    for code, row in zip(CHAMPS, rows, strict=True):
        metropoles, demarches = _count(code)
        text = read_text(row)
        assert f"{metropoles} métropoles sur 22 avec au moins un levier repéré" in text
        assert f"{demarches} démarches" in text
        assert row.count('class="on"') == metropoles


@pytest.mark.parametrize("code", CHAMPS)
def test_page_and_twin_of_a_champ_carry_the_same_numbers(client, catalogue, code):
    twin = client.get(reverse("champ-json", args=[code])).json()
    page = _page(client, code)
    assert (twin["nb_metropoles"], twin["nb_demarches"]) == _count(code)
    assert f"{twin['nb_metropoles']} métropoles sur 22" in read_text(page)
    assert len(twin["demarches"]) == twin["nb_demarches"]
    assert page.count("ledger-levier") == len(twin["leviers"])
    assert len(re.findall('class="timeline-date"', page)) == len(twin["chronologie"])


def test_recent_demarches_start_with_the_latest_year_known(client, catalogue):
    section = re.search(
        r'<section id="demarches">(.*?)</section>', _page(client, "achats-responsables"), re.S
    )
    shown = re.findall(r'href="/demarches/([\w-]+)/"', section[1])
    years = [catalogue.demarches[code].annee_debut for code in shown]
    known = [row["annee_debut"] for row in read_demarches() if row["champ"] == "achats-responsables"]
    assert years == sorted((year for year in known if year), reverse=True)[:8]


def test_legal_texts_show_their_thresholds_and_how_far_they_were_read(client, catalogue):
    section = re.search(r'<section id="textes">(.*?)</section>', _page(client, "achats-responsables"), re.S)
    text = read_text(section[1])
    assert "100 000 000 € HT . Achats annuels au-delà desquels le schéma est obligatoire" in text
    assert text.index("28 janvier 2015") < text.index("2 mai 2022")
    textes = cadre.list_textes("achats-responsables")
    assert text.count("lu dans la page citée") == sum(texte.verification == "verifie" for texte in textes)
    assert text.count("lu en partie") == sum(texte.verification == "partiel" for texte in textes) > 0


def test_the_page_leads_to_the_matrix_and_to_the_demarches_of_the_champ(client, catalogue):
    page = _page(client, "rd-cooperation")
    assert 'href="/matrice/?champ=rd-cooperation"' in page
    assert 'href="/demarches/?champ=rd-cooperation"' in page


def test_a_champ_without_demarche_has_no_list_of_demarches(client, mini):
    page = _page(client, "rd-cooperation")
    assert 'id="demarches"' not in page
    assert "Non repéré à ce jour dans les 22 métropoles" in read_text(page)
    assert "0 métropole" not in read_text(page)


def test_an_unpublished_demarche_disappears(client, mini):
    gone = mini.demarche("retiree", "rennes", "spaser")
    assert f"/demarches/{gone.pk}/" in _page(client, "achats-responsables")
    gone.unpublish()
    assert f"/demarches/{gone.pk}/" not in _page(client, "achats-responsables")


def test_an_unknown_champ_is_not_found_in_french(client, catalogue, rf):
    for name in ("champ", "champ-json"):
        assert client.get(reverse(name, args=["champ-de-ble"])).status_code == 404
    with pytest.raises(Http404, match="Ce champ n’existe pas"):
        views.show_champ(rf.get("/"), code="champ-de-ble")


@pytest.mark.parametrize("address", ["/champs/", "/champs/rd-cooperation/", "/champs/rd-cooperation.json"])
def test_a_page_costs_two_queries(client, catalogue, django_assert_num_queries, address):
    with django_assert_num_queries(2):
        assert client.get(address).status_code == 200
