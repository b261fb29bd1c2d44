"""Share of the amounts of grants that goes to the ESS."""

CODE = "part-subventions-ess"


def test_each_grant_weighs_its_montant(mini):
    mini.subvention("orval", "asso-ess", 30_000)
    mini.subvention("orval", "entreprise", 70_000)
    part = mini.indicator(CODE)
    assert (part.valeur, part.valeur_haute, part.couverture_pct) == (30.0, 30.0, 100.0)


def test_a_name_alone_is_only_in_the_high_value(mini):
    mini.subvention("orval", "asso-ess", 20_000)
    mini.subvention("orval", None, 30_000, beneficiaire_nom="Association des Rives")
    mini.subvention("orval", "entreprise", 50_000)
    part = mini.indicator(CODE)
    assert (part.valeur, part.valeur_haute) == (20.0, 50.0)


def test_an_unknown_beneficiary_counts_in_the_denominator(mini):
    mini.subvention("orval", "asso-ess", 25_000)
    mini.subvention("orval", "inconnue", 75_000)
    part = mini.indicator(CODE)
    assert (part.valeur, part.couverture_pct) == (25.0, 100.0)


def test_missing_montants_and_beneficiaries_lower_the_coverage(mini):
    mini.subvention("orval", "asso-ess", 10_000)
    mini.subvention("orval", "asso-ess", None)
    mini.subvention("orval", "asso-ess", 0)
    mini.subvention("orval", None, 90_000)
    part = mini.indicator(CODE)
    assert (part.valeur, part.couverture_pct) == (100.0, 25.0)


def test_an_association_known_by_its_rna_number_is_certain(mini):
    mini.subvention("orval", None, 10_000, beneficiaire_nom="Les Rives", beneficiaire_rna="W991234567")
    mini.subvention("orval", "entreprise", 10_000)
    assert mini.indicator(CODE).valeur == 50.0


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.subvention("breville", "asso-ess", 1_000)
    mini.subvention("orval", "entreprise", 1_000)
    assert mini.indicator(CODE, lien="commune").valeur == 100.0
    assert mini.indicator(CODE).valeur == 0.0


def test_when_nothing_is_known_of_any_beneficiary_there_is_no_row(mini):
    mini.subvention("orval", "inconnue", 1_000)
    assert mini.indicator(CODE) is None
