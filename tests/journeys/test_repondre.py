"""Those who answer: from the link to the receipt, with and without scripts, much being known or little."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_accessibility import FIND_SMALL_TARGETS, SPILL, find_violations

NANTES, ORVAL = "244400404:chargée de mission ESS", "200039865:direction"


@pytest.fixture
def links(own_site):
    """Links of a métropole of which much is known, of a colleague, and of one of which little is."""
    return own_site.lay_survey(NANTES, "244400404:achats", ORVAL)


def fill_what_is_asked(page):
    """Answer every question of the section that waits, as quickly as a person could."""
    asked = page.locator("section.e-question:visible").evaluate_all(
        "all => all.map(one => one.dataset.question)"
    )
    for path in asked:  # by name: a save on the way may show some more
        block = page.locator(f"section.e-question[data-question='{path}']")
        is_note = not block.locator("input, textarea, select").count()
        if is_note or block.locator("input:checked:not([name^='s:'])").count():
            continue
        number = block.locator("input[inputmode=decimal]")
        if number.count():
            number.fill("12")
        elif block.locator("textarea[name^='v:']").count():
            block.locator("textarea[name^='v:']").fill("Une réponse.")
        elif block.locator("input[type=text][name^='v:']").count():
            block.locator("input[type=text][name^='v:']").fill("Une réponse.")
        else:
            block.locator(".e-choices label:visible input").first.check()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("who", ["chargée de mission ESS", "direction"])
def test_the_whole_questionnaire_is_answered_sent_and_acknowledged(visit_own, own_site, links, scripts, who):
    page = visit_own(scripts=scripts).goto(links[who])
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("^Commencer")).click()
    for _step in range(40):
        if page.url.endswith("/resume/"):
            break
        gesture = page.get_by_role("button", name="Tout ce qui est proposé est juste")
        if gesture.count():
            with page.expect_navigation():
                gesture.click()
        fill_what_is_asked(page)
        with page.expect_navigation():
            page.get_by_role(
                "button", name=re.compile("^Enregistrer et (continuer$|tout relire)")
            ).last.click()
    expect(page).to_have_url(re.compile("/resume/$"))
    expect(page.get_by_role("button", name="Envoyer nos réponses")).to_be_visible()
    expect(page.locator(".e-missing")).to_have_count(0)
    page.get_by_role("button", name="Envoyer nos réponses").click()
    expect(page.get_by_text("Merci : vos réponses sont envoyées.")).to_be_visible()
    address = page.get_by_role("link", name=re.compile("accusé de réception")).get_attribute("href")
    receipt = page.context.request.get(f"{own_site.url}{address}")
    assert receipt.body().startswith(b"%PDF")


def test_a_question_appears_at_once_and_is_saved_without_a_button(visit_own, links):
    page = visit_own().goto(f"{links['direction']}section/gouvernance-strategie/")
    hidden = page.locator("[data-question$='/A04']")
    expect(hidden).to_be_hidden()
    page.locator("[data-question$='/A03'] input[value=oui]").check()
    hidden.wait_for(state="visible")
    expect(page.get_by_text(re.compile(r"Enregistré à \d"))).to_be_visible()
    page.reload()
    expect(page.locator("[data-question$='/A03'] input[value=oui]")).to_be_checked()


def test_what_two_people_say_at_once_is_shown_to_both(visit_own, links):
    first, second = visit_own(scripts=False), visit_own(scripts=False)
    pages = [
        one.goto(f"{links[who]}section/moyens/")
        for one, who in ((first, "chargée de mission ESS"), (second, "achats"))
    ]
    for page, number in zip(pages, ("3", "4"), strict=True):
        page.locator("[data-question='moyens/B01'] input[inputmode=decimal]").fill(number)
        with page.expect_navigation():  # or the second could be saved before the first
            page.get_by_role("button", name="Enregistrer", exact=True).click()
    page = pages[1]
    expect(page.get_by_text("Deux réponses ont été données en même temps")).to_be_visible()
    page.get_by_role("button", name=re.compile("Garder celle-ci : 3")).click()
    field = page.locator("[data-question='moyens/B01'] input[inputmode=decimal]")
    expect(field).to_have_value("3")


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_of_a_link_are_accessible_and_fit(visit_own, links, width):
    visitor = visit_own(width=width)
    for path in ("", "section/gouvernance-strategie/", "section/moyens/", "resume/", "echanges/", "reponse/"):
        page = visitor.goto(f"{links['chargée de mission ESS']}{path}")
        assert find_violations(page) == []
        assert page.evaluate(SPILL) <= 0
        assert page.evaluate(FIND_SMALL_TARGETS) == []
