"""Number of contracts that declare to be reserved."""

CODE = "nb-marches-reserves"


def test_reserved_marches_are_counted_among_fields_filled(mini):
    mini.marche(considerations_sociales=["Marché réservé"])
    mini.marche(considerations_sociales=["Clause sociale", "Marché réservé"])
    mini.marche(considerations_sociales=["Clause sociale"])
    mini.marche(considerations_sociales=None)
    nombre = mini.indicator(CODE)
    assert nombre.valeur == 2.0
    assert nombre.couverture_pct == 75.0  # 3 fields filled of 4
    assert nombre.denominateur is None


def test_fields_filled_without_any_reserved_marche_give_zero(mini):
    mini.marche(considerations_sociales=["Pas de considération sociale"])
    assert mini.indicator(CODE).valeur == 0.0


def test_without_any_field_filled_there_is_no_row(mini):
    mini.marche(considerations_sociales=None)
    assert mini.indicator(CODE) is None


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.marche("tanne", considerations_sociales=["Marché réservé"])
    mini.marche("breville", considerations_sociales=["Marché réservé"])
    assert mini.indicator(CODE, lien="commune").valeur == 2.0
    assert mini.indicator(CODE, lien="metropole") is None
