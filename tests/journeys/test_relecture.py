"""A reviewer clears the queue of the invented territoire with keys only; the desk is for everybody."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_accessibility import FIND_SMALL_TARGETS, SPILL, find_violations

TOKEN = "[data-reponse] [name=jeton]"
PAGES = ("/relecture/", "/relecture/historique/", "/relecture/bilan/", "/relecture/rapprochements/")


def enter(visitor, path="/relecture/"):
    """The desk, through the log-in page, with keys only."""
    page = visitor.goto(path)
    page.wait_for_selector("[name=username]")
    page.locator("[name=username]").focus()
    page.keyboard.type("relecture")
    page.keyboard.press("Tab")
    page.keyboard.type(visitor.site.passwords["relecture"])
    with page.expect_navigation():  # keys are heard once the scripts of the page have run
        page.keyboard.press("Enter")
    expect(page.locator(TOKEN).first).to_be_attached()
    return page


def press(page, *keys):
    """Press keys that end with an answer, and wait for the record that follows."""
    former = page.locator(TOKEN).first.get_attribute("value")
    for key in keys[:-1]:
        page.keyboard.type(key) if len(key) > 1 else page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])
    expect(page.locator(TOKEN).first).not_to_have_value(former)
    expect(page.locator("[data-annonce]")).not_to_be_empty()
    expect(page.locator("#fiche")).to_be_focused()


def read_said(page):
    """What was announced."""
    return page.locator("[data-annonce]").text_content()


def read_left(page):
    """How many titles wait, and how many records."""
    said = page.locator(".r-head p").inner_text()
    return [int(number) for number in re.findall(r"\d+", said)[:2]]


def test_thirty_records_are_cleared_with_keys_only(visit_own):
    page = enter(visit_own())
    expect(page.get_by_text("Terrain d’entraînement.")).to_be_visible()
    _titles, records = read_left(page)
    for number in range(30):
        key = "crp"[number % 3]
        press(page, key)
        assert read_said(page).startswith(("Confirmé", "Rejeté", "Passé")["crp".index(key)])
    assert records - read_left(page)[1] >= 30  # a skip takes away every record of the title

    record = page.locator("#fiche").inner_text()
    press(page, "c")
    press(page, "u")
    assert read_said(page).startswith("Annulé, confirmé")
    expect(page.locator("#fiche")).to_have_text(record, use_inner_text=True)

    press(page, "e", "Tiers", "Enter")
    assert read_said(page).startswith("Corrigé en Tiers-lieux")
    page.goto(f"{page.url.split('/relecture/')[0]}/relecture/historique/")
    expect(page.locator(".r-head p")).to_have_text(re.compile(r"^\s*32\s+réponses"))
    expect(page.locator(".r-undone")).to_have_count(1)


def test_identical_titles_are_answered_with_one_key_more(visit_own):
    page = enter(visit_own())
    for _ in range(20):
        if page.locator("[data-touche=i]").count():
            break
        press(page, "p")
    _titles, records = read_left(page)
    press(page, "i", "r")
    found = re.search(r"et (\d+) autres? fiches? du même titre", read_said(page))
    assert records - read_left(page)[1] == int(found[1]) + 1


def test_keys_say_nothing_in_a_field_and_can_be_turned_off_for_good(visit_own):
    page = enter(visit_own())
    record = page.locator("#fiche").inner_text()
    page.keyboard.press("e")
    expect(page.locator("#levier_corrige")).to_be_focused()
    page.keyboard.type("crp")
    page.keyboard.press("Escape")
    expect(page.locator("#fiche")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_text("Aucune touche n’agit pendant que l’on écrit")).to_be_visible()
    switch = page.get_by_label("Raccourcis d’une touche")
    switch.uncheck()
    page.keyboard.press("c")
    page.reload()
    expect(switch).not_to_be_checked()
    expect(page.locator(".r-buttons .r-key").first).to_be_hidden()
    page.keyboard.press("c")
    page.wait_for_timeout(300)
    expect(page.locator("#fiche")).to_have_text(record, use_inner_text=True)
    switch.check()
    press(page, "c")


def test_the_desk_works_without_scripts(visit_own):
    page = enter(visit_own(width=390, scripts=False))
    record = page.locator("#fiche").inner_text()
    expect(page.get_by_label("Raccourcis d’une touche")).to_be_hidden()
    page.get_by_role("button", name="Confirmer").click()
    expect(page.locator("[data-dit]")).to_have_text(re.compile(r"^\s*Confirmé"))
    expect(page.locator("#fiche")).to_be_focused()
    page.get_by_role("button", name="Annuler ma dernière réponse").click()
    expect(page.locator("#fiche")).to_have_text(record, use_inner_text=True)
    page.get_by_text("Corriger : c’est un autre levier").click()
    page.get_by_label("Le levier juste").select_option(label="SPASER")
    page.get_by_role("button", name="Corriger").click()
    expect(page.locator("[data-dit]")).to_contain_text("Corrigé en SPASER")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_desk_is_accessible(visit_own, width):
    visitor = visit_own(width=width)
    page = enter(visitor)
    press(page, "c")
    for path in PAGES:
        visitor.goto(path)
        for details in page.locator("details").all():
            details.evaluate("node => node.open = true")
        assert find_violations(page) == [], path
        assert page.evaluate(SPILL) <= 0, f"{path} scrolls sideways"
        assert page.evaluate(FIND_SMALL_TARGETS) == [], path
        assert page.locator("h1").count() == 1
        page.emulate_media(color_scheme="dark")
        assert find_violations(page, only_colours=True) == [], f"{path} in the dark"
        page.emulate_media(color_scheme="light")
