"""acheteurs: bodies met as buyer, granting or deliberating, and the territoire they act for."""

import pytest


@pytest.mark.parametrize(
    ("body", "lien", "territoire"),
    [
        ("orval", "metropole", "900000001"),
        ("breville", "commune", "900000001"),
        ("office-orval", "autre", "900000001"),
        ("ailleurs", "hors", None),
    ],
)
def test_each_body_has_its_link_with_a_territoire(mini, body, lien, territoire):
    mini.etablissement("office-orval", "99002")
    mini.etablissement("ailleurs", "75056")
    mini.marche(body)
    assert mini.rows("select lien, territoire_siren from facts.acheteurs") == [(lien, territoire)]


def test_a_commune_whose_head_office_stands_elsewhere_remains_a_commune(mini):
    mini.etablissement("breville", "99002")
    mini.marche("breville")
    assert mini.rows("select lien from facts.acheteurs") == [("commune",)]


def test_an_establishment_that_is_no_head_office_gives_no_link(mini):
    mini.insert(
        "etablissements", siren="900000005", siret="90000000500028", code_commune="99001", est_siege=False
    )
    mini.marche("office-orval")
    assert mini.rows("select lien from facts.acheteurs") == [("hors",)]


def test_bodies_come_from_every_kind_of_act_once_each(mini):
    mini.marche("orval")
    mini.subvention("orval")
    mini.concession("breville")
    mini.subvention("tanne")
    mini.deliberation("ailleurs")
    found = mini.rows("select siren from facts.acheteurs order by 1")
    assert found == [("900000001",), ("900000002",), ("900000003",), ("900000004",)]


def test_a_body_bears_the_name_it_is_most_often_given(mini):
    for name in ("Mairie", "Ville d’Orval", "Ville d’Orval", None, None, None):
        mini.marche("orval", acheteur_nom=name)
    assert mini.rows("select nom from facts.acheteurs") == [("Ville d’Orval",)]


def test_a_body_that_is_never_named_bears_its_official_name(mini):
    mini.marche("orval", acheteur_nom=None)
    mini.marche("breville", acheteur_nom=None)
    assert mini.rows("select nom from facts.acheteurs order by siren") == [
        ("Orval Métropole",),
        ("Bréville",),
    ]


def test_a_body_without_siren_is_in_no_list(mini):
    mini.marche(acheteur_siren=None, acheteur_id="FR123")
    assert mini.rows("select count(*) from facts.acheteurs") == [(0,)]
    assert mini.rows("select lien, acheteur_nom from facts.marches") == [("hors", "orval")]
