"""Progress: questions asked now, and those answered, by territoire and section."""

from leviers.survey.avancement import Compte, read_avancement
from leviers.survey.contacts import revoke

NANTES = "244400404"
A01, A02, B01, B02 = "gouvernance/A01", "gouvernance/A02", "moyens/B01", "moyens/B02"


def counts(essai, number=0):
    return read_avancement(essai.campagne).lignes[number].sections


def test_a_question_counts_once_it_is_asked(essai):
    metz = essai.invite()
    assert counts(essai) == (Compte(0, 1), Compte(0, 2))  # A02 waits for a « oui », the note asks nothing
    essai.say(metz, A01, "oui")
    assert counts(essai) == (Compte(1, 2), Compte(0, 2))
    essai.say(metz, A01, "non")
    assert counts(essai)[0] == Compte(1, 1)  # two things were said at once: the last counts until chosen


def test_not_knowing_and_refusing_are_answers(essai):
    metz = essai.invite()
    essai.say(metz, B01, statut="ne_sait_pas")
    essai.say(metz, B02, statut="ne_souhaite_pas")
    assert counts(essai)[1] == Compte(2, 2)
    assert Compte(2, 3).part_pct == 66


def test_an_answer_taken_back_counts_no_more(essai):
    metz = essai.invite()
    said = essai.say(metz, B02, "12")
    essai.say(metz, B02, statut="vide", bases=said)
    assert counts(essai)[1] == Compte(0, 2)


def test_territoires_come_by_name_with_their_last_word_and_contacts(essai):
    metz, nantes = essai.invite(), essai.invite(NANTES)
    essai.invite(NANTES)
    revoke(nantes)
    (saisie,) = essai.say(metz, A01, "non")
    board = read_avancement(essai.campagne)
    assert [title for _code, title in board.sections] == ["Gouvernance", "Moyens"]
    assert [ligne.territoire for ligne in board.lignes] == ["Eurométropole de Metz", "Nantes Métropole"]
    assert [ligne.derniere for ligne in board.lignes] == [saisie.faite_le, None]
    assert [ligne.nb_contacts for ligne in board.lignes] == [1, 1]
    assert board.lignes[0].total == Compte(1, 3)
    assert board.etats == {"commencee": 1, "invitee": 1}


def test_the_number_of_queries_does_not_depend_on_that_of_territoires(essai, django_assert_num_queries):
    for siren in ("200039865", NANTES, "243300316", "243100518"):
        essai.say(essai.invite(siren), A01, "oui")
    read_avancement(essai.campagne)
    with django_assert_num_queries(3):
        read_avancement(essai.campagne)
