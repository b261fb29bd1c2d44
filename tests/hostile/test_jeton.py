"""No form is taken from another site: every address of docs/droits.md asks for the key of its form."""

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import get_resolver

from leviers.accounts.models import Personne
from tests.web.droits import as_path, list_views, read_table, read_words

pytestmark = pytest.mark.django_db
BY_LINK = "Sans clé de formulaire"
READ_ONLY = ("api/", "gestion/api/")
SAID = "Le formulaire n’a pas pu être vérifié"


@pytest.fixture
def strict():
    """The browser of somebody who may do everything, on a server that asks for the key of each form."""
    person = Personne.objects.create_superuser("tout", "tout@exemple.invalid", "une-phrase-de-passe")
    person.groups.set(Group.objects.all())
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)
    return browser


def test_every_address_refuses_a_form_without_its_key_but_those_of_the_document(strict):
    exempt, wrong = set(read_words(BY_LINK)), []
    for route, (_who, _reads, sends) in read_table().items():
        if not sends:
            continue
        answer = strict.post(as_path(route), {"texte": "Sans clé."})
        is_refused = answer.status_code == 403 and SAID in answer.content.decode()
        if is_refused == (route in exempt):
            wrong.append((route, answer.status_code))
    assert wrong == []


def test_no_view_goes_without_the_key_but_those_of_the_document():
    """The back office too, and what takes no form today."""
    exempt = {
        route
        for route, view in list_views(get_resolver())
        if getattr(view, "csrf_exempt", False) and not route.startswith(READ_ONLY)
    }
    protected = {"enquetes/gestion/questionnaires/importer/"}
    protected |= {route for route in exempt if route.endswith("contacts/deposer/")}  # look at the key later
    by_link = {route for route in exempt if "<jeton:jeton>" in route}
    named = set(read_words(BY_LINK))
    assert exempt - protected - by_link <= named
    assert {route for route in by_link if read_table()[route][2]} <= named


def test_the_key_of_another_site_is_refused_even_when_it_is_right(strict):
    page = strict.get("/compte/profil/").content.decode()
    key = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    said = {"nom": "Camille", "csrfmiddlewaretoken": key}
    elsewhere = {"origin": "https://ailleurs.invalid"}
    assert strict.post("/compte/profil/", said, headers=elsewhere).status_code == 403
    assert strict.post("/compte/profil/", said).status_code == 303


def test_a_form_refused_says_what_to_do_and_writes_nothing(strict):
    answer = strict.post("/compte/profil/", {"nom": "Volée"})
    assert "Rien n’a été enregistré" in answer.content.decode()
    assert not Personne.objects.filter(first_name="Volée").exists()
