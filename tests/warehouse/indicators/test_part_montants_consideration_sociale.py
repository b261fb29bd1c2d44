"""Share of the amounts of contracts that declare a social consideration."""

CODE = "part-montants-consideration-sociale"


def test_each_marche_weighs_its_montant(mini):
    mini.marche(montant_eur=30_000, considerations_sociales=["Clause sociale"])
    mini.marche(montant_eur=90_000, considerations_sociales=["Pas de considération sociale"])
    part = mini.indicator(CODE)
    assert part.valeur == 25.0  # 30,000 of 120,000
    assert part.couverture_pct == 100.0


def test_an_empty_field_is_left_out_and_lowers_the_coverage(mini):
    mini.marche(montant_eur=30_000, considerations_sociales=["Clause sociale"])
    mini.marche(montant_eur=500_000, considerations_sociales=None)
    part = mini.indicator(CODE)
    assert (part.valeur, part.couverture_pct) == (100.0, 50.0)


def test_a_missing_or_doubtful_montant_is_left_out(mini):
    mini.marche(montant_eur=10_000, considerations_sociales=["Critère social"])
    mini.marche(montant_eur=30_000, considerations_sociales=["Pas de considération sociale"])
    mini.marche(montant_eur=None, considerations_sociales=["Clause sociale"])
    mini.marche(montant_eur=999_999_999, considerations_sociales=["Clause sociale"])
    part = mini.indicator(CODE)
    assert (part.valeur, part.couverture_pct) == (25.0, 50.0)


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.marche("breville", considerations_sociales=["Marché réservé"])
    mini.marche("orval", considerations_sociales=["Pas de considération sociale"])
    assert mini.indicator(CODE, lien="commune").valeur == 100.0
    assert mini.indicator(CODE, lien="metropole").valeur == 0.0


def test_without_any_field_filled_there_is_no_row(mini):
    mini.marche(montant_eur=10_000)
    assert mini.indicator(CODE) is None
