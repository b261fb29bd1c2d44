"""Contesting anything: a usage, a public record, an organisation; what is kept of it, what is unknown."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import resolve, reverse

from leviers.catalogue.models import Signalement
from leviers.web import addresses

GOOD = {"objet": "erreur", "message": "Ce levier n’est pas dans ce titre."}
GENRES = {
    "marche": "select marche_id as id, objet from facts.marches where objet is not null limit 1",
    "subvention": "select subvention_id as id, objet from facts.subventions where objet is not null limit 1",
    "deliberation": "select deliberation_id as id, objet from facts.deliberations limit 1",
    "acteur": "select siren as id, nom as objet from facts.structures_ess where nom is not null limit 1",
}


def test_a_usage_is_contested_and_kept_with_its_title_of_the_day(client, mini):
    address = "/metropoles/nantes/spaser/signaler/"
    page = client.get(address).content.decode()
    assert "Contester ou compléter cet usage" in page
    assert f'action="{address}"' in page
    assert client.post(address, GOOD).headers["Location"] == f"{address}?merci=1"
    kept = Signalement.objects.get()
    assert (kept.sujet, kept.sujet_id, kept.demarche) == ("usage", "nantes/spaser", None)
    assert "Nantes Métropole" in kept.sujet_titre
    assert kept.sujet_adresse == reverse("usage", args=["nantes", "spaser"])
    assert str(kept).startswith("C’est faux : ")


@pytest.mark.parametrize("genre", GENRES)
def test_a_record_is_contested_by_its_identifier(client, orval, genre):
    row = orval.read(GENRES[genre])[0]
    address = reverse("contester", args=[genre, row["id"]])
    page = client.get(address).content.decode()
    assert "Contester cette lecture" in page
    assert "Données inventées pour la démonstration." in page
    assert client.post(address, GOOD).status_code == 303
    kept = Signalement.objects.get()
    assert (kept.sujet, kept.sujet_id, kept.demarche) == (genre, row["id"], None)
    assert re.split(r"\W", row["objet"])[0] in kept.sujet_titre
    assert kept.sujet_titre.endswith("(territoire inventé)")
    assert client.get(f"{address}?merci=1").status_code == 200


def test_an_address_leads_to_the_page_of_the_record_once_there_is_one(client, orval, monkeypatch):
    row = orval.read(GENRES["marche"])[0]
    monkeypatch.setattr(addresses, "find_fait_page", lambda genre, fait_id: f"/{genre}s/{fait_id}/")
    monkeypatch.setattr("leviers.web.signaler.subjects.find_fait_page", addresses.find_fait_page)
    address = reverse("contester", args=["marche", row["id"]])
    assert f'href="/marches/{row["id"]}/"' in client.get(address).content.decode()


def test_a_genre_without_page_has_no_address():
    assert addresses.find_fait_page("structure", "esat:1") == ""


@pytest.mark.parametrize(
    "code",
    [
        "2018AOO0403/0100",
        "213103567000112025-01 LOT 5",
        "decp-2019.json:12",
        "a//b/../c/",
        "é & % # ? ; + \"'<>",
        "9" * 300,
    ],
)
def test_whatever_an_identifier_holds_it_comes_back_from_its_address(code):
    address = reverse("contester", args=["marche", code])
    assert address.count("/") == 4
    assert not set(" ?#%") & set(address)
    found = resolve(address)
    assert (found.url_name, found.kwargs) == ("contester", {"genre": "marche", "fait_id": code})


def test_an_identifier_typed_as_it_is_leads_to_the_same_form():
    assert resolve("/contester/marche/2018AOO0403/0100/").kwargs["fait_id"] == "2018AOO0403/0100"


def test_the_name_of_a_natural_person_is_not_shown(client, orval, monkeypatch):
    row = {"objet": None, "qui": "SIREN 999999999", "annee": None}
    monkeypatch.setattr("leviers.warehouse.read.Build.read", lambda *_given: [row])
    assert "Acteur\u00a0: sans titre" in client.get("/contester/acteur/999999999/").content.decode()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/metropoles/nulle-part/spaser/signaler/", "Cette métropole n’existe pas"),
        ("/metropoles/nantes/baguette-magique/signaler/", "Ce levier n’existe pas"),
        ("/contester/rumeur/12/", "On conteste un marché"),
        ("/contester/marche/jamais-vu/", "n’est plus, dans les données chargées"),
        ("/contester/marche/'; drop table facts.marches; --/", "n’est plus, dans les données chargées"),
        ("/contester/acteur/nom:martin/", "n’est plus, dans les données chargées"),
    ],
)
def test_an_unknown_subject_is_not_found_and_the_page_says_what_to_do(client, orval, address, said):
    for answer in (client.get(address), client.post(address, GOOD)):
        assert answer.status_code == 404
        assert said in answer.content.decode()
    assert not Signalement.objects.exists()


def test_without_any_build_no_record_can_be_contested(client, mini):
    assert client.get("/contester/marche/1/").status_code == 404


def test_the_pace_is_one_for_every_subject(client, mini):
    mini.demarche("a")
    for levier in ("spaser", "ptce", "prise-participation-scic", "monnaie-locale", "tiers-lieux"):
        client.post(f"/metropoles/nantes/{levier}/signaler/", GOOD)
    assert client.post("/demarches/nantes-a/signaler/", GOOD).status_code == 429


def test_a_report_of_before_is_about_its_demarche(mini):
    kept = Signalement.objects.create(
        demarche=mini.demarche("a"), objet="erreur", message="Ancien.", origine="x"
    )
    migration = import_module("leviers.catalogue.migrations.0003_signalements")
    migration.say_what_older_reports_are_about(apps, None)
    kept.refresh_from_db()
    assert (kept.sujet, kept.sujet_id) == ("demarche", "nantes-a")
    assert (kept.nom, kept.sujet_adresse) == ("Démarche a", "/demarches/nantes-a/")
