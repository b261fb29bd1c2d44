"""Leviers seen together, on a catalogue of a few métropoles counted by hand."""

from leviers.comparison.together import list_pairs, list_together
from leviers.evidence import usages


def _codes(pairs):
    return [pair.levier.code for pair in pairs]


def test_two_leviers_seen_in_the_same_metropoles_are_found_with_their_counts(mini):
    for metropole in ("nantes", "rennes", "lyon"):
        mini.demarche("une", metropole, "spaser clause-sociale-insertion")
    mini.demarche("seule", "lille", "spaser")
    mini.demarche("seule", "brest", "clause-sociale-insertion")
    (pair,) = list_together(usages.current(), "spaser")
    assert pair.levier.code == "clause-sociale-insertion"
    assert (pair.nb_ensemble, pair.nb_base, pair.nb_levier) == (3, 4, 4)


def test_two_metropoles_in_common_are_not_enough(mini):
    for metropole in ("nantes", "rennes"):
        mini.demarche("une", metropole, "spaser clause-sociale-insertion")
    assert list_together(usages.current(), "spaser") == ()


def test_a_levier_used_everywhere_explains_nothing(mini):
    every = [usage.territoire.slug for usage in usages.current().of_levier("spaser")]
    for metropole in every:
        mini.demarche("partout", metropole, "clause-sociale-insertion")
    for metropole in every[:5]:
        mini.demarche("ici", metropole, "spaser")
    # 5 of 5 have both, but 5 × 22 / 22 = 5 is what chance gives
    assert list_together(usages.current(), "spaser") == ()


def test_fewer_than_chance_is_left_out(mini):
    every = [usage.territoire.slug for usage in usages.current().of_levier("spaser")]
    for metropole in every[:12]:
        mini.demarche("un", metropole, "spaser")
    for metropole in every[8:20]:
        mini.demarche("deux", metropole, "clause-sociale-insertion")
    # 4 in common, chance gives 12 × 12 / 22 = 6.5
    assert list_together(usages.current(), "spaser") == ()


def test_the_strongest_excess_comes_first(mini):
    for metropole in ("nantes", "rennes", "lyon", "lille"):
        mini.demarche("rare", metropole, "spaser tiers-lieux")
    for metropole in ("nantes", "rennes", "lyon", "lille", "metz", "brest", "tours", "dijon"):
        mini.demarche("frequent", metropole, "clause-sociale-insertion")
    # tiers-lieux: 22 × 4 - 4 × 4 = 72; clause-sociale-insertion: 22 × 4 - 4 × 8 = 56
    assert _codes(list_together(usages.current(), "spaser")) == ["tiers-lieux", "clause-sociale-insertion"]


def test_at_most_six_are_kept(mini):
    known = [usage.levier.code for usage in usages.current().of_territoire("244400404")]
    chosen = [code for code in known if code != "spaser"][:8]
    for metropole in ("nantes", "rennes", "lyon"):
        mini.demarche("base", metropole, "spaser")
        for code in chosen:
            mini.demarche(code, metropole, code)
    assert len(list_together(usages.current(), "spaser")) == 6


def test_nothing_is_said_of_a_levier_that_is_nowhere(mini):
    mini.demarche("une", "nantes", "clause-sociale-insertion")
    assert list_together(usages.current(), "spaser") == ()


def test_a_pair_is_given_once_with_what_chance_would_give(mini):
    for metropole in ("nantes", "rennes", "lyon"):
        mini.demarche("une", metropole, "spaser tiers-lieux")
    mini.demarche("seule", "lille", "spaser")
    (pair,) = list_pairs(usages.current())
    assert (pair.un.code, pair.autre.code) == ("tiers-lieux", "spaser")
    assert (pair.nb_ensemble, pair.nb_un, pair.nb_autre) == (3, 3, 4)
    assert pair.attendu == 3 * 4 / 22


def test_pairs_of_a_champ_hold_at_least_one_of_its_leviers(mini):
    for metropole in ("nantes", "rennes", "lyon"):
        mini.demarche("une", metropole, "spaser tiers-lieux ptce")
    assert len(list_pairs(usages.current())) == 3
    assert len(list_pairs(usages.current(), "achats-responsables")) == 2
