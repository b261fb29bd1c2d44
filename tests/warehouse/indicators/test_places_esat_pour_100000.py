"""Authorised places in ESAT per 100,000 inhabitants."""

CODE = "places-esat-pour-100000"


def test_places_of_all_lines_are_added_up(mini):
    mini.structure("esat", "esat-ess", code_commune="99001", capacite=60)
    mini.structure("esat", "esat-ess", code_commune="99002", capacite=35, type="Secondaire")
    places = mini.indicator(CODE, lien="territoire")
    assert (places.valeur, places.numerateur) == (95.0, 95.0)  # 95 places for 100,000 inhabitants


def test_a_line_without_its_places_lowers_the_coverage(mini):
    mini.structure("esat", "esat-ess", code_commune="99001", capacite=60)
    mini.structure("esat", "asso-ess", code_commune="99001", capacite=None)
    places = mini.indicator(CODE, lien="territoire")
    assert (places.valeur, places.couverture_pct) == (60.0, 50.0)


def test_without_any_places_there_is_no_row(mini):
    mini.structure("esat", "esat-ess", code_commune="99001")
    assert mini.indicator(CODE, lien="territoire") is None


def test_other_lists_are_not_counted(mini):
    mini.structure("geiq", "asso-ess", code_commune="99001", capacite=10)
    assert mini.indicator(CODE, lien="territoire") is None
