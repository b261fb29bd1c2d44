"""A campaign passes to a newer version of its questionnaire, its answers with it."""

import pytest

from leviers.errors import NotAllowedNow
from leviers.survey.etapes import advance
from leviers.survey.models import Saisie
from leviers.survey.passages import Bilan, catch_up, find_newer, list_behind, pass_to, propose_passage
from leviers.survey.remarques import read_remarques, write_remarque
from leviers.survey.saisies import as_reponses, read_standing
from leviers.survey.versions import import_version
from tests.survey.conftest import NANTES
from tests.survey.questionnaires import write_essai

A01, A02, B01, B02 = "gouvernance/A01", "gouvernance/A02", "moyens/B01", "moyens/B02"
MOVED = ("| decimal | B01 |", "| decimal | B03 |")
"""B01 takes another name, and keeps its words."""
GONE = ("| | integer | B02 | Agents | | |\n", "")
NO_BUDGET = ("| | decimal | B01 | Budget de l’année, en euros | | |\n", "")
MORE = ("| note | avis |", "| text | A09 | Une question de plus | | |\n| | note | avis |")


def import_next(*replaced):
    return import_version(write_essai(*replaced), "essai.md")[0]


def read(contact):
    return as_reponses(read_standing(contact.participation))


@pytest.fixture
def metz(essai):
    contact = essai.invite()
    essai.say(contact, A01, "oui")
    essai.say(contact, B01, "12.5", commentaire="Au budget.", lien="https://metz.example/")
    essai.say(contact, B02, "3")
    return contact


def test_the_proposal_says_what_becomes_of_each_answer_and_writes_nothing(essai, metz):
    version = import_next(MOVED, GONE, MORE)
    passage = propose_passage(essai.campagne, version)
    assert passage.bilan == Bilan(telles=1, a_relire=1, perdues=1)
    assert passage.nouvelles == ("Une question de plus",)
    assert [ligne.chemin for ligne in passage.suivis[0].a_lire] == [B01, B02]
    assert read(metz) == {A01: "oui", B01: "12.5", B02: "3"}
    essai.campagne.refresh_from_db()
    assert essai.campagne.version == essai.version


def test_a_campaign_passes_with_its_answers_and_what_goes_with_them(essai, metz, equipe):
    said_on = read_standing(metz.participation)[B01][0].faite_le
    version = import_next(MOVED, GONE)
    pass_to(essai.campagne, version, by=equipe.alice)
    assert essai.campagne.version == version
    assert read(metz) == {A01: "oui", "moyens/B03": "12.5"}
    [carried] = read_standing(metz.participation)["moyens/B03"]
    assert (carried.commentaire, carried.lien, carried.auteur) == (
        "Au budget.",
        "https://metz.example/",
        metz,
    )
    assert (carried.origine, carried.version, carried.faite_le) == ("reprise", version, said_on)
    [same] = read_standing(metz.participation)[A01]
    assert same.version == essai.version  # an answer that follows unchanged keeps the version it was given to


def test_what_is_lost_stays_in_the_history_and_is_told_to_the_territoire(essai, metz, equipe):
    pass_to(essai.campagne, import_next(GONE), by=equipe.alice)
    assert Saisie.objects.get(chemin=B02, valeur="3").remplacee_par.statut == "vide"
    [remarque] = read_remarques(metz.participation)[""]
    assert remarque.est_equipe
    assert "« Agents » n’est plus demandée" in remarque.texte


def test_not_knowing_follows_its_question(essai, equipe):
    metz = essai.invite()
    essai.say(metz, B01, statut="ne_sait_pas")
    pass_to(essai.campagne, import_next(MOVED), by=equipe.alice)
    [said] = read_standing(metz.participation)["moyens/B03"]
    assert said.statut == "ne_sait_pas"


def test_two_answers_given_at_once_both_follow(essai, equipe):
    metz, other = essai.invite(), essai.invite(fonction="direction")
    essai.say(metz, B01, "1")
    essai.say(other, B01, "2")
    pass_to(essai.campagne, import_next(MOVED), by=equipe.alice)
    assert [one.valeur for one in read_standing(metz.participation)["moyens/B03"]] == ["1", "2"]
    pass_to(essai.campagne, import_next(NO_BUDGET), by=equipe.alice)
    assert all(len(said) == 1 for said in read_standing(metz.participation).values())


def test_a_remark_on_a_question_follows_it(essai, metz, equipe):
    write_remarque(metz.participation, "Quel budget ?", by=equipe.alice, chemin=B01)
    pass_to(essai.campagne, import_next(MOVED), by=equipe.alice)
    assert "moyens/B03" in read_remarques(metz.participation)


@pytest.mark.parametrize(
    ("replaced", "etat"), [(MOVED, "commencee"), (MORE, "commencee"), (("Agents", "Les agents"), "envoyee")]
)
def test_a_territoire_that_had_sent_is_asked_again_only_when_something_is(
    essai, metz, equipe, replaced, etat
):
    advance(metz.participation, "envoyee", by=metz)
    passage = pass_to(essai.campagne, import_next(replaced), by=equipe.alice)
    metz.participation.refresh_from_db()
    assert metz.participation.etat == etat
    assert passage.nb_a_revoir == (etat == "commencee")


def test_a_question_added_where_it_is_not_asked_asks_nothing_again(essai, equipe):
    nantes = essai.invite(NANTES)
    essai.say(nantes, A01, "non")
    advance(nantes.participation, "envoyee", by=nantes)
    version = import_next(("| note | avis | Merci. | | |", "| text | A09 | De plus | ${A01} = 'oui' | |"))
    assert propose_passage(essai.campagne, version).nb_a_revoir == 0


def test_what_was_typed_on_a_page_of_the_former_version_is_carried_too(essai, metz, equipe):
    shown = read_standing(metz.participation)[B01]
    pass_to(essai.campagne, import_next(MOVED), by=equipe.alice)
    essai.say(metz, B01, "14", bases=shown)
    assert catch_up(metz.participation, essai.version)
    assert [one.valeur for one in read_standing(metz.participation)["moyens/B03"]] == ["14"]
    assert not catch_up(metz.participation, essai.campagne.version)


def test_a_closed_campaign_or_an_open_right_of_reply_keeps_its_questions(essai, metz, equipe):
    version = import_next(MORE)
    advance(metz.participation, "envoyee", by=metz)
    advance(metz.participation, "contradictoire", by=equipe.alice)
    with pytest.raises(NotAllowedNow, match="droit de réponse est déjà ouvert"):
        pass_to(essai.campagne, version, by=equipe.alice)
    with pytest.raises(NotAllowedNow, match="ne suit pas"):
        propose_passage(essai.campagne, essai.version)


def test_a_newer_version_is_found_from_the_campaign_and_the_campaign_from_it(essai):
    assert find_newer(essai.campagne) is None
    version = import_next(MORE)
    assert find_newer(essai.campagne) == version
    assert list_behind(version) == [essai.campagne]
    assert list_behind(essai.version) == []
