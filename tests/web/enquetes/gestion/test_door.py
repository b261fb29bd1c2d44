"""Who enters: for each address, nobody, somebody else, the team, and what belongs to another campaign."""

import pytest
from django.test import Client

from leviers.survey.models import Campagne
from tests.house.test_typography import FAULTS, Texts
from tests.web.enquetes.gestion.conftest import CAMPAGNE, HOME

READ = (
    f"{HOME}/",
    f"{HOME}/creer/",
    f"{HOME}/questionnaires/",
    f"{HOME}/questionnaires/livre.xlsx",
    f"{HOME}/questionnaires/{{version}}/",
    f"{HOME}/questionnaires/{{version}}/tableur/",
    f"{CAMPAGNE}/",
    f"{CAMPAGNE}/modifier/",
    f"{CAMPAGNE}/contacts/",
    f"{CAMPAGNE}/contacts/{{contact}}/",
    f"{CAMPAGNE}/contacts/{{contact}}/export.json",
    f"{CAMPAGNE}/lettres/",
    f"{CAMPAGNE}/territoires/nantes/",
    f"{CAMPAGNE}/territoires/nantes/lecture/",
)
SEND = (
    f"{HOME}/questionnaires/importer/",
    f"{CAMPAGNE}/lancer/",
    f"{CAMPAGNE}/relancer/",
    f"{CAMPAGNE}/clore/",
    f"{CAMPAGNE}/contacts/deposer/",
    f"{CAMPAGNE}/contacts/{{contact}}/lien/",
    f"{CAMPAGNE}/contacts/{{contact}}/effacer/",
    f"{CAMPAGNE}/lettres/{{envoi}}/reprendre/",
    f"{CAMPAGNE}/territoires/nantes/etape/",
    f"{CAMPAGNE}/territoires/nantes/remarque/",
    f"{CAMPAGNE}/territoires/nantes/lecture/avis/",
    f"{CAMPAGNE}/territoires/nantes/lecture/accord/",
)


@pytest.fixture
def name(bureau):
    """Puts the numbers of this test in an address."""
    given = {"version": bureau.essai.version.pk, "contact": bureau.nantes.pk, "envoi": 1}
    return lambda path: path.format(**given)


@pytest.mark.parametrize("path", READ)
def test_a_page_asks_to_log_in_and_comes_back_to_itself(client, name, path):
    response = client.get(name(path))
    assert (response.status_code, response.headers["Location"]) == (302, f"/gestion/login/?next={name(path)}")


@pytest.mark.parametrize("path", SEND)
def test_a_form_without_a_session_leads_back_to_a_page_that_says_so(client, bureau, name, path):
    response = client.post(name(path))
    assert response.status_code == 302
    back = response.headers["Location"].removeprefix("/gestion/login/?next=").replace("%3F", "?")
    page = bureau.alice.get(back.replace("%3D", "="))
    assert page.status_code == 200
    assert "n’a pas été gardé" in page.content.decode()


@pytest.mark.parametrize("path", READ)
def test_a_page_is_refused_to_other_roles(client, name, path, reviewer):
    client.force_login(reviewer)
    response = client.get(name(path))
    assert response.status_code == 403
    assert "Cette page est réservée" in response.content.decode()


@pytest.mark.parametrize("path", [*SEND, f"{HOME}/creer/", f"{CAMPAGNE}/modifier/"])
def test_a_form_is_refused_to_other_roles(client, name, path, editor):
    client.force_login(editor)
    assert client.post(name(path)).status_code == 403


@pytest.mark.parametrize("path", READ)
def test_the_team_reads_every_page_and_no_copy_is_kept(bureau, name, path):
    response = bureau.alice.get(name(path))
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("path", SEND)
def test_no_address_writes_by_being_read(bureau, name, path):
    assert bureau.alice.get(name(path)).status_code == 405


@pytest.mark.parametrize("path", [*SEND, f"{HOME}/creer/", f"{CAMPAGNE}/modifier/"])
def test_a_form_without_its_key_is_refused(bureau, name, path):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = bureau.alice.cookies
    assert strict.post(name(path)).status_code == 403


@pytest.mark.parametrize("path", [path for path in (*READ, *SEND) if CAMPAGNE in path])
def test_what_belongs_to_another_campaign_is_not_found(bureau, name, path):
    other = bureau.essai.campagne
    Campagne.objects.create(code="autre", titre="Autre", version=other.version, echeance=other.echeance)
    elsewhere = name(path).replace("essai-2026", "autre")
    if elsewhere.rstrip("/").endswith(("autre", "modifier", "contacts", "lettres", "lancer", "clore")):
        elsewhere = elsewhere.replace("autre", "nulle-part")
    if elsewhere.endswith(("relancer/", "deposer/")):
        elsewhere = elsewhere.replace("autre", "nulle-part")
    method = bureau.alice.post if path in SEND else bureau.alice.get
    assert method(elsewhere).status_code == 404


@pytest.mark.parametrize("end", ["metropole/", "brest/", "orval/lecture/"])
def test_a_territoire_that_is_not_asked_is_not_found(bureau, end):
    assert bureau.alice.get(f"{CAMPAGNE}/territoires/{end}").status_code == 404


@pytest.mark.parametrize("path", [path for path in READ if path.endswith("/")])
def test_a_page_of_the_team_is_set_in_french(bureau, name, path):
    if path.endswith("tableur/"):
        return  # a file, not a page
    reader = Texts()
    reader.feed(bureau.alice.get(name(path)).content.decode())
    found = {
        f"{fault}: {text[max(0, hit.start() - 30) : hit.end() + 30]!r}"
        for text in reader.texts
        for fault, pattern in FAULTS.items()
        if (hit := pattern.search(text))
    }
    assert found == set()
