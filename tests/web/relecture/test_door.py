"""Who enters the desk, and what becomes of a form whose session is over."""

from html import unescape

import pytest
from django.test import Client

from leviers.evidence.models import Decision
from tests.web.relecture.forms import DESK, read, take_form


def test_nobody_enters_without_logging_in_and_comes_back_after(client, db):
    response = client.get("/relecture/?genre=marche")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/gestion/login/?next=/relecture/%3Fgenre%3Dmarche",
    )


@pytest.mark.parametrize("path", ["", "historique/", "bilan/", "rapprochements/"])
def test_somebody_without_the_role_gets_the_french_refusal(client, editor, path):
    client.force_login(editor)
    response = client.get(f"{DESK}{path}")
    assert response.status_code == 403
    assert "Cette page est réservée" in response.content.decode()


@pytest.mark.parametrize("path", ["decider/", "annuler/", "rapprochements/repondre/"])
def test_nothing_is_written_without_the_role_nor_by_an_address(client, editor, reviewer, path):
    client.force_login(editor)
    assert client.post(f"{DESK}{path}").status_code == 403
    client.force_login(reviewer)
    assert client.get(f"{DESK}{path}").status_code == 405


def test_a_form_without_its_key_is_refused(reviewer):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reviewer)
    assert strict.post(f"{DESK}decider/", {"verdict": "confirme"}).status_code == 403


def test_a_session_lost_in_the_middle_says_that_the_answer_was_not_kept(desk, actes, reviewer):
    actes.add("M1")
    actes.add("M2", objet="Un autre titre")
    actes.swap()
    form = take_form(desk.get(DESK).content.decode())
    desk.logout()
    response = desk.post(f"{DESK}decider/?genre=marche", {**form, "verdict": "confirme"})
    assert response.status_code == 302
    where = unescape(response.headers["Location"])
    assert where.startswith("/gestion/login/?next=")
    assert Decision.objects.count() == 0
    desk.force_login(reviewer)
    back = desk.get("/relecture/", {"genre": "marche", "perdue": "1", "fiche": form["fiche"]})
    assert "cette réponse n’a pas été gardée" in read(back)
    assert take_form(back.content.decode())["fiche"] == form["fiche"]
    assert "perdue%3D1" in where
    assert form["fiche"].replace("/", "%252F") in where


def test_the_menu_of_the_back_office_leads_there_for_those_who_may(client, reviewer, editor):
    client.force_login(reviewer)
    assert "/relecture/" in client.get("/gestion/").content.decode()
    client.force_login(editor)
    assert "Actes à relire" not in client.get("/gestion/").content.decode()
