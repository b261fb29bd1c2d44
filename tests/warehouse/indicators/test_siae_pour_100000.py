"""Organisations of insertion per 100,000 inhabitants: in mini, one is always there."""

CODE = "siae-pour-100000"


def test_structures_are_divided_by_the_inhabitants(mini):
    mini.structure("siae", "scop-ess", type="ETTI", code_postal="99100")
    siae = mini.indicator(CODE, lien="territoire")
    assert (siae.valeur, siae.denominateur) == (2.0, 100_000.0)  # with Atelier
    assert siae.couverture_pct == 100.0


def test_two_agreements_of_a_structure_count_once(mini):
    mini.structure("siae", "atelier-ess", type="ACI", code_postal="99100")
    siae = mini.indicator(CODE, lien="territoire")
    assert (siae.valeur, siae.nb_lignes) == (1.0, 2)


def test_geiq_and_entreprises_adaptees_of_the_list_are_left_aside(mini):
    mini.structure("siae", "asso-ess", type="GEIQ", code_postal="99100")
    mini.structure("siae", "esat-ess", type="EA", code_postal="99100")
    assert mini.indicator(CODE, lien="territoire").valeur == 1.0


def test_without_siren_the_name_tells_structures_apart(mini):
    mini.structure("siae", None, nom="Élan", type="ACI", code_postal="99100")
    mini.structure("siae", None, nom="ELAN", type="EI", code_postal="99100")
    mini.structure("siae", None, nom=None, type="EI", code_postal="99100")
    siae = mini.indicator(CODE, lien="territoire")
    assert (siae.valeur, siae.couverture_pct) == (2.0, 75.0)  # Atelier and Élan; 3 lines of 4


def test_a_structure_that_nothing_places_is_not_counted(mini):
    mini.structure("siae", "scop-ess", type="EI", code_postal="99200")  # also a commune outside
    mini.structure("siae", "asso-ess", type="EI", code_postal="75001")
    assert mini.indicator(CODE, lien="territoire").valeur == 1.0


def test_each_list_has_its_own_year_and_no_kind_of_body(mini):
    mini.structure("siae", "scop-ess", type="EI", code_postal="99100", fichier="siae.csv")
    assert mini.indicator(CODE, lien="territoire", annee=2024).valeur == 1.0
    assert mini.indicator(CODE, lien="territoire", annee=None).valeur == 1.0
    assert mini.indicator(CODE, lien="metropole") is None
