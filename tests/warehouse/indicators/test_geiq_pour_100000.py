"""GEIQ per 100,000 inhabitants."""

CODE = "geiq-pour-100000"


def test_geiq_are_divided_by_the_inhabitants(mini):
    mini.structure("geiq", "asso-ess", code_postal="99100", type="siège")
    geiq = mini.indicator(CODE, lien="territoire")
    assert (geiq.valeur, geiq.couverture_pct) == (1.0, 100.0)


def test_head_office_and_branch_of_the_same_geiq_count_once(mini):
    mini.structure("geiq", "asso-ess", code_postal="99100", type="siège")
    mini.structure("geiq", "asso-ess", code_postal="99100", type="antenne")
    assert mini.indicator(CODE, lien="territoire").valeur == 1.0


def test_a_line_without_siren_only_lowers_the_coverage(mini):
    mini.structure("geiq", "asso-ess", code_postal="99100", type="siège")
    mini.structure("geiq", None, nom="Antenne d’Orval", code_postal="99100", type="antenne")
    geiq = mini.indicator(CODE, lien="territoire")
    assert (geiq.valeur, geiq.couverture_pct) == (1.0, 50.0)


def test_lines_without_siren_alone_give_no_row(mini):
    mini.structure("geiq", None, nom="TEST IMPORT", code_postal="99100", type="siège")
    assert mini.indicator(CODE, lien="territoire") is None


def test_the_list_of_siae_does_not_add_to_it(mini):
    mini.structure("siae", "asso-ess", type="GEIQ", code_postal="99100")
    assert mini.indicator(CODE, lien="territoire") is None
