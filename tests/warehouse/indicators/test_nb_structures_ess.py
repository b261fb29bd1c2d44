"""Number of legal units of the ESS that stand in the territoire: in mini, Atelier is always there."""

from tests.warehouse.mini import BODIES

CODE = "nb-structures-ess"


def count(mini):
    return mini.indicator(CODE, lien="territoire", annee=None)


def test_units_placed_by_a_list_or_by_their_head_office_are_counted(mini):
    mini.etablissement("scop-ess", "99002")
    nombre = count(mini)
    assert (nombre.valeur, nombre.valeur_haute) == (
        2.0,
        2.0,
    )  # Atelier by the list, the SCOP by its head office
    assert nombre.couverture_pct == 100.0


def test_a_name_alone_is_only_in_the_high_value(mini):
    mini.etablissement("scic-sas", "99001")
    nombre = count(mini)
    assert (nombre.valeur, nombre.valeur_haute) == (1.0, 2.0)


def test_a_unit_named_by_two_lists_counts_once(mini):
    mini.structure("esat", "atelier-ess", code_commune="99001", capacite=10)
    assert count(mini).valeur == 1.0


def test_a_unit_that_nothing_places_or_that_stands_elsewhere_is_not_counted(mini):
    mini.etablissement("asso-ess", "75056")
    assert count(mini).valeur == 1.0


def test_a_unit_that_closed_is_not_counted(mini):
    mini.insert(
        "unites_legales",
        siren=BODIES["ailleurs"],
        categorie_juridique="9220",
        denomination="Ancienne association",
        etat_administratif="C",
    )
    mini.etablissement("ailleurs", "99001")
    assert count(mini).valeur == 1.0


def test_a_company_outside_the_ess_is_not_counted(mini):
    mini.etablissement("entreprise", "99001")
    assert count(mini).valeur == 1.0
