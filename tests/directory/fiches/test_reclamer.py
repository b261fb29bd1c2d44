"""« C’est votre structure ? »: who may represent it, proved by the domain of its website or by the team."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from leviers.accounts.models import Role
from leviers.evidence.sites import find_domain, read_domain
from leviers.warehouse.read import find_builds
from tests.directory.fiches.conftest import INCONNUE, STRUCTURE

CLAIM = f"/acteurs/{STRUCTURE}/reclamer/"


def _prove(someone, courriel):
    someone.person.email = courriel
    someone.person.save()
    EmailAddress.objects.create(user=someone.person, email=courriel, verified=True, primary=True)


def test_an_address_of_the_domain_of_the_website_has_the_page_at_once(someone, reel):
    lea = someone("lea")
    _prove(lea, "lea@tilleuls.example")
    assert "@tilleuls.example" in lea.get(CLAIM).content.decode()
    assert lea.post(CLAIM, {"raison": ""})["Location"] == f"/acteurs/{STRUCTURE}/completer/"
    role = Role.objects.get(personne=lea.person)
    assert (role.moyen, role.portee, bool(role.confirme_le)) == ("domaine", STRUCTURE, True)
    assert lea.get(CLAIM)["Location"] == f"/acteurs/{STRUCTURE}/completer/"


@pytest.mark.parametrize(
    "courriel",
    ["lea@exemple.invalid", "lea@sous.tilleuls.example", "lea@tilleuls.example.exemple.invalid"],
)
def test_another_address_waits_for_the_team_and_is_asked_once(someone, reel, courriel):
    lea = someone("lea")
    _prove(lea, courriel)
    for _ in range(2):
        lea.post(CLAIM, {"raison": "J’y travaille."})
    assert Role.objects.get(personne=lea.person).confirme_le is None
    assert "attend une réponse" in lea.get(CLAIM).content.decode()
    assert lea.get(f"/acteurs/{STRUCTURE}/completer/").status_code == 403


def test_an_address_that_was_not_proved_waits(someone, reel):
    lea = someone("lea")
    lea.person.email = "lea@tilleuls.example"
    lea.person.save()
    lea.post(CLAIM, {"raison": ""})
    assert Role.objects.get(personne=lea.person).confirme_le is None


def test_a_domain_shared_by_two_structures_proves_nothing(reel, settings):
    reel.run(
        "update facts.structures set site_web = 'tilleuls.example'"
        " where siren = (select max(siren) from facts.structures where siren <> ?)",
        STRUCTURE,
    )
    assert find_domain(find_builds(settings.HOME), STRUCTURE) == ""


def test_the_domain_is_read_on_the_role_form_of_the_account_too(someone, reel):
    lea = someone("lea")
    _prove(lea, "lea@tilleuls.example")
    lea.post("/compte/demander/", {"genre": "organisation", "siren": STRUCTURE})
    assert Role.objects.get(personne=lea.person).moyen == "domaine"


@pytest.mark.parametrize(
    ("site", "domain"),
    [
        ("https://www.tilleuls.example/contact", "tilleuls.example"),
        ("TILLEULS.example", "tilleuls.example"),
        ("https://atelier.wixsite.com/accueil", ""),
        ("http://www.facebook.com/atelier", ""),
        ("https://www.helloasso.com/associations/atelier", ""),
        ("https://linktr.ee/atelier", ""),
        ("atelier.tilleuls@orange.fr", ""),
        ("https://gmail.com", ""),
        ("néant", ""),
        ("", ""),
    ],
)
def test_a_website_open_to_anybody_proves_nothing(site, domain):
    assert read_domain(site) == domain


def test_a_build_made_before_websites_were_read_proves_nothing(reel, settings):
    reel.run("alter table facts.structures drop column site_web")
    assert find_domain(find_builds(settings.HOME), STRUCTURE) == ""


def test_nobody_logged_in_is_led_to_the_log_in_page_and_back(reel):
    page = Client().get(f"/acteurs/{STRUCTURE}/").content.decode()
    assert "C’est votre structure" in page
    assert f'href="{CLAIM}"' in page
    assert Client().get(CLAIM)["Location"] == f"/compte/connexion/?next={CLAIM}"


def test_what_no_list_names_is_asked_with_a_reason(someone, reel):
    lea = someone("lea")
    claim = f"/acteurs/{INCONNUE}/reclamer/"
    page = lea.post(claim, {"raison": " "})
    assert (page.status_code, Role.objects.filter(personne=lea.person).exists()) == (422, False)
    assert "Dites qui vous êtes" in page.content.decode()
    assert lea.post(claim, {"raison": "Je la préside : voyez son site."}).status_code == 303
    assert Role.objects.get(personne=lea.person).raison.startswith("Je la préside")


def test_what_was_invented_belongs_to_nobody(someone, fictif):
    lea = someone("lea")
    assert "C’est votre structure" not in lea.get(f"/acteurs/{STRUCTURE}/").content.decode()
    assert lea.get(CLAIM).status_code == 404
    asked = {"genre": "organisation", "siren": STRUCTURE, "raison": "Je la préside."}
    assert lea.post("/compte/demander/", asked).status_code == 422


@pytest.mark.parametrize("siren", ["123456789", "abc", "99999903"])
def test_what_is_no_siren_is_not_found(someone, reel, siren):
    assert someone("lea").get(f"/acteurs/{siren}/reclamer/").status_code == 404


def test_claims_are_paced(someone, reel, monkeypatch):
    monkeypatch.setattr("leviers.web.fiches.reclamer.PER_HOUR", 0)
    lea = someone("lea")
    page = lea.post(CLAIM, {"raison": "Je la préside."})
    assert page.status_code == 429
    assert "Je la préside." in page.content.decode()
