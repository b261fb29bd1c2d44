"""Tiers-lieux and workshops of making per 100,000 inhabitants."""

CODE = "tiers-lieux-pour-100000"


def test_places_known_by_name_are_divided_by_the_inhabitants(mini):
    mini.structure("tiers-lieux", None, nom="La Forge", code_commune="99001")
    mini.structure("tiers-lieux", None, nom="Le Hangar", code_commune="99002")
    lieux = mini.indicator(CODE, lien="territoire")
    assert (lieux.valeur, lieux.couverture_pct) == (2.0, 100.0)


def test_the_same_name_twice_counts_once(mini):
    mini.structure("tiers-lieux", None, nom="La Forge", code_commune="99001")
    mini.structure("tiers-lieux", None, nom="LA FORGE ", code_commune="99001")
    assert mini.indicator(CODE, lien="territoire").valeur == 1.0


def test_a_line_without_a_name_lowers_the_coverage(mini):
    mini.structure("tiers-lieux", None, nom="La Forge", code_commune="99001")
    mini.structure("tiers-lieux", None, nom=None, code_commune="99001")
    lieux = mini.indicator(CODE, lien="territoire")
    assert (lieux.valeur, lieux.couverture_pct) == (1.0, 50.0)


def test_outside_the_territoire_nothing_is_counted(mini):
    mini.structure("tiers-lieux", None, nom="La Forge", code_commune="75056")
    assert mini.indicator(CODE, lien="territoire") is None
