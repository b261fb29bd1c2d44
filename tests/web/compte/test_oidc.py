"""Log in with a provider of identity, against one of ours on loopback."""

import pytest
from allauth.socialaccount.models import SocialAccount

from leviers.accounts.models import Personne
from tests.web.compte.provider import CLIENT, SECRET, open_provider

pytestmark = pytest.mark.django_db
LEAVE = "/compte/connexion/fournisseur/"
REFUSED = "/compte/connexion/?refus="


@pytest.fixture(scope="module")
def listening():
    with open_provider() as provider:
        yield provider


@pytest.fixture
def provider(listening, settings):
    """The provider, set as an installation would."""
    listening.__init__(listening.issuer.rpartition(":")[2])
    settings.OIDC_ISSUER, settings.OIDC_NAME = listening.issuer, "ProConnect"
    app = {
        "provider_id": "fournisseur",
        "name": "ProConnect",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": listening.issuer, "scope": ["openid", "email"], "verified_email": False},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    return listening


def go_and_come_back(client, provider, way="/leviers/"):
    leave = client.get(LEAVE, {"next": way})
    assert leave["Location"].startswith(f"{provider.issuer}/autoriser?")
    return client.get(provider.take(leave["Location"]))


def test_a_verified_address_opens_an_account_and_leads_back(client, provider):
    assert "Entrer avec ProConnect" in client.get("/compte/connexion/").content.decode()
    assert go_and_come_back(client, provider)["Location"] == "/leviers/"
    assert "camille@brest.fr" in client.get("/compte/").content.decode()
    assert len(provider.asked["nonce"]) >= 22
    assert SocialAccount.objects.get().extra_data == {}  # nothing kept but who it is


def test_the_account_of_the_same_address_is_found_then_known_by_its_identifier(client, provider):
    camille = Personne.objects.create_user("camille", "camille@brest.fr")
    go_and_come_back(client, provider)
    assert SocialAccount.objects.get().user == camille
    provider.person |= {"email": "nouvelle@brest.fr"}
    go_and_come_back(client, provider)
    assert Personne.objects.count() == 1


def test_a_userinfo_that_is_a_signed_token_is_read(client, provider):
    provider.is_signed = True
    assert go_and_come_back(client, provider)["Location"] == "/leviers/"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"person": {"sub": "sub-1", "email": "camille@brest.fr", "email_verified": False}}, "adresse"),
        ({"person": {"sub": "sub-1"}}, "adresse"),
        ({"person": {"sub": "sub-2", "email": "a@b.fr", "email_verified": True}}, "fournisseur"),
        ({"is_forged": True}, "fournisseur"),
        ({"is_signed": True, "is_forged": True}, "fournisseur"),
    ],
)
def test_what_is_not_proved_is_refused(client, provider, change, why):
    for name, value in change.items():
        setattr(provider, name, value)
    assert go_and_come_back(client, provider)["Location"] == REFUSED + why
    assert client.get("/compte/").status_code == 302
    assert not Personne.objects.exists()


def test_a_closed_account_does_not_open(client, provider):
    Personne.objects.create_user("camille", "camille@brest.fr", is_active=False)
    assert go_and_come_back(client, provider)["Location"] == f"{REFUSED}ferme"


def test_an_answer_to_nobody_or_of_another_log_in_is_refused(client, provider):
    back = provider.take(client.get(LEAVE)["Location"])
    assert (
        client.get("/compte/connexion/fournisseur/retour/?code=x&state=y")["Location"]
        == f"{REFUSED}fournisseur"
    )
    provider.asked["nonce"] = "another"
    assert client.get(back)["Location"] == f"{REFUSED}fournisseur"
    assert client.get("/compte/connexion/inconnu/retour/")["Location"] == f"{REFUSED}fournisseur"


def test_who_gives_up_at_the_provider_comes_back_to_the_log_in_page(client, provider):
    provider.take(client.get(LEAVE)["Location"])
    back = f"/compte/connexion/fournisseur/retour/?error=access_denied&state={provider.asked['state']}"
    page = client.get(client.get(back)["Location"]).content.decode()
    assert "n’a pas abouti" in page


def test_a_provider_that_does_not_answer_is_said(client, provider, settings):
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://127.0.0.1:1"
    )
    assert client.get(LEAVE)["Location"] == f"{REFUSED}fournisseur"


def test_without_a_provider_nothing_is_offered(client):
    assert "/fournisseur/" not in client.get("/compte/connexion/").content.decode()
    assert client.get(LEAVE)["Location"] == "/compte/connexion/"
