"""Small numbers, against an adversary who knows the totals, what is shown, and the rule itself."""

import itertools
from collections import defaultdict

import pytest

from leviers.survey.secret import SEUIL, hide, hide_ticked


def test_it_works_large_counts_are_shown_and_zero_is_not_a_secret():
    assert hide({"oui": 4, "non": 3, "en-cours": 0}) == frozenset()


def test_a_count_of_one_or_two_is_hidden_with_another_so_that_the_total_does_not_give_it():
    assert hide({"oui": 5, "non": 1, "en-cours": 3}) == {"non", "oui"}  # 6 hidden together, 5 + 1


def test_too_few_people_or_one_answer_of_all_hides_the_whole_table():
    assert hide({"oui": 2, "non": 0}) is None
    assert hide({"oui": 4, "non": 0}) is None  # it would say what each of the four answered
    assert hide({"oui": 1, "non": 1, "en-cours": 1}) is None


def test_nobody_asked_is_nothing_to_hide():
    assert hide({"oui": 0, "non": 0}) == hide_ticked({"a": 0}, 0) == frozenset()


def list_tables(cells, total):
    return (table for table in itertools.product(range(total + 1), repeat=cells) if sum(table) == total)


@pytest.mark.parametrize(("cells", "largest"), [(2, 14), (3, 12), (4, 10), (5, 8)])
def test_no_table_lets_an_adversary_work_out_a_small_count(cells, largest):
    """He lists every table that would have been shown in the same way: hidden small counts stay open."""
    for total in range(largest + 1):
        for shown, tables in group_by_answer(cells, total).items():
            hidden = range(cells) if shown is None else shown[0]
            for place in hidden:
                possible = {table[place] for table in tables}
                assert len(possible) > 1 or not 0 < min(possible) < SEUIL, (tables, place)


@pytest.mark.parametrize(("cells", "largest"), [(2, 14), (3, 12), (4, 10)])
def test_linear_algebra_alone_does_not_give_a_hidden_count(cells, largest):
    """One equation, what is hidden amounts to the total less what is shown: two unknowns at least."""
    for total in range(largest + 1):
        for shown in group_by_answer(cells, total):
            assert shown is None or len(shown[0]) != 1


def group_by_answer(cells, total):
    groups = defaultdict(list)
    for table in list_tables(cells, total):
        hidden = hide(dict(zip("abcde", table, strict=False)))
        if hidden is None:
            groups[None].append(table)
            continue
        places = tuple(place for place in range(cells) if "abcde"[place] in hidden)
        shown = tuple(table[place] for place in range(cells) if place not in places)
        groups[places, shown].append(table)
    return groups


def test_a_choice_that_all_but_one_ticked_is_hidden_too():
    assert hide_ticked({"budget": 5, "equipe": 3, "droit": 0}, 6) == {"budget"}
    assert hide_ticked({"budget": 1, "equipe": 3, "droit": 3}, 6) == {"budget"}


def test_the_only_choice_that_was_ticked_cannot_be_worked_out():
    assert hide_ticked({"budget": 4, "equipe": 0}, 4) is None


@pytest.mark.parametrize("answered", [3, 4])
def test_no_set_of_ticks_lets_an_adversary_work_out_a_small_count(answered):
    """Three choices, everybody ticks one at least: every way to tick, grouped by what would be shown."""
    ways = [way for way in itertools.product((0, 1), repeat=3) if any(way)]
    groups = defaultdict(set)
    for everybody in itertools.combinations_with_replacement(ways, answered):
        ticked = tuple(sum(ticks) for ticks in zip(*everybody, strict=True))
        hidden = hide_ticked(dict(zip("abc", ticked, strict=True)), answered)
        shown = (
            None
            if hidden is None
            else tuple(None if code in hidden else count for code, count in zip("abc", ticked, strict=True))
        )
        groups[shown].add(ticked)
    for shown, tables in groups.items():
        for place in range(3):
            if shown is None or shown[place] is None:
                assert len({table[place] for table in tables}) > 1, shown
