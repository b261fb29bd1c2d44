"""Share of the grants whose beneficiary has a SIREN or a SIRET."""

CODE = "part-subventions-siret"


def test_the_share_is_of_all_grants_of_the_year(mini):
    mini.subvention("orval", "asso-ess")
    mini.subvention("orval", None, beneficiaire_nom="Les Amis du Moulin")
    mini.subvention("orval", None, beneficiaire_nom="Les Amis du Moulin")
    mini.subvention("orval", None, beneficiaire_nom="Les Amis du Moulin")
    part = mini.indicator(CODE)
    assert part.valeur == 25.0  # one of four
    assert (part.denominateur, part.couverture_pct) == (4.0, 100.0)


def test_a_grant_without_montant_counts_too(mini):
    mini.subvention("orval", "asso-ess", montant_eur=None)
    mini.subvention("orval", None, beneficiaire_nom="Les Amis du Moulin")
    assert mini.indicator(CODE).valeur == 50.0


def test_communes_are_told_apart_from_the_metropole(mini):
    mini.subvention("breville", "asso-ess")
    mini.subvention("orval", None, beneficiaire_nom="Les Amis du Moulin")
    assert mini.indicator(CODE, lien="commune").valeur == 100.0
    assert mini.indicator(CODE).valeur == 0.0


def test_a_grant_without_a_year_belongs_nowhere(mini):
    mini.subvention(annee=None)
    assert mini.indicator(CODE) is None
    assert mini.indicator(CODE, annee=None) is None
