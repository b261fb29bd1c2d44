"""Two to four territoires side by side, and what the address may hold."""

import pytest

from leviers.catalogue import published
from leviers.comparison.distributions import read_distributions
from leviers.comparison.side_by_side import choose, compare
from leviers.reference import typologie

FIVE = {"nantes": 10, "rennes": 20, "brest": 30, "lille": 40, "lyon": 90}


def slugs(territoires):
    return [one.slug for one in territoires]


def test_territoires_keep_the_order_of_the_address():
    choice = choose(["rennes", "nantes"])
    assert slugs(choice.territoires) == ["rennes", "nantes"]
    assert choice.est_complet


def test_one_is_not_yet_a_comparison():
    assert not choose(["nantes"]).est_complet
    assert choose([]).territoires == ()


def test_unknown_repeated_and_surplus_words_are_set_apart():
    choice = choose(["nantes", "zzz", "NANTES ", "rennes", "brest", "lille", "lyon", "", "nice"])
    assert slugs(choice.territoires) == ["nantes", "rennes", "brest", "lille"]
    assert choice.inconnus == ("zzz",)
    assert slugs(choice.repetes) == ["nantes"]
    assert slugs(choice.en_trop) == ["lyon", "nice"]


def test_an_endless_word_is_cut():
    assert len(choose(["é" * 100_000]).inconnus[0]) == 60


def test_every_levier_stands_once_with_a_usage_for_each(mini):
    mini.demarche("a", "nantes", "spaser")
    mini.demarche("b", "rennes", "spaser tiers-lieux")
    found = compare(published.current(), None, choose(["rennes", "nantes"]).territoires)
    lignes = [ligne for partie in found.parties for ligne in partie.lignes]
    assert {ligne.levier.code for ligne in lignes} == set(typologie.load_leviers())
    assert len(lignes) == 50
    by_code = {ligne.levier.code: ligne for ligne in lignes}
    assert [usage.niveau.code for usage in by_code["tiers-lieux"].usages] == ["documente", "non-repere"]
    assert found.nb_communs == 1
    assert [ligne.levier.code for ligne in found.communs] == ["spaser"]
    achats = next(partie for partie in found.parties if partie.champ.code == "achats-responsables")
    assert achats.nb_reperes == (1, 1)


def test_without_a_build_the_catalogue_is_still_compared(catalogue):
    found = compare(catalogue, None, choose(["rennes", "nantes"]).territoires)
    assert found.indicateurs == found.rares == ()
    assert [variable.code for variable in found.variables] == ["population", "densite", "part-qpv"]


def test_a_distribution_has_its_median_its_year_and_its_sources(mini_build, siren):
    mini_build.indicator("part-a", FIVE)
    (found,) = read_distributions(mini_build.build).dessinees
    assert found.mediane == 30
    assert found.annee == "2024"
    assert found.by_siren[siren("lyon")].valeur == 90
    assert found.sources == ("Données essentielles de la commande publique, fichiers consolidés",)
    assert [one.territoire.slug for one in found.valeurs] == ["lyon", "lille", "nantes", "rennes", "brest"]


def test_the_year_is_the_one_that_most_territoires_have_then_the_latest(mini_build):
    mini_build.indicator("part-a", FIVE, annee=2021)
    mini_build.indicator("part-a", FIVE, annee=2022)
    mini_build.indicator("part-a", {"nantes": 5}, annee=2024)
    (found,) = read_distributions(mini_build.build).dessinees
    assert found.annee == "2022"


def test_a_list_without_a_date_says_so(mini_build):
    mini_build.indicator("part-a", FIVE, annee=None)
    (found,) = read_distributions(mini_build.build).dessinees
    assert found.annee == "année inconnue"


@pytest.mark.parametrize("figures", [{"nantes": 1, "rennes": 2}, dict.fromkeys(FIVE, 7.0)])
def test_too_few_or_all_the_same_is_not_drawn(mini_build, figures):
    mini_build.indicator("part-a", figures)
    found = read_distributions(mini_build.build)
    assert found.dessinees == ()
    assert [one.code for one in found.rares] == ["part-a"]


def test_acts_of_the_metropole_and_of_its_communes_are_never_mixed(mini_build):
    mini_build.indicator("part-a", FIVE)
    mini_build.indicator("part-a", {slug: 1.0 + value for slug, value in FIVE.items()}, lien="commune")
    assert read_distributions(mini_build.build).dessinees[0].mediane == 30
    assert read_distributions(mini_build.build, "commune").dessinees[0].mediane == 31


def test_the_lowest_coverage_is_told(mini_build):
    mini_build.indicator("part-a", FIVE | {"nantes": (10, 42.0)})
    assert read_distributions(mini_build.build).dessinees[0].couverture_min == 42
