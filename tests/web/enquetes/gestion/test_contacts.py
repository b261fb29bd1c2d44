"""Contacts and letters, as the team handles them."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from leviers.survey.envois import send_waiting
from leviers.survey.models import Contact, Envoi
from tests.web.enquetes.gestion.conftest import CAMPAGNE, read, send
from tests.web.facts import read_text

LIST = f"{CAMPAGNE}/contacts/"


def deposit(client, text, name="liste.csv"):
    return client.post(f"{LIST}deposer/", {"liste": SimpleUploadedFile(name, text.encode())})


@pytest.fixture
def one(bureau):
    """Address of the contact of Metz."""
    return f"{LIST}{bureau.metz.pk}/"


def test_a_list_is_added_and_what_was_done_is_counted(bureau):
    text = "territoire;courriel;fonction\nmetz;a@metz.fr;\nbrest;a@brest.fr;élue\nBrest;A@brest.fr;\n"
    response = deposit(bureau.alice, text)
    said = read_text(read(bureau.alice, response.headers["Location"]))
    assert "1 contact ajouté, 1 nouveau territoire, 1 contact déjà là, 1 ligne en double fondue." in said
    assert "Aucune lettre n’est partie." in said
    assert not Envoi.objects.exists()


def test_one_wrong_line_adds_nobody_and_is_shown_with_its_place(bureau):
    response = deposit(bureau.alice, "territoire;courriel\nbrest;a@brest.fr\nlune;b@lune.fr\n")
    assert response.status_code == 422
    said = read_text(response.content.decode())
    assert "Personne n’a été ajouté." in said
    assert "liste.csv 3 territoire territoire inconnu « lune »." in said
    assert Contact.objects.count() == 2


def test_nothing_chosen_is_said(bureau):
    assert "Aucun fichier n’a été choisi." in read_text(send(bureau.alice, f"{LIST}deposer/"))


def test_a_link_is_shown_withdrawn_and_given_again(bureau, one):
    page = read(bureau.alice, one)
    former = re.search(r'value="(http[^"]+/enquetes/essai-2026/[^"]+)"', page)[1]
    assert "Lien retiré" in read_text(send(bureau.alice, f"{one}lien/", geste="retirer"))
    seen = re.search(r'name="vu" value="([^"]+)"', read(bureau.alice, one))[1]
    for said in ("Nouveau lien donné", "rien n’a changé"):
        page = send(bureau.alice, f"{one}lien/", geste="renouveler", vu=seen)
        assert said in read_text(page)
    assert former not in page
    assert Envoi.objects.get().genre == "invitation"
    assert "Ce geste n’existe pas" in read_text(send(bureau.alice, f"{one}lien/", geste="autre"))


def test_a_person_is_given_everything_that_is_kept_of_her(bureau):
    response = bureau.alice.get(f"{LIST}{bureau.nantes.pk}/export.json")
    assert "attachment" in response.headers["Content-Disposition"]
    kept = json.loads(response.content)
    assert kept["courriel"] == "a@nantes.fr"
    assert kept["reponses"][1]["commentaire"] == "Au 1er janvier."


def test_a_person_is_erased_only_once_it_is_confirmed(bureau, one):
    assert "Rien n’a été effacé." in read_text(send(bureau.alice, f"{one}effacer/"))
    assert "Personne effacée" in read_text(send(bureau.alice, f"{one}effacer/", confirme="1"))
    assert "déjà effacée" in read_text(send(bureau.alice, f"{one}effacer/", confirme="1"))
    assert "a@metz.fr" not in read(bureau.alice, LIST)


@pytest.mark.parametrize("genre", ["invitation", "relance", "replique", "recu"])
def test_each_letter_is_previewed_as_text_and_in_html(bureau, genre):
    page = read(bureau.alice, f"{CAMPAGNE}/lettres/?lettre={genre}")
    said = read_text(page)
    assert said.count("Objet :") == 2
    assert "LIEN-PERSONNEL" in said
    assert bureau.metz.cle not in page


def test_a_letter_that_does_not_exist_is_not_found(bureau):
    assert bureau.alice.get(f"{CAMPAGNE}/lettres/?lettre=facture").status_code == 404


def test_a_letter_that_did_not_leave_is_said_and_sent_again(bureau, mailoutbox):
    send(bureau.alice, f"{CAMPAGNE}/lancer/")
    Envoi.objects.filter(contact=bureau.metz).update(etat="refuse", erreur="Adresse refusée (code 550).")
    assert "1 lettre n’est pas partie" in read_text(read(bureau.alice, f"{CAMPAGNE}/"))
    said = read_text(read(bureau.alice, f"{CAMPAGNE}/lettres/"))
    assert "1 lettre bloquée" in said
    assert "Adresse refusée (code 550)." in said
    letter = Envoi.objects.get(contact=bureau.metz)
    path = f"{CAMPAGNE}/lettres/{letter.pk}/reprendre/"
    assert "part dans la minute" in read_text(send(bureau.alice, path))
    assert send_waiting().parties == 2
    assert "déjà partie" in read_text(send(bureau.alice, path))
    assert len(mailoutbox) == 2
