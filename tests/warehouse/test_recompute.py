"""A value computed again from its rows is the value, for every indicator of the invented territoire."""

import pytest

from leviers.warehouse.explain import read_lignes
from leviers.warehouse.indicateurs import load_indicateurs
from leviers.warehouse.read import FICTIF, find_builds
from leviers.warehouse.recompute import GINI, find_calcul, recompute
from leviers.warehouse.values import group_by_lien, list_valeurs

INDICATEURS = load_indicateurs()


def ligne(numerateur, denominateur=None, *, est_utile=True, numerateur_haut=None):
    return {
        "numerateur": numerateur,
        "numerateur_haut": numerateur_haut,
        "denominateur": denominateur,
        "est_utile": est_utile,
    }


def test_a_share_leaves_out_what_has_no_denominator():
    total = recompute(
        INDICATEURS["part-marches-ess"], [ligne(1, 1), ligne(0, 1), ligne(None, est_utile=False)]
    )
    assert (total.valeur, total.numerateur, total.denominateur) == (50.0, 1.0, 2.0)  # 1 of 2
    assert (total.nb_lignes, total.nb_lignes_utiles) == (3, 2)


def test_a_rate_divides_by_the_population_that_each_row_repeats():
    total = recompute(
        INDICATEURS["siae-pour-100000"], [ligne(1, 200_000), ligne(1, 200_000), ligne(0, 200_000)]
    )
    assert (total.valeur, total.denominateur) == (1.0, 200_000)  # 2 for 200,000


def test_a_median_is_that_of_the_known_rows():
    total = recompute(INDICATEURS["nb-offres-median"], [ligne(1), ligne(4), ligne(None, est_utile=False)])
    assert (total.valeur, total.numerateur) == (2.5, None)


def test_a_half_is_rounded_as_in_the_build():
    total = recompute(INDICATEURS["part-marches-ess"], [ligne(1, 1), *[ligne(0, 1)] * 15])
    assert total.valeur == 6.3  # 1 of 16 is 6.25


def test_without_any_known_row_nothing_is_said():
    total = recompute(INDICATEURS["part-marches-ess"], [ligne(None, est_utile=False)])
    assert (total.valeur, total.numerateur, total.denominateur) == (None, None, None)


@pytest.mark.parametrize("code", sorted(INDICATEURS))
def test_the_sums_of_the_rows_give_the_value_of_the_build(orval_home, code):
    build = find_builds(orval_home)[FICTIF]
    for valeur in list_valeurs(build).get(code, ()):
        with build.open() as connection:
            lignes = read_lignes(connection, code, (valeur.territoire_siren, valeur.lien, valeur.annee))
        total = recompute(INDICATEURS[code], lignes)
        assert (total.nb_lignes, total.nb_lignes_utiles) == (valeur.nb_lignes, valeur.nb_lignes_utiles)
        for name in ("numerateur", "numerateur_haut", "valeur", "valeur_haute"):
            if find_calcul(INDICATEURS[code]) == GINI and name.startswith("valeur"):
                continue
            told = getattr(valeur, name)
            assert getattr(total, name) == (None if told is None else pytest.approx(told)), name
        if find_calcul(INDICATEURS[code]) != GINI:
            assert total.denominateur == (
                None if valeur.denominateur is None else pytest.approx(valeur.denominateur)
            )


def test_values_stand_by_kind_of_body_the_latest_first(orval_home):
    valeurs = list_valeurs(find_builds(orval_home)[FICTIF])["nb-marches"]
    groups = group_by_lien(valeurs)
    assert [*groups] == [lien for lien in ("metropole", "commune", "autre", "territoire") if lien in groups]
    years = [one.annee for one in groups["metropole"]]
    assert years == sorted(years, reverse=True)
