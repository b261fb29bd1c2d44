"""How many of the three families of data tell of the métropole itself."""

CODE = "jeux-publies"


def test_each_family_counts_once(mini):
    mini.marche("orval")
    mini.marche("orval")
    mini.deliberation("orval")
    jeux = mini.indicator(CODE)
    assert (jeux.valeur, jeux.denominateur) == (2.0, 3.0)
    assert (jeux.nb_lignes, jeux.couverture_pct) == (3, 100.0)


def test_all_three_families_give_three(mini):
    mini.marche("orval")
    mini.subvention("orval")
    mini.deliberation("orval")
    assert mini.indicator(CODE).valeur == 3.0


def test_each_year_stands_alone(mini):
    mini.marche("orval", annee=2023)
    mini.subvention("orval")
    assert mini.indicator(CODE, annee=2023).valeur == 1.0
    assert mini.indicator(CODE, annee=2024).valeur == 1.0


def test_what_the_communes_publish_is_not_counted(mini):
    mini.marche("breville")
    mini.subvention("tanne")
    assert mini.indicator(CODE) is None
    assert mini.indicator(CODE, lien="commune") is None


def test_a_year_without_anything_has_no_row(mini):
    mini.marche("orval", annee=2023)
    assert mini.indicator(CODE, annee=2022) is None
