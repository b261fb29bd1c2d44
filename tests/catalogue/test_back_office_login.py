"""Back office: opening a session, and being stopped after too many wrong passwords."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client

from tests.catalogue.back_office import read_text


def _try(client, password, name="ada"):
    return client.post("/gestion/login/", {"username": name, "password": password})


@pytest.fixture
def client(editor):
    """A browser without a session."""
    return Client()


def test_the_right_password_opens_the_home_page(client):
    assert _try(client, "une-phrase-de-passe").headers["Location"] == "/gestion/"


def test_a_wrong_password_is_refused_in_french(client):
    said = read_text(_try(client, "faux"))
    assert "ne correspondent à aucun utilisateur" in said
    assert "Mot de passe" in said
    assert "Password" not in said


def test_the_sixth_wrong_password_stops_even_the_right_one_for_a_quarter_of_an_hour(client):
    answers = [_try(client, "faux").status_code for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert answers == [200] * 5 + [429]
    stopped = _try(client, "une-phrase-de-passe")
    assert stopped.status_code == 429
    stopped.status_code = 200
    assert "Attendez quinze minutes" in read_text(stopped)


def test_another_person_at_the_same_place_is_not_stopped(client, reviewer):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        _try(client, "faux")
    assert _try(client, "une-phrase-de-passe", name="bertille").status_code == 302


def test_after_a_quarter_of_an_hour_the_right_password_opens_again(client):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        _try(client, "faux")
    for attempt in AccessAttempt.objects.all():
        attempt.attempt_time -= timedelta(minutes=16)
        attempt.save()
    assert _try(client, "une-phrase-de-passe").status_code == 302


def test_a_success_forgets_earlier_failures(client):
    for password in ["faux"] * 5 + ["une-phrase-de-passe"] + ["faux"] * 5:
        answer = _try(client, password)
    assert answer.status_code == 200


def test_a_session_is_not_opened_without_the_token_of_the_form(editor):
    assert _try(Client(enforce_csrf_checks=True), "une-phrase-de-passe").status_code == 403


def test_a_session_is_not_opened_by_a_get(editor):
    client = Client()
    client.get("/gestion/login/", {"username": "ada", "password": "une-phrase-de-passe"})
    assert client.get("/gestion/").status_code == 302
