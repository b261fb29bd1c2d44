"""From preuves to a niveau: each step, each refusal, and what never happens."""

from hypothesis import given
from hypothesis import strategies as st

from leviers.evidence.preuves import (
    CERTAINE,
    COMMUNE,
    CONFIRMEE,
    CONSTATEE,
    DECLAREE,
    DISCUTEE,
    DOCUMENTEE,
    MESUREE,
    METROPOLE,
    PROPOSEE,
    REJETEE,
    Preuve,
    establish,
)
from leviers.evidence.regles import Regle

YEAR = 2026
ONE = Regle("soutien-iae", {"marche": 1, "subvention": 1}, annees=8, indicateur="nb-marches-insertion")
THREE = Regle("clause-sociale-insertion", {"marche": 3, "deliberation": 1}, annees=8, indicateur="")


def act(etat=CERTAINE, *, lien=METROPOLE, annee=2024, fait_genre="marche", nb=1):
    return Preuve(CONSTATEE, ("marche:x",), lien, annee, etat, fait_genre, nb)


def niveau(*preuves, regle=ONE):
    return establish(preuves, regle, annee=YEAR).code


def test_each_kind_of_preuve_gives_its_niveau():
    assert niveau() == "non-repere"
    assert niveau(Preuve(DECLAREE, ())) == "declare"
    assert niveau(Preuve(DECLAREE, ()), Preuve(DOCUMENTEE, ())) == "documente"
    assert niveau(Preuve(DOCUMENTEE, ()), act()) == "constate"
    assert niveau(act(), Preuve(MESUREE, (), annee=2024)) == "mesure"


def test_an_act_counts_when_certain_or_confirmed_only():
    assert niveau(act(CONFIRMEE)) == "constate"
    for etat in (PROPOSEE, DISCUTEE, REJETEE):
        assert niveau(act(etat)) == "non-repere"


def test_an_act_of_a_commune_is_not_one_of_the_metropole():
    assert niveau(act(lien=COMMUNE, nb=600)) == "non-repere"


def test_an_act_too_old_or_without_year_shows_nothing():
    assert niveau(act(annee=2018)) == "constate"  # 2026 - 8
    assert niveau(act(annee=2017)) == "non-repere"
    assert niveau(act(annee=None)) == "non-repere"


def test_a_kind_of_act_that_the_rule_does_not_name_shows_nothing():
    assert niveau(act(fait_genre="deliberation")) == "non-repere"


def test_it_takes_as_many_acts_as_the_rule_says_of_one_kind():
    assert niveau(act(nb=2), regle=THREE) == "non-repere"
    assert niveau(act(nb=2), act(annee=2020), regle=THREE) == "constate"
    assert niveau(act(fait_genre="deliberation"), regle=THREE) == "constate"


def test_an_old_measure_measures_nothing():
    assert niveau(Preuve(MESUREE, (), annee=2016)) == "non-repere"


PREUVES = st.builds(
    Preuve,
    genre=st.sampled_from([DECLAREE, DOCUMENTEE, CONSTATEE, MESUREE]),
    cles=st.just(()),
    lien=st.sampled_from([METROPOLE, COMMUNE]),
    annee=st.none() | st.integers(2010, 2027),
    etat=st.sampled_from([CERTAINE, CONFIRMEE, PROPOSEE, DISCUTEE, REJETEE]),
    fait_genre=st.sampled_from(["marche", "subvention", "deliberation"]),
    nb=st.integers(1, 5),
)


@given(st.lists(PREUVES, max_size=8), PREUVES, st.sampled_from([ONE, THREE]))
def test_adding_a_preuve_never_lowers_and_removing_never_raises(preuves, added, regle):
    before = establish(preuves, regle, annee=YEAR).rang
    after = establish([*preuves, added], regle, annee=YEAR).rang
    assert after >= before


@given(st.lists(PREUVES, max_size=8), st.randoms())
def test_the_order_of_preuves_changes_nothing(preuves, random):
    shuffled = list(preuves)
    random.shuffle(shuffled)
    assert establish(shuffled, THREE, annee=YEAR) is establish(preuves, THREE, annee=YEAR)
