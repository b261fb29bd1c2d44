"""From the answers sent to their publication: reading, right of reply, control by somebody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from leviers.survey.models import Avis, Echange, Envoi
from tests.web.enquetes.gestion.conftest import A01, B02, CAMPAGNE, read, send
from tests.web.facts import read_text

NANTES = f"{CAMPAGNE}/territoires/nantes/"
LECTURE = f"{NANTES}lecture/"


def conclude(client, chemin, conclusion="accord", **fields):
    return client.post(f"{LECTURE}avis/", {"chemin": chemin, "conclusion": conclusion, **fields})


def test_a_question_is_read_with_its_answer_and_what_was_known(bureau):
    said = read_text(read(bureau.alice, f"{LECTURE}?q={B02}"))
    assert "Agents" in said
    assert "Réponse écrite par chargée de mission ESS" in said
    assert "« Au 1er janvier. »" in said
    assert "Ce que l’observatoire montrait ce jour-là : 10" in said


def test_a_choice_is_read_in_words(bureau):
    said = read_text(read(bureau.alice, f"{LECTURE}?q={A01}"))
    assert "Oui Réponse écrite" in said


def test_the_first_page_opens_on_the_first_question_that_waits(bureau):
    assert "Une personne élue" in read_text(read(bureau.alice, LECTURE)).split("Ce que vous concluez")[0]
    response = conclude(bureau.alice, A01)
    assert response.status_code == 303
    page = read_text(read(bureau.alice, response.headers["Location"]))
    assert "D’accord : c’est gardé." in page
    assert "Son titre" in page.split("Ce que vous concluez")[0]


def test_an_answer_sent_twice_is_kept_once(bureau):
    for _ in range(2):
        assert conclude(bureau.alice, A01, "preciser", texte="Depuis quand ?").status_code == 303
    assert Avis.objects.count() == 1


@pytest.mark.parametrize(
    ("conclusion", "fields", "said"),
    [
        ("preciser", {"texte": "", "lien": ""}, "Dites ce qui est à préciser."),
        ("contredit", {"texte": "La délibération dit non.", "lien": ""}, "Une contradiction se montre"),
        ("contredit", {"texte": "La page dit non.", "lien": "metz.fr"}, "n’est pas complète"),
        ("contredit", {"texte": "La page dit non.", "lien": "javascript:alert(1)"}, "n’est pas complète"),
        ("autre", {}, "cette conclusion n’existe pas"),
    ],
)
def test_a_conclusion_that_is_refused_gives_back_what_was_typed(bureau, conclusion, fields, said):
    response = conclude(bureau.alice, A01, conclusion, **fields)
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
    assert fields.get("texte", "") in page
    assert not Avis.objects.exists()


def test_one_gesture_agrees_with_every_answer_left(bureau):
    said = read_text(send(bureau.alice, f"{LECTURE}accord/"))
    assert "D’accord pour 2 réponses." in said
    assert "Plus aucune réponse n’attend d’avis." in read_text(send(bureau.alice, f"{LECTURE}accord/"))


def test_nothing_is_concluded_of_answers_that_were_not_sent(bureau):
    lecture = f"{CAMPAGNE}/territoires/metz/lecture/"
    page = read(bureau.alice, lecture)
    assert "ne sont pas encore envoyées" in read_text(page)
    assert "data-reponse" not in page
    response = bureau.alice.post(f"{lecture}avis/", {"chemin": A01, "conclusion": "accord"})
    assert response.status_code == 422


def test_a_remark_goes_under_its_question_and_comes_back_there(bureau):
    fields = {"chemin": A01, "texte": "Depuis quand ?"}
    for _ in range(2):
        said = read_text(send(bureau.alice, f"{NANTES}remarque/", **fields))
        assert "Depuis quand ?" in said.split("Toutes les questions")[0]
    assert Echange.objects.get().est_equipe
    refused = read_text(send(bureau.alice, f"{NANTES}remarque/", chemin="nulle/part", texte="Oui."))
    assert "Cette question n’est pas posée." in refused


def test_answers_sent_may_be_reopened(bureau):
    said = read_text(send(bureau.alice, f"{NANTES}etape/", geste="rouvrir"))
    assert "Participation rouverte" in said
    assert "Commencée : 2 réponses sur 4 questions" in said


def test_from_the_right_of_reply_to_the_publication_by_two_people(bureau):
    conclude(bureau.alice, A01, "preciser", texte="Qui ?")
    said = read_text(send(bureau.alice, f"{NANTES}etape/", geste="repliquer"))
    assert "Droit de réponse ouvert. 1 lettre part dans la minute." in said
    assert Envoi.objects.get().genre == "replique"
    again = read_text(send(bureau.alice, f"{NANTES}etape/", geste="repliquer"))
    assert "ne peut pas devenir" in again
    early = read_text(send(bureau.alice, f"{NANTES}etape/", geste="controler"))
    assert "La métropole peut encore répondre." in early

    nantes = bureau.nantes.participation
    nantes.refresh_from_db()
    nantes.contradictoire_jusqu_au = timezone.localdate() - timedelta(days=1)
    nantes.save()
    assert "Le contrôle commence" in read_text(send(bureau.bruno, f"{NANTES}etape/", geste="controler"))

    first = read_text(read(bureau.alice, LECTURE))
    assert "Le contrôle revient à une autre personne" in first
    assert conclude(bureau.alice, A01).status_code == 422
    refused = read_text(send(bureau.alice, f"{NANTES}etape/", geste="publier"))
    assert "Le contrôle revient à une autre personne" in refused

    assert conclude(bureau.bruno, A01).status_code == 303
    assert "Réponses publiées." in read_text(send(bureau.bruno, f"{NANTES}etape/", geste="publier"))
    assert "retirées" in read_text(send(bureau.bruno, f"{NANTES}etape/", geste="retirer"))


def test_a_gesture_that_does_not_exist_is_refused(bureau):
    assert "Ce geste n’existe pas" in read_text(send(bureau.alice, f"{NANTES}etape/", geste="effacer"))
