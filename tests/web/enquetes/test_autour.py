"""Around the questions: summary and sending, receipt, remarks, right of reply, copy."""

import json

import pytest

from leviers.survey.avis import give_avis, open_contradictoire
from leviers.survey.models import Avis, Echange, Participation
from tests.web.enquetes.conftest import post, show


@pytest.fixture
def sent(client, repondant):
    """Nantes, which answered what is asked and sent it."""
    nantes = repondant()
    post(client, nantes, G01="non", heures="12")
    assert client.post(f"{nantes.address}resume/").status_code == 303
    return nantes


def test_answers_are_sent_once_nothing_is_missing(client, sent):
    assert Participation.objects.get().etat == "envoyee"
    assert "Vos réponses sont envoyées" in client.get(sent.address).text


def test_a_required_question_keeps_answers_from_leaving_and_is_named(client, repondant):
    nantes = repondant()
    answer = client.post(f"{nantes.address}resume/")
    assert answer.status_code == 422
    assert "pas encore parties" in answer.text
    assert "La métropole a-t-elle un SPASER" in answer.text
    assert Participation.objects.get().etat == "invitee"


def test_not_knowing_is_enough_for_a_required_question(client, repondant):
    nantes = repondant()
    post(client, nantes, G01="@ne_sait_pas")
    assert client.post(f"{nantes.address}resume/").status_code == 303


def test_two_answers_at_once_are_to_be_settled_first(client, repondant):
    nantes, colleague = repondant(), repondant(fonction="achats")
    post(client, nantes, G01="oui")
    post(client, colleague, G01="non")
    answer = client.post(f"{nantes.address}resume/")
    assert answer.status_code == 422
    assert "à départager" in answer.text


def test_answers_may_be_changed_and_sent_again(client, sent):
    post(client, sent, G01="oui", annee="2020")
    client.post(f"{sent.address}resume/")
    assert [etape.etat for etape in Participation.objects.get().etapes.all()] == [
        "commencee",
        "envoyee",
        "envoyee",
    ]


def test_the_receipt_is_a_tagged_pdf(client, sent):
    receipt = client.get(f"{sent.address}recu.pdf")
    assert receipt["Content-Type"] == "application/pdf"
    assert b"/StructTreeRoot" in receipt.content


def test_there_is_no_receipt_before_the_sending(client, repondant):
    assert client.get(f"{repondant().address}recu.pdf").status_code == 404


def test_the_summary_says_each_answer_in_words(client, sent):
    page = client.get(f"{sent.address}resume/").text
    assert "Non" in page
    assert "sans réponse" in page


def test_a_remark_to_the_team_is_kept_with_its_question(client, repondant):
    nantes = repondant()
    given = {"texte": "Faut-il compter la ville ?", "chemin": "achats/G01"}
    assert client.post(f"{nantes.address}echanges/", given).status_code == 303
    assert Echange.objects.get().chemin == "achats/G01"
    assert "Faut-il compter la ville" in client.get(f"{nantes.address}echanges/").text


def test_an_empty_remark_says_so(client, repondant):
    answer = client.post(f"{repondant().address}echanges/", {"texte": " "})
    assert answer.status_code == 422
    assert not Echange.objects.exists()


def test_the_metropole_replies_to_each_remark(client, sent, equipe):
    participation = Participation.objects.get()
    give_avis(participation, "achats/G01", conclusion="contredit", texte="Un schéma existe.", by=equipe.alice)
    open_contradictoire(participation, by=equipe.alice)
    assert "Droit de réponse, jusqu’au" in client.get(sent.address).text
    assert "Un schéma existe." in client.get(f"{sent.address}reponse/").text
    given = {"chemin": "achats/G01", "conclusion": "preciser", "texte": "Il est abrogé.", "lien": "nantes.fr"}
    assert client.post(f"{sent.address}reponse/", given).status_code == 303
    reply = Avis.objects.get(stade="replique")
    assert (reply.conclusion, reply.lien) == ("preciser", "https://nantes.fr")


@pytest.mark.parametrize(
    "given",
    [
        {"chemin": "achats/G01"},
        {"chemin": "ailleurs", "conclusion": "accord"},
        {"chemin": "achats/G01", "conclusion": "accord", "lien": "pas une adresse"},
    ],
)
def test_a_reply_that_says_nothing_is_asked_again(client, sent, equipe, given):
    open_contradictoire(Participation.objects.get(), by=equipe.alice)
    assert client.post(f"{sent.address}reponse/", given).status_code == 422
    assert not Avis.objects.exists()


def test_a_reply_that_is_refused_gives_back_what_was_typed(client, sent, equipe):
    open_contradictoire(Participation.objects.get(), by=equipe.alice)
    given = {
        "chemin": "achats/G01",
        "conclusion": "contredit",
        "texte": "Il existe.",
        "lien": "pas une adresse",
    }
    page = client.post(f"{sent.address}reponse/", given).text
    assert "Il existe.</textarea>" in page
    assert 'value="pas une adresse"' in page
    assert 'value="contredit" checked' in page


def test_nothing_more_to_add_begins_the_control(client, sent, equipe):
    open_contradictoire(Participation.objects.get(), by=equipe.alice)
    client.post(f"{sent.address}reponse/", {"geste": "fini"})
    assert Participation.objects.get().etat == "audit"


def test_answers_do_not_change_any_more_once_they_were_read(client, sent, equipe):
    open_contradictoire(Participation.objects.get(), by=equipe.alice)
    assert post(client, sent, G01="oui").status_code == 409
    assert 'value="non" checked' in show(client, sent)


def test_nobody_replies_before_being_asked(client, sent):
    answer = client.post(f"{sent.address}reponse/", {"chemin": "achats/G01", "conclusion": "accord"})
    assert answer.status_code == 422


def test_everything_that_was_said_can_be_taken_away(client, sent):
    copy = json.loads(client.get(f"{sent.address}copie.json").content)
    assert "chargée de mission ESS" in json.dumps(copy, ensure_ascii=False)


def test_a_repetition_grows_and_shrinks_without_losing_the_others(client, repondant):
    nantes = repondant()
    for _time in range(2):
        client.post(f"{nantes.address}section/lieux/", {"ajouter": "lieux"})
    page = show(client, nantes, "lieux")
    assert "Lieux soutenus (2)" in page
    given = {f"b:lieux[{k}]/nom": "" for k in (1, 2)} | {"v:lieux[1]/nom": "Halle", "v:lieux[2]/nom": "Ferme"}
    client.post(f"{nantes.address}section/lieux/", given)
    client.post(f"{nantes.address}section/lieux/", {"retirer": "lieux[1]"})
    page = show(client, nantes, "lieux")
    assert 'value="Ferme"' in page
    assert 'value="Halle"' not in page
    assert "Lieux soutenus (2)" not in page


def test_a_ranking_is_kept_in_its_order(client, repondant):
    nantes = repondant()
    given = {
        "b:suite/ordre": "",
        "r:suite/ordre:pret": "1",
        "r:suite/ordre:aap": "2",
        "r:suite/ordre:capital": "3",
    }
    client.post(f"{nantes.address}section/suite/", given)
    page = show(client, nantes, "suite")
    assert 'name="r:suite/ordre:pret" value="1"' in page
