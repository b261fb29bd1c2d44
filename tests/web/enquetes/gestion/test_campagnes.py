"""A campaign from its creation to its closure, as the team does it with its forms."""

from datetime import timedelta

import pytest
from django.utils import timezone

from leviers.survey.models import Campagne, Envoi
from tests.web.enquetes.gestion.conftest import CAMPAGNE, HOME, join, read, send
from tests.web.facts import read_text


def fill(bureau, **changed):
    day = (timezone.localdate() + timedelta(days=60)).isoformat()
    given = {"titre": "Leviers 2027", "code": "", "version": bureau.essai.version.pk, "echeance": day}
    return {**given, "presentation": "Un mot.", **changed}


def test_a_campaign_is_created_once_and_writes_to_nobody(bureau):
    for _ in range(2):
        said = read_text(send(bureau.alice, f"{HOME}/creer/", **fill(bureau)))
        assert "Aucune lettre n’est partie" in said
    made = Campagne.objects.get(code="leviers-2027")
    assert (made.titre, made.presentation, made.ouverte_le) == ("Leviers 2027", "Un mot.", None)
    assert not Envoi.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"titre": ""}, "Donnez un titre"),
        ({"echeance": "bientôt"}, "Donnez le jour"),
        ({"version": "99999"}, "Choisissez un questionnaire"),
        ({"code": "Leviers 2027 !"}, "sans accent"),
        ({"code": "gestion"}, "déjà pris"),
        ({"code": "essai-2026"}, "déjà pris"),
    ],
)
def test_a_wrong_field_is_told_and_what_was_typed_stays(bureau, changed, said):
    response = bureau.alice.post(f"{HOME}/creer/", fill(bureau, **changed))
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
    assert "Un mot." in page
    assert Campagne.objects.count() == 1


def test_the_board_shows_each_territoire_with_its_sections(bureau):
    said = read_text(read(bureau.alice, f"{CAMPAGNE}/"))
    assert "1 invitée 1 envoyée" in said
    assert "Eurométropole de Metz invitée 0/1 0/2 0/3 (0 %) aucune" in said
    assert "Nantes Métropole envoyée 1/2 1/2 2/4 (50 %)" in said


def test_the_board_reads_the_same_number_of_times_whatever_the_territoires(
    bureau, django_assert_max_num_queries
):
    for siren in ("243300316", "243100518", "246700488"):
        bureau.essai.invite(siren)
    bureau.alice.get(f"{CAMPAGNE}/")
    with django_assert_max_num_queries(11):
        bureau.alice.get(f"{CAMPAGNE}/")


def test_launching_twice_invites_each_contact_once(bureau):
    assert "2 invitations écrites" in read_text(send(bureau.alice, f"{CAMPAGNE}/lancer/"))
    assert "aucune autre ne part" in read_text(send(bureau.alice, f"{CAMPAGNE}/lancer/"))
    assert Envoi.objects.count() == 2


def test_only_the_territoire_chosen_is_reminded_and_not_those_who_sent(bureau):
    metz = bureau.metz.participation.pk
    said = read_text(send(bureau.alice, f"{CAMPAGNE}/relancer/", participation=metz))
    assert "1 relance écrite" in said
    again = read_text(send(bureau.alice, f"{CAMPAGNE}/relancer/", participation=metz))
    assert "0 relance écrite. 1 contact laissé : déjà écrit il y a peu." in again
    nantes = read_text(
        send(bureau.alice, f"{CAMPAGNE}/relancer/", participation=bureau.nantes.participation.pk)
    )
    assert "Personne n’est à relancer" in nantes


def test_a_closed_campaign_says_when_people_will_be_erased(bureau):
    assert "Campagne close." in read_text(send(bureau.alice, f"{CAMPAGNE}/clore/"))
    said = read_text(send(bureau.alice, f"{CAMPAGNE}/clore/"))
    assert "Elle était déjà close." in said
    assert "365 jours après la clôture" in said
    refused = read_text(send(bureau.alice, f"{CAMPAGNE}/lancer/"))
    assert "La campagne est close. Créez-en une autre" in refused


def test_the_day_and_the_words_may_change_until_the_closure(bureau):
    given = {"titre": "Autre titre", "echeance": "2030-01-31", "presentation": "Nouveau."}
    assert "Campagne modifiée." in read_text(send(bureau.alice, f"{CAMPAGNE}/modifier/", **given))
    bureau.essai.campagne.refresh_from_db()
    assert bureau.essai.campagne.titre == "Autre titre"
    assert "Autre titre" in read(bureau.alice, f"{HOME}/")


def test_without_a_questionnaire_the_first_page_says_where_to_begin(db, client):
    client.force_login(join("seule"))
    assert "Déposez-en un" in read(client, f"{HOME}/")
