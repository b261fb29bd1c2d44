"""deliberations: acts of councils, and whether their title names the ESS."""

import pytest


@pytest.mark.parametrize(
    "objet",
    [
        "Soutien à l’économie sociale et solidaire, programme 2024",
        "ÉCONOMIE SOCIALE : appel à projets",
        "Plan d’actions ESS 2024-2026",
        "Entrée au capital d’une SCIC",
        "Subvention à la Scop Les Charpentiers – SCOP",
        "Adoption du SPASER",
        "Tiers-lieux : règlement d’attribution",
        "Création d’un PTCE",
        "Insertion par l'activité économique : conventions",
        "Monnaie locale : adhésion",
        "Adhésion à France Active",
    ],
)
def test_a_title_that_names_the_ess_is_found(mini, objet):
    mini.deliberation(objet=objet)
    assert mini.rows("select cite_ess from facts.deliberations") == [(True,)]


@pytest.mark.parametrize(
    "objet",
    [
        "Essai de chaussée",
        "Ess. de voirie",
        "Centre communal d’action sociale",
        "Logement social : garantie d’emprunt",
        "Tiers payant",
        "Développement économique, solidarités et action sociale",
        "VITESSE LIMITEE, PRESSE",
        "Scopie",
        None,
    ],
)
def test_a_word_of_another_meaning_is_not_the_ess(mini, objet):
    mini.deliberation(objet=objet)
    assert mini.rows("select cite_ess from facts.deliberations") == [(False,)]


def test_an_exact_repeat_is_left_aside(mini):
    for objet in ("Budget", "BUDGET"):
        mini.deliberation(delib_id="2024-1", objet=objet)
    assert mini.rows("select deliberation_id from facts.deliberations") == [("900000001-2024-1",)]


def test_a_number_that_comes_back_for_another_act_is_kept(mini):
    for objet in ("Budget", "Compte administratif"):
        mini.deliberation(delib_id="2024-1", objet=objet)
    assert mini.rows("select deliberation_id, objet from facts.deliberations order by 1") == [
        ("900000001-2024-1", "Budget"),
        ("900000001-2024-1.2", "Compte administratif"),
    ]


def test_acts_without_number_of_bodies_without_siren_are_all_kept(mini):
    for objet in ("Budget", "Voirie"):
        mini.deliberation(delib_id=None, collectivite_siren=None, objet=objet)
    columns = "count(distinct deliberation_id), min(lien)"
    assert mini.rows(f"select {columns} from facts.deliberations") == [(2, "hors")]


def test_an_act_carries_its_body_and_territoire(mini):
    mini.deliberation("breville")
    columns = "collectivite_nom, territoire_siren, lien, annee"
    assert mini.rows(f"select {columns} from facts.deliberations") == [
        ("breville", "900000001", "commune", 2024)
    ]
