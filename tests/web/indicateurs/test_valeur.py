"""The page of one value: every row it was computed from, sums that give it back, and how to do it again."""

import csv
import io
import re

import pytest
from django.test import Client
from django.utils import timezone

from leviers.accounts.models import Personne
from leviers.catalogue.models import Signalement
from leviers.participation import examen
from leviers.warehouse.indicateurs import load_indicateurs
from leviers.warehouse.recompute import find_calcul
from leviers.warehouse.values import list_valeurs
from leviers.web.indicateurs import figures, lignes

SHARE = "/indicateurs/part-marches-ess/orval/commune/2024/"


def read(client, address=SHARE):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def twin(client, address=SHARE):
    return client.get(f"{address.rstrip('/')}.json").json()


def test_a_value_is_shown_with_unit_year_coverage_source_and_its_date(client, orval):
    page = read(client)
    assert re.search(r'<p class="ind-figure">(de [\d,]+ à )?[\d,]+\u00a0%</p>', page)
    assert re.search(r"Couverture\u00a0: <strong>[\d,]+\u00a0%</strong>, soit", page)
    assert "les communes du territoire, 2024" in page
    assert re.search(r"fichiers inventés le \d+(er)?\u00a0\w+\u00a0\d{4}", page)
    assert "Données inventées pour la démonstration." in page
    assert "Chiffre inventé\u00a0: ne pas citer." in page
    assert f"le build {orval.numero}" in page


def test_every_row_is_there_fifty_a_page(client, orval):
    largest = max(list_valeurs(orval)["part-subventions-ess"], key=lambda one: one.nb_lignes)
    address = figures.write_address("orval", largest)
    rows = twin(client, address)["lignes"]
    assert len(rows) == largest.nb_lignes > lignes.PER_PAGE
    pages = -(-len(rows) // lignes.PER_PAGE)
    first, second = read(client, address), read(client, f"{address}?page=2")
    assert first.count('class="ind-id"') == lignes.PER_PAGE
    assert f"Page 1 sur {pages}" in first
    after = rows[lignes.PER_PAGE]
    assert after["fait_id"] in second
    assert after["fait_id"] not in first
    assert f'href="{after["adresse"]}"' in second
    assert read(client, f"{address}?page=99999") == read(client, f"{address}?page={pages}")


def test_the_sums_at_the_foot_give_the_value_for_every_indicator(client, orval):
    for code, valeurs in list_valeurs(orval).items():
        for valeur in {one.lien: one for one in valeurs}.values():
            address = figures.write_address("orval", valeur)
            content = twin(client, address)
            total = content["total"]
            rows = content["lignes"]
            if find_calcul(load_indicateurs()[code]) not in ("mediane", "gini"):
                assert total["valeur"] == pytest.approx(content["valeur"]), address
            if total["numerateur"] is not None:
                counted = [
                    row for row in rows if row["denominateur"] is not None or total["calcul"] != "part"
                ]
                assert total["numerateur"] == pytest.approx(sum(row["numerateur"] or 0 for row in counted))
            assert total["nb_lignes"] == len(rows)
            page = read(client, address)
            assert "<tfoot>" in page
            assert figures.say_valeur(load_indicateurs()[code], valeur) in page


def test_the_query_and_the_command_to_do_it_again_are_given(client, orval):
    page = read(client)
    assert "<code>leviers explain part-marches-ess orval 2024 --csv</code>" in page
    assert "territoire_siren = $siren" in page
    undated = "/indicateurs/geiq-pour-100000/orval/territoire/aucune/"
    found = [one for one in list_valeurs(orval)["geiq-pour-100000"] if one.annee is None]
    assert client.get(undated).status_code == (200 if found else 404)


def test_the_csv_gives_every_row_and_no_formula_is_run(client, orval, monkeypatch):
    monkeypatch.setattr(
        "leviers.web.indicateurs.lignes.read_lignes",
        lambda *_given: [
            {
                "territoire_siren": "1", "lien": "commune", "annee": 2024,
                "fait_id": "=cmd()", "source": "decp",
                "fichier": "+a.csv", "ligne": 3, "numerateur": 1, "numerateur_haut": None, "denominateur": 1,
                "est_utile": True,
            }
        ],
    )  # fmt: skip
    lignes._read.cache_clear()
    answer = client.get(f"{SHARE.rstrip('/')}.csv")
    lignes._read.cache_clear()
    assert "leviers-part-marches-ess-orval-commune-2024.csv" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["fait_id"] for row in rows] == ["'=cmd()"]
    assert rows[0]["fichier"] == "'+a.csv"
    assert rows[0]["genre"] == "marche"


