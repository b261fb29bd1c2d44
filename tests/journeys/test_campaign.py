"""Somebody of the network runs a campaign, from questionnaire to board; with keys, without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_accessibility import FIND_SMALL_TARGETS, SPILL, find_violations, focus_shows

HOME = "/enquetes/gestion/"
CAMPAGNE = f"{HOME}campagnes/ess-2030/"
CONTACTS = (
    "territoire;courriel;fonction\nmetz;a@metz.exemple;chargée de mission\nNantes Métropole;b@n.exemple;\n"
)
WRONG = "territoire;courriel\nla lune;a@b.fr\n"
PAGES = (
    HOME,
    f"{HOME}creer/",
    f"{HOME}questionnaires/",
    f"{HOME}questionnaires/1/",
    CAMPAGNE,
    f"{CAMPAGNE}modifier/",
    f"{CAMPAGNE}contacts/",
    f"{CAMPAGNE}contacts/1/",
    f"{CAMPAGNE}lettres/",
    f"{CAMPAGNE}territoires/metz/",
    f"{CAMPAGNE}territoires/metz/lecture/",
)


def enter(visitor):
    """The pages of the team, through the log-in page."""
    page = visitor.goto(HOME)
    page.locator("[name=username]").fill("enquetes")
    page.locator("[name=password]").fill(visitor.site.passwords["enquetes"])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Enquêtes")
    return page


def deposit_questionnaire(page, folder, site):
    """The delivered questionnaire, given to the form that reads it."""
    file = folder / "livre.xlsx"
    site.run("survey", "deliver", str(file))
    page.get_by_role("link", name="Questionnaires", exact=True).click()
    page.get_by_label("Le tableur").set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name="Déposer").click()
    expect(page.get_by_text("Version importée.")).to_be_visible()


def create_campaign(page):
    """A campaign on the version just deposited."""
    page.get_by_role("link", name="Créer une campagne avec cette version").click()
    page.get_by_label("Titre").fill("Enquête 2030")
    page.get_by_label("Réponses attendues jusqu’au").fill("2030-03-31")
    page.get_by_label("Identifiant").fill("ess-2030")
    with page.expect_navigation():
        page.get_by_role("button", name="Créer la campagne").click()
    expect(page.get_by_label("La liste")).to_be_attached()


def add_contacts(page, folder, text):
    """A list of contacts, given to its form."""
    file = folder / "liste.csv"
    file.write_text(text, encoding="utf-8")
    page.get_by_label("La liste").set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name="Ajouter", exact=True).click()


def invite(page):
    """Launch from the board: the invitations are written."""
    with page.expect_navigation():
        page.get_by_role("button", name="écrire à").click()
    expect(page.locator("[data-dit]")).to_have_text(re.compile(r"^\s*2\s+invitations\s+écrites"))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_campaign_is_run_from_the_questionnaire_to_the_board(visit_own, tmp_path, scripts):
    visitor = visit_own(width=1280 if scripts else 390, scripts=scripts)
    page = enter(visitor)
    deposit_questionnaire(page, tmp_path, visitor.site)
    understood = page.get_by_label("En bref").inner_text().split()
    assert understood[:4] == ["10", "sections", "45", "questions"]
    create_campaign(page)

    visitor.expected.add(f"{visitor.site.url}{CAMPAGNE}contacts/deposer/")
    add_contacts(page, tmp_path, WRONG)
    expect(page.get_by_text("territoire inconnu « la lune »")).to_be_visible()
    page.get_by_role("link", name="Déposer de nouveau").click()
    add_contacts(page, tmp_path, CONTACTS)
    expect(page.locator("[data-dit]")).to_have_text(re.compile(r"^\s*2\s+contacts\s+ajoutés"))

    page.get_by_role("link", name="Lettres", exact=True).click()
    expect(page.get_by_text("Rien n’est écrit avant le lancement.")).to_be_visible()
    page.get_by_role("link", name="Tableau", exact=True).click()
    invite(page)
    rows = page.locator(".g-board tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("0/32")

    page.go_back()  # the board before the launch: its button, pressed again, invites nobody twice
    page.reload()
    expect(rows).to_have_count(2)
    expect(page.get_by_role("button", name="écrire à")).to_have_count(0)
    rows.first.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Eurométropole de Metz")).to_be_visible()


def test_answers_are_read_with_keys_only(visit_own, tmp_path):
    visitor = visit_own()
    page = enter(visitor)
    deposit_questionnaire(page, tmp_path, visitor.site)
    create_campaign(page)
    add_contacts(page, tmp_path, CONTACTS)
    visitor.goto(f"{CAMPAGNE}territoires/metz/lecture/")
    expect(page.get_by_text("ne sont pas encore envoyées")).to_be_visible()
    first = page.locator("#fiche").inner_text()
    page.keyboard.press("Tab")
    assert focus_shows(page)
    page.keyboard.press("e")
    page.keyboard.type("Qui répondra ?")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("[data-annonce]")).not_to_be_empty()
    expect(page.locator("#fiche")).to_have_text(first, use_inner_text=True)
    expect(page.locator("#fiche")).to_be_focused()
    expect(page.get_by_text("Qui répondra ?")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_of_the_team_is_accessible(visit_own, tmp_path, width):
    visitor = visit_own(width=width)
    page = enter(visitor)
    deposit_questionnaire(page, tmp_path, visitor.site)
    create_campaign(page)
    add_contacts(page, tmp_path, CONTACTS)
    visitor.goto(CAMPAGNE)
    invite(page)
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
