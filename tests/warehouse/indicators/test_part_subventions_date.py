"""Share of the grants that carry a full date."""

from datetime import date

CODE = "part-subventions-date"


def test_the_share_is_of_all_grants_of_the_year(mini):
    mini.subvention("orval", date_convention=date(2024, 5, 2))
    mini.subvention("orval", date_convention=None)
    mini.subvention("orval", date_convention=None)
    mini.subvention("orval", date_convention=None)
    part = mini.indicator(CODE)
    assert part.valeur == 25.0  # one of four
    assert (part.denominateur, part.couverture_pct) == (4.0, 100.0)


def test_a_grant_without_montant_counts_too(mini):
    mini.subvention("orval", date_convention=date(2024, 5, 2), montant_eur=None)
    mini.subvention("orval", date_convention=None)
    assert mini.indicator(CODE).valeur == 50.0


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.subvention("breville", date_convention=date(2024, 5, 2))
    mini.subvention("orval", date_convention=None)
    assert mini.indicator(CODE, lien="commune").valeur == 100.0
    assert mini.indicator(CODE).valeur == 0.0


def test_a_grant_without_a_year_belongs_nowhere(mini):
    mini.subvention(annee=None)
    assert mini.indicator(CODE) is None
    assert mini.indicator(CODE, annee=None) is None
