"""Share of the contracts that declare a social clause."""

CODE = "part-marches-clause-sociale"


def test_the_share_counts_only_marches_whose_field_is_filled(mini):
    mini.marche(considerations_sociales=["Clause sociale"])
    mini.marche(considerations_sociales=["Critère social"])
    mini.marche(considerations_sociales=["Clause sociale", "Critère social"])
    mini.marche(considerations_sociales=["Pas de considération sociale"])
    mini.marche(considerations_sociales=None)
    part = mini.indicator(CODE)
    assert part.valeur == 50.0  # the first and the third
    assert (part.numerateur, part.denominateur) == (2, 4)
    assert part.couverture_pct == 80.0  # 4 fields filled of 5 contracts


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.marche("breville", considerations_sociales=["Clause sociale"])
    mini.marche("orval", considerations_sociales=["Critère social"])
    assert mini.indicator(CODE, lien="commune").valeur == 100.0
    assert mini.indicator(CODE, lien="metropole").valeur == 0.0


def test_without_any_field_filled_there_is_no_row(mini):
    mini.marche(considerations_sociales=None)
    assert mini.indicator(CODE) is None


def test_each_year_stands_alone(mini):
    mini.marche(annee=2024, considerations_sociales=["Clause sociale"])
    mini.marche(annee=2025, considerations_sociales=["Critère social"])
    assert mini.indicator(CODE, annee=2024).valeur == 100.0
    assert mini.indicator(CODE, annee=2025).valeur == 0.0