def test_a_value_is_contested_with_what_it_was(client, orval):
    link = re.search(r'href="(/indicateurs/part-marches-ess/signaler/[^"]*)"', read(client))[1].replace(
        "&amp;", "&"
    )
    page = read(client, link)
    assert "Contester ce chiffre" in page
    answer = client.post(link, {"objet": "erreur", "message": "Un marché manque à l’appel."})
    assert answer.headers["Location"] == f"{link}&merci=1"
    kept = Signalement.objects.get()
    assert kept.sujet == "indicateur"
    assert kept.sujet_id == "part-marches-ess/orval/2024/commune"
    assert (
        figures.say_annee(figures.find_valeur("part-marches-ess", "orval", "2024", "commune")[1]) in kept.nom
    )
    assert kept.sujet_adresse == SHARE


def test_who_corrected_a_value_is_thanked_on_its_page_and_on_that_of_the_indicator(client, orval):
    team = Personne.objects.create_user("anouk", "anouk@exemple.invalid")
    team.roles.create(genre="animateur", confirme_le=timezone.now())
    link = "/indicateurs/part-marches-ess/signaler/?territoire=orval&annee=2024&lien=commune"
    client.post(link, {"objet": "erreur", "message": "Un marché manque à l’appel."})
    desk = Client()
    desk.force_login(team)
    waiting = desk.get("/moderation/").content.decode()
    assert "Aujourd’hui" in waiting
    assert "Couverture" in waiting
    assert "a aidé à cette page" not in read(client)
    examen.conclude(Signalement.objects.get().pk, "en_partie", by=team, reponse="Il est compté, pas l’autre.")
    for page in (SHARE, "/indicateurs/part-marches-ess/?monde=fictif"):
        assert "1 personne a aidé à cette page" in read(client, page).replace("\u00a0", " ")
    other = SHARE.replace("2024", "2023")
    assert "a aidé à cette page" not in client.get(other).content.decode()


def test_an_indicator_as_a_whole_is_contested_too(client, mini):
    answer = client.post(
        "/indicateurs/nb-marches/signaler/", {"objet": "erreur", "message": "La définition est floue."}
    )
    assert answer.status_code == 303
    assert Signalement.objects.get().sujet_adresse == "/indicateurs/nb-marches/"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/indicateurs/inconnu/orval/commune/2024/", "Cet indicateur n’existe pas"),
        ("/indicateurs/nb-marches/atlantide/commune/2024/", "Cette métropole n’existe pas"),
        ("/indicateurs/nb-marches/orval/region/2024/", "metropole, commune, autre, territoire"),
        ("/indicateurs/nb-marches/orval/commune/hier/", "quatre chiffres"),
        ("/indicateurs/nb-marches/orval/commune/1999/", "Il y en a pour 20"),
        ("/indicateurs/nb-marches/nantes/commune/2024/", "ne sont pas chargées ici"),
        ("/indicateurs/nb-marches/orval/commune/aucune.csv", "Il y en a pour"),
        ("/indicateurs/nb-marches/signaler/?territoire=atlantide", "Cette métropole n’existe pas"),
        ("/indicateurs/nb-marches/signaler/?territoire=orval&annee=1999", "Il y en a pour"),
        ("/indicateurs/inconnu/signaler/", "Cet indicateur n’existe pas"),
    ],
)
def test_what_has_no_value_is_not_found_and_the_page_says_what_to_do(client, orval, address, said):
    answer = client.get(address)
    assert answer.status_code == 404
    assert said in answer.content.decode().replace("\u00a0", " ")


def test_a_page_of_rows_costs_two_small_queries(client, orval, django_assert_num_queries):
    client.get("/indicateurs/")
    with django_assert_num_queries(2):
        read(client)
