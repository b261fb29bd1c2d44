"""The matrix: rows, columns, filters and counts."""

import json
from collections import Counter

import pytest

from leviers.catalogue import published
from leviers.catalogue.facts import DATA
from leviers.evidence.matrix import (
    TRANCHES,
    Filters,
    build_matrix,
    count_states,
    list_choices,
    read_filters,
)
from leviers.evidence.usages import compute_usages
from leviers.reference import territoires, typologie


def build(**filters):
    return build_matrix(compute_usages(published.current()), Filters(**filters))


def names(matrix):
    return [row.territoire.slug for row in matrix.rows]


def read_pairs():
    """The pairs (SIREN, levier) of the file of facts, read here on its own."""
    lines = (DATA / "demarches.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return {(row["metropole_siren"], code) for row in rows for code in row["leviers"]}


@pytest.fixture
def three(mini):
    """Nantes uses two leviers, Rennes two of which one by two démarches, Nice none."""
    mini.demarche("schema", "nantes", "spaser")
    mini.demarche("lieu", "nantes", "tiers-lieux")
    mini.demarche("clause", "rennes", "clause-sociale-insertion spaser")
    mini.demarche("autre", "rennes", "spaser")


def test_it_works_every_metropole_and_levier_has_its_place(three):
    matrix = build()
    assert len(matrix.rows) == 22
    assert len(matrix.leviers) == 50
    assert len(matrix.usages) == matrix.nb_cases == 1100
    assert matrix.nb_reperes == 4  # Nantes 2, Rennes 2


def test_states_are_counted_over_the_whole_matrix(three):
    states = count_states(compute_usages(published.current()))
    assert [(niveau.signe, count) for niveau, count in states] == [
        ("·", 1096),
        ("◔", 0),
        ("◑", 4),
        ("◕", 0),
        ("●", 0),
        ("∅", 0),
    ]


def test_the_1100_cells_agree_with_the_file_of_facts(catalogue):
    shown = {(usage.territoire.siren, usage.levier.code): usage.niveau.code for usage in build().usages}
    expected = read_pairs()
    assert len(shown) == 1100
    assert {pair for pair, niveau in shown.items() if niveau == "documente"} == expected
    assert {niveau for pair, niveau in shown.items() if pair not in expected} == {"non-repere"}


def test_counts_of_rows_and_columns_agree_with_the_file_of_facts(catalogue):
    matrix = build()
    by_siren = Counter(siren for siren, _code in read_pairs())
    by_code = Counter(code for _siren, code in read_pairs())
    assert {row.territoire.siren: row.nb_reperes for row in matrix.rows} == {
        siren: by_siren[siren] for siren in territoires.load_metropoles()
    }
    counted = [count for group in matrix.groups for count in group.nb_reperes]
    assert counted == [by_code[code] for code in typologie.load_leviers()]
    assert matrix.nb_reperes == sum(counted) == len(read_pairs())


def test_rows_come_by_population_and_columns_in_the_order_of_the_typology(three):
    matrix = build()
    assert names(matrix)[:3] == ["grand-paris", "aix-marseille", "lyon"]
    assert [levier.code for levier in matrix.leviers] == list(typologie.load_leviers())
    assert [group.champ.code for group in matrix.groups] == list(typologie.load_champs())


def test_a_champ_keeps_its_own_leviers_and_counts_them_only(three):
    matrix = build(champ="achats-responsables")
    assert len(matrix.leviers) == 9
    assert matrix.nb_cases == 22 * 9
    assert matrix.nb_reperes == 3  # spaser twice, clause sociale once
    assert (
        dict(zip([levier.code for levier in matrix.leviers], matrix.groups[0].nb_reperes, strict=True))[
            "spaser"
        ]
        == 2
    )


def test_a_region_keeps_its_metropoles(three):
    assert names(build(region="53")) == ["rennes", "brest"]


def test_brackets_of_population_share_the_22_out():
    populations = [metropole.population for metropole in territoires.load_metropoles().values()]
    held = [[tranche.holds(value) for tranche in TRANCHES.values()].count(True) for value in populations]
    assert held == [1] * 22


def test_a_bracket_includes_its_lower_bound_and_not_its_upper_bound():
    assert TRANCHES["500-000-a-1-million"].holds(500_000)
    assert not TRANCHES["500-000-a-1-million"].holds(1_000_000)


def test_a_bracket_keeps_its_metropoles(three):
    assert names(build(population="plus-de-1-million")) == ["grand-paris", "aix-marseille", "lyon", "lille"]


def test_a_minimum_leaves_blanks_and_keeps_places(three):
    matrix = build(niveau="documente", region="53")
    rennes, brest = matrix.rows
    assert rennes.nb_reperes == 2
    assert len(rennes.usages) == 50
    assert sum(usage is None for usage in rennes.usages) == 48
    assert set(brest.usages) == {None}
    assert len(matrix.usages) == 2
    assert matrix.nb_cases == 100


def test_a_minimum_that_nothing_reaches_gives_an_empty_matrix(three):
    matrix = build(niveau="constate")
    assert matrix.is_empty
    assert matrix.usages == []


def test_filters_that_contradict_each_other_give_an_empty_matrix(three):
    assert build(region="53", population="plus-de-1-million").is_empty
    assert build(champ="foncier-tiers-lieux", levier="spaser").is_empty


def test_sorting_by_name_ignores_accents(three):
    found = names(build(tri="nom"))
    assert found[:2] == ["aix-marseille", "bordeaux"]
    assert found.index("saint-etienne") == found.index("strasbourg") - 1


def test_sorting_by_usages_puts_equals_in_the_order_of_names(three):
    assert names(build(tri="usages"))[:4] == ["nantes", "rennes", "aix-marseille", "bordeaux"]


def test_sorting_by_usages_counts_what_is_shown(three):
    assert names(build(tri="usages", champ="achats-responsables"))[:2] == ["rennes", "nantes"]


def test_one_metropole_and_one_levier_give_one_line_each(three):
    row = build(metropole="nantes")
    assert [usage.levier.code for usage in row.usages if usage.est_repere] == ["tiers-lieux", "spaser"]
    column = build(levier="spaser")
    assert [usage.territoire.slug for usage in column.usages if usage.est_repere] == ["nantes", "rennes"]


def test_an_address_is_read_into_filters():
    filters, ignored = read_filters({"champ": "achats-responsables", "tri": "nom", "page": "3"})
    assert filters.given == {"champ": "achats-responsables", "tri": "nom"}
    assert ignored == []


@pytest.mark.parametrize("name", list_choices())
def test_an_unknown_code_is_ignored_and_named(name):
    filters, ignored = read_filters({name: "x' OR 1=1 \x00" + "é" * 10_000})
    assert filters == Filters()
    assert ignored == [name]


def test_an_empty_code_is_no_filter():
    assert read_filters({"champ": "", "region": ""}) == (Filters(), [])


def test_no_minimum_below_declare_is_offered():
    assert list(list_choices()["niveau"]) == ["declare", "documente", "constate", "mesure"]
