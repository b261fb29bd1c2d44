"""Reading answers: what is shown of each question, and what may be concluded."""

from datetime import timedelta

import pytest
from django.utils import timezone

from leviers.errors import NotAllowedNow
from leviers.survey.avis import close_contradictoire, open_contradictoire
from leviers.survey.etapes import advance
from leviers.survey.lectures import agree_with_rest, conclude, read_lecture
from leviers.survey.models import Avis
from leviers.survey.remarques import read_remarques, write_remarque

A01, A02, B01, B02 = "gouvernance/A01", "gouvernance/A02", "moyens/B01", "moyens/B02"


@pytest.fixture
def metz(essai):
    """Metz has answered two questions and sent."""
    contact = essai.invite()
    essai.say(contact, A01, "oui")
    essai.say(contact, B02, statut="ne_sait_pas")
    advance(contact.participation, "envoyee", by=contact)
    return contact.participation


def test_questions_asked_are_read_in_order_with_what_stands(metz):
    lecture = read_lecture(metz)
    assert [(title, [point.chemin for point in points]) for title, points in lecture.sections] == [
        ("Gouvernance", [A01, A02]),
        ("Moyens", [B01, B02]),
    ]
    assert [point.est_repondu for point in lecture.points] == [True, False, False, True]
    assert (lecture.stade, len(lecture.restants)) == ("lecture", 4)


def test_a_conclusion_is_kept_once_and_the_last_is_in_force(metz, equipe):
    given = {"conclusion": "preciser", "texte": "Depuis quand ?", "by": equipe.alice}
    assert conclude(read_lecture(metz), A01, **given)
    assert conclude(read_lecture(metz), A01, **given) is None
    assert conclude(read_lecture(metz), A01, conclusion="accord", by=equipe.alice)
    lecture = read_lecture(metz)
    assert lecture.find(A01).find_avis("lecture").conclusion == "accord"
    assert [point.chemin for point in lecture.restants] == [A02, B01, B02]


@pytest.mark.parametrize(
    ("chemin", "given"),
    [
        (A01, {"conclusion": "preciser"}),
        (A01, {"conclusion": "contredit", "texte": "Non."}),
        (A01, {"conclusion": "contredit", "lien": "https://metz.fr/"}),
        (A01, {"conclusion": "autre"}),
        ("nulle/part", {"conclusion": "accord"}),
    ],
)
def test_a_conclusion_that_says_nothing_is_refused(metz, equipe, chemin, given):
    with pytest.raises(NotAllowedNow):
        conclude(read_lecture(metz), chemin, by=equipe.alice, **given)
    assert not Avis.objects.exists()


def test_one_gesture_agrees_with_every_answer_left_and_with_no_silence(metz, equipe):
    conclude(read_lecture(metz), A01, conclusion="preciser", texte="Qui ?", by=equipe.alice)
    assert agree_with_rest(read_lecture(metz), by=equipe.alice) == 1
    assert agree_with_rest(read_lecture(metz), by=equipe.alice) == 0
    assert [(avis.chemin, avis.conclusion) for avis in Avis.objects.all()] == [
        (A01, "preciser"),
        (B02, "accord"),
    ]


def test_the_control_is_for_somebody_else(metz, equipe):
    agree_with_rest(read_lecture(metz), by=equipe.alice)
    open_contradictoire(metz, by=equipe.alice)
    metz.contradictoire_jusqu_au = timezone.localdate() - timedelta(days=1)
    metz.save()
    close_contradictoire(metz, by=equipe.alice)
    lecture = read_lecture(metz)
    assert (lecture.stade, len(lecture.restants)) == ("controle", 4)
    with pytest.raises(NotAllowedNow, match="autre personne"):
        agree_with_rest(lecture, by=equipe.alice)
    assert agree_with_rest(lecture, by=equipe.bruno) == 2


def test_reading_takes_as_many_queries_whatever_the_answers(metz, django_assert_num_queries):
    read_lecture(metz)
    with django_assert_num_queries(3):
        read_lecture(metz)


def test_a_remark_is_kept_once_under_its_question(metz, equipe):
    assert write_remarque(metz, " Depuis quand ? ", by=equipe.alice, chemin=A01)
    assert write_remarque(metz, "Depuis quand ?", by=equipe.alice, chemin=A01) is None
    assert write_remarque(metz, "Depuis quand ?", by=equipe.bruno, chemin=A01)
    assert [one.texte for one in read_remarques(metz)[A01]] == ["Depuis quand ?"] * 2
    with pytest.raises(NotAllowedNow, match="vide"):
        write_remarque(metz, "  ", by=equipe.alice)
