"""A strip plot as drawing data, on figures placed by hand."""

import pytest

from leviers.comparison.distributions import Distribution, Valeur
from leviers.reference import territoires
from leviers.web.comparer.strip import LEFT, RIGHT, draw_strip

METROPOLES = list(territoires.load_metropoles().values())


def distribute(*values, unite="%", couverture=None):
    return Distribution(
        code="essai",
        titre="Essai",
        question="",
        unite=unite,
        theme="marches",
        lien="metropole",
        annee="2024",
        limites="",
        sources=("Orval",),
        valeurs=tuple(
            Valeur(one, float(value), None, couverture, 10)
            for one, value in zip(METROPOLES, values, strict=False)
        ),
    )


def test_the_least_is_on_the_left_the_most_on_the_right_the_rest_between():
    dots = draw_strip(distribute(0, 50, 100), []).ground.dots
    assert [dots[one.siren].x for one in METROPOLES[:3]] == [LEFT, 50, RIGHT]


def test_equal_values_are_piled_up_so_that_each_is_seen():
    dots = draw_strip(distribute(0, 0, 0, 100), []).ground.dots
    assert [dots[one.siren].up for one in METROPOLES[:4]] == [8, 16, 24, 8]


def test_letters_follow_the_order_of_the_comparison():
    strip = draw_strip(distribute(0, 50, 100), [METROPOLES[2], METROPOLES[0]])
    assert [(mark.letter, mark.dot.x) for mark in strip.letters] == [("A", RIGHT), ("B", LEFT)]


def test_letters_that_would_touch_are_piled_up_and_the_drawing_grows():
    apart = draw_strip(distribute(0, 50, 100), METROPOLES[:2])
    close = draw_strip(distribute(0, 1, 100), METROPOLES[:2])
    assert len({mark.y for mark in apart.letters}) == 1
    assert len({mark.y for mark in close.letters}) == 2
    assert close.height == apart.height + 21 + 8  # one more row of letters, one more of dots


def test_a_territoire_without_a_value_has_no_letter_and_says_unknown():
    strip = draw_strip(distribute(0, 50, 100), [METROPOLES[0], METROPOLES[5]])
    assert [mark.letter for mark in strip.letters] == ["A"]
    assert [legend.valeur for legend in strip.legends] == ["0\u00a0%", "inconnu"]


def test_one_value_that_would_crush_the_others_calls_for_a_logarithm():
    strip = draw_strip(distribute(1, 10, 100, unite="marchés"), [])
    assert strip.ground.is_log
    assert strip.ground.dots[METROPOLES[1].siren].x == 50
    assert not draw_strip(distribute(0, 10, 100), []).ground.is_log  # zero has no logarithm


@pytest.mark.parametrize(
    "values", [(0, 3, 7), (61.8, 97, 100), (1, 10, 100), (2e5, 5e5, 7e6), (0.1, 0.4, 1.2)]
)
def test_graduations_are_round_apart_and_inside(values):
    drawing = draw_strip(distribute(*values), []).ground.drawing
    assert 2 <= drawing.count("<text") <= 6
    assert " style=" not in drawing


def test_low_coverage_is_drawn_hollow_and_told():
    strip = draw_strip(distribute(0, 50, 100, couverture=33.3), METROPOLES[:1])
    assert strip.letters[0].dot.is_low
    assert strip.ground.drawing.count("is-low") == 3
    assert strip.legends[0].couverture == "couverture 33 %"


def test_a_single_value_is_still_drawn():
    assert draw_strip(distribute(7), METROPOLES[:1]).letters[0].dot.x == 50


def test_euros_are_short():
    strip = draw_strip(distribute(1_000_000, 2_000_000, unite="€"), METROPOLES[:1])
    assert strip.legends[0].valeur == "1\u00a0M€"
    assert "1,5\u00a0M€" in strip.ground.resume
