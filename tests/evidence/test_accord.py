"""Agreement between reviewers, on published examples and on cases worked by hand."""

import pytest

from leviers.evidence import accord
from leviers.evidence.accord import measure_kappa

FLEISS = (
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
)  # fmt: skip
"""Ten subjects, fourteen raters, five categories: example of the article « Fleiss' kappa » of Wikipedia."""


def spread(counts):
    """Answers from how many gave each."""
    return [answer for answer, nb in enumerate(counts) for _ in range(nb)]


def test_it_gives_the_published_value():
    assert measure_kappa([spread(counts) for counts in FLEISS]) == pytest.approx(0.210, abs=0.0005)


def test_two_raters_by_hand():
    # agreed on 3 of 4; 5 yes and 3 no of 8: chance (25 + 9) / 64 = 34/64; (48 - 34) / (64 - 34) = 7/15
    items = [(True, True), (True, True), (False, False), (True, False)]
    assert measure_kappa(items) == pytest.approx(7 / 15)


def test_who_always_agree_with_both_answers_reach_one():
    assert measure_kappa([(True, True), (False, False)]) == 1


def test_who_always_disagree_fall_below_zero():
    assert measure_kappa([(True, False), (True, False)]) == -1


@pytest.mark.parametrize("items", [[], [(True, True), (True, True)]])
def test_nothing_can_be_said_without_item_or_with_one_answer_only(items):
    assert measure_kappa(items) is None


def test_numbers_of_raters_may_differ():
    # 1 pair of 1 and 1 of 3 agree: 2/3; 4 yes, 1 no of 5: chance 17/25; (2/3 - 17/25) / (8/25) = -1/24
    assert measure_kappa([(True, True), (True, True, False)]) == pytest.approx(-1 / 24)


def test_the_sum_of_reviews(actes, decide, undo, reviewer, camille):
    for name in ("M1", "M2", "M3", "M4"):
        actes.add(name, objet=f"Titre {name}", raison="autre" if name == "M3" else "spaser")
    actes.swap()
    decide(reviewer, "M1", "confirme")
    decide(camille, "M1", "confirme")
    decide(reviewer, "M2", "confirme")
    decide(camille, "M2", "rejette")
    decide(reviewer, "M3", "corrige", levier_corrige="ptce")
    undo(reviewer, decide(reviewer, "M4", "confirme").lot)
    decide(reviewer, "M4", "passe")
    found = accord.sum_up()
    assert (found.nb_fiches, found.nb_confirmees, found.nb_rejetees, found.nb_discutees) == (3, 1, 1, 1)
    assert (found.nb_personnes, found.nb_doubles) == (2, 2)
    assert found.kappa == pytest.approx(-1 / 3)  # agreed 1 of 2; 3 yes, 1 no: chance 10/16; -1/8 of 3/8
    assert found.par_raison == {"autre": (0, 1), "spaser": (3, 1)}


def test_a_kappa_is_published_from_twenty_double_readings_on(actes, decide, reviewer, camille):
    for number in range(20):
        actes.add(f"M{number}", objet=f"Titre {'abcdefghijklmnopqrst'[number]}")
    actes.swap()
    for number in range(20):
        for person in (reviewer, camille):
            if number == 19 and person is camille:
                assert accord.current().as_public()["kappa"] is None
            decide(person, f"M{number}", "rejette" if number % 2 else "confirme")
    assert accord.current().as_public() == {
        "nb_fiches": 20, "nb_confirmees": 10, "nb_rejetees": 10, "nb_discutees": 0,
        "nb_personnes": 2, "nb_doubles": 20, "kappa": 1.0,
    }  # fmt: skip


def test_without_any_review_everything_is_zero_and_nothing_is_said_of_agreement(db):
    assert accord.sum_up() == accord.Bilan(0, 0, 0, 0, 0, 0, None, {})
