"""Share of the contracts all of whose holders have a SIRET."""

CODE = "part-marches-siret"


def test_every_holder_must_have_one(mini):
    mini.marche("orval", "entreprise")
    mini.marche("orval", ("entreprise", "scop-ess"))
    groupement = mini.marche("orval", "entreprise")
    mini.titulaire(groupement, "scop-ess", rang=2, titulaire_siret=None, titulaire_siren=None)
    part = mini.indicator(CODE)
    assert part.valeur == 66.7  # two contracts of three
    assert part.couverture_pct == 100.0


def test_a_marche_without_holder_lowers_the_coverage(mini):
    mini.marche("orval", "entreprise")
    mini.marche("orval", None)
    part = mini.indicator(CODE)
    assert (part.valeur, part.couverture_pct) == (100.0, 50.0)


def test_communes_are_told_apart_from_the_metropole(mini):
    sans = mini.marche("breville", None)
    mini.titulaire(sans, "entreprise", titulaire_siret=None)
    mini.marche("orval", "entreprise")
    assert mini.indicator(CODE, lien="commune").valeur == 0.0
    assert mini.indicator(CODE).valeur == 100.0


def test_without_any_holder_there_is_no_row(mini):
    mini.marche("orval", None)
    assert mini.indicator(CODE) is None
