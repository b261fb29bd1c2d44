"""The list of the 50 leviers and the sheet of each."""

import csv
import io
import re
from datetime import date

import pytest
from django.http import Http404
from django.urls import reverse

from leviers.catalogue import models
from leviers.evidence import usages
from leviers.reference import typologie
from leviers.web.leviers import views
from leviers.web.leviers.sheet import pick_demarches
from tests.web.facts import read_demarches, read_text

PAGES = ["/leviers/", "/leviers.json", "/leviers.csv", "/leviers/spaser/", "/leviers/spaser.json"]


def _count(code):
    """(métropoles, démarches) of a levier in the file of facts."""
    found = [row for row in read_demarches() if code in row["leviers"]]
    return len({row["metropole_siren"] for row in found}), len(found)


def _page(client, code="spaser"):
    response = client.get(reverse("levier", args=[code]))
    assert response.status_code == 200
    return response.content.decode()


def _section(page, name):
    return re.search(rf'<section id="{name}">(.*?)</section>', page, re.S)[1]


def test_the_list_shows_the_fifty_with_the_counts_of_the_facts(client, catalogue):
    page = client.get("/leviers/").content.decode()
    rows = re.findall(r'<li class="ledger-row ledger-levier">(.*?)</li>', page, re.S)
    shown = {re.search(r'href="/leviers/([\w-]+)/"', row)[1]: row for row in rows}
    assert list(shown) == list(typologie.load_leviers())
    for code, row in shown.items():
        metropoles, demarches = _count(code)
        noun = "métropole" if metropoles == 1 else "métropoles"
        said = f"{metropoles} {noun} sur 22, {demarches} démarche" if metropoles else "non repéré à ce jour"
        assert said in read_text(row)
        assert row.count('class="on"') == metropoles
        assert row.count("<i") == 22


def test_data_twins_of_the_list_carry_the_same_counts(client, catalogue):
    answer = client.get("/leviers.json").json()
    assert answer["nb"] == 50
    for row in answer["leviers"]:
        assert (row["nb_metropoles"], row["nb_demarches"]) == _count(row["code"])
    text = client.get("/leviers.csv").content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    names = "code,nom,nom_court,champ,definition,nb_metropoles,nb_demarches,competence_nature,relu"
    assert ",".join(lines[0]) == names
    assert [(line["code"], int(line["nb_metropoles"])) for line in lines] == [
        (row["code"], row["nb_metropoles"]) for row in answer["leviers"]
    ]
    assert {line["relu"] for line in lines} == {"non"}


def test_a_champ_can_be_kept_alone(client, catalogue):
    page = client.get("/leviers/?champ=rd-cooperation").content.decode()
    assert page.count("ledger-levier") == 5
    assert re.search(r'champ=rd-cooperation" aria-current="true"', page)


@pytest.mark.parametrize("champ", ["inconnu", "é" * 10_000, "😀", "'\"><script>", "%00"])
def test_an_unknown_champ_keeps_the_fifty(client, catalogue, champ):
    response = client.get("/leviers/", {"champ": champ})
    assert response.status_code == 200
    assert response.content.decode().count("ledger-levier") == 50


def test_the_sheet_gives_every_section_of_the_practical_sheet(client, catalogue):
    page = _page(client)
    ids = re.findall(r'<section id="([\w-]+)">', page)
    names = "definition decider droit usages demarches exemples faire combiner reconnaitre suite"
    assert " ".join(ids) == names
    assert re.findall(r'href="#([\w-]+)"', re.search(r'<nav class="toc".*?</nav>', page, re.S)[0]) == ids
    fiche = catalogue.leviers["spaser"]
    text = read_text(_section(page, "faire"))
    for step in fiche.etapes:
        assert read_text(step["titre"]) in text
    assert "Compétence propre : la métropole décide seule" in read_text(_section(page, "decider"))


def test_the_sheet_leads_to_the_22_cells_and_never_says_no(client, catalogue):
    section = _section(_page(client), "usages")
    assert len(set(re.findall(r'href="/metropoles/([\w-]+)/spaser/"', section))) == 22
    text = read_text(section)
    assert "Documenté dans 16 métropoles" in text
    assert "Non repéré dans 6 métropoles" in text
    assert "ne veut pas dire" in text


def test_what_was_not_read_in_the_page_cited_is_marked(client, catalogue):
    for code, levier in typologie.load_leviers().items():
        section = _section(_page(client, code), "droit")
        read = sum(bool(texte["verifie"]) for texte in levier.base_juridique)
        assert section.count("lu dans la page citée") == read
        assert section.count("non relu") == len(levier.base_juridique) - read
        assert "avant tout usage juridique" in read_text(section)


