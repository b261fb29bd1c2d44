"""Graduations are round, and written in our words."""

import pytest

from leviers.graphiques import theme


@pytest.mark.parametrize(
    ("top", "most", "ticks"),
    [
        (17, 6, [0, 5, 10, 15, 20]),
        (0.6, 5, [0, 0.2, 0.4, 0.6]),
        (100, 6, [0, 20, 40, 60, 80, 100]),
        (9_100_000, 5, [0, 2_500_000, 5_000_000, 7_500_000, 10_000_000]),
        (0, 5, [0, 1]),
    ],
)
def test_graduations_are_round_and_hold_the_largest_value(top, most, ticks):
    assert theme.find_ticks(top, most) == pytest.approx(ticks)


def test_a_graduation_is_written_in_our_words():
    assert theme.label([0, 2.5], lambda place: f"{place} %") == '{"0": "0 %", "2.5": "2.5 %"}[datum.value]'
