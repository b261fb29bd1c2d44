"""A person takes her data away, is erased, and what she published stays without her name."""

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import enter_by_code

CAMILLE = "contribution@exemple.invalid"
TITLE, WORDS = "Trois ans de clauses sociales", "Je réponds aux questions ici."
ARTICLE, COMMENTS = (
    "/articles/trois-ans-de-clauses-sociales/",
    "/commentaires/?sujet=article&id=trois-ans-de-clauses-sociales",
)


def take_data(page):
    """The file of what is kept of her."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Emporter mes données (JSON)").click()
    return json.loads(waiting.value.path().read_text(encoding="utf-8"))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_person_leaves_with_her_data_and_what_she_wrote_stays_unsigned(
    visit_own, own_site, mailbox, scripts
):
    own_site.lay("tests.journeys.lay", CAMILLE, TITLE)
    visitor = visit_own(scripts=scripts)
    page = enter_by_code(visitor, mailbox, CAMILLE)
    name = page.get_by_role("heading", level=1).inner_text()
    expect(visitor.goto(ARTICLE).locator(".article-signed")).to_contain_text(f"Par {name}")
    visitor.goto(COMMENTS)
    page.get_by_label("Votre commentaire").fill(WORDS)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("status")).to_contain_text("affiché")

    visitor.goto("/compte/")
    kept = take_data(page)
    assert kept["compte"]["courriel"] == CAMILLE
    assert [one["titre"] for one in kept["articles"]["articles"]] == [TITLE]
    assert [one["texte"] for one in kept["paroles"]["commentaires"]] == [WORDS]
    page.get_by_role("link", name="Fermer et effacer mon compte").click()
    page.get_by_role("checkbox", name="Je veux effacer mon compte").check()
    page.get_by_role("button", name="Effacer mon compte").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre compte est effacé")

    visitor.goto(ARTICLE)
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.locator("main")).not_to_contain_text(name)
    expect(page.locator(".article-author")).to_contain_text("a quitté Leviers")
    visitor.goto(COMMENTS)
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.locator("main")).not_to_contain_text(name)
    visitor.goto("/compte/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Se connecter")
