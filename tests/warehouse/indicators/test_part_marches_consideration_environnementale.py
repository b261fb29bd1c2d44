"""Share of the contracts that declare an environmental consideration."""

CODE = "part-marches-consideration-environnementale"


def test_the_share_counts_only_marches_whose_field_is_filled(mini):
    mini.marche(considerations_environnementales=["Clause environnementale"])
    mini.marche(considerations_environnementales=["Critère environnemental"])
    mini.marche(considerations_environnementales=["Pas de considération environnementale"])
    mini.marche(considerations_environnementales=None)
    part = mini.indicator(CODE)
    assert part.valeur == 66.7  # clause and criterion, of three
    assert (part.numerateur, part.denominateur) == (2, 3)
    assert part.couverture_pct == 75.0  # 3 fields filled of 4 contracts


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.marche("breville", considerations_environnementales=["Clause environnementale"])
    mini.marche("orval", considerations_environnementales=["Pas de considération environnementale"])
    assert mini.indicator(CODE, lien="commune").valeur == 100.0
    assert mini.indicator(CODE, lien="metropole").valeur == 0.0


def test_without_any_field_filled_there_is_no_row(mini):
    mini.marche(considerations_environnementales=None)
    assert mini.indicator(CODE) is None


def test_each_year_stands_alone(mini):
    mini.marche(annee=2024, considerations_environnementales=["Clause environnementale"])
    mini.marche(annee=2025, considerations_environnementales=["Pas de considération environnementale"])
    assert mini.indicator(CODE, annee=2024).valeur == 100.0
    assert mini.indicator(CODE, annee=2025).valeur == 0.0
