"""Two métropoles find each other by an annonce, exchange messages, and publish what they did together."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from leviers.reference import territoires
from tests.journeys.test_accessibility import SPILL, find_violations

TITLE = "Qui a chiffré les clauses de son SPASER ?"
ANSWER = "Nous l’avons fait en 2022, voici comment."
DONE = "Deux jours à Rennes pour écrire un SPASER"
ROLE = (
    "insert into accounts_role (personne_id, genre, portee, demande_le, confirme_le, moyen, motif, raison)"
    " select id, ?, ?, '2026-01-01', '2026-01-01', 'personne', '', ''"
    " from accounts_personne where username = ?"
)


def appoint(site, name, genre, slug=""):
    """Give a sample account a role, as the team would."""
    portee = territoires.index_by_slug()[slug].siren if slug else ""
    with closing(sqlite3.connect(site.home / "leviers.sqlite3", timeout=20)) as base, base:
        base.execute(ROLE, (genre, portee, name))


def enter(visitor, name, path):
    """The page of somebody with a password, once logged in."""
    page = visitor.goto(f"/gestion/login/?next={path}")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(visitor.site.passwords[name])
    with page.expect_navigation():
        page.locator("[name=password]").press("Enter")
    return page


def check(page, scripts):
    """No fault of accessibility, nothing that scrolls sideways, wide or narrow."""
    if scripts:
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert find_violations(page) == []
            assert page.evaluate(SPILL) <= 0


def publish(page, scripts):
    """What an officer looks for, as she writes it."""
    expect(page.get_by_label("Je cherche")).to_be_checked()
    page.get_by_label("De quoi s’agit-il").select_option("retour-experience")
    page.get_by_label("Titre").fill(TITLE)
    page.get_by_label("Votre annonce", exact=True).fill("Une heure en visio suffirait, avant janvier.")
    page.get_by_label("Premier levier").select_option("spaser")
    check(page, scripts)
    page.get_by_role("button", name="Publier").click()
    expect(page.get_by_role("status")).to_contain_text("est reçue")


def answer(page, scripts):
    """A colleague finds it and answers."""
    check(page, scripts)
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", name="Qui pourrait répondre")).to_be_visible()
    check(page, scripts)
    page.get_by_role("link", name="Répondre", exact=True).click()
    page.get_by_label("Votre message").fill(ANSWER)
    check(page, scripts)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nantes Métropole")


def propose(page, scripts):
    """She says what was done together."""
    page.get_by_role("link", name="Nous avons coopéré").click()
    page.get_by_label("Titre").fill(DONE)
    page.get_by_label("Ce qui a été fait").fill("Le tableau de Rennes a servi de base à celui de Nantes.")
    page.get_by_label("Première page").fill("https://exemple.fr/deliberation")
    check(page, scripts)
    page.get_by_role("button", name="Proposer à Nantes Métropole").click()
    expect(page.get_by_role("status")).to_contain_text("C’est proposé")


@pytest.mark.parametrize("scripts", [True, False])
def test_two_metropoles_meet_write_and_tell_what_they_did(visit_own, own_site, scripts):
    appoint(own_site, "edition", "referent", "nantes")
    appoint(own_site, "enquetes", "referent", "rennes")
    appoint(own_site, "relecture", "animateur")
    nantes = visit_own(scripts=scripts)
    page = enter(nantes, "edition", "/reseau/annonces/publier/?sens=cherche")
    publish(page, scripts)

    desk = enter(visit_own(scripts=scripts), "relecture", "/moderation/")
    expect(desk.get_by_text(TITLE).first).to_be_visible()
    check(desk, scripts)
    desk.get_by_role("button", name="Afficher").first.click()
    expect(desk.get_by_text("Tout est lu")).to_be_visible()

    rennes = visit_own(scripts=scripts)
    page = enter(rennes, "enquetes", "/reseau/?levier=spaser")
    answer(page, scripts)

    hers = nantes.goto("/reseau/messages/")
    expect(hers.get_by_text("non lu")).to_be_visible()
    check(hers, scripts)
    hers.get_by_role("link", name="Rennes Métropole").click()
    expect(hers.get_by_text(ANSWER)).to_be_visible()
    hers.get_by_label("Votre message").fill("Merci, parlons-en mardi.")
    hers.get_by_role("button", name="Envoyer").click()
    expect(hers.get_by_text("Merci, parlons-en mardi.")).to_be_visible()
    check(hers, scripts)

    page.reload()
    expect(page.get_by_text("Merci, parlons-en mardi.")).to_be_visible()
    propose(page, scripts)

    hers.reload()
    hers.get_by_role("button", name="Confirmer et publier").click()
    expect(hers.get_by_role("status")).to_contain_text("publiée")

    reader = visit_own(scripts=scripts)
    page = reader.goto("/metropoles/rennes/")
    page.get_by_role("link", name=DONE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(DONE)
    expect(page.get_by_text("celui de Nantes")).to_be_visible()
    check(page, scripts)
