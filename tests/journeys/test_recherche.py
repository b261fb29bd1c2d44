"""Somebody looks for something: with keys only, with scripts, without."""

import re

from playwright.sync_api import expect

from tests.journeys.test_accessibility import find_violations


def test_results_come_as_one_types_and_keys_lead_to_one(visit, site):
    page = visit().goto("/recherche/")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("spaser")
    options = page.get_by_role("option")
    options.first.wait_for()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert find_violations(page) == []
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    box.press("Enter")
    page.wait_for_url(re.compile(r"/(leviers|metropoles|demarches)/[a-z0-9-]+/$"))


def test_escape_closes_the_list_and_enter_alone_sends_the_form(visit, site):
    page = visit().goto("/recherche/")
    box = page.get_by_role("combobox")
    box.press_sequentially("insertion")
    page.get_by_role("option").first.wait_for()
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("insertion")
    box.press("Enter")
    page.wait_for_url(f"{site.url}/recherche/?q=insertion")
    expect(page.get_by_role("heading", name=re.compile("subventions?$"))).to_be_visible()


def test_the_list_fits_a_phone_and_says_what_is_invented(visit):
    page = visit(width=390).goto("/recherche/")
    page.get_by_role("combobox").press_sequentially("insertion")
    page.get_by_role("option").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_the_form_leads_to_a_genre_page_by_page(visit, site):
    page = visit(scripts=False).goto("/recherche/?q=insertion")
    expect(page.get_by_text("Orval Métropole, qui n’existe pas")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Voir les .* subventions$")).click()
    page.get_by_role("link", name="Suivante").click()
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.locator("h1")).to_have_text("Recherche parmi les subventions", use_inner_text=True)
