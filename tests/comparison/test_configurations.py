"""Configurations of the 22: sets, questions read from an address, limits told."""

import random

import pytest

from leviers.catalogue import published
from leviers.comparison.configurations import analyse, list_ensembles, read_question
from leviers.comparison.qca import Issue
from tests.timing import least_cpu_seconds


@pytest.fixture
def ensembles(mini):
    """SPASER in three, PTCE in two of them and in another."""
    for slug, leviers in (
        ("nantes", "spaser ptce"),
        ("rennes", "spaser ptce"),
        ("lyon", "spaser"),
        ("brest", "ptce"),
    ):
        mini.demarche("une", slug, leviers)
    return list_ensembles(published.current(), None)


def ask(ensembles, **given):
    """SPASER, by PTCE and size."""
    return read_question(ensembles, "spaser", conditions=["ptce", "population-haute"], **given)


def test_a_levier_is_a_set_of_the_metropoles_that_document_it(ensembles, siren):
    spaser = ensembles["spaser"]
    assert {key for key, inside in spaser.membres.items() if inside} == set(
        map(siren, ("nantes", "rennes", "lyon"))
    )
    assert len(spaser.membres) == 22


def test_a_number_is_cut_above_its_median(ensembles, siren):
    high = ensembles["population-haute"].membres
    assert sum(high.values()) == 11
    assert high[siren("nantes")]
    assert not high[siren("brest")]


def test_the_answer_is_the_one_counted_by_hand(ensembles):
    found = analyse(ask(ensembles))
    rows = {row.config: row for row in found.rows}
    # ptce and high population: Nantes with the outcome; ptce and low: Rennes with it, Brest without
    assert rows[True, True].positifs == ("Nantes",)
    assert rows[True, True].issue is Issue.PRESENT
    assert set(rows[True, False].positifs + rows[True, False].negatifs) == {"Rennes", "Brest"}
    assert rows[True, False].issue is Issue.CONTRADICTOIRE
    assert rows[False, True].consistance == 1 / 10  # Lyon among ten large ones without PTCE
    assert found.nb_avec_resultat == 3
    assert found.count(Issue.CONTRADICTOIRE) == found.count("contradictoire") == 2
    (solution,) = found.complexes
    assert solution.termes == ((True, True),)
    assert solution.ensemble.couverture == 1 / 3


def test_the_absence_of_the_outcome_may_be_asked_for(ensembles):
    found = analyse(ask(ensembles, given={"issue": "absence"}))
    assert found.nb_avec_resultat == 19
    assert found.complexes[0].termes == ((False, False),)


def test_a_metropole_that_no_source_could_show_is_counted_out_and_named(ensembles, siren):
    ensembles["ptce"].inobservables.add(siren("lille"))
    found = analyse(ask(ensembles))
    assert [one.slug for one in found.inobservables] == ["lille"]
    assert len(found.cas) == 22


def test_it_may_be_left_out_instead(ensembles, siren):
    ensembles["ptce"].inobservables.add(siren("lille"))
    given = {"inobservables": "ecarter"}
    found = analyse(ask(ensembles, given=given))
    assert [one.slug for one in found.ecartes] == ["lille"]
    assert found.inobservables == ()
    assert len(found.cas) == 21


def test_a_metropole_whose_number_is_unknown_is_always_left_out(ensembles, siren):
    del ensembles["population-haute"].membres[siren("lille")]
    found = analyse(ask(ensembles))
    assert [one.slug for one in found.ecartes] == ["lille"]


@pytest.mark.parametrize(
    ("outcome", "conditions", "ignored"),
    [
        ("spaser", ["ptce", "zzz", "ptce", "densite-haute"], ("zzz",)),
        ("zzz", ["ptce", "spaser"], ("zzz",)),
        ("spaser", ["spaser", "ptce"], ("spaser",)),
    ],
)
def test_what_is_not_understood_is_told(ensembles, outcome, conditions, ignored):
    assert read_question(ensembles, outcome, conditions=conditions).ignores == ignored


def test_at_most_five_conditions_are_taken(ensembles):
    codes = [code for code in ensembles if code != "spaser"][:7]
    question = read_question(ensembles, "spaser", conditions=codes)
    assert [condition.code for condition in question.conditions] == codes[:5]
    assert question.ignores == tuple(codes[5:])


def test_one_condition_is_not_enough(ensembles):
    assert not read_question(ensembles, "spaser", conditions=["ptce"]).est_complete
    assert not read_question(ensembles, "", conditions=["ptce", "densite-haute"]).est_complete


def test_the_largest_question_is_answered_quickly(catalogue):
    ensembles, seeded = list_ensembles(catalogue, None), random.Random(7)
    questions = [seeded.sample(sorted(ensembles), 6) for _ in range(40)]
    for outcome, *conditions in questions:
        question = read_question(ensembles, outcome, conditions=conditions)
        assert least_cpu_seconds(lambda _number, asked=question: analyse(asked), under=0.2) < 0.2
