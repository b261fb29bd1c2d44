"""Who writes without an account confirms an address by a code."""

import re

import pytest
from django.core import mail
from django.test import Client, RequestFactory

from leviers.accounts import visitors
from leviers.accounts.models import Confirmation
from leviers.errors import NotAllowedNow

pytestmark = pytest.mark.django_db
ADDRESS = "lea@exemple.invalid"


@pytest.fixture
def ask(client: Client):
    """Ask for a code in the session of the test’s browser; gives the code that was sent."""

    def start(way_back: str = "/leviers/") -> str:
        request = RequestFactory().get("/")
        request.session = client.session
        visitors.ask(request, ADDRESS, way_back)
        request.session.save()
        client.cookies["sessionid"] = request.session.session_key
        return re.search(r"\b\d{6}\b", mail.outbox[-1].body)[0]

    return start


def test_a_right_code_leads_back_and_keeps_the_address(client, ask):
    code = ask()
    answer = client.post("/confirmer/", {"code": f" {code[:3]} {code[3:]} "})
    assert (answer.status_code, answer["Location"]) == (303, "/leviers/")
    assert client.session["courriel_confirme"][0] == ADDRESS
    assert mail.outbox[-1].to == [ADDRESS]


def test_a_code_serves_once_and_its_figures_are_not_kept(client, ask):
    code = ask()
    client.post("/confirmer/", {"code": code})
    assert "Aucun code n’est attendu" in client.get("/confirmer/").content.decode()
    assert code not in str(list(Confirmation.objects.values()))


def test_five_wrong_codes_and_the_right_one_is_refused(client, ask):
    code = ask()
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _try in range(visitors.MAX_TRIES):
        assert client.post("/confirmer/", {"code": wrong}).status_code == 422
    assert client.post("/confirmer/", {"code": code}).status_code == 422
    assert "courriel_confirme" not in client.session


def test_a_code_never_leads_to_another_site(client, ask):
    code = ask("//ailleurs.invalid/")
    assert client.post("/confirmer/", {"code": code})["Location"] == "/"


def test_one_address_receives_few_codes_in_an_hour(client, ask):
    for _time in range(visitors.PER_HOUR):
        ask()
    with pytest.raises(NotAllowedNow):
        ask()
    assert len(mail.outbox) == visitors.PER_HOUR
