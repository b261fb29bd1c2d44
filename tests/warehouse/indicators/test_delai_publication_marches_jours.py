"""Median number of days between notification and publication."""

from datetime import date

CODE = "delai-publication-marches-jours"


def test_the_middle_delay_is_given(mini):
    for jour in (16, 25, 31):
        mini.marche(date_publication=date(2024, 3, jour))
    delai = mini.indicator(CODE)
    assert (delai.valeur, delai.couverture_pct) == (10.0, 100.0)  # 1, 10 and 16 days after 15 March


def test_a_missing_date_or_one_before_notification_lowers_the_coverage(mini):
    mini.marche(date_publication=date(2024, 3, 20))
    mini.marche(date_publication=date(2024, 3, 14))
    mini.marche(date_publication=None)
    delai = mini.indicator(CODE)
    assert (delai.valeur, delai.couverture_pct) == (5.0, 33.3)


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.marche("breville", date_publication=date(2024, 3, 17))
    mini.marche("orval", date_publication=date(2024, 3, 15))
    assert mini.indicator(CODE, lien="commune").valeur == 2.0
    assert mini.indicator(CODE).valeur == 0.0


def test_without_any_delay_there_is_no_row(mini):
    mini.marche()
    assert mini.indicator(CODE) is None
