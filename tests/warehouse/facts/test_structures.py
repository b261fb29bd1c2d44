"""structures: organisations of public lists, placed by the surest sign there is."""

import pytest

ORVAL = "900000001"


def placed(mini):
    return mini.rows("select placement, territoire_siren from facts.structures where genre <> 'siae'")


@pytest.mark.parametrize(
    ("given", "placement"),
    [
        ({"code_commune": "99001"}, "code"),
        ({"code_commune": "99007"}, "code"),  # before the merger
        ({"code_postal": "99100"}, "code-postal"),
        ({"code_postal": "99299", "commune": "TANNE"}, "nom-commune"),
        ({"code_postal": "99299", "commune": "Bréville"}, "nom-commune"),
        ({"code_postal": "99200"}, None),  # shared with a commune of elsewhere
        ({"code_postal": "99200", "commune": "Tanne"}, "nom-commune"),
        ({"code_postal": "99200", "commune": "Lointaine"}, None),
        ({"code_postal": "75001", "commune": "Tanne"}, None),  # a namesake in another département
        ({"code_commune": "75056", "code_postal": "99100"}, None),  # the code is surer
        ({"commune": "Tanne"}, None),  # without département, a name says nothing
        ({}, None),
    ],
)
def test_a_structure_is_placed_by_the_surest_sign(mini, given, placement):
    mini.structure("esat", None, nom="Les Glycines", **given)
    assert placed(mini) == [(placement, ORVAL if placement else None)]


def test_a_siret_in_sirene_is_surer_than_a_postcode(mini):
    mini.etablissement("esat-ess", "99002")
    mini.structure("esat", "esat-ess", siret="91000000400010", code_postal="75001")
    assert placed(mini) == [("siret", ORVAL)]


def test_a_siret_whose_commune_is_elsewhere_leaves_the_postcode_alone(mini):
    """Sirene says where this establishment is: outside; the postcode of the list is its management’s."""
    mini.etablissement("esat-ess", "75056")
    mini.structure("esat", "esat-ess", siret="91000000400010", code_postal="99100")
    assert placed(mini) == [(None, None)]


def test_two_lines_of_one_structure_are_two_rows(mini):
    for _ in range(2):
        mini.structure("esat", "esat-ess", siret="91000000400010")
    assert mini.rows("select count(distinct structure_id) from facts.structures where genre = 'esat'") == [
        (2,)
    ]


@pytest.mark.parametrize(
    ("fichier", "annee"), [("esat-2024.csv", 2024), ("geiq_20231231.csv", 2023), ("liste.csv", None)]
)
def test_the_year_is_that_of_the_name_of_the_file(mini, fichier, annee):
    mini.structure("esat", None, fichier=fichier)
    assert mini.rows("select annee from facts.structures where genre = 'esat'") == [(annee,)]


def test_a_commune_code_delivered_for_another_territoire_is_not_here(mini):
    """The newest list of communes wins: Tanne left Orval."""
    mini.insert(
        "communes", code_insee="99001", nom="Bréville", siren="900000002", epci_siren=ORVAL, annee=2026
    )
    mini.insert("communes", code_insee="99002", nom="Tanne", siren="900000003", epci_siren="1", annee=2026)
    mini.structure("esat", None, code_commune="99002")
    assert placed(mini) == [(None, None)]
    assert mini.rows("select code_insee from facts.communes") == [("99001",)]


def test_an_older_list_of_communes_does_not_win(mini):
    for annee, epci in ((2020, "1"), (2026, ORVAL)):
        mini.insert("communes", code_insee="99002", nom="Tanne", epci_siren=epci, annee=annee)
    assert mini.rows("select code_insee, annee from facts.communes") == [("99002", 2026)]


@pytest.mark.parametrize("given", [("75056", "75111"), ("13055", "13201"), ("69123", "69381")])
def test_an_arrondissement_is_its_commune(mini, given):
    commune, arrondissement = given
    mini.engine.execute("insert into reference.anciens_codes values (?, ?)", [arrondissement, commune])
    mini.engine.execute(
        "insert into reference.communes values (?, 'Ville', '900000009', '900000001', 1)", [commune]
    )
    mini.structure("esat", None, code_commune=arrondissement)
    assert placed(mini) == [("code", ORVAL)]
