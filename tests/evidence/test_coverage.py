"""Where leviers and champs are repéré, counted by hand."""

from leviers.catalogue import published
from leviers.evidence.coverage import cover


def test_a_levier_is_marked_where_a_demarche_uses_it(mini):
    mini.demarche("une", "nantes", "spaser")
    mini.demarche("deux", "nantes", "spaser")
    mini.demarche("trois", "grand-paris", "spaser")
    coverage = cover(published.current()).leviers["spaser"]
    assert coverage.nb_metropoles == 2
    assert coverage.nb_demarches == 3
    assert [place for place, mark in enumerate(coverage.marks) if mark] == [0, 6]  # by population


def test_a_demarche_counts_for_each_levier_and_once_for_its_champ(mini):
    mini.demarche("une", "nantes", "spaser tiers-lieux", champ="achats-responsables")
    coverages = cover(published.current())
    assert coverages.leviers["spaser"].nb_demarches == coverages.leviers["tiers-lieux"].nb_demarches == 1
    assert coverages.champs["achats-responsables"].nb_demarches == 1
    assert coverages.champs["foncier-tiers-lieux"].nb_demarches == 0


def test_a_champ_is_marked_where_one_of_its_leviers_is(mini):
    mini.demarche("une", "nantes", "spaser tiers-lieux", champ="achats-responsables")
    coverages = cover(published.current())
    assert coverages.champs["foncier-tiers-lieux"].nb_metropoles == 1
    assert coverages.champs["rd-cooperation"].nb_metropoles == 0


def test_every_levier_and_champ_is_there_over_the_22(mini):
    coverages = cover(published.current())
    assert (len(coverages.leviers), len(coverages.champs)) == (50, 7)
    assert {len(found.marks) for found in (*coverages.leviers.values(), *coverages.champs.values())} == {22}
