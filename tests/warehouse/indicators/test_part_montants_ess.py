"""Share of the amounts of contracts held by the ESS."""


def test_marche_without_montant_is_left_out_of_the_share(mini):
    mini.marche("orval", "atelier-ess", 30_000)
    mini.marche("orval", "entreprise", 70_000)
    mini.marche("orval", "atelier-ess", None)
    part = mini.indicator("part-montants-ess")
    assert part.valeur == 30.0  # 30,000 of 100,000
    assert part.couverture_pct == 66.7  # 2 contracts of 3 carry an amount


def test_a_name_alone_is_only_in_the_high_value(mini):
    mini.marche("orval", "scop-ess", 20_000)
    mini.marche("orval", "scic-sas", 30_000)
    mini.marche("orval", "entreprise", 50_000)
    part = mini.indicator("part-montants-ess")
    assert (part.valeur, part.valeur_haute) == (20.0, 50.0)  # certain: the SCOP; probable: the SAS named SCIC


def test_a_marche_held_by_two_is_shared_equally(mini):
    mini.marche("orval", ("scop-ess", "entreprise"), 40_000)
    mini.marche("orval", "entreprise", 60_000)
    assert mini.indicator("part-montants-ess").valeur == 20.0  # half of 40,000, of 100,000


def test_a_doubtful_montant_does_not_spoil_the_sum(mini):
    mini.marche("orval", "scop-ess", 10_000)
    mini.marche("orval", "entreprise", 999_999_999)
    part = mini.indicator("part-montants-ess")
    assert (part.valeur, part.couverture_pct) == (100.0, 50.0)


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.marche("breville", "scop-ess", 10_000)
    mini.marche("orval", "entreprise", 10_000)
    assert mini.indicator("part-montants-ess", lien="commune").valeur == 100.0
    assert mini.indicator("part-montants-ess", lien="metropole").valeur == 0.0


def test_without_any_usable_montant_there_is_no_row(mini):
    mini.marche("orval", "scop-ess", 0)
    assert mini.indicator("part-montants-ess") is None


def test_when_nothing_is_known_of_any_holder_there_is_no_row(mini):
    mini.marche("orval", "inconnue", 10_000)
    assert mini.indicator("part-montants-ess") is None
