"""A respondent answers a section: what is kept, what is added, what is told."""

import pytest
from django.utils import timezone

from leviers.survey.models import Participation, Saisie
from tests.web.enquetes.conftest import post, read, show


def test_the_home_page_says_what_is_asked(client, repondant):
    page = client.get(repondant().address)
    assert page.status_code == 200
    assert "Nantes Métropole" in page.text
    assert "Achats responsables" in page.text


def test_answers_are_kept_and_the_next_section_comes(client, repondant):
    nantes = repondant()
    answer = post(client, nantes, G01="non", heures="1 234,5")
    assert answer.status_code == 303
    assert answer["Location"] == f"{nantes.address}section/suite/"
    assert read(nantes) == {"achats/G01": "non", "achats/heures": "1234.5"}


def test_an_answer_that_adds_a_question_stays_on_the_page(client, repondant):
    nantes = repondant()
    answer = post(client, nantes, G01="oui")
    assert answer["Location"] == f"{nantes.address}section/achats/?nouvelles=1"
    page = client.get(answer["Location"]).text
    assert "1\u00a0question s’ajoute" in page
    assert "En quelle année" in page


def test_a_question_that_is_not_asked_is_in_the_page_but_hidden(client, repondant):
    block = show(client, repondant()).split('data-question="achats/annee"')[1].split(">")[0]
    assert "hidden" in block


def test_an_answer_that_makes_no_sense_is_kept_as_typed_and_asked_again(client, repondant):
    nantes = repondant()
    post(client, nantes, heures="beaucoup")
    assert read(nantes) == {}  # it does not count
    page = show(client, nantes)
    assert 'value="beaucoup"' in page
    assert "n’est pas un nombre" in page


def test_a_number_that_reads_two_ways_is_asked_again(client, repondant):
    nantes = repondant()
    post(client, nantes, heures="1.234")
    assert read(nantes) == {}
    assert "deux façons" in show(client, nantes)


def test_a_rule_of_the_questionnaire_is_told_and_nothing_is_lost(client, repondant):
    nantes = repondant()
    post(client, nantes, D01=["capital", "aap", "pret"])
    assert read(nantes) == {"achats/D01": "capital aap pret"}
    assert "Deux au plus." in show(client, nantes)


@pytest.mark.parametrize(
    ("word", "statut"), [("@ne_sait_pas", "ne_sait_pas"), ("@ne_souhaite_pas", "ne_souhaite_pas")]
)
def test_not_knowing_and_refusing_are_answers_of_their_own(client, repondant, word, statut):
    nantes = repondant()
    post(client, nantes, G01=word)
    client.post(
        f"{nantes.address}section/achats/",
        {"b:achats/heures": "", "v:achats/heures": "", "s:achats/heures": word},
    )
    assert {one.statut for one in Saisie.objects.all()} == {statut}
    assert "2\u00a0réponses sur" in show(client, nantes)


def test_a_value_typed_after_not_knowing_wins(client, repondant):
    nantes = repondant()
    given = {"b:achats/heures": "", "v:achats/heures": "12", "s:achats/heures": "@ne_sait_pas"}
    client.post(f"{nantes.address}section/achats/", given)
    assert read(nantes) == {"achats/heures": "12"}


def test_continuing_later_leads_to_the_home_page_that_says_how_to_come_back(client, repondant):
    nantes = repondant()
    answer = post(client, nantes, geste="plus-tard", G01="non")
    assert answer["Location"] == f"{nantes.address}?garde=1"
    assert "Gardez le message qui porte votre lien" in client.get(answer["Location"]).text


def test_a_colleague_resumes_where_the_first_one_stopped(client, repondant):
    nantes, colleague = repondant(), repondant(fonction="direction")
    post(client, nantes, G01="non")
    assert 'value="non" checked' in show(client, colleague)


def test_two_people_at_once_see_both_answers_and_choose(client, repondant):
    nantes, colleague = repondant(), repondant(fonction="direction des achats")
    post(client, nantes, G01="oui")
    post(client, colleague, G01="non")  # had seen nothing
    page = show(client, nantes)
    assert "Deux réponses ont été données en même temps" in page
    assert "direction des achats" in page
    first = Saisie.objects.order_by("pk").first()
    post(client, nantes, garder=f"achats/G01|{first.pk}")
    assert read(nantes) == {"achats/G01": "oui"}
    assert "en même temps" not in show(client, nantes)


def test_the_script_saves_and_hears_what_is_asked_now(client, repondant):
    nantes = repondant()
    answer = post(client, nantes, headers={"X-Enregistrement": "auto"}, G01="oui", heures="peu")
    told = answer.json()
    assert told["questions"]["achats/annee"]["visible"] is True
    assert told["questions"]["achats/heures"]["erreurs"]
    assert told["questions"]["achats/G01"]["base"] == str(Saisie.objects.get(chemin="achats/G01").pk)
    assert "sur" in told["avancement"]


