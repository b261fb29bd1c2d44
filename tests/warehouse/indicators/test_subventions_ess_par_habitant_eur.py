"""Grants to the ESS per inhabitant of the territoire."""

CODE = "subventions-ess-par-habitant-eur"


def test_the_sum_is_divided_by_the_inhabitants(mini):
    mini.subvention("orval", "asso-ess", 150_000)
    mini.subvention("orval", "scop-ess", 75_000)
    mini.subvention("orval", "entreprise", 900_000)
    part = mini.indicator(CODE)
    assert part.valeur == 2.25  # 225,000 € for 100,000 inhabitants
    assert (part.numerateur, part.denominateur) == (225_000.0, 100_000.0)


def test_communes_are_divided_by_the_whole_territoire(mini):
    mini.subvention("breville", "asso-ess", 60_000)
    assert mini.indicator(CODE, lien="commune").valeur == 0.6  # not 60,000 € for the 60,000 of Bréville
    assert mini.indicator(CODE) is None


def test_a_name_alone_is_only_in_the_high_value(mini):
    mini.subvention("orval", "asso-ess", 50_000)
    mini.subvention("orval", None, 30_000, beneficiaire_nom="Association des Rives")
    part = mini.indicator(CODE)
    assert (part.valeur, part.valeur_haute) == (0.5, 0.8)


def test_unknown_beneficiaries_and_missing_montants_lower_the_coverage(mini):
    mini.subvention("orval", "asso-ess", 50_000)
    mini.subvention("orval", "inconnue", 50_000)
    mini.subvention("orval", "asso-ess", None)
    part = mini.indicator(CODE)
    assert (part.valeur, part.couverture_pct) == (0.5, 33.3)


def test_when_nothing_is_known_of_any_beneficiary_there_is_no_row(mini):
    mini.subvention("orval", "inconnue", 50_000)
    assert mini.indicator(CODE) is None
