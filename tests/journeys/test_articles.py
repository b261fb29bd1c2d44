"""A contributeur writes an article with a live figure, an animateur publishes it, a reader reads it."""

import re

from playwright.sync_api import expect

from tests.journeys.test_accessibility import find_violations
from tests.journeys.test_back_office import act, log_in

TITLE = "Ce que nos marchés ont changé"


def write(page):
    """A title, a chapô and one live figure, as one does in the editor."""
    page.locator("[name=titre]").fill(TITLE)
    page.locator("[name=chapo]").fill("Trois ans après, ce que les chiffres en disent.")
    page.get_by_role("button", name="Insérer un bloc").first.click()
    page.get_by_role("option", name="Figure vivante").first.click()
    page.locator("[name=corps-0-value-indicateur]").select_option("part-marches-ess")
    page.locator("[name=corps-0-value-territoire]").select_option("orval")
    page.locator("[name=corps-0-value-lien]").select_option("commune")


def test_an_article_with_a_live_figure_is_written_published_and_read(visit_own, own_site):
    writer = visit_own()
    page = log_in(writer, "contribution")
    writer.goto("/articles/proposer/")
    page.get_by_role("link", name="Écrire un article").click()
    write(page)
    act(page, "Soumettre à la relecture")
    expect(page.get_by_text("Version soumise à la relecture")).to_be_visible()

    publisher = visit_own()
    page = log_in(publisher, "animation")
    page.get_by_role("link", name=TITLE).first.click()
    act(page, "Approuver")
    expect(page.get_by_text("Version approuvée")).to_be_visible()

    reader = visit_own()
    page = reader.goto("/articles/")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    live = page.locator(".article-live")
    expect(live).to_contain_text("données inventées")
    expect(live.locator(".fig-value")).to_have_text(re.compile(r"\d+(,\d+)?\s*%"))
    assert find_violations(page) == []
    live.get_by_role("link", name="D’où vient ce chiffre").click()
    expect(page).to_have_url(re.compile("/indicateurs/part-marches-ess/orval/commune/"))
