"""Somebody looks for something: with keys only, with scripts, without."""

import re

from tests.journeys.test_accessibility import find_violations


def test_results_come_as_one_types_and_keys_lead_to_one(visit, site):
    page = visit().goto("/recherche/")
    box = page.get_by_role("combobox")
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("spaser")
    options = page.get_by_role("option")
    options.first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert find_violations(page) == []
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert options.first.get_attribute("aria-selected") == "true"
    box.press("Enter")
    page.wait_for_url(re.compile(r"/(leviers|metropoles|demarches)/[a-z0-9-]+/$"))


def test_escape_closes_the_list_and_enter_alone_sends_the_form(visit, site):
    page = visit().goto("/recherche/")
    box = page.get_by_role("combobox")
    box.press_sequentially("insertion")
    page.get_by_role("option").first.wait_for()
    box.press("Escape")
    assert not page.get_by_role("listbox").is_visible()
    assert box.input_value() == "insertion"
    box.press("Enter")
    page.wait_for_url(f"{site.url}/recherche/?q=insertion")
    assert page.get_by_role("heading", name=re.compile("subventions?$")).is_visible()


def test_the_list_fits_a_phone_and_says_what_is_invented(visit):
    page = visit(width=390).goto("/recherche/")
    page.get_by_role("combobox").press_sequentially("insertion")
    page.get_by_role("option").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_the_form_leads_to_a_genre_page_by_page(visit, site):
    page = visit(scripts=False).goto("/recherche/?q=insertion")
    assert page.get_by_text("Orval Métropole, qui n’existe pas").is_visible()
    page.get_by_role("link", name=re.compile("^Voir les .* subventions$")).click()
    page.get_by_role("link", name="Suivante").click()
    assert "page=2" in page.url
    assert page.locator("h1").inner_text() == "Recherche parmi les subventions"
