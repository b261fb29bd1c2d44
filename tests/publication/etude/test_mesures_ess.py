"""What the chapter on the ESS counts: people, lists, distributions, shares that are never compared."""

import pytest

SIAE = "siae-pour-100000"


def test_people_and_communes_of_one_metropole_and_of_all(petites):
    petites.metropole("1", population=100, population_annee=2023, nb_communes=3)
    petites.metropole("2", population=50, population_annee=2023, nb_communes=1)
    assert petites.valeur("ess-population", "1") == 100
    assert petites.valeur("ess-population", "ensemble") == 150
    assert petites.mesurer("ess-population", "ensemble").annee == 2023
    assert petites.valeur("ess-communes", "ensemble") == 4
    assert petites.valeur("ess-annees", "population") == 2023


@pytest.fixture
def listes(petites):
    """SIAE counted in two métropoles, and a figure that a page gives without any count."""
    for ident, siren, cle, valeur, annee, calcul in (
        ("a", "1", "siae", "30", 2020, "lignes comptées"),
        ("b", "2", "siae", "12", 2020, "lignes comptées"),
        ("c", "1", "budget_ess", "5000", 2022, None),
    ):
        petites.add(
            "reperes",
            id=ident,
            territoire_siren=siren,
            cle=cle,
            genre="nombre",
            valeur=valeur,
            annee=annee,
            calcul=calcul,
        )
    return petites


def test_only_counted_lists_are_added_up(listes):
    assert listes.valeur("ess-listes", "siae") == 42
    assert listes.valeur("ess-listes-metropoles", "siae") == 2
    assert listes.valeur("ess-listes", "budget_ess") is None
    assert listes.valeur("ess-listes-metropoles", "budget_ess") == 0
    assert listes.valeur("ess-listes-repere", "2.siae") == 12
    assert listes.valeur("ess-listes-repere", "3.siae") is None


def test_a_year_is_said_when_all_share_it(listes):
    assert listes.valeur("ess-annees", "liste.siae") == 2020
    listes.add(
        "reperes",
        id="d",
        territoire_siren="3",
        cle="siae",
        genre="nombre",
        valeur="1",
        annee=2021,
        calcul="x",
    )
    assert listes.valeur("ess-annees", "liste.siae") is None


def test_two_counts_of_the_same_list_in_one_metropole_are_not_chosen_between(listes):
    listes.add(
        "reperes",
        id="d",
        territoire_siren="1",
        cle="siae",
        genre="nombre",
        valeur="9",
        annee=2021,
        calcul="x",
    )
    assert listes.valeur("ess-listes-repere", "1.siae") is None


def test_a_share_of_employment_stays_alone(petites):
    for ident, siren, valeur in (("a", "1", "10.5"), ("b", "1", "12"), ("c", "2", "9")):
        petites.add(
            "reperes", id=ident, territoire_siren=siren, cle="part_emploi_ess", genre="nombre", valeur=valeur
        )
    assert petites.valeur("ess-part-emploi", "a") == 10.5
    assert petites.valeur("ess-part-emploi-connues", "metropoles") == 2
    assert petites.valeur("ess-part-emploi-connues", "valeurs") == 3


def test_a_distribution_takes_the_last_year_of_each_metropole(petites):
    for siren, annee, valeur, couverture, lien in (
        ("1", 2019, 99.0, 10.0, "territoire"),  # an older year
        ("1", 2020, 4.0, 100.0, "territoire"),
        ("2", 2020, 6.0, 80.0, "territoire"),
        ("3", 2020, 11.0, 100.0, "territoire"),
        ("3", 2020, 1.0, 100.0, "commune"),  # another body
    ):
        petites.add(
            "valeurs",
            code=SIAE,
            territoire_siren=siren,
            annee=annee,
            valeur=valeur,
            couverture_pct=couverture,
            lien=lien,
        )
    assert petites.valeur("ess-repartition", f"{SIAE}.minimum") == 4
    assert petites.valeur("ess-repartition", f"{SIAE}.mediane") == 6
    assert petites.valeur("ess-repartition", f"{SIAE}.maximum") == 11
    assert petites.valeur("ess-repartition", f"{SIAE}.effectif") == 3
    assert petites.mesurer("ess-repartition", f"{SIAE}.mediane").couverture_pct == 80
    assert petites.valeur("ess-couverture", SIAE) == 80  # 10 is of an older year
    assert petites.valeur("ess-annees-indicateurs", SIAE) == 2020
