"""titulaires: who holds a contract, at signature and after modifications."""

from datetime import date

import pytest

MASK = "[personne physique possible, nom masqué]"


def holders(mini, columns="titulaire_siren, est_actuel, est_modification"):
    return mini.rows(f"select {columns} from facts.titulaires order by contrat_id, ordre")


def test_holders_of_a_contract_are_all_there_in_their_order(mini):
    mini.marche(titulaire=("entreprise", "scop-ess"))
    assert holders(mini) == [("920000001", True, False), ("910000002", True, False)]


def test_a_modification_that_names_holders_replaces_those_of_before(mini):
    contract = mini.marche(titulaire=("entreprise", "scop-ess"))
    mini.modification(
        contract, date_notification=date(2025, 1, 1), titulaires_id=["91000000200010", "91000000100010"]
    )
    assert holders(mini) == [
        ("920000001", False, False),  # left
        ("910000002", True, False),  # stays
        ("910000001", True, True),  # came
    ]


def test_only_the_last_modification_that_names_holders_counts(mini):
    contract = mini.marche(titulaire="entreprise")
    mini.modification(contract, rang=1, date_notification=date(2025, 1, 1), titulaires_id=["91000000100010"])
    mini.modification(contract, rang=2, date_notification=date(2025, 2, 1), titulaires_id=["91000000200010"])
    mini.modification(contract, rang=3, date_notification=date(2025, 3, 1), titulaires_id=[])
    assert holders(mini) == [("920000001", False, False), ("910000002", True, True)]


def test_a_modification_without_holder_replaces_nobody(mini):
    mini.modification(mini.marche(), date_notification=date(2025, 1, 1), montant_eur=5)
    assert holders(mini) == [("920000001", True, False)]


def test_holders_of_concessions_are_there_too(mini):
    concession = mini.concession()
    mini.titulaire(concession, "entreprise")
    assert holders(mini, "genre, titulaire_siren") == [("concession", "920000001")]


@pytest.mark.parametrize(
    ("siren", "name", "key"),
    [
        ("920000001", "Dupuis", "920000001"),
        ("920000001", MASK, "920000001"),
        (None, "Établissements Dupuis & Fils", "nom:etablissements dupuis fils"),
        (None, MASK, None),
        (None, "[nom masqué]", None),
        (None, "Particuliers", None),
        (None, "Rugby club de [nom masqué]", "nom:rugby club de nom masque"),
        (None, "???", None),
        (None, None, None),
    ],
)
def test_a_holder_is_known_by_its_siren_else_by_its_name(mini, siren, name, key):
    contract = mini.marche(titulaire=None)
    mini.titulaire(contract, "entreprise", titulaire_siren=siren, titulaire_siret=None, titulaire_nom=name)
    assert holders(mini, "tiers_id") == [(key,)]


def test_the_parts_of_a_contract_sum_to_one(mini):
    mini.marche(titulaire=("scop-ess", "scic-sas", "entreprise", "inconnue"))
    columns = "nb_titulaires, part_certaine, part_probable, part_hors, part_inconnue"
    assert mini.rows(f"select {columns} from facts.parts_ess") == [(4, 0.25, 0.25, 0.25, 0.25)]


def test_a_holder_that_left_has_no_part(mini):
    contract = mini.marche(titulaire="entreprise")
    mini.modification(contract, date_notification=date(2025, 1, 1), titulaires_id=["91000000200010"])
    assert mini.rows("select nb_titulaires, part_certaine from facts.parts_ess") == [(1, 1.0)]


def test_a_masked_holder_is_of_unknown_degree(mini):
    contract = mini.marche(titulaire=None)
    mini.titulaire(contract, "inconnue", titulaire_siren=None, titulaire_siret=None, titulaire_nom=MASK)
    assert mini.rows("select part_inconnue from facts.parts_ess") == [(1.0,)]
    assert mini.rows("select count(*) from facts.tiers") == [(0,)]
