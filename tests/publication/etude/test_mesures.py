"""Every measure: its head, its query on empty tables, and the way back to its rows."""

import pytest

from leviers.publication.etude.mesures import load_definitions


@pytest.mark.parametrize("code", sorted(load_definitions()))
def test_a_measure_says_what_it_counts_and_runs_on_empty_tables(code, vides):
    definition = load_definitions()[code]
    assert definition.titre
    assert definition.unite
    assert len(definition.requete.splitlines()) <= 80
    assert vides.valeur(code, "rien") == definition.absent
    assert vides.lignes(code, "rien") == []


def test_an_absent_key_is_worth_nothing_or_is_unknown(petites):
    petites.usage("1", "spaser", 2)
    assert petites.valeur("metropoles-par-levier", "spaser") == 1
    assert petites.valeur("metropoles-par-levier", "ptce") == 0
    assert petites.valeur("nb-metropoles") is None


def test_the_rows_of_a_key_are_those_counted(petites):
    petites.usage("1", "spaser", 2, adresse="a")
    petites.usage("2", "spaser", 0, adresse="b")
    petites.usage("3", "ptce", 4, adresse="c")
    assert [row["adresse"] for row in petites.lignes("metropoles-par-levier", "spaser")] == ["a"]
