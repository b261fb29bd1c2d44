"""Writing a comment: with and without an account, what is refused, what is sent twice."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from leviers.accounts.models import Geste
from leviers.participation.models import Commentaire
from tests.web.commentaires.conftest import ADDRESS, read_code

pytestmark = pytest.mark.django_db
SAID = {
    "texte": "Nous l’avons fait en 2022.",
    "nom": "Léa, chargée de mission",
    "courriel": "lea@exemple.invalid",
}


def show(browser: Client, address: str = ADDRESS) -> str:
    return browser.get(address).content.decode().replace("\u00a0", " ")


def test_a_visitor_writes_confirms_and_the_team_receives_it(client, subject):
    answer = client.post(ADDRESS, SAID)
    assert (answer.status_code, answer["Location"]) == (303, "/confirmer/")
    kept = Commentaire.objects.get()
    assert (kept.etat, kept.texte, kept.sujet_titre) == (
        "a_confirmer",
        SAID["texte"],
        "Démarche a, Nantes Métropole",
    )
    answer = client.post("/confirmer/", {"code": read_code()})
    assert answer.status_code == 303
    kept.refresh_from_db()
    assert kept.etat == "attente"
    html = show(client, answer["Location"].partition("#")[0])
    assert "S’il n’apparaît pas encore, une personne de l’équipe le lit d’abord" in html
    assert SAID["texte"] not in show(Client())  # nobody has read it yet


def test_the_right_code_in_another_browser_confirms_nothing_of_this_one(client, subject):
    """Who typed somebody else’s address does not write in her name when she confirms it for herself."""
    client.post(ADDRESS, SAID)
    hers = Client()
    hers.post(ADDRESS, SAID | {"texte": "Mes mots à moi."})
    hers.post("/confirmer/", {"code": read_code()})
    assert list(Commentaire.objects.values_list("texte", "etat").order_by("pk")) == [
        (SAID["texte"], "a_confirmer"),
        ("Mes mots à moi.", "attente"),
    ]


def test_a_confirmed_address_is_not_asked_again(client, subject):
    client.post(ADDRESS, SAID)
    client.post("/confirmer/", {"code": read_code()})
    assert 'name="courriel"' not in show(client)
    answer = client.post(ADDRESS, {"texte": "Une autre précision.", "nom": "Léa"})
    assert answer["Location"].endswith("&dit=attente#dit")
    assert Commentaire.objects.last().courriel == SAID["courriel"]


@pytest.mark.parametrize(
    ("role", "etat"),
    [("", "attente"), ("contributeur", "visible"), ("referent", "visible"), ("animateur", "visible")],
)
def test_trusted_people_are_shown_at_once_and_the_others_are_read_first(as_person, subject, role, etat):
    browser = as_person("lea", role, "244400404" if role == "referent" else "")
    answer = browser.post(ADDRESS, {"texte": "Voilà.", "nom": "Léa"})
    assert answer.status_code == 303
    assert Commentaire.objects.get().etat == etat
    assert ("Voilà." in show(Client())) == (etat == "visible")


def test_the_page_of_the_subject_counts_what_is_shown(as_person, client, subject):
    assert "Commentaires (0)" in show(client, "/demarches/nantes-a/")
    as_person("lea", "contributeur").post(ADDRESS, {"texte": "Voilà.", "nom": "Léa"})
    assert "Commentaires (1)" in show(client, "/demarches/nantes-a/")


@pytest.mark.parametrize("subject_words", ["levier&id=spaser", "usage&id=nantes/spaser"])
def test_a_levier_and_a_usage_are_commented_too(as_person, client, catalogue, subject_words):
    address = f"/commentaires/?sujet={subject_words}"
    as_person("lea", "contributeur").post(address, {"texte": "Voilà.", "nom": "Léa"})
    html = show(client, address)
    assert "Voilà." in html
    page = re.search(r'À propos de : <a href="([^"]+)"', html)[1]
    assert "Commentaires (1)" in show(client, page)


@pytest.mark.parametrize(
    "query",
    ["", "?sujet=demarche", "?sujet=demarche&id=nulle-part", "?sujet=x&id=a", "?sujet=usage&id=nantes"],
)
def test_an_unknown_subject_is_a_page_not_found(client, subject, query):
    assert client.get(f"/commentaires/{query}").status_code == 404


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("texte", "", "Écrivez votre commentaire."),
        ("texte", "x" * 3001, "3000 signes au plus"),
        ("texte", "https://a.fr http://b.fr www.c.fr https://d.fr", "3 liens au plus"),
        ("nom", "", "Dites comment signer"),
        ("nom", "voir www.pub.fr", "sans lien ni adresse"),
        ("courriel", "", "un code y est envoyé"),
        ("courriel", "lea", "prenom@exemple.fr"),
        ("site", "rempli", "comme le ferait un robot"),
    ],
)
def test_each_refusal_is_said_and_what_was_typed_is_kept(client, subject, name, value, said):
    answer = client.post(ADDRESS, SAID | {name: value})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert said in html.replace("\u202f", "").replace("\u00a0", " ")
    assert name in ("texte", "site") or SAID["texte"] in html
    assert not Commentaire.objects.exists()


def test_paragraphs_and_links_are_made_and_links_vouch_for_nothing(as_person, client, subject):
    text = "Un.\r\n\r\nDeux, voir https://exemple.invalid/page."
    as_person("lea", "contributeur").post(ADDRESS, {"texte": text, "nom": "Léa"})
    html = show(client)
    assert '<p>Un.</p><p>Deux, voir <a href="https://exemple.invalid/page" rel="nofollow ugc' in html


def test_a_form_sent_twice_makes_one_comment(as_person, subject):
    browser = as_person("lea", "contributeur")
    said = {"texte": "Une fois.", "nom": "Léa", "jeton": str(uuid4())}
    first, second = browser.post(ADDRESS, said), browser.post(ADDRESS, said)
    assert first["Location"] == second["Location"]
    assert Commentaire.objects.count() == 1


def test_the_same_words_from_a_page_opened_anew_by_going_back_make_one_comment(as_person, client, subject):
    browser = as_person("lea", "contributeur")
    for _time in range(2):
        browser.post(ADDRESS, {"texte": "Une fois.", "nom": "Léa", "jeton": str(uuid4())})
        client.post(ADDRESS, SAID | {"jeton": str(uuid4())})
    as_person("max", "contributeur").post(ADDRESS, {"texte": "Une fois.", "nom": "Max"})
    assert sorted(Commentaire.objects.values_list("nom", flat=True)) == ["Léa", SAID["nom"], "Max"]
    Commentaire.objects.update(ecrit_le=timezone.now() - timedelta(minutes=11))
    browser.post(ADDRESS, {"texte": "Une fois.", "nom": "Léa"})
    assert Commentaire.objects.count() == 4


def test_other_words_sent_after_going_back_are_another_comment(as_person, subject):
    """The browser shows the old form again: what is written in it then is not lost."""
    browser = as_person("lea", "contributeur")
    jeton = str(uuid4())
    browser.post(ADDRESS, {"texte": "Une fois.", "nom": "Léa", "jeton": jeton})
    browser.post(ADDRESS, {"texte": "Autre chose.", "nom": "Léa", "jeton": jeton})
    assert [one.texte for one in Commentaire.objects.all()] == ["Une fois.", "Autre chose."]


def test_the_eleventh_comment_of_an_hour_waits_and_is_kept(as_person, subject):
    browser = as_person("lea", "contributeur")
    for number in range(10):
        browser.post(ADDRESS, {"texte": f"Numéro {number}.", "nom": "Léa"})
    answer = browser.post(ADDRESS, {"texte": "Un de trop.", "nom": "Léa"})
    assert answer.status_code == 429
    assert "Un de trop." in answer.content.decode()
    assert (Commentaire.objects.count(), Geste.objects.count()) == (10, 10)


def test_an_answer_to_an_answer_stays_at_the_second_level(as_person, client, subject, comment):
    top = comment()
    second = comment("Réponse.", parent=top)
    as_person("lea", "contributeur").post(ADDRESS, {"texte": "Et encore.", "nom": "Léa", "parent": second.pk})
    assert Commentaire.objects.last().parent == top
    assert show(client).count("parole-reponse") == 2


def test_what_is_answered_must_be_shown_under_this_subject(as_person, subject, comment):
    browser = as_person("lea", "contributeur")
    for other in (comment(etat="attente"), comment(sujet_id="autre")):
        answer = browser.post(ADDRESS, {"texte": "Réponse.", "nom": "Léa", "parent": other.pk})
        assert answer.status_code == 429
        assert "Réponse." in answer.content.decode()


def test_the_page_is_never_kept_and_a_form_from_elsewhere_is_refused(client, subject):
    assert "no-store" in client.get(ADDRESS)["Cache-Control"]
    assert Client(enforce_csrf_checks=True).post(ADDRESS, SAID).status_code == 403
