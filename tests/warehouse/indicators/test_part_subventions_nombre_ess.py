"""Share of the grants, by number, that goes to the ESS."""

CODE = "part-subventions-nombre-ess"


def test_a_grant_counts_once_whatever_its_montant(mini):
    mini.subvention("orval", "asso-ess", 500)
    mini.subvention("orval", "entreprise", 1_000_000)
    mini.subvention("orval", "entreprise", None)
    mini.subvention("orval", "inconnue", 100)
    part = mini.indicator(CODE)
    assert (part.valeur, part.denominateur, part.couverture_pct) == (25.0, 4.0, 100.0)


def test_a_name_alone_is_only_in_the_high_value(mini):
    mini.subvention("orval", "asso-ess")
    mini.subvention("orval", None, beneficiaire_nom="Fondation des Rives")
    part = mini.indicator(CODE)
    assert (part.valeur, part.valeur_haute) == (50.0, 100.0)


def test_refusals_and_missing_beneficiaries_lower_the_coverage(mini):
    mini.subvention("orval", "asso-ess")
    mini.subvention("orval", "entreprise")
    mini.subvention("orval", "asso-ess", 0)
    mini.subvention("orval", None)
    part = mini.indicator(CODE)
    assert (part.valeur, part.couverture_pct) == (50.0, 50.0)


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.subvention("breville", "asso-ess", 1_000)
    mini.subvention("orval", "entreprise", 1_000)
    assert mini.indicator(CODE, lien="commune").valeur == 100.0
    assert mini.indicator(CODE).valeur == 0.0


def test_when_nothing_is_known_of_any_beneficiary_there_is_no_row(mini):
    mini.subvention("orval", "inconnue", 1_000)
    assert mini.indicator(CODE) is None
