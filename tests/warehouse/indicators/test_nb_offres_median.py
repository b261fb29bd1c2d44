"""Median number of tenders received for a contract."""

CODE = "nb-offres-median"


def test_the_middle_one_is_given(mini):
    for nombre in (1, 2, 12):
        mini.marche(offres_recues=nombre)
    median = mini.indicator(CODE)
    assert (median.valeur, median.couverture_pct) == (2.0, 100.0)
    assert (median.numerateur, median.denominateur) == (None, None)


def test_between_two_middle_ones_half_way_is_given(mini):
    for nombre in (1, 2, 3, 9):
        mini.marche(offres_recues=nombre)
    assert mini.indicator(CODE).valeur == 2.5


def test_a_silent_marche_or_a_zero_lowers_the_coverage(mini):
    mini.marche(offres_recues=4)
    mini.marche(offres_recues=None)
    mini.marche(offres_recues=0)
    median = mini.indicator(CODE)
    assert (median.valeur, median.couverture_pct) == (4.0, 33.3)


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.marche("breville", offres_recues=7)
    mini.marche("orval", offres_recues=1)
    assert mini.indicator(CODE, lien="commune").valeur == 7.0
    assert mini.indicator(CODE).valeur == 1.0


def test_without_any_number_there_is_no_row(mini):
    mini.marche()
    assert mini.indicator(CODE) is None
