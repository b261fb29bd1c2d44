"""What the opening chapters count in the catalogue and in the matrix, worked out by hand."""

import pytest


@pytest.fixture
def trois(petites):
    """Three métropoles, three leviers: spaser seen in all, ptce in one, garantie nowhere."""
    for siren, nb_leviers in (("1", 2), ("2", 1), ("3", 1)):
        petites.metropole(siren, nb_leviers_reperes=nb_leviers)
        petites.usage(siren, "spaser", 2)
    petites.usage("1", "ptce", 4, champ="rd-cooperation")
    petites.usage("2", "ptce", 0, champ="rd-cooperation")
    petites.usage("3", "ptce", -1, champ="rd-cooperation")
    for code, nb in (("spaser", 3), ("ptce", 1), ("garantie", 0)):
        petites.add("leviers", code=code, nb_metropoles=nb, nb_demarches=nb, relu=code == "ptce")
    return petites


def test_champs_are_counted_apart_from_the_transversal_one(petites):
    for code, transversal in (("gouvernance-strategie", True), ("a", False), ("b", False)):
        petites.add("champs", code=code, transversal=transversal)
    assert petites.valeur("vue-champs", "non") == 2
    assert petites.valeur("vue-champs", "oui") == 1


def test_cases_usages_and_niveaux_of_the_matrix(trois):
    assert trois.valeur("vue-cases") == 6
    assert trois.valeur("vue-usages") == 4  # three spaser, one ptce
    assert trois.valeur("vue-niveaux", "documente") == 3
    assert trois.valeur("vue-niveaux", "mesure") == 1
    assert trois.valeur("vue-niveaux", "non-observable") == 1
    assert trois.valeur("vue-niveaux", "declare") == 0


def test_leviers_of_a_metropole_have_a_lowest_a_median_and_a_highest(trois):
    assert trois.valeur("vue-leviers-repartis", "minimum") == 1
    assert trois.valeur("vue-leviers-repartis", "mediane") == 1
    assert trois.valeur("vue-leviers-repartis", "maximum") == 2
    assert len(trois.lignes("vue-leviers-repartis", "mediane")) == 3


def test_a_levier_is_common_from_two_thirds_on(trois):
    assert trois.valeur("vue-leviers-diffusion", "deux-tiers") == 1
    assert trois.valeur("vue-leviers-diffusion", "ailleurs") == 1
    assert trois.valeur("vue-leviers-diffusion", "aucune") == 1
    trois.add("leviers", code="scic", nb_metropoles=2)  # two of three: exactly two thirds
    assert trois.valeur("vue-leviers-diffusion", "deux-tiers") == 2


def test_a_champ_counts_the_metropoles_where_one_of_its_leviers_is_seen(trois):
    assert trois.valeur("vue-champs-metropoles", "achats-responsables") == 3
    assert trois.valeur("vue-champs-metropoles", "rd-cooperation") == 1


def test_leviers_without_demarche_and_sheets_reviewed(trois):
    assert trois.valeur("limites-leviers") == 1
    assert trois.valeur("limites-fiches") == 1


def test_competences_leave_out_what_no_sheet_says(petites):
    for code, nature in (("a", "propre"), ("b", "propre"), ("c", None)):
        petites.add("leviers", code=code, competence_nature=nature)
    assert petites.valeur("cadre-competences", "propre") == 2
    assert petites.valeur("cadre-competences", "partagee") == 0


def test_demarches_and_what_they_lack(petites):
    whole = {"annee_debut": 2020, "montant_eur": 5.0, "statut": "en cours", "confiance": "haute"}
    bare = {"annee_debut": None, "montant_eur": None, "statut": "inconnu", "confiance": "moyenne"}
    petites.add("demarches", id="a", territoire_siren="1", territoire="Un", **whole)
    petites.add("demarches", id="b", territoire_siren="1", territoire="Un", **bare)
    for demarche, ordre, url, est_morte in (
        ("a", 1, "https://x", False),
        ("a", 2, "https://y", True),
        ("b", 1, "https://y", False),
    ):
        petites.add("demarches_sources", demarche_id=demarche, ordre=ordre, url=url, est_morte=est_morte)
    petites.add("reperes", id="r", territoire_siren="1", genre="oui", cle="spaser")
    assert petites.valeur("vue-demarches") == 2
    assert petites.valeur("vue-metropoles-demarches") == 1
    assert petites.valeur("vue-pages", "toutes") == 2  # y is cited twice
    assert petites.valeur("vue-pages", "mortes") == 1
    for manque in ("une-source", "source-secondaire", "sans-annee", "sans-montant", "statut-inconnu"):
        assert [row["id"] for row in petites.lignes("limites-demarches", manque)] == ["b"]
        assert petites.valeur("limites-demarches", manque) == 1
    assert petites.valeur("couverture-fiches", "1.demarches") == 2
    assert petites.valeur("couverture-fiches", "1.reperes") == 1
    assert petites.valeur("couverture-fiches", "2.demarches") == 0
