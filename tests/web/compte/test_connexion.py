"""Log in, or open an account, by a code sent to an address."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leviers.accounts import visitors
from leviers.accounts.models import Personne
from leviers.courrier.models import Lettre
from tests.web.compte.steps import ask_code, log_in

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "lea@exemple.invalid", "inconnue@exemple.invalid"


@pytest.fixture
def lea() -> Personne:
    """Somebody with an account."""
    return Personne.objects.create_user("lea", KNOWN)


def test_a_code_logs_in_and_leads_where_it_was_asked(client, lea):
    assert log_in(client, "Lea@Exemple.invalid", "/leviers/") == "/leviers/"
    page = client.get("/compte/").content.decode()
    assert KNOWN in page
    assert "Firefox sous Linux" in page


def test_an_unknown_address_opens_an_account_once_proved(client):
    code = ask_code(client, UNKNOWN)
    assert not Personne.objects.filter(email=UNKNOWN).exists()
    assert client.post("/compte/connexion/code/", {"code": code})["Location"] == "/compte/"
    assert Personne.objects.get(email=UNKNOWN).has_usable_password() is False


def test_a_known_and_an_unknown_address_receive_the_same_answers(lea):
    seen = []
    for courriel in (KNOWN, UNKNOWN):
        client = Client()
        asked = client.post("/compte/connexion/", {"courriel": courriel})
        page = client.get("/compte/connexion/code/")
        wrong = client.post("/compte/connexion/code/", {"code": "x"})
        letter = mail.outbox[-1]
        texts = [page.content.decode(), wrong.content.decode(), letter.subject, letter.body]
        hidden = [re.sub(r"\d{6}|value=\"\w{64}\"", "·", text).replace(courriel, "·") for text in texts]
        seen.append((asked.status_code, asked["Location"], page.status_code, wrong.status_code, hidden))
    assert seen[0] == seen[1]


def test_known_and_unknown_addresses_ask_the_same_of_the_database(lea):
    counts = []
    for courriel in (KNOWN, UNKNOWN):
        with CaptureQueriesContext(connection) as counted:
            Client().post("/compte/connexion/", {"courriel": courriel})
        counts.append([re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in counted.captured_queries])
    assert counts[0] == counts[1]


def test_a_wrong_code_is_refused_and_five_close_it(client):
    code = ask_code(client, UNKNOWN)
    for _try in range(visitors.MAX_TRIES):
        assert client.post("/compte/connexion/code/", {"code": "000000x"}).status_code == 422
    page = client.post("/compte/connexion/code/", {"code": code})
    assert (page.status_code, "Aucun code n’est attendu" in page.content.decode()) == (422, True)
    assert client.get("/compte/").status_code == 302


def at(number, **more):
    """A browser at one of many places."""
    return Client(REMOTE_ADDR=f"203.0.113.{number}", **more)


def ask(client, courriel):
    """Ask for a code; what the site answers."""
    return client.post("/compte/connexion/", {"courriel": courriel}).status_code


def flood(courriel):
    """Strangers at many places ask for all the codes that an address may be sent in a day."""
    asked = [ask(at(100 + number // visitors.PER_HOUR), courriel) for number in range(visitors.FROM_ALL + 1)]
    assert asked[-1] == 429


def test_one_place_asks_few_codes_for_one_address_known_or_not(client, lea):
    for courriel in (KNOWN, UNKNOWN):
        for _time in range(visitors.PER_HOUR):
            ask_code(client, courriel)
        page = client.post("/compte/connexion/", {"courriel": courriel})
        assert page.status_code == 429
        assert f'value="{courriel}"' in page.content.decode()


def test_a_stranger_who_asks_too_much_does_not_keep_the_owner_out(lea):
    for _time in range(visitors.PER_HOUR + 1):
        asked = ask(at(66), KNOWN)
    assert asked == 429
    assert log_in(at(1), KNOWN) == "/compte/"


def test_strangers_everywhere_stop_and_a_known_device_still_enters(client, lea):
    log_in(client, KNOWN)
    kept = client.cookies["appareil"]
    assert KNOWN not in kept.value
    assert (kept["httponly"], kept["samesite"]) == (True, "Lax")
    client.logout()
    flood(KNOWN.upper())
    assert ask(at(99), KNOWN) == 429
    client.cookies["appareil"] = kept.value
    assert log_in(client, KNOWN) == "/compte/"


def test_a_device_is_known_for_its_address_alone(client, lea):
    log_in(client, UNKNOWN)
    kept = client.cookies["appareil"].value
    flood(KNOWN)
    for value in (kept, "é", ""):
        other = at(99)
        other.cookies["appareil"] = value
        assert ask(other, KNOWN) == 429


def test_a_code_already_sent_still_opens_and_the_refusal_leads_to_it(lea):
    owner = at(1)
    code = ask_code(owner, KNOWN)
    flood(KNOWN.replace("lea", "Lea"))
    page = owner.post("/compte/connexion/", {"courriel": KNOWN})
    assert page.status_code == 429
    assert 'href="/compte/connexion/code/">le saisir' in page.content.decode()
    assert owner.post("/compte/connexion/code/", {"code": code})["Location"] == "/compte/"


def test_an_ipv6_subscriber_is_one_place_whatever_the_address(lea):
    for number in range(visitors.PER_HOUR):
        assert ask(Client(REMOTE_ADDR=f"2001:db8:1:2::{number:x}"), KNOWN) == 303
    assert ask(Client(REMOTE_ADDR="2001:db8:1:2:ffff::1"), KNOWN) == 429
    assert ask(Client(REMOTE_ADDR="2001:db8:1:3::1"), KNOWN) == 303
    assert ask(Client(REMOTE_ADDR="::ffff:203.0.113.9"), KNOWN) == 303


def test_mass_sign_up_from_one_place_stops(client):
    for number in range(visitors.FROM_ONE_PLACE):
        ask_code(client, f"robot{number}@exemple.invalid")
    assert client.post("/compte/connexion/", {"courriel": "encore@exemple.invalid"}).status_code == 429
    assert len(mail.outbox) == visitors.FROM_ONE_PLACE


def test_a_robot_that_fills_the_trap_sends_nothing(client):
    given = {"courriel": UNKNOWN, "site": "https://exemple.invalid"}
    assert client.post("/compte/connexion/", given).status_code == 422
    assert mail.outbox == []


def test_a_bad_address_is_shown_again_with_what_is_wrong(client):
    page = client.post("/compte/connexion/", {"courriel": "lea@"})
    assert page.status_code == 422
    assert "il faut un nom, une arobase" in page.content.decode()
    assert 'value="lea@"' in page.content.decode()


def test_a_code_never_leads_to_another_site(client):
    for way in ("//ailleurs.invalid/", "https://ailleurs.invalid/", "javascript:alert(1)"):
        assert log_in(Client(), "a@exemple.invalid", way) == "/compte/"


def test_a_closed_account_does_not_open(client, lea):
    Personne.objects.filter(pk=lea.pk).update(is_active=False)
    assert log_in(client, KNOWN) == "/compte/connexion/?refus=ferme"
    assert client.get("/compte/").status_code == 302


def test_when_the_mail_server_is_away_the_code_waits_with_the_letters(client, settings):
    settings.LETTERS_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert client.post("/compte/connexion/", {"courriel": UNKNOWN}).status_code == 303
    assert "la lettre part dès qu’il" in client.get("/compte/connexion/code/").content.decode()
    assert Lettre.objects.get().etat == Lettre.Etat.ATTENTE


def test_a_forged_host_is_refused_and_no_letter_carries_it(client):
    answer = client.post("/compte/connexion/", {"courriel": UNKNOWN}, headers={"host": "ailleurs.invalid"})
    assert answer.status_code == 400
    assert mail.outbox == []


def test_a_form_from_another_site_is_refused():
    client = Client(enforce_csrf_checks=True)
    assert client.post("/compte/connexion/", {"courriel": UNKNOWN}).status_code == 403
    assert client.post("/compte/deconnexion/").status_code == 403


def test_a_forged_passkey_leads_back_to_the_log_in_page(client):
    client.get("/compte/connexion/")
    for forged in (
        "",
        "[]",
        "{}",
        '{"id":"x","rawId":"eA","response":{"userHandle":"eA"},"type":"public-key"}',
    ):
        answer = client.post("/compte/connexion/cle/", {"credential": forged})
        assert (answer.status_code, answer["Location"]) == (303, "/compte/connexion/?refus=cle")
