"""Share of the amounts held by holders who may or may not be of the ESS."""

CODE = "part-montants-titulaire-inconnu"


def test_an_unknown_holder_weighs_its_montant(mini):
    mini.marche("orval", "inconnue", 30_000)
    mini.marche("orval", "scop-ess", 20_000)
    mini.marche("orval", "entreprise", 50_000)
    part = mini.indicator(CODE)
    assert (part.valeur, part.couverture_pct) == (30.0, 100.0)


def test_what_is_known_and_unknown_never_exceeds_the_whole(mini):
    mini.marche("orval", "inconnue", 30_000)
    mini.marche("orval", "scop-ess", 20_000)
    mini.marche("orval", "scic-sas", 50_000)
    assert mini.indicator(CODE).valeur + mini.indicator("part-montants-ess").valeur_haute == 100.0


def test_a_marche_held_by_two_is_shared_equally(mini):
    mini.marche("orval", ("inconnue", "entreprise"), 40_000)
    mini.marche("orval", "entreprise", 60_000)
    assert mini.indicator(CODE).valeur == 20.0  # half of 40,000, of 100,000


def test_missing_holders_and_doubtful_montants_lower_the_coverage(mini):
    mini.marche("orval", "inconnue", 10_000)
    mini.marche("orval", None, 10_000)
    mini.marche("orval", "inconnue", 999_999_999)
    mini.marche("orval", "inconnue", None)
    part = mini.indicator(CODE)
    assert (part.valeur, part.couverture_pct) == (100.0, 25.0)


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.marche("breville", "inconnue", 10_000)
    mini.marche("orval", "entreprise", 10_000)
    assert mini.indicator(CODE, lien="commune").valeur == 100.0
    assert mini.indicator(CODE, lien="metropole").valeur == 0.0


def test_without_any_usable_montant_there_is_no_row(mini):
    mini.marche("orval", "inconnue", 0)
    assert mini.indicator(CODE) is None
