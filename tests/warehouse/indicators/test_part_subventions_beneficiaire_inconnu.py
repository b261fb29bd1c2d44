"""Share of the amounts granted to those who may or may not be of the ESS."""

CODE = "part-subventions-beneficiaire-inconnu"


def test_an_unknown_beneficiary_weighs_its_montant(mini):
    mini.subvention("orval", "inconnue", 20_000)
    mini.subvention("orval", None, 10_000, beneficiaire_nom="Les Rives")
    mini.subvention("orval", "asso-ess", 30_000)
    mini.subvention("orval", "entreprise", 40_000)
    part = mini.indicator(CODE)
    assert (part.valeur, part.couverture_pct) == (30.0, 100.0)


def test_what_is_known_and_unknown_makes_the_whole(mini):
    mini.subvention("orval", "inconnue", 30_000)
    mini.subvention("orval", "asso-ess", 20_000)
    mini.subvention("orval", None, 50_000, beneficiaire_nom="Association des Rives")
    assert mini.indicator(CODE).valeur + mini.indicator("part-subventions-ess").valeur_haute == 100.0


def test_missing_montants_and_beneficiaries_lower_the_coverage(mini):
    mini.subvention("orval", "inconnue", 10_000)
    mini.subvention("orval", "inconnue", None)
    mini.subvention("orval", None, 10_000)
    part = mini.indicator(CODE)
    assert (part.valeur, part.couverture_pct) == (100.0, 33.3)


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.subvention("breville", "inconnue")
    mini.subvention("orval", "entreprise")
    assert mini.indicator(CODE, lien="commune").valeur == 100.0
    assert mini.indicator(CODE).valeur == 0.0


def test_without_any_usable_montant_there_is_no_row(mini):
    mini.subvention("orval", "inconnue", 0)
    assert mini.indicator(CODE) is None
