"""Answers kept: what is said adds up, replaces what was seen, and never erases what was not."""

import pytest
from django.utils import timezone

from leviers.errors import SurveyClosed
from leviers.survey.models import Participation, Saisie
from leviers.survey.saisies import as_reponses, choose, read_standing


def test_an_answer_is_kept_and_begins_the_participation(enquete):
    metz = enquete.invite()
    [saisie] = enquete.say(metz, "achats/G01", "oui")
    assert as_reponses(read_standing(metz.participation)) == {"achats/G01": "oui"}
    assert saisie.auteur == metz
    assert Participation.objects.get().etat == "commencee"
    assert [etape.etat for etape in metz.participation.etapes.all()] == ["commencee"]


def test_what_was_seen_is_replaced_and_stays_in_the_history(enquete):
    metz = enquete.invite()
    first = enquete.say(metz, "G01", "oui")
    enquete.say(metz, "G01", "non", bases=first)
    assert as_reponses(read_standing(metz.participation)) == {"G01": "non"}
    assert Saisie.objects.count() == 2


def test_the_same_form_sent_twice_writes_once(enquete):
    metz = enquete.invite()
    assert len(enquete.say(metz, "G01", "oui")) == 1
    assert enquete.say(metz, "G01", "oui") == []


def test_two_people_at_once_are_both_kept(enquete):
    alice, bruno = enquete.invite(), enquete.invite(fonction="direction")
    shown = enquete.say(alice, "G01", "oui")
    enquete.say(alice, "G01", "non", bases=shown)
    enquete.say(bruno, "G01", "en-cours", bases=shown)
    standing = read_standing(alice.participation)["G01"]
    assert [saisie.valeur for saisie in standing] == ["non", "en-cours"]


def test_two_people_who_say_the_same_thing_at_once_agree(enquete):
    alice, bruno = enquete.invite(), enquete.invite(fonction="direction")
    enquete.say(alice, "G01", "oui")
    enquete.say(bruno, "G01", "oui")
    assert len(read_standing(alice.participation)["G01"]) == 1


def test_a_form_left_open_says_nothing_of_what_it_did_not_change(enquete):
    alice, bruno = enquete.invite(), enquete.invite(fonction="direction")
    shown = enquete.say(alice, "G01", "oui")
    enquete.say(bruno, "G01", "non", bases=shown)
    assert enquete.say(alice, "G01", "oui", bases=shown) == []  # as it was shown
    assert enquete.say(alice, "G02", statut=Saisie.Statut.VIDE) == []
    assert as_reponses(read_standing(alice.participation)) == {"G01": "non"}


def test_one_person_never_disagrees_with_herself(enquete):
    alice = enquete.invite()
    shown = enquete.say(alice, "G03", "12")
    enquete.say(alice, "G03", "120", bases=shown)  # saved by the script while she types on
    enquete.say(alice, "G03", "1200", bases=shown)
    assert [one.valeur for one in read_standing(alice.participation)["G03"]] == ["1200"]


def test_choosing_settles_what_was_said_at_once(enquete):
    alice, bruno = enquete.invite(), enquete.invite(fonction="direction")
    [first] = enquete.say(alice, "G01", "oui")
    enquete.say(bruno, "G01", "non")
    choose(alice.participation, "G01", first.pk)
    assert as_reponses(read_standing(alice.participation)) == {"G01": "oui"}


def test_writing_again_over_both_settles_them_too(enquete):
    alice, bruno = enquete.invite(), enquete.invite(fonction="direction")
    both = enquete.say(alice, "G01", "oui") + enquete.say(bruno, "G01", "non")
    enquete.say(alice, "G01", "oui", bases=both)
    assert [one.valeur for one in read_standing(alice.participation)["G01"]] == ["oui"]


def test_only_what_stands_can_be_chosen(enquete):
    metz = enquete.invite()
    first = enquete.say(metz, "G01", "oui")
    enquete.say(metz, "G01", "non", bases=first)
    choose(metz.participation, "G01", first[0].pk)
    assert as_reponses(read_standing(metz.participation)) == {"G01": "non"}


def test_not_knowing_is_an_answer_and_not_a_value(enquete):
    metz = enquete.invite()
    enquete.say(metz, "G03", statut=Saisie.Statut.NE_SAIT_PAS)
    standing = read_standing(metz.participation)
    assert standing["G03"][0].statut == "ne_sait_pas"
    assert as_reponses(standing) == {}


def test_an_answer_taken_back_says_so(enquete):
    metz = enquete.invite()
    first = enquete.say(metz, "G01", "oui")
    enquete.say(metz, "G01", statut=Saisie.Statut.VIDE, bases=first)
    assert as_reponses(read_standing(metz.participation)) == {}


def test_a_question_left_empty_writes_nothing(enquete):
    assert enquete.say(enquete.invite(), "G01", statut=Saisie.Statut.VIDE) == []


@pytest.mark.parametrize("closed", ["close_le", "ouverte_le"])
def test_a_campaign_that_is_not_open_takes_nothing_and_says_what_to_do(enquete, closed):
    metz = enquete.invite()
    enquete.campagne.close_le = timezone.now() if closed == "close_le" else None
    enquete.campagne.ouverte_le = None if closed == "ouverte_le" else timezone.now()
    enquete.campagne.save()
    with pytest.raises(SurveyClosed) as refusal:
        enquete.say(metz, "G01", "oui")
    assert "rien n’a été enregistré" in refusal.value.message
    assert not Saisie.objects.exists()


def test_a_participation_that_was_reopened_takes_answers_after_the_closure(enquete):
    metz = enquete.invite()
    enquete.campagne.close_le = timezone.now()
    enquete.campagne.save()
    Participation.objects.update(est_rouverte=True)
    assert len(enquete.say(metz, "G01", "oui")) == 1
