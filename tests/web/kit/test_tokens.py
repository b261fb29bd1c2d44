"""The palette: every text reads on every ground, and the champs stay apart for every eye."""

import re
from itertools import combinations

import pytest

from leviers.reference import typologie
from leviers.web.pages.palette import TOKENS, contrast, luminance, read_themes
from tests.web.kit.colours import SIMULATIONS, difference

GROUNDS = ("paper", "raised", "tint", "accent-tint")
INKS = ("ink", "soft", "accent", *(f"c-{code}" for code in typologie.load_champs()))
THEMES = read_themes()._asdict()
APART = 12.0  # L*a*b* units; 2.3 is what an eye just sees side by side


def test_contrast_is_that_of_the_recommendation():
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert luminance("#ff0000") == pytest.approx(0.2126)


def test_both_themes_name_the_same_colours():
    assert set(THEMES["light"]) == set(THEMES["dark"])


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_text_reads_on_every_ground(theme, ground, ink):
    assert contrast(THEMES[theme][ink], THEMES[theme][ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ink", ["ink", "accent"])
def test_a_button_reads_in_reverse(theme, ink):
    assert contrast(THEMES[theme]["paper"], THEMES[theme][ink]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_the_frame_of_a_field_is_seen(theme, ground):
    assert contrast(THEMES[theme]["strong-line"], THEMES[theme][ground]) >= 3


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("simulation", [None, *SIMULATIONS])
def test_the_seven_hues_stay_apart(theme, simulation):
    hues = {code: THEMES[theme][f"c-{code}"] for code in typologie.load_champs()}
    close = {
        pair: round(difference(hues[pair[0]], hues[pair[1]], simulation), 1)
        for pair in combinations(hues, 2)
        if difference(hues[pair[0]], hues[pair[1]], simulation) < APART
    }
    assert close == {}


def test_the_simulation_brings_red_and_green_together():
    assert difference("#b00000", "#7a6b00", "protanopie") < difference("#b00000", "#7a6b00") / 2
    assert difference("#ffffff", "#000000", "deuteranopie") == pytest.approx(100, abs=0.5)


def test_colours_are_written_in_the_tokens_only():
    on_paper = {"tokens.css", "print.css"}  # ink on white is what a printer does
    offenders = [
        file.name
        for file in TOKENS.parent.iterdir()
        if file.name not in on_paper and re.search(r"#[0-9a-fA-F]{3,8}\b", file.read_text(encoding="utf-8"))
    ]
    assert offenders == []
