"""Usages from both stores: what an act changes, what could have been seen, what stays apart."""

from uuid import uuid4

import pytest

from leviers.catalogue.models import Etat
from leviers.evidence import fictif, mouvements, usages
from leviers.evidence.models import Decision
from leviers.reference.territoires import index_by_slug
from tests.evidence.mini_build import MiniBuild


def niveau(slug="nantes", code="soutien-iae"):
    return usages.current().by_key[index_by_slug()[slug].siren, code].niveau.code


def say(fait_id, levier, verdict, auteur=None, **given):
    """A decision written as the desk would."""
    Decision.objects.create(
        fait_genre="marche",
        fait_id=fait_id,
        levier=levier,
        verdict=verdict,
        auteur=auteur,
        lot=uuid4(),
        **given,
    )
    Etat.bump_relectures()


def test_a_certain_act_of_the_metropole_makes_a_usage_constate(mini, acts):
    acts.act("m1")
    acts.write()
    assert niveau() == "constate"


def test_a_demarche_and_acts_keep_the_best_established(mini, acts):
    mini.demarche("chantier", "nantes", "soutien-iae")
    acts.act("m1", est_certaine=False)
    acts.write()
    assert niveau() == "documente"


def test_a_proposal_counts_once_a_person_confirmed_it(mini, acts, reviewer):
    acts.act("m1", est_certaine=False)
    acts.source()
    acts.write()
    assert niveau() == "non-repere"
    say("m1", "soutien-iae", "confirme", reviewer)
    assert niveau() == "constate"


def test_a_certain_act_that_a_person_rejected_counts_no_more(mini, acts, reviewer):
    acts.act("m1")
    acts.source()
    acts.write()
    say("m1", "soutien-iae", "rejette", reviewer)
    assert niveau() == "non-repere"


def test_reviewers_who_disagree_leave_a_proposal(mini, acts, reviewer, editor):
    acts.act("m1", est_certaine=False)
    acts.source()
    acts.write()
    say("m1", "soutien-iae", "confirme", reviewer)
    say("m1", "soutien-iae", "rejette", editor)
    assert niveau() == "non-repere"


def test_a_corrected_act_counts_for_the_right_levier(mini, acts, reviewer):
    acts.act("m1", levier="tiers-lieux", est_certaine=False)
    acts.write()
    say("m1", "tiers-lieux", "corrige", reviewer, levier_corrige="soutien-iae")
    assert niveau() == "constate"
    assert niveau(code="tiers-lieux") == "non-observable"


def test_the_last_decision_of_a_person_is_hers(mini, acts, reviewer):
    acts.act("m1", est_certaine=False)
    acts.write()
    say("m1", "soutien-iae", "rejette", reviewer)
    say("m1", "soutien-iae", "confirme", reviewer)
    assert niveau() == "constate"


def test_a_skipped_act_is_still_a_proposal(mini, acts, reviewer):
    acts.act("m1", est_certaine=False)
    acts.source()
    acts.write()
    say("m1", "soutien-iae", "passe", reviewer)
    assert niveau() == "non-repere"


def test_acts_of_communes_never_count_for_the_metropole(mini, acts):
    for number in range(30):
        acts.act(f"m{number}", lien="commune")
    acts.write()
    assert niveau() == "non-observable"


def test_a_covered_indicator_above_zero_measures(mini, acts):
    acts.measure("nb-marches-insertion")
    acts.write()
    assert niveau() == "mesure"


@pytest.mark.parametrize(
    "given", [{"valeur": 0.0}, {"couverture_pct": 49.9}, {"lien": "commune"}, {"annee": 2017}]
)
def test_a_value_null_uncovered_of_others_or_old_measures_nothing(mini, acts, given):
    acts.source()
    acts.measure("nb-marches-insertion", **given)
    acts.write()
    assert niveau() == "non-repere"


def test_without_a_source_full_enough_a_usage_is_not_observable(mini, acts):
    acts.source("nantes", nb=20)
    acts.source("brest", nb=19)
    acts.source("lille", genre="deliberation", nb=50)
    acts.source("rennes", nb=50, annee=2015)
    acts.write()
    assert niveau("nantes", "achats-reemploi") == "non-repere"
    assert niveau("brest", "achats-reemploi") == "non-observable"
    assert niveau("lille", "critere-social") == "non-observable"  # only contracts can show it
    assert niveau("rennes", "achats-reemploi") == "non-observable"  # too old


def test_while_open_data_are_not_there_nothing_is_said_non_observable(mini, settings, tmp_path):
    settings.HOME = tmp_path
    assert niveau() == "non-repere"


def test_the_same_build_gives_the_same_niveaux(mini, acts, tmp_path, settings):
    acts.act("m1")
    acts.write("aaaaaaaaaaaa")
    before = {key: usage.niveau for key, usage in usages.current().by_key.items()}
    acts.write("bbbbbbbbbbbb")
    after = {key: usage.niveau for key, usage in usages.current().by_key.items()}
    assert before == after


def test_the_invented_territoire_stays_apart(mini, acts, tmp_path):
    acts.source()
    acts.write()
    invented = MiniBuild(tmp_path / "orval")
    invented.act("o1", "orval")
    invented.write("cccccccccccc")
    real = usages.current()
    assert fictif.load_orval().siren not in real.sirens
    assert real.nb_reperes == 0
    known = fictif.compute_usages_fictifs(real.version)
    assert known is not None
    assert known.by_key[fictif.load_orval().siren, "soutien-iae"].niveau.code == "constate"


def test_learning_what_could_be_seen_is_no_move(mini, acts):
    mouvements.settle()  # before any open data: nothing is non observable
    acts.source("nantes", nb=20)
    acts.write()
    assert niveau("brest", "critere-social") == "non-observable"
    assert mouvements.settle() == []