def test_up_to_twelve_demarches_are_shown_then_a_link(client, catalogue):
    assert _count("spaser")[1] == 17
    section = _section(_page(client), "demarches")
    assert section.count("ledger-placed") == 12
    assert 'href="/demarches/?levier=spaser"' in section
    assert "Voir les 17 démarches" in read_text(section)
    assert _count("critere-social") == (1, 2)
    assert _section(_page(client, "critere-social"), "demarches").count("ledger-placed") == 2


def test_the_best_of_each_metropole_comes_before_the_second_of_any(mini):
    mini.demarche("a", "lyon", "spaser", confiance="moyenne")
    mini.demarche("b", "lyon", "spaser", confiance="haute")
    mini.demarche("c", "nantes", "spaser")
    mine = usages.current().of_levier("spaser")
    assert [found.id for found in pick_demarches(mine, 2)] == ["lyon-b", "nantes-c"]
    assert [found.id for found in pick_demarches(mine, 3)] == ["lyon-b", "lyon-a", "nantes-c"]


def test_an_unpublished_demarche_disappears_from_the_sheet(client, mini):
    kept = mini.demarche("gardee", "nantes", "spaser")
    gone = mini.demarche("retiree", "rennes", "spaser")
    assert f"/demarches/{gone.pk}/" in _page(client)
    gone.unpublish()
    page = _page(client)
    assert f"/demarches/{gone.pk}/" not in page
    assert f"/demarches/{kept.pk}/" in page
    assert "Documenté dans 1 métropole" in read_text(_section(page, "usages"))


def test_an_example_that_is_no_longer_published_is_told_without_a_link(client, catalogue):
    look = catalogue.leviers["spaser"].demarches[0]
    models.Demarche.objects.get(pk=look["id"]).unpublish()
    section = _section(_page(client), "exemples")
    assert f"/demarches/{look['id']}/" not in section
    assert read_text(look["a_regarder"]) in read_text(section)
    assert "Démarche qui n’est pas publiée" in section


def test_a_sheet_that_nobody_read_over_says_so(client, catalogue):
    assert "Fiche non relue par une personne compétente" in _page(client)


def test_a_sheet_that_was_read_over_gives_the_day(client, catalogue):
    fiche = models.Levier.objects.get(pk="spaser")
    fiche.relu, fiche.relu_le = True, date(2026, 11, 20)
    fiche.save()
    page = _page(client)
    assert "Fiche relue le 20 novembre 2026" in read_text(page)
    assert "Fiche non relue" not in page


def test_without_a_published_sheet_the_typology_still_speaks(client, mini):
    page = _page(client)
    assert "n’est pas publiée" in page
    assert 'id="faire"' not in page
    assert read_text(typologie.load_leviers()["spaser"].definition) in read_text(page)


def test_a_levier_found_nowhere_is_never_said_to_be_used_by_none(client, catalogue):
    assert _count("marche-reserve-ess") == (0, 0)
    text = read_text(_page(client, "marche-reserve-ess"))
    assert "Non repéré à ce jour dans les 22 métropoles" in text
    assert "0 métropole" not in text


def test_counts_are_given_for_leviers_used_together_and_never_percentages(client, catalogue):
    text = read_text(_section(_page(client), "combiner"))
    assert "Insertion (IAE) : repérés ensemble dans 15 métropoles sur 16 ; 17 en tout" in text
    assert "%" not in text


def test_the_data_twin_carries_the_numbers_of_the_page(client, catalogue):
    twin = client.get("/leviers/spaser.json").json()
    page = _page(client)
    assert (twin["nb_metropoles"], twin["nb_demarches"]) == _count("spaser") == (16, 17)
    assert "Repéré dans 16 métropoles sur 22 , par 17 démarches" in read_text(page)
    assert sum(usage["niveau"] == "documente" for usage in twin["usages"]) == 16
    assert len(twin["usages"]) == 22
    assert len(twin["etapes"]) == page.count("<h4>")
    assert twin["relu"] is False


def test_an_unknown_levier_is_not_found_in_french(client, catalogue, rf):
    for name in ("levier", "levier-json"):
        assert client.get(reverse(name, args=["leviers-de-vitesse"])).status_code == 404
    with pytest.raises(Http404, match="Ce levier n’existe pas"):
        views.show_levier(rf.get("/"), code="leviers-de-vitesse")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_costs_two_queries_and_a_sheet_three_more(
    client, catalogue, django_assert_num_queries, address
):
    with django_assert_num_queries(5 if address == "/leviers/spaser/" else 2):  # what people say and did
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("code", list(typologie.load_leviers()))
def test_every_sheet_can_be_shown(client, catalogue, code):
    assert typologie.load_leviers()[code].nom_court in read_text(_page(client, code))
