"""Amounts that are most likely the ceiling of a whole, said again on each part."""

from datetime import date


def give(mini, *jours, montant_eur=57_824_009, **given):
    """One contract a day given, all with the same amount."""
    for jour in jours:
        mini.marche(montant_eur=montant_eur, date_notification=jour, **given)


def doubts(mini):
    return [row[0] for row in mini.rows("select montant_douteux from facts.montants order by ligne")]


def test_the_same_montant_on_three_marches_of_a_day_is_doubtful(mini):
    give(mini, *[date(2024, 8, 19)] * 3)
    assert doubts(mini) == ["plafond-repete"] * 3
    assert mini.rows("select distinct regle from facts.plafonds_repetes") == [("meme-jour",)]


def test_over_several_days_of_a_year_the_title_must_be_the_same(mini):
    days = date(2024, 8, 19), date(2024, 8, 28), date(2024, 9, 4)
    give(mini, *days, objet="Ateliers sportifs")
    assert doubts(mini) == ["plafond-repete"] * 3
    assert mini.rows("select distinct regle from facts.plafonds_repetes") == [("meme-objet",)]


def test_case_does_not_make_another_title(mini):
    give(mini, date(2024, 8, 19), date(2024, 8, 28), objet="Ateliers sportifs")
    give(mini, date(2024, 9, 4), objet="ATELIERS SPORTIFS ")
    assert doubts(mini) == ["plafond-repete"] * 3


def test_other_titles_other_years_or_none_are_believed(mini):
    give(mini, date(2024, 8, 19), date(2024, 8, 28), date(2024, 9, 4))
    give(mini, date(2022, 8, 19), date(2023, 8, 19), date(2025, 8, 19), objet="Entretien", montant_eur=10)
    give(mini, date(2024, 8, 19), date(2024, 8, 28), date(2024, 9, 4), objet=None, montant_eur=20)
    assert doubts(mini) == [None] * 9


def test_two_are_not_enough_and_another_buyer_does_not_count(mini):
    give(mini, *[date(2024, 8, 19)] * 2, objet="Ateliers")
    give(mini, date(2024, 8, 19), objet="Ateliers", acheteur="breville")
    assert doubts(mini) == [None] * 3
