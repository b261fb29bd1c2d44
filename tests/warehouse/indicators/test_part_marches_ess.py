"""Share of the contracts, by number, held by the ESS."""

CODE = "part-marches-ess"


def test_a_marche_counts_once_whatever_its_montant(mini):
    mini.marche("orval", "scop-ess", 1_000_000)
    mini.marche("orval", "entreprise", 2_000)
    mini.marche("orval", "entreprise", None)
    mini.marche("orval", "entreprise", 0)
    part = mini.indicator(CODE)
    assert (part.valeur, part.valeur_haute) == (25.0, 25.0)  # one of four
    assert part.couverture_pct == 100.0


def test_a_name_alone_is_only_in_the_high_value(mini):
    mini.marche("orval", "atelier-ess")
    mini.marche("orval", "scic-sas")
    mini.marche("orval", "entreprise")
    part = mini.indicator(CODE)
    assert (part.valeur, part.valeur_haute) == (33.3, 66.7)


def test_a_marche_held_by_two_counts_by_halves(mini):
    mini.marche("orval", ("scop-ess", "entreprise"))
    mini.marche("orval", "entreprise")
    assert mini.indicator(CODE).valeur == 25.0  # half of one, of two


def test_an_unknown_holder_counts_in_the_denominator(mini):
    mini.marche("orval", "scop-ess")
    mini.marche("orval", "inconnue")
    part = mini.indicator(CODE)
    assert (part.valeur, part.denominateur) == (50.0, 2.0)


def test_a_marche_without_holder_lowers_the_coverage(mini):
    mini.marche("orval", "scop-ess")
    mini.marche("orval", None)
    part = mini.indicator(CODE)
    assert (part.valeur, part.couverture_pct) == (100.0, 50.0)


def test_when_nothing_is_known_of_any_holder_there_is_no_row(mini):
    mini.marche("orval", "inconnue")
    assert mini.indicator(CODE) is None


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.marche("breville", "scop-ess")
    mini.marche("orval", "entreprise")
    assert mini.indicator(CODE, lien="commune").valeur == 100.0
    assert mini.indicator(CODE, lien="metropole").valeur == 0.0
