"""Who is like me: distances worked out by hand, weights, variables that are missing."""

import math

import pytest

from leviers.catalogue import published
from leviers.comparison import neighbours
from leviers.comparison.neighbours import find_comparables, read_weights, standardise
from leviers.comparison.variables import Variable, list_variables, load_surfaces
from leviers.reference import territoires

ONLY_POPULATION = {
    f"poids-{code}": "0" for code in ("densite", "part-qpv", "structures-ess", "region", "statut")
}


def variable(code, poids=1.0, **given):
    said = {"nom": code, "unite": "", "annee": "2024", "source": "Orval", "source_url": "", "precision": ""}
    return Variable(code=code, poids=poids, **said, **given)


@pytest.fixture
def orval(monkeypatch):
    """Three territoires and two variables: 1, 10, 100 on a logarithm, and the same région for two of them."""
    a, b, c = list(territoires.load_metropoles())[:3]
    known = {siren: territoires.load_metropoles()[siren] for siren in (a, b, c)}
    variables = [
        variable("population", est_log=True, valeurs={a: 1.0, b: 10.0, c: 100.0}),
        variable("region", noms={a: "Est", b: "Est", c: "Ouest"}),
    ]
    monkeypatch.setattr(neighbours, "list_variables", lambda catalogue, build: tuple(variables))
    monkeypatch.setattr(neighbours, "load_metropoles", lambda: known)
    neighbours._standardise_all.cache_clear()
    yield a, b, c, variables
    neighbours._standardise_all.cache_clear()


def test_the_robust_scale_is_the_median_and_the_median_deviation():
    # median 3, deviations 2 1 0 1 97, their median 1: z = (x - 3) / 1.4826
    found = standardise({"a": 1, "b": 2, "c": 3, "d": 4, "e": 100}, is_log=False)
    assert found["c"] == 0
    assert found["d"] == pytest.approx(0.6745, abs=1e-4)
    assert found["e"] == pytest.approx(97 / 1.4826)


def test_ratios_are_compared_on_their_logarithm():
    # ln 1, ln 10, ln 100: median ln 10, median deviation ln 10
    found = standardise({"a": 1, "b": 10, "c": 100}, is_log=True)
    assert found["a"] == pytest.approx(-1 / 1.4826)
    assert found["c"] == pytest.approx(1 / 1.4826)


def test_a_value_that_has_no_logarithm_is_unknown_rather_than_zero():
    assert set(standardise({"a": 0, "b": 10, "c": 100, "d": 1000}, is_log=True)) == {"b", "c", "d"}


def test_a_variable_that_is_the_same_nearly_everywhere_tells_nothing():
    assert standardise({"a": 5, "b": 5, "c": 5, "d": 9}, is_log=False) == {}


def test_a_distance_is_the_one_worked_out_by_hand(orval):
    a, b, c, _ = orval
    found = find_comparables(None, None, a).voisins
    gap = 1 / 1.4826  # between 1 and 10
    assert [voisin.territoire.siren for voisin in found] == [b, c]
    assert found[0].distance == round(math.sqrt((gap**2 + 0) / 2), 3)  # same région
    assert found[1].distance == round(math.sqrt(((2 * gap) ** 2 + 1) / 2), 3)  # another one


def test_weights_change_the_distance(orval):
    a, _b, _c, _ = orval
    found = find_comparables(None, None, a, {"poids-population": "3", "poids-region": "1"})
    gap = 1 / 1.4826
    assert found.poids == {"population": 3, "region": 1}
    assert found.voisins[0].distance == round(math.sqrt(3 * gap**2 / 4), 3)


def test_an_unknown_variable_is_left_out_of_the_pair_and_told(orval):
    a, b, _c, variables = orval
    del variables[0].valeurs[b]
    neighbours._standardise_all.cache_clear()
    near = {voisin.territoire.siren: voisin for voisin in find_comparables(None, None, a).voisins}
    assert [missing.code for missing in near[b].manquantes] == ["population"]
    assert near[b].distance == 0  # only the région is left, and it is the same


def test_nothing_in_common_is_last_and_has_no_distance(orval):
    a, b, c, variables = orval
    del variables[0].valeurs[b], variables[1].noms[b]
    neighbours._standardise_all.cache_clear()
    found = find_comparables(None, None, a).voisins
    assert [(voisin.territoire.siren, voisin.distance is None) for voisin in found] == [(c, False), (b, True)]


@pytest.mark.parametrize(("text", "weight"), [("2", 2), ("0,5", 0.5), (" 1.5 ", 1.5), ("0", 0), ("5", 5)])
def test_a_weight_is_read_with_a_comma_or_a_point(text, weight):
    known = (variable("population"), variable("region"))
    assert read_weights({"poids-population": text}, known) == ({"population": weight, "region": 1}, ())


@pytest.mark.parametrize("text", ["-1", "5.1", "deux", "nan", "inf", "1e9", "💥" * 500, "<script>"])
def test_a_weight_that_is_not_one_is_refused_and_the_default_kept(text):
    assert read_weights({"poids-population": text}, (variable("population", 0.5),)) == (
        {"population": 0.5},
        ("population",),
    )


def test_weights_that_are_all_zero_are_refused_together():
    known = (variable("population"), variable("region", 0.5))
    given = {"poids-population": "0", "poids-region": "0"}
    assert read_weights(given, known) == ({"population": 1, "region": 0.5}, ("population", "region"))


def test_the_real_territoires_have_their_variables_with_source_and_year(catalogue):
    found = {variable.code: variable for variable in list_variables(catalogue, None)}
    assert list(found) == ["population", "densite", "part-qpv", "region", "statut"]
    assert all(variable.source and variable.annee and variable.precision for variable in found.values())
    assert all(len(variable.noms or variable.valeurs) == 22 for variable in found.values())
    nantes = territoires.index_by_slug()["nantes"]
    assert found["densite"].valeurs[nantes.siren] == nantes.population / 533.3


def test_structures_come_from_the_build_when_there_is_one(catalogue, mini_build, siren):
    mini_build.indicator("nb-structures-ess", {"nantes": 69}, annee=None, lien="territoire")
    found = {variable.code: variable for variable in list_variables(catalogue, mini_build.build)}
    assert found["structures-ess"].valeurs == {siren("nantes"): 10_000 * 69 / 689456}


def test_every_metropole_has_a_plausible_surface():
    assert set(load_surfaces()) == set(territoires.load_metropoles())
    assert all(100 < surface < 3_500 for surface in load_surfaces().values())


def test_everyone_else_is_there_once_and_the_nearest_is_plausible(catalogue, siren):
    found = find_comparables(published.current(), None, siren("nantes"), ONLY_POPULATION)
    assert len(found.voisins) == len({voisin.territoire.siren for voisin in found.voisins}) == 21
    assert found.voisins[0].territoire.slug == "nice"  # 574,000, the nearest ratio to 689,000
    assert found.voisins[-1].territoire.slug == "grand-paris"
