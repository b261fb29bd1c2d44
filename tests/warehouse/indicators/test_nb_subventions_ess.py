"""Number of grants to the ESS."""

CODE = "nb-subventions-ess"


def test_grants_to_the_ess_are_counted_one_by_one(mini):
    mini.subvention("orval", "asso-ess")
    mini.subvention("orval", "asso-ess")
    mini.subvention("orval", "scop-ess")
    mini.subvention("orval", "entreprise")
    nombre = mini.indicator(CODE)
    assert (nombre.valeur, nombre.valeur_haute, nombre.couverture_pct) == (3.0, 3.0, 100.0)


def test_a_name_alone_is_only_in_the_high_value(mini):
    mini.subvention("orval", "asso-ess")
    mini.subvention("orval", None, beneficiaire_nom="Association des Rives")
    nombre = mini.indicator(CODE)
    assert (nombre.valeur, nombre.valeur_haute) == (1.0, 2.0)


def test_unknown_or_unwritten_beneficiaries_lower_the_coverage(mini):
    mini.subvention("orval", "asso-ess")
    mini.subvention("orval", None, beneficiaire_nom="Les Rives")
    mini.subvention("orval", None)
    mini.subvention("orval", "entreprise")
    nombre = mini.indicator(CODE)
    assert (nombre.valeur, nombre.couverture_pct) == (1.0, 50.0)


def test_a_grant_without_montant_counts_but_a_refusal_does_not(mini):
    mini.subvention("orval", "asso-ess", None)
    mini.subvention("orval", "asso-ess", 0, nature="aide en nature")
    mini.subvention("orval", "asso-ess", 0)
    mini.subvention("orval", "asso-ess", -500)
    nombre = mini.indicator(CODE)
    assert (nombre.valeur, nombre.couverture_pct) == (2.0, 50.0)


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.subvention("breville", "asso-ess", 1_000)
    mini.subvention("orval", "entreprise", 1_000)
    assert mini.indicator(CODE, lien="commune").valeur == 1.0
    assert mini.indicator(CODE).valeur == 0.0


def test_when_nothing_is_known_of_any_beneficiary_there_is_no_row(mini):
    mini.subvention("orval", "inconnue", 1_000)
    assert mini.indicator(CODE) is None
