"""Gini coefficient of the amounts granted to each beneficiary of the ESS."""

CODE = "gini-subventions-ess"


def give(mini, *montants, **given):
    """One grant to an association each, known by its RNA number."""
    for number, montant in enumerate(montants):
        rna = f"W99{number:07d}"
        mini.subvention("orval", None, montant, beneficiaire_nom=rna, beneficiaire_rna=rna, **given)


def test_from_1_to_10_the_coefficient_is_worked_out_by_hand(mini):
    give(mini, *(1_000 * rang for rang in range(1, 11)))
    gini = mini.indicator(CODE)
    # sum(rank × amount) = 1,000 × (1 + 4 + 9 + … + 100) = 385,000; sum = 55,000; n = 10
    # 2 × 385,000 / (10 × 55,000) − 11 / 10 = 1.4 − 1.1
    assert gini.valeur == 0.3
    assert (gini.numerateur, gini.denominateur) == (55_000.0, 10.0)
    assert gini.couverture_pct == 100.0


def test_equal_amounts_give_zero(mini):
    give(mini, *[5_000] * 10)
    assert mini.indicator(CODE).valeur == 0.0


def test_almost_all_to_one_comes_close_to_its_greatest_value(mini):
    give(mini, *[1] * 9, 999_991)
    assert mini.indicator(CODE).valeur == 0.9  # (n − 1) / n is the greatest with 10


def test_the_grants_of_a_beneficiary_are_added_up_first(mini):
    give(mini, *[5_000] * 10)
    give(mini, *[5_000] * 10)
    gini = mini.indicator(CODE)
    assert (gini.valeur, gini.nb_lignes) == (0.0, 20)


def test_under_ten_beneficiaries_there_is_no_row(mini):
    give(mini, *[5_000] * 9)
    assert mini.indicator(CODE) is None


def test_others_than_the_ess_are_not_lines_and_the_unknown_lower_the_coverage(mini):
    give(mini, *[5_000] * 10)
    mini.subvention("orval", "entreprise", 900_000)
    for _grant in range(5):
        mini.subvention("orval", "inconnue", 900_000)
    mini.subvention("orval", "asso-ess", None)
    gini = mini.indicator(CODE)
    assert (gini.valeur, gini.nb_lignes, gini.nb_lignes_utiles) == (0.0, 16, 10)


def test_communes_are_told_apart_from_the_metropole(mini):
    give(mini, *[5_000] * 10)
    mini.subvention("breville", "asso-ess")
    assert mini.indicator(CODE, lien="commune") is None
    assert mini.indicator(CODE).nb_lignes == 10
