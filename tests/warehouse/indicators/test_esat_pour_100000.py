"""Organisations that run an ESAT, per 100,000 inhabitants."""

CODE = "esat-pour-100000"


def test_organisations_are_divided_by_the_inhabitants(mini):
    mini.structure("esat", "esat-ess", code_commune="99001")
    mini.structure("esat", "asso-ess", code_commune="99002")
    esat = mini.indicator(CODE, lien="territoire")
    assert (esat.valeur, esat.couverture_pct) == (2.0, 100.0)


def test_several_places_of_an_organisation_count_once(mini):
    mini.structure("esat", "esat-ess", nom="Atelier A", code_commune="99001")
    mini.structure("esat", "esat-ess", nom="Atelier B", code_commune="99002")
    esat = mini.indicator(CODE, lien="territoire")
    assert (esat.valeur, esat.nb_lignes) == (1.0, 2)


def test_a_place_without_siren_counts_by_its_name(mini):
    mini.structure("esat", "esat-ess", code_commune="99001")
    mini.structure("esat", None, nom="ESAT des Rives", code_commune="99001")
    assert mini.indicator(CODE, lien="territoire").valeur == 2.0


def test_outside_the_territoire_nothing_is_counted(mini):
    mini.structure("esat", "esat-ess", code_commune="75056")
    assert mini.indicator(CODE, lien="territoire") is None


def test_a_list_without_a_year_has_none(mini):
    mini.structure("esat", "esat-ess", code_commune="99001", fichier="esat.csv")
    assert mini.indicator(CODE, lien="territoire", annee=None).valeur == 1.0
    assert mini.indicator(CODE, lien="territoire", annee=2024) is None
