"""A reader goes from the list of surveys to an answer, its proofs and what was said of it."""

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.journeys.test_accessibility import FIND_SMALL_TARGETS, SPILL, find_violations

HOME = "/enquetes/sondage-2026/"


@pytest.fixture
def answered(own_site):
    environment = own_site._environment()
    subprocess.run([sys.executable, "-m", "tests.journeys.answered"], env=environment, check=True)
    return own_site


def check(page):
    assert find_violations(page) == []
    assert page.evaluate(SPILL) <= 0, "the page scrolls sideways"
    assert page.evaluate(FIND_SMALL_TARGETS) == []
    page.emulate_media(color_scheme="dark")
    assert find_violations(page, only_colours=True) == [], "in the dark"
    page.emulate_media(color_scheme="light")


def test_results_are_read_crossed_and_followed_to_their_proofs(answered, visit_own):
    wide, narrow = visit_own(), visit_own(width=390, scripts=True)
    page = wide.goto("/enquetes/")
    page.get_by_role("link", name="Sondage 2026").click()
    page.get_by_label("Croiser", exact=True).select_option("A03")
    page.get_by_label("Avec", exact=True).select_option("G01")
    page.get_by_label("Territoire suivi").select_option("lyon")
    with page.expect_navigation():
        page.get_by_role("button", name="Afficher").click()
    expect(page.get_by_role("region", name="Croisement de A03 et G01")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Toutes ses réponses").click()
    expect(page.locator("h1")).to_have_text("Réponses de la Métropole de Lyon")
    disputed = wide.goto(f"{HOME}territoires/grand-paris/")
    expect(disputed.get_by_text("Réponse discutée")).to_have_count(1)
    check(disputed)
    for path in (f"{HOME}?croiser=A03&avec=I04&territoire=lyon", f"{HOME}territoires/grand-paris/"):
        check(narrow.goto(path))
    proofs = disputed.locator("#G01").get_by_role("link", name="SPASER")
    with disputed.expect_navigation():
        proofs.click()
    expect(disputed.get_by_role("heading", name="Ce que la métropole a répondu")).to_be_visible()
    check(disputed)
