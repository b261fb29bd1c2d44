"""Number of distinct holders of contracts that belong to the ESS."""

CODE = "nb-titulaires-ess"


def test_a_holder_counts_once_whatever_its_marches(mini):
    mini.marche("orval", "scop-ess")
    mini.marche("orval", "scop-ess")
    mini.marche("orval", ("scop-ess", "atelier-ess"))
    mini.marche("orval", "entreprise")
    nombre = mini.indicator(CODE)
    assert (nombre.valeur, nombre.valeur_haute) == (2.0, 2.0)
    assert nombre.couverture_pct == 100.0


def test_a_name_alone_is_only_in_the_high_value(mini):
    mini.marche("orval", "scop-ess")
    mini.marche("orval", "scic-sas")
    nombre = mini.indicator(CODE)
    assert (nombre.valeur, nombre.valeur_haute) == (1.0, 2.0)


def test_unknown_or_missing_holders_lower_the_coverage(mini):
    mini.marche("orval", "scop-ess")
    mini.marche("orval", "entreprise")
    mini.marche("orval", "inconnue")
    mini.marche("orval", None)
    nombre = mini.indicator(CODE)
    assert (nombre.valeur, nombre.couverture_pct) == (1.0, 50.0)


def test_known_holders_outside_the_ess_give_zero(mini):
    mini.marche("orval", "entreprise")
    assert mini.indicator(CODE).valeur == 0.0


def test_when_nothing_is_known_of_any_holder_there_is_no_row(mini):
    mini.marche("orval", "inconnue")
    assert mini.indicator(CODE) is None


def test_each_year_and_each_kind_of_body_counts_its_own(mini):
    mini.marche("orval", "scop-ess", annee=2024)
    mini.marche("orval", "scop-ess", annee=2025)
    mini.marche("breville", "scop-ess", annee=2024)
    mini.marche("tanne", "scop-ess", annee=2024)
    assert mini.indicator(CODE, annee=2024).valeur == 1.0
    assert mini.indicator(CODE, annee=2025).valeur == 1.0
    assert mini.indicator(CODE, annee=2024, lien="commune").valeur == 1.0  # once for both communes


def test_a_holder_that_a_modification_replaced_is_not_counted(mini):
    marche = mini.marche("orval", "scop-ess")
    mini.modification(marche, titulaires_id=["92000000100010"])
    assert mini.indicator(CODE) is None or mini.indicator(CODE).valeur == 0.0
