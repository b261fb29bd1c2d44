"""Share of the contracts whose amount there is a reason to doubt."""

CODE = "part-marches-montant-douteux"


def test_each_reason_to_doubt_counts(mini):
    mini.marche(montant_eur=0)
    mini.marche(montant_eur=1)
    mini.marche(montant_eur=-500)
    mini.marche(montant_eur=100_000_001)
    mini.marche(montant_eur=50_000)
    part = mini.indicator(CODE)
    assert (part.valeur, part.numerateur, part.denominateur) == (80.0, 4.0, 5.0)


def test_a_missing_montant_is_not_doubtful_but_lowers_the_coverage(mini):
    mini.marche(montant_eur=0)
    mini.marche(montant_eur=50_000)
    mini.marche(montant_eur=None)
    part = mini.indicator(CODE)
    assert (part.valeur, part.couverture_pct) == (50.0, 66.7)


def test_the_same_montant_on_three_marches_of_a_day_is_doubtful(mini):
    for _lot in range(3):
        mini.marche(montant_eur=80_000)
    mini.marche(montant_eur=50_000)
    assert mini.indicator(CODE).valeur == 75.0


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.marche("breville", montant_eur=0)
    mini.marche("orval", montant_eur=50_000)
    assert mini.indicator(CODE, lien="commune").valeur == 100.0
    assert mini.indicator(CODE).valeur == 0.0


def test_without_any_montant_there_is_no_row(mini):
    mini.marche(montant_eur=None)
    assert mini.indicator(CODE) is None
