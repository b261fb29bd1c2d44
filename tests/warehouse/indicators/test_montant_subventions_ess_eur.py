"""Sum of the grants to the ESS."""

CODE = "montant-subventions-ess-eur"


def test_grants_to_the_ess_are_added_up(mini):
    mini.subvention("orval", "asso-ess", 3_000)
    mini.subvention("orval", "scop-ess", 4_500.50)
    mini.subvention("orval", "entreprise", 10_000)
    montant = mini.indicator(CODE)
    assert (montant.valeur, montant.valeur_haute, montant.couverture_pct) == (7_500.5, 7_500.5, 100.0)


def test_a_name_alone_is_only_in_the_high_value(mini):
    mini.subvention("orval", "asso-ess", 3_000)
    mini.subvention("orval", None, 2_000, beneficiaire_nom="Association des Rives")
    montant = mini.indicator(CODE)
    assert (montant.valeur, montant.valeur_haute) == (3_000.0, 5_000.0)


def test_missing_or_doubtful_montants_lower_the_coverage(mini):
    mini.subvention("orval", "asso-ess", 3_000)
    mini.subvention("orval", "asso-ess", None)
    mini.subvention("orval", "asso-ess", -3_000)
    mini.subvention("orval", "asso-ess", 200_000_000)
    montant = mini.indicator(CODE)
    assert (montant.valeur, montant.couverture_pct) == (3_000.0, 25.0)


def test_an_unknown_beneficiary_lowers_the_coverage(mini):
    mini.subvention("orval", "asso-ess", 3_000)
    mini.subvention("orval", "inconnue", 9_000)
    montant = mini.indicator(CODE)
    assert (montant.valeur, montant.couverture_pct) == (3_000.0, 50.0)


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.subvention("breville", "asso-ess", 1_000)
    mini.subvention("orval", "entreprise", 1_000)
    assert mini.indicator(CODE, lien="commune").valeur == 1_000.0
    assert mini.indicator(CODE).valeur == 0.0


def test_when_nothing_is_known_of_any_beneficiary_there_is_no_row(mini):
    mini.subvention("orval", "inconnue", 1_000)
    assert mini.indicator(CODE) is None