@pytest.mark.parametrize("headers", [{}, {"X-Enregistrement": "auto"}])
def test_a_closed_campaign_says_that_nothing_was_kept(client, repondant, headers):
    nantes = repondant()
    nantes.enquete.campagne.close_le = timezone.now()
    nantes.enquete.campagne.save()
    answer = post(client, nantes, headers=headers, G01="oui")
    assert answer.status_code == 409
    assert "rien n’a été enregistré" in answer.text
    assert not Saisie.objects.exists()
    assert "disabled" in show(client, nantes)


def test_a_bad_address_keeps_the_answer_and_is_shown_again(client, repondant):
    nantes = repondant()
    given = {"b:achats/heures": "", "v:achats/heures": "12", "l:achats/heures": "pas une adresse"}
    answer = client.post(f"{nantes.address}section/achats/", given)
    assert answer.status_code == 422
    assert 'value="pas une adresse"' in answer.text
    assert read(nantes) == {"achats/heures": "12"}


def test_a_comment_a_page_and_a_document_go_with_the_answer(client, repondant, tmp_path, settings):
    settings.HOME = tmp_path
    nantes = repondant()
    with (tmp_path / "note.txt").open("w+b") as file:
        file.write("Délibération".encode())
        file.seek(0)
        client.post(
            f"{nantes.address}section/achats/",
            {
                "b:achats/heures": "",
                "v:achats/heures": "12",
                "c:achats/heures": "Bilan 2025",
                "l:achats/heures": "nantes.fr/bilan",
                "f:achats/heures": file,
            },
        )
    saisie = Saisie.objects.get()
    assert (saisie.commentaire, saisie.lien, saisie.piece.nom) == (
        "Bilan 2025",
        "https://nantes.fr/bilan",
        "note.txt",
    )
    received = client.get(f"{nantes.address}pieces/{saisie.piece.pk}/")
    assert b"".join(received.streaming_content).decode() == "Délibération"
    assert received["Content-Disposition"].startswith("attachment")


def test_a_file_that_lies_is_refused_and_the_rest_is_kept(client, repondant, tmp_path, settings):
    settings.HOME = tmp_path
    nantes = repondant()
    with (tmp_path / "photo.png").open("w+b") as file:
        file.write(b"<script>alert(1)</script>")
        file.seek(0)
        answer = client.post(
            f"{nantes.address}section/achats/",
            {"b:achats/heures": "", "v:achats/heures": "12", "f:achats/heures": file},
        )
    assert answer.status_code == 422
    assert read(nantes) == {"achats/heures": "12"}


def test_another_metropole_does_not_get_the_file(client, repondant, tmp_path, settings):
    settings.HOME = tmp_path
    nantes, metz = repondant(), repondant(siren="200039865")
    with (tmp_path / "note.txt").open("w+b") as file:
        file.write(b"texte")
        file.seek(0)
        client.post(
            f"{nantes.address}section/achats/",
            {"b:achats/heures": "", "f:achats/heures": file, "c:achats/heures": "x"},
        )
    saisie = Saisie.objects.get()
    assert client.get(f"{metz.address}pieces/{saisie.piece.pk}/").status_code == 404


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "=1+1", "\x00\x07 texte", "a" * 30_000, "‮txet"]
)
def test_hostile_text_is_only_text(client, repondant, typed):
    nantes = repondant()
    answer = post(client, nantes, section="suite", souhait=typed)
    assert answer.status_code == 303
    page = show(client, nantes, "suite")
    assert "<script>alert" not in page


def test_a_section_that_does_not_exist_says_so(client, repondant):
    assert client.get(f"{repondant().address}section/inconnue/").status_code == 404


def test_the_first_coming_is_kept_for_the_board(client, repondant):
    nantes = repondant()
    client.get(nantes.address)
    nantes.contact.refresh_from_db()
    assert nantes.contact.venu_le is not None


def test_pages_of_a_link_are_private(client, repondant):
    page = client.get(repondant().address)
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]


def test_a_forged_link_says_what_to_do(client, repondant):
    answer = client.get(f"{repondant().address[:-2]}/")
    assert answer.status_code == 404
    assert "pas reconnu" in answer.text


def test_a_withdrawn_link_says_so_and_writes_nothing(client, repondant):
    nantes = repondant()
    nantes.contact.revoque_le = timezone.now()
    nantes.contact.save()
    answer = post(client, nantes, G01="oui")
    assert answer.status_code == 410
    assert "retiré" in answer.text
    assert not Saisie.objects.exists()
    assert Participation.objects.get().etat == "invitee"
