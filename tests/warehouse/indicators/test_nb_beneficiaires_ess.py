"""Number of distinct beneficiaries of grants that belong to the ESS."""

CODE = "nb-beneficiaires-ess"


def test_a_beneficiary_counts_once_whatever_its_grants(mini):
    mini.subvention("orval", "asso-ess")
    mini.subvention("orval", "asso-ess")
    mini.subvention("orval", "scop-ess")
    mini.subvention("orval", "entreprise")
    nombre = mini.indicator(CODE)
    assert (nombre.valeur, nombre.valeur_haute, nombre.couverture_pct) == (2.0, 2.0, 100.0)


def test_a_name_alone_is_only_in_the_high_value(mini):
    mini.subvention("orval", "asso-ess")
    mini.subvention("orval", None, beneficiaire_nom="Association des Rives")
    mini.subvention("orval", None, beneficiaire_nom="ASSOCIATION DES RIVES")
    nombre = mini.indicator(CODE)
    assert (nombre.valeur, nombre.valeur_haute) == (1.0, 2.0)  # the same name, however it is written


def test_a_refusal_makes_no_beneficiary(mini):
    mini.subvention("orval", "asso-ess", 0)
    mini.subvention("orval", "scop-ess", None)
    nombre = mini.indicator(CODE)
    assert (nombre.valeur, nombre.couverture_pct) == (1.0, 50.0)


def test_each_year_counts_its_own(mini):
    mini.subvention("orval", "asso-ess", annee=2023)
    mini.subvention("orval", "asso-ess", annee=2024)
    assert mini.indicator(CODE, annee=2023).valeur == 1.0
    assert mini.indicator(CODE, annee=2024).valeur == 1.0


def test_two_communes_count_a_beneficiary_once(mini):
    mini.subvention("breville", "asso-ess")
    mini.subvention("tanne", "asso-ess")
    assert mini.indicator(CODE, lien="commune").valeur == 1.0


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.subvention("breville", "asso-ess", 1_000)
    mini.subvention("orval", "entreprise", 1_000)
    assert mini.indicator(CODE, lien="commune").valeur == 1.0
    assert mini.indicator(CODE).valeur == 0.0


def test_when_nothing_is_known_of_any_beneficiary_there_is_no_row(mini):
    mini.subvention("orval", "inconnue", 1_000)
    assert mini.indicator(CODE) is None
