"""The journal: a review moves a niveau at once, with one line; what does not move leaves none."""

from leviers.evidence import mouvements, usages
from leviers.evidence.models import Mouvement, NiveauEtabli
from leviers.reference.territoires import index_by_slug

NANTES = index_by_slug()["nantes"].siren


def read_niveau(levier="spaser"):
    return usages.current().by_key[NANTES, levier].niveau.code


def read_lines():
    return [
        (row.levier, row.avant, row.apres, row.cause, row.preuves, row.build)
        for row in Mouvement.objects.order_by("pk")
    ]


def test_it_works_a_rejected_detection_lowers_the_niveau_at_once(mini, actes, decide, reviewer):
    mini.demarche("schema", "nantes", "spaser")
    actes.add("M1", est_certaine=True)
    number = actes.swap()
    assert read_niveau() == "constate"
    decide(reviewer, "M1", "rejette")
    assert read_niveau() == "documente"
    assert read_lines() == [("spaser", "constate", "documente", "relecture", ["marche:M1"], number)]


def test_a_confirmed_detection_raises_it_and_undoing_lowers_it_again(mini, actes, decide, undo, reviewer):
    actes.add("M1")
    number = actes.swap()
    outcome = decide(reviewer, "M1", "confirme")
    assert read_niveau() == "constate"
    undo(reviewer, outcome.lot)
    assert read_lines() == [
        ("spaser", "non-observable", "constate", "relecture", ["marche:M1"], number),
        ("spaser", "constate", "non-observable", "relecture", ["marche:M1"], number),
    ]


def test_a_correction_moves_both_leviers(mini, actes, decide, reviewer):
    actes.add("M1", est_certaine=True)
    actes.swap()
    decide(reviewer, "M1", "corrige", levier_corrige="sourcing-ess")
    moves = {(levier, apres) for levier, _avant, apres, *_rest in read_lines()}
    assert moves == {("spaser", "non-observable"), ("sourcing-ess", "constate")}


def test_a_second_person_who_disagrees_takes_the_preuve_away(mini, actes, decide, reviewer, camille):
    actes.add("M1")
    actes.swap()
    decide(reviewer, "M1", "confirme")
    decide(camille, "M1", "rejette")
    assert read_niveau() == "non-observable"
    assert len(read_lines()) == 2


def test_a_skip_moves_nothing(mini, actes, decide, reviewer):
    actes.add("M1", est_certaine=True)
    actes.swap()
    decide(reviewer, "M1", "passe")
    assert read_lines() == []


def test_the_first_time_niveaux_are_kept_without_any_line(mini, actes):
    actes.add("M1", est_certaine=True)
    actes.swap()
    assert mouvements.settle() == []
    assert NiveauEtabli.objects.get(territoire_siren=NANTES, levier="spaser").niveau == "constate"
    assert read_lines() == []


def test_the_same_records_built_twice_give_the_same_niveaux_and_no_line(mini, actes):
    actes.add("M1", est_certaine=True)
    actes.swap()
    mouvements.settle()
    before = {key: usage.niveau for key, usage in usages.current().by_key.items()}
    actes.swap()
    assert mouvements.settle() == []
    assert {key: usage.niveau for key, usage in usages.current().by_key.items()} == before


def test_a_new_build_that_brings_an_act_is_said_so(mini, actes):
    actes.swap()
    mouvements.settle()
    actes.add("M1", est_certaine=True)
    number = actes.swap()
    mouvements.settle()
    assert read_lines() == [("spaser", "non-observable", "constate", "build", ["marche:M1"], number)]


def test_a_review_of_an_act_of_a_commune_moves_nothing(mini, actes, decide, reviewer):
    actes.add("M1", lien="commune")
    actes.swap()
    decide(reviewer, "M1", "confirme")
    assert read_lines() == []


def test_the_invented_territoire_has_its_own_lines(mini, actes, decide, reviewer):
    actes.add("M1", metropole=None)
    actes.swap("fictif")
    decide(reviewer, "M1", "confirme", monde="fictif")
    assert [(row.territoire_siren, row.apres) for row in Mouvement.objects.all()] == [
        ("999999014", "constate")
    ]
