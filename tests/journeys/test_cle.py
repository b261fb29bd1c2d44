"""A passkey, held by a virtual device of the browser: added to an account, then the way in."""

import dataclasses

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.steps import enter_by_code
from tests.journeys.test_accessibility import find_violations

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def plug_device(page):
    """A device that holds keys and says yes each time."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    given = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return lambda: devtools.send("WebAuthn.getCredentials", {"authenticatorId": given["authenticatorId"]})


def test_a_key_is_added_then_opens_the_account_and_is_taken_away(own_site, new_context, mailbox):
    named = dataclasses.replace(own_site, url=own_site.url.replace("127.0.0.1", "localhost"))
    visitor = Visitor(new_context(locale="fr-FR").new_page(), named)  # a key belongs to a name
    page = enter_by_code(visitor, mailbox, "lea@exemple.fr")
    list_keys = plug_device(page)
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom de la clé").fill("Téléphone du bureau")
    assert find_violations(page) == []
    page.get_by_role("button", name="Créer la clé").click()
    expect(page.locator("#cles")).to_contain_text("Téléphone du bureau")
    assert len(list_keys()["credentials"]) == 1

    page.get_by_role("button", name="Se déconnecter").click()
    visitor.goto("/compte/")
    page.get_by_role("button", name="Entrer avec une clé d’accès").click()
    expect(page.get_by_text("lea@exemple.fr")).to_be_visible()
    expect(page.locator("#cles")).to_contain_text("servie le")

    page.get_by_role("button", name="Retirer : Téléphone du bureau").click()
    expect(page.locator("#cles")).not_to_contain_text("Téléphone du bureau")
    page.get_by_role("button", name="Se déconnecter").click()
    visitor.goto("/compte/")
    visitor.expected.add(f"{named.url}/compte/connexion/?refus=cle")
    page.get_by_role("button", name="Entrer avec une clé d’accès").click()
    expect(page.get_by_role("alert").first).to_contain_text("n’a pas été reconnue")
    own_site.lay("tests.participation.suivis.lay", "letters")
    mailbox.wait("lea@exemple.fr", "Une clé d’accès vient d’être ajoutée")
    mailbox.wait("lea@exemple.fr", "Une clé d’accès vient d’être retirée")
    assert visitor.problems == []
