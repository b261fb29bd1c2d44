"""A reader comments without an account, the team shows it: with keys, or without JavaScript."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.journeys.test_accessibility import SPILL, find_violations

PAGES = ("/contributions/", "/contributions/proposer/", "/moderation/bilan/", "/regles/")
COMMENTS = "/commentaires/?sujet=levier&id=spaser"
WORDS = "Chez nous, le schéma a pris quatorze mois."


def write(site, statement: str) -> None:
    """Change the site’s own database, as a letter read or an appointment would."""
    with closing(sqlite3.connect(site.home / "leviers.sqlite3", timeout=20)) as base, base:
        base.execute(statement)


def check(page) -> None:
    """No fault of accessibility, nothing that scrolls sideways."""
    assert find_violations(page) == []
    assert page.evaluate(SPILL) <= 0


@pytest.mark.parametrize("scripts", [True, False])
def test_a_comment_is_written_read_by_the_team_and_shown(visit_own, scripts):
    reader = visit_own(scripts=scripts)
    page = reader.goto(COMMENTS)
    page.get_by_label("Votre commentaire").fill(WORDS)
    page.get_by_label("Signé").fill("Léa")
    page.get_by_label("Votre adresse électronique").fill("lea@exemple.invalid")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", name="Confirmer votre adresse")).to_be_visible()
    write(reader.site, "update participation_commentaire set etat = 'attente'")
    write(
        reader.site,
        "insert into accounts_role"
        " (personne_id, genre, portee, demande_le, confirme_le, moyen, motif, raison)"
        " select id, 'animateur', '', '2026-01-01', '2026-01-01', 'personne', '', ''"
        " from accounts_personne where username = 'relecture'",
    )
    desk = visit_own(scripts=scripts).goto("/gestion/login/?next=/moderation/")
    desk.locator("[name=username]").fill("relecture")
    desk.locator("[name=password]").fill(reader.site.passwords["relecture"])
    desk.locator("[name=password]").press("Enter")
    expect(desk.get_by_text(WORDS)).to_be_visible()
    if scripts:
        check(desk)
        expect(desk.locator("[data-touches-actives]")).to_be_attached()
        desk.keyboard.press("a")
    else:
        desk.get_by_role("button", name="Afficher").click()
    expect(desk.get_by_text("Tout est lu")).to_be_visible()
    page = reader.goto(COMMENTS)
    expect(page.get_by_text(WORDS)).to_be_visible()
    if scripts:
        check(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_about_what_readers_say_are_accessible(visit, width):
    page = visit(width=width)
    for path in (*PAGES, COMMENTS):
        check(page.goto(path))
