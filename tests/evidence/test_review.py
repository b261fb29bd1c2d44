"""Decisions on records: kept as history, never lost, never counted twice, undone by their author."""

from uuid import uuid4

import pytest

from leviers.errors import NotReviewable
from leviers.evidence import review, states
from leviers.evidence.models import Decision

KEY = ("marche", "M1", "spaser")


def etats():
    return {key: avis.etat for key, avis in states.current().avis.items()}


@pytest.fixture
def one(actes):
    """A build of one record."""
    actes.add("M1")
    actes.swap()
    return actes


def test_it_works(one, decide, reviewer):
    outcome = decide(reviewer, "M1", "confirme")
    kept = Decision.objects.get()
    assert (outcome.nb, outcome.autres, outcome.est_repetee) == (1, (), False)
    assert (kept.auteur, kept.verdict, kept.lot, kept.annulee_le) == (reviewer, "confirme", outcome.lot, None)
    assert kept.fait["objet"] == "Prestation M1 : schéma des achats"
    assert (kept.fait["montant_eur"], kept.fait["fichier"], kept.fait["ligne"]) == (1000.0, "mini.csv", 1)
    assert etats() == {KEY: "confirmee"}


def test_a_rejection_is_kept(one, decide, reviewer):
    decide(reviewer, "M1", "rejette")
    assert etats() == {KEY: "rejetee"}


def test_a_correction_rejects_one_levier_and_confirms_the_other(one, decide, reviewer):
    decide(reviewer, "M1", "corrige", levier_corrige="critere-social")
    assert etats() == {KEY: "rejetee", ("marche", "M1", "critere-social"): "confirmee"}


def test_a_skip_says_nothing(one, decide, reviewer):
    decide(reviewer, "M1", "passe")
    assert etats() == {}
    assert Decision.objects.get().verdict == "passe"


def test_a_skip_is_of_every_record_of_the_title(actes, decide, reviewer):
    actes.add("M1", objet="Schéma des achats")
    actes.add("M2", objet="Schéma des achats")
    actes.swap()
    assert decide(reviewer, "M1", "passe").nb == 2


def test_a_certain_detection_can_be_rejected(actes, decide, reviewer):
    actes.add("M1", est_certaine=True)
    actes.swap()
    decide(reviewer, "M1", "rejette")
    assert etats() == {KEY: "rejetee"}


