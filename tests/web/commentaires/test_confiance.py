"""Trust by the past: three comments that the team showed and none refused spare the next one the wait."""

import pytest
from django.test import Client

from leviers.accounts.models import Personne
from leviers.participation import moderation
from leviers.participation.models import Alerte, Commentaire
from tests.web.commentaires.conftest import ADDRESS, read_code

pytestmark = pytest.mark.django_db
LEA = "lea@exemple.invalid"
SAID = {"texte": "Nous l’avons fait en 2022.", "nom": "Léa", "courriel": LEA}


@pytest.fixture
def read(person, comment, subject):
    """The team reads some comments of an address or an account, and shows them, or refuses them."""
    anouk = person("anouk", "animateur")

    def decide(nb: int, verdict: str = "montrer", **author) -> None:
        for _time in range(nb):
            one = comment(etat="attente", **(author or {"courriel": LEA}))
            moderation.decide([f"commentaire-{one.pk}"], verdict, by=anouk, motif="Publicité.")

    return decide


def write(browser: Client, **said: str) -> str:
    """The state of a comment written with a confirmed address."""
    if browser.post(ADDRESS, SAID | said)["Location"] == "/confirmer/":
        browser.post("/confirmer/", {"code": read_code()})
    return Commentaire.objects.latest("pk").etat


def test_three_comments_shown_spare_a_confirmed_address_the_wait(client, read):
    read(3)
    assert write(client) == "visible"
    assert SAID["texte"] in client.get(ADDRESS).content.decode()
    assert write(client, texte="Le second de la même session.") == "visible"


def test_and_a_person_with_an_account(as_person, read):
    browser = as_person("lea")
    read(3, auteur=Personne.objects.get(username="lea"))
    assert write(browser) == "visible"


def test_an_address_that_is_not_confirmed_has_no_past(client, read):
    read(3)
    client.post(ADDRESS, SAID)
    assert Commentaire.objects.latest("pk").etat == "a_confirmer"


@pytest.mark.parametrize(
    "past", [[(2, "montrer")], [(3, "montrer"), (1, "refuser")], [(9, "montrer"), (1, "refuser")]]
)
def test_too_few_shown_or_one_refused_waits(client, read, past):
    for nb, verdict in past:
        read(nb, verdict)
    assert write(client) == "attente"


def test_a_report_that_waits_suspends_trust(client, read):
    read(3)
    Alerte.objects.create(commentaire=Commentaire.objects.first(), motif="Publicité.")
    assert write(client) == "attente"


def test_a_link_is_always_read_first_even_when_added_afterwards(client, read):
    read(3)
    assert write(client, texte="Voir https://exemple.invalid/ pour la suite.") == "attente"
    assert write(client, texte="Sans lien, affiché.") == "visible"
    one = Commentaire.objects.latest("pk")
    answer = client.post(f"/commentaires/{one.pk}/modifier/", {"texte": "Achetez sur www.exemple.invalid"})
    assert answer["Location"].endswith("&dit=attente#dit")
    assert "Achetez" not in Client().get(ADDRESS).content.decode()


def test_what_the_team_has_just_shown_is_read_again_once_changed(as_person, person, subject):
    lea, anouk = as_person("lea"), person("anouk", "animateur")
    assert write(lea) == "attente"
    one = Commentaire.objects.get()
    moderation.decide([f"commentaire-{one.pk}"], "montrer", by=anouk)
    lea.post(f"/commentaires/{one.pk}/modifier/", {"texte": "Tout autre chose."})
    one.refresh_from_db()
    assert (one.texte, one.etat) == ("Tout autre chose.", "attente")
