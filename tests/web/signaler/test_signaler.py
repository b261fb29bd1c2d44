"""Reporting an error: the journey, each refusal, the pace, and what is kept of whom."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from leviers.accounts import depart
from leviers.accounts.models import Geste
from leviers.catalogue.models import Signalement

ADDRESS = "/demarches/nantes-a/signaler/"
GOOD = {"objet": "erreur", "message": "Le montant est celui de 2021, pas de 2022."}


@pytest.fixture
def report(client, mini):
    mini.demarche("a")

    def send(**changes: str):
        return client.post(ADDRESS, GOOD | changes)

    return send


def error_of(html: str, name: str) -> str:
    return re.search(
        rf'id="{name}-erreur"><span class="vh">Erreur : </span>(.*?)</p>', html.replace("\u00a0", " ")
    )[1]


def test_a_report_is_kept_and_the_reader_is_thanked(client, report):
    assert client.get(ADDRESS).status_code == 200
    response = report(source_url="https://exemple.invalid/acte", courriel="ada@exemple.fr")
    assert response.status_code == 303
    assert response.headers["Location"] == "/confirmer/"  # the address must be read by who typed it
    thanks = client.get(f"{ADDRESS}?merci=1")
    assert "Merci, votre signalement est reçu" in thanks.content.decode()
    kept = Signalement.objects.get()
    assert (kept.demarche_id, kept.objet, kept.message) == ("nantes-a", "erreur", GOOD["message"])
    assert (kept.sujet, kept.sujet_id, kept.sujet_adresse) == ("demarche", "nantes-a", "/demarches/nantes-a/")
    assert kept.sujet_titre == "Démarche a, Nantes Métropole"
    assert (kept.source_url, kept.courriel) == ("https://exemple.invalid/acte", "ada@exemple.fr")
    assert not kept.traite


def test_the_network_address_is_never_kept(report):
    report()
    kept = Signalement.objects.get()
    assert len(kept.origine) == 64
    assert "127.0.0.1" not in kept.origine


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("objet", "", "Choisissez un objet."),
        ("objet", "autre", "Choisissez un des quatre objets."),
        ("message", "", "ce champ est nécessaire"),
        ("message", "Trop peu", "au moins 10 signes"),
        ("message", "x" * 3001, "3000 signes au plus"),
        ("message", "Voir https://a.fr http://b.fr www.c.fr https://d.fr", "3 liens au plus"),
        ("source_url", "pas une adresse", "commence par https://"),
        ("source_url", "javascript:alert(1)", "commence par https://"),
        ("courriel", "ada", "prenom@exemple.fr"),
    ],
)
def test_each_refusal_is_said_beside_its_field_and_keeps_the_rest(report, name: str, value: str, said: str):
    response = report(**{name: value})
    html = response.content.decode()
    assert response.status_code == 422
    assert said in error_of(html, name)
    assert re.search(
        rf'id="{name}"[^>]*aria-describedby="{name}-erreur {name}-aide" aria-invalid="true"', html
    )
    assert f'href="#{name}"' in html
    assert name == "message" or GOOD["message"] in html
    assert not Signalement.objects.exists()


def test_a_message_of_3000_signs_with_line_breaks_is_accepted(report):
    assert report(message="x" * 2990 + "\r\n" * 10).status_code == 303


def test_only_the_first_field_in_error_takes_the_focus(report):
    html = report(objet="", message="").content.decode()
    assert html.count("autofocus") == 1
    assert re.search(r'name="objet"[^>]* autofocus', html)


def test_what_fills_the_trap_is_refused_without_losing_the_message(report):
    response = report(site="https://pub.invalid")
    assert response.status_code == 422
    html = response.content.decode()
    assert GOOD["message"] in html
    assert "pub.invalid" not in html
    assert not Signalement.objects.exists()


def test_the_sixth_report_of_an_hour_waits_and_what_was_typed_is_kept(report):
    for number in range(5):
        assert report(message=f"Le message numéro {number} de cette heure.").status_code == 303
    response = report(message="Un sixième message, qui compte aussi.", courriel="ada@exemple.fr")
    html = response.content.decode()
    assert response.status_code == 429
    assert "Trop d’envois depuis votre connexion" in html.replace("\u00a0", " ")
    assert "Un sixième message, qui compte aussi." in html
    assert "ada@exemple.fr" in html
    assert Signalement.objects.count() == 5


def test_an_hour_later_or_from_elsewhere_reports_are_accepted_again(client, report):
    for number in range(5):
        report(message=f"Le message numéro {number} de cette heure.")
    elsewhere = client.post(ADDRESS, GOOD, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 303
    Geste.objects.update(fait_le=timezone.now() - timedelta(minutes=61))
    assert report().status_code == 303


def test_old_reports_forget_their_authors(report):
    report(courriel="ada@exemple.fr")
    Signalement.objects.update(recu_le=timezone.now() - timedelta(days=2))
    depart.purge(timezone.now())
    kept = Signalement.objects.get()
    assert (kept.origine, kept.courriel) == ("", "ada@exemple.fr")
    Signalement.objects.update(recu_le=timezone.now() - timedelta(days=366))
    depart.purge(timezone.now())
    assert Signalement.objects.get().courriel == ""


def test_a_form_from_another_site_is_refused(mini):
    mini.demarche("a")
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ADDRESS, GOOD).status_code == 403
    strict.get(ADDRESS)
    token = strict.cookies["csrftoken"].value
    assert strict.post(ADDRESS, GOOD | {"csrfmiddlewaretoken": token}).status_code == 303


def test_the_form_is_never_cached(client, report):
    for response in (client.get(ADDRESS), report(message="")):
        assert "no-store" in response.headers["Cache-Control"]
        assert "ETag" not in response.headers


@pytest.mark.parametrize("text", ["x" * 10_000, "😀" * 20, "a\"b'c<script>alert(1)</script>", "\\" * 30])
def test_any_text_is_answered_and_shown_back_safely(report, text: str):
    response = report(message=text, source_url=text, courriel=text, objet=text)
    assert response.status_code == 422
    assert b"<script>alert" not in response.content


def test_a_null_character_is_refused_in_french(report):
    response = report(message="Un message \x00 avec un trou")
    assert response.status_code == 422
    assert "null" not in error_of(response.content.decode(), "message").lower()


def test_an_unknown_demarche_cannot_be_reported(client, catalogue):
    assert client.get("/demarches/nulle-part/signaler/").status_code == 404
    assert client.post("/demarches/nulle-part/signaler/", GOOD).status_code == 404
