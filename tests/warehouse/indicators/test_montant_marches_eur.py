"""Sum of the credible amounts of the contracts notified in the year."""

CODE = "montant-marches-eur"


def test_montants_are_added_up(mini):
    mini.marche(montant_eur=30_000)
    mini.marche(montant_eur=70_000.50)
    montant = mini.indicator(CODE)
    assert (montant.valeur, montant.couverture_pct) == (100_000.5, 100.0)


def test_missing_or_doubtful_montants_are_left_out(mini):
    mini.marche(montant_eur=10_000)
    mini.marche(montant_eur=None)
    mini.marche(montant_eur=1)
    mini.marche(montant_eur=999_999_999)
    montant = mini.indicator(CODE)
    assert (montant.valeur, montant.couverture_pct) == (10_000.0, 25.0)


def test_a_ceiling_repeated_on_three_lots_is_left_out(mini):
    for _lot in range(3):
        mini.marche(montant_eur=4_000_000)
    mini.marche(montant_eur=5_000)
    assert mini.indicator(CODE).valeur == 5_000.0


def test_the_last_modification_is_the_one_that_counts(mini):
    marche = mini.marche(montant_eur=10_000)
    mini.modification(marche, montant_eur=15_000)
    assert mini.indicator(CODE).valeur == 15_000.0


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.marche("breville", montant_eur=10_000)
    mini.marche("orval", montant_eur=20_000)
    assert mini.indicator(CODE, lien="commune").valeur == 10_000.0
    assert mini.indicator(CODE).valeur == 20_000.0


def test_without_any_usable_montant_there_is_no_row(mini):
    mini.marche(montant_eur=0)
    assert mini.indicator(CODE) is None
