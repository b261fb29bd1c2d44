"""Contesting a refusal on the site: the link beside it, the form, the desk, and nobody else."""

import pytest

from leviers.accounts.models import Role
from leviers.directory.annonces import moderation
from leviers.directory.models import Annonce, Cooperation
from tests.directory.annonces.conftest import make_annonce, make_person
from tests.web.reseau.conftest import HOSTILE, open_form

pytestmark = pytest.mark.django_db
WHY = "Nous ne vendons rien : c’est un appel à témoignages."


@pytest.fixture
def refused(lea, andrea):
    """An annonce of lea that andrea refused."""
    one = make_annonce(lea, is_open=False)
    moderation.decide([f"annonce-{one.pk}"], "refuser", by=andrea, motif="Publicité.")
    return one


def read(browser, address: str) -> str:
    return browser.get(address).content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_its_author_contests_from_her_annonces_once(enter, lea, refused):
    browser, page = enter(lea), f"/reseau/annonces/{refused.pk}/contester/"
    assert page in read(browser, "/reseau/mes-annonces/")
    html = read(browser, page)
    assert "Motif de l’équipe : Publicité." in html
    assert "Nous commençons et cherchons" in html
    assert browser.post(page, {"texte": "court"}).status_code == 422
    assert browser.post(page, {"texte": WHY})["Location"] == "/reseau/mes-annonces/"
    said = read(browser, "/reseau/mes-annonces/")
    assert "Votre contestation est reçue" in said
    assert page not in said
    again = browser.post(page, {"texte": "Je le redis encore une fois."})
    assert (again.status_code, "l’a déjà été" in again.content.decode()) == (429, True)
    assert Annonce.objects.get().appel == WHY


@pytest.mark.parametrize("who", ["paul", "andrea", "zoe"])
def test_nobody_else_finds_the_page_not_even_the_team(request, enter, refused, who):
    browser = enter(request.getfixturevalue(who))
    page = f"/reseau/annonces/{refused.pk}/contester/"
    for answer in (browser.get(page), browser.post(page, {"texte": WHY})):
        assert answer.status_code == 404
        assert "Nous commençons" not in answer.content.decode()
    assert Annonce.objects.get().appel == ""


def test_a_cooperation_is_contested_by_its_sides_alone(enter, lea, paul, zoe):
    one = Cooperation.objects.create(
        premier=lea, second=paul, premier_siren="244400404", premier_nom="Nantes Métropole",
        second_siren="243500139", second_nom="Rennes Métropole", titre="Un marché écrit à deux",
        texte="Deux lots réservés.", annee=2025, etat="masquee", motif="Aucune trace.",
    )  # fmt: skip
    page = f"/reseau/cooperations/{one.pk}/contester/"
    assert enter(zoe).post(page, {"texte": WHY}).status_code == 404
    assert page in read(enter(paul), "/reseau/mes-annonces/")
    assert enter(paul).post(page, {"texte": WHY}).status_code == 303
    assert page not in read(enter(lea), "/reseau/mes-annonces/")
    assert Cooperation.objects.get().appel == WHY


def test_what_was_typed_waits_while_its_author_logs_in_again(client, lea, refused):
    page = f"/reseau/annonces/{refused.pk}/contester/"
    client.force_login(lea)
    signed = open_form(client, page)
    client.logout()
    assert client.post(page, {"texte": WHY} | signed)["Location"].startswith("/compte/connexion/")
    client.force_login(lea)
    assert WHY in client.get(page).content.decode()


def test_the_desk_shows_the_answer_as_text_and_asks_for_somebody_else(enter, lea, andrea, refused):
    enter(lea).post(f"/reseau/annonces/{refused.pk}/contester/", {"texte": HOSTILE})
    desk = read(enter(andrea), "/moderation/")
    assert "Annonce contestée" in desk
    assert "Motif donné par andrea" in desk
    assert "<script>alert" not in desk
    assert "une autre personne de l’équipe est attendue" not in desk  # she is alone
    bruno = make_person("bruno", Role.Genre.ANIMATEUR)
    assert "une autre personne de l’équipe est attendue" in read(enter(andrea), "/moderation/")
    assert "une autre personne de l’équipe est attendue" not in read(enter(bruno), "/moderation/")
    cle = f"appel_annonce-{refused.pk}"
    enter(andrea).post("/moderation/decider/", {"cle": cle, "verdict": "retablir"})
    assert Annonce.objects.get().etat == "refusee"
    enter(bruno).post("/moderation/decider/", {"cle": cle, "verdict": "retablir"})
    assert Annonce.objects.get().etat == "ouverte"