@pytest.mark.parametrize(
    ("fait_id", "verdict", "given", "said"),
    [
        ("M9", "confirme", {}, "n’est plus proposée"),
        ("M1", "confirme", {"levier": "ptce"}, "n’est plus proposée"),
        ("M1", "approuve", {}, "n’existe pas"),
        ("M1", "corrige", {}, "il faut un autre levier"),
        ("M1", "corrige", {"levier_corrige": "spaser"}, "il faut un autre levier"),
        ("M1", "corrige", {"levier_corrige": "baguette-magique"}, "il faut un autre levier"),
        ("M1", "confirme", {"monde": "fictif"}, "ne sont pas encore là"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(
    one, decide, reviewer, fait_id, verdict, given, said
):
    with pytest.raises(NotReviewable, match=said):
        decide(reviewer, fait_id, verdict, **given)
    assert Decision.objects.count() == 0


def test_a_record_that_left_the_build_is_refused(one, decide, reviewer):
    one.rows.clear()
    one.swap()
    with pytest.raises(NotReviewable, match="n’est plus proposée"):
        decide(reviewer, "M1", "confirme")


def test_identical_titles_are_decided_together_in_one_lot(actes, decide, reviewer):
    for number in (1, 2, 3):
        actes.add(f"M{number}", objet=f"Schéma des achats, lot {number}")
    actes.add("M4", objet="Un autre titre")
    actes.swap()
    outcome = decide(reviewer, "M2", "confirme", identiques=True)
    assert outcome.nb == 3
    assert {row.fait_id for row in Decision.objects.filter(lot=outcome.lot)} == {"M1", "M2", "M3"}


def test_identical_titles_leave_aside_what_is_certain_elsewhere_or_already_judged(
    actes, decide, reviewer, camille
):
    same = {"objet": "Schéma des achats"}
    actes.add("M1", **same)
    actes.add("M2", **same, est_certaine=True)
    actes.add("M3", **same, lien="hors")
    actes.add("M4", **same)
    actes.add("M5", **same, levier="ptce")
    actes.swap()
    decide(camille, "M4", "rejette")
    assert decide(reviewer, "M1", "confirme", identiques=True).nb == 1
    assert etats()["marche", "M4", "spaser"] == "rejetee"


def test_records_without_a_title_are_not_identical(actes, decide, reviewer):
    actes.add("M1", objet="2024")
    actes.add("M2", objet="2024")
    actes.swap()
    assert decide(reviewer, "M1", "confirme", identiques=True).nb == 1


def test_undo_takes_back_a_whole_lot_and_erases_nothing(actes, decide, undo, reviewer):
    actes.add("M1", objet="Schéma des achats")
    actes.add("M2", objet="Schéma des achats")
    actes.swap()
    outcome = decide(reviewer, "M1", "confirme", identiques=True)
    assert undo(reviewer, outcome.lot) == 2
    assert etats() == {}
    assert Decision.objects.exclude(annulee_le=None).count() == 2


def test_undo_twice_takes_back_nothing_more(one, decide, undo, reviewer):
    first = decide(reviewer, "M1", "confirme")
    decide(reviewer, "M1", "rejette")
    assert undo(reviewer, first.lot) == 1
    assert undo(reviewer, first.lot) == 0
    assert etats() == {KEY: "rejetee"}


def test_nobody_undoes_what_somebody_else_said(one, decide, undo, reviewer, camille):
    outcome = decide(camille, "M1", "confirme")
    assert undo(reviewer, outcome.lot) == 0
    assert etats() == {KEY: "confirmee"}


def test_the_last_word_of_a_person_is_hers(one, decide, undo, reviewer):
    decide(reviewer, "M1", "confirme")
    second = decide(reviewer, "M1", "rejette")
    assert etats() == {KEY: "rejetee"}
    assert review.find_last(reviewer).lot == second.lot
    undo(reviewer, second.lot)
    assert etats() == {KEY: "confirmee"}


def test_two_people_on_the_same_record_lose_nothing_and_are_told(one, decide, reviewer, camille):
    decide(camille, "M1", "rejette")
    outcome = decide(reviewer, "M1", "confirme")
    assert [(row.auteur, row.verdict) for row in outcome.autres] == [(camille, "rejette")]
    assert Decision.objects.filter(annulee_le=None).count() == 2
    assert etats() == {KEY: "discutee"}


def test_what_the_page_already_knew_of_is_not_told_again(one, decide, reviewer, camille):
    decide(camille, "M1", "rejette")
    assert decide(reviewer, "M1", "confirme", vu=Decision.objects.get().pk).autres == ()


def test_skips_and_other_leviers_are_not_told(actes, decide, reviewer, camille):
    actes.add("M1")
    actes.add("M1", levier="critere-social")
    actes.swap()
    decide(camille, "M1", "passe")
    decide(camille, "M1", "rejette", levier="critere-social")
    assert decide(reviewer, "M1", "confirme").autres == ()


def test_people_who_agree_settle_a_discussion(one, decide, undo, reviewer, camille):
    outcome = decide(camille, "M1", "rejette")
    decide(reviewer, "M1", "confirme")
    undo(camille, outcome.lot)
    assert etats() == {KEY: "confirmee"}


def test_the_same_form_sent_twice_counts_once(one, decide, reviewer):
    jeton = uuid4()
    first = decide(reviewer, "M1", "confirme", jeton=jeton)
    again = decide(reviewer, "M1", "rejette", jeton=jeton)
    assert (first.lot, again.lot) == (jeton, jeton)
    assert (again.est_repetee, again.nb) == (True, 1)
    assert [row.verdict for row in Decision.objects.all()] == ["confirme"]


def test_a_form_sent_again_after_it_was_undone_does_not_come_back(one, decide, undo, reviewer):
    jeton = uuid4()
    decide(reviewer, "M1", "confirme", jeton=jeton)
    undo(reviewer, jeton)
    again = decide(reviewer, "M1", "confirme", jeton=jeton)
    assert (again.est_repetee, again.nb) == (True, 0)
    assert etats() == {}


def test_the_token_of_somebody_else_proves_nothing(one, decide, undo, reviewer, camille):
    jeton = uuid4()
    decide(camille, "M1", "confirme", jeton=jeton)
    assert not decide(reviewer, "M1", "rejette", jeton=jeton).est_repetee
    assert undo(reviewer, jeton) == 1
    assert etats() == {KEY: "confirmee"}


def test_a_person_who_leaves_keeps_her_say(one, decide, reviewer, camille):
    decide(camille, "M1", "rejette")
    decide(reviewer, "M1", "confirme")
    camille.delete()
    assert states.read_avis()[KEY].etat == "discutee"


def test_both_mondes_are_apart(one, decide, reviewer):
    one.swap("fictif")
    decide(reviewer, "M1", "rejette", monde="fictif")
    assert etats() == {}
    assert states.current("fictif").avis[KEY].etat == "rejetee"
