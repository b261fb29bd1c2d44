"""An officer writes to a structure from its page; who represents it receives, answers, then stops."""

import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.journeys.test_reseau import ROLE, appoint, check, enter

SIREN, NOM = "552100554", "Les Communs"
PAGE = f"/acteurs/{SIREN}/"
SUBJECT, ANSWER = "Entretien de nos parcs", "Avec plaisir, voici nos délais."


def represent(site, name):
    """Give a sample account the role of who represents the structure."""
    with closing(sqlite3.connect(site.home / "leviers.sqlite3", timeout=20)) as base, base:
        base.execute(ROLE, ("organisation", SIREN, name))


def find_link(site):
    """The link of the first letter by which who represents the structure stops."""
    with closing(sqlite3.connect(site.home / "leviers.sqlite3", timeout=20)) as base:
        letters = base.execute("select texte from courrier_lettre where genre = 'message' order by id")
        return re.search(r"/reseau/arreter/\S+", letters.fetchone()[0])[0]


def open_page(page, scripts):
    """She names the structure, then says that she receives what is written to it."""
    page.get_by_role("link", name="Remplir : Nom d’usage").click()
    page.get_by_label("Nom d’usage").fill(NOM)
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Remplir : La joindre").click()
    expect(page.get_by_label("Oui")).not_to_be_checked()
    page.get_by_label("Oui").check()
    page.get_by_label("Pour quoi lui écrire").fill("Devis d’entretien, visites d’équipes.")
    check(page, scripts)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Reçoivent les messages")).to_be_visible()
    check(page, scripts)


def write(page, scripts):
    """A colleague of a métropole finds the page and writes."""
    check(page, scripts)
    page.get_by_role("link", name="Écrire à cette structure").first.click()
    expect(page.get_by_text("Devis d’entretien")).to_be_visible()
    page.get_by_label("Objet").fill(SUBJECT)
    page.get_by_role("button", name="Envoyer").click()
    check(page, scripts)
    expect(page.get_by_label("Objet")).to_have_value(SUBJECT)
    page.get_by_label("Votre message").fill("Pouvez-vous chiffrer trois parcs pour mars ?")
    check(page, scripts)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NOM)
    check(page, scripts)


@pytest.mark.parametrize("scripts", [True, False])
def test_an_officer_writes_to_a_structure_that_answers_then_stops(visit_own, own_site, scripts):
    represent(own_site, "edition")
    appoint(own_site, "enquetes", "referent", "rennes")
    structure = visit_own(scripts=scripts)
    hers = enter(structure, "edition", f"{PAGE}completer/")
    open_page(hers, scripts)

    officer = visit_own(scripts=scripts)
    page = enter(officer, "enquetes", PAGE)
    officer.expected.add(f"{own_site.url}{PAGE}ecrire/")  # the form sent without a message
    write(page, scripts)

    structure.goto("/reseau/messages/")
    expect(hers.get_by_text(f"À propos de : {NOM}")).to_be_visible()
    check(hers, scripts)
    hers.get_by_role("link", name="Rennes Métropole").click()
    hers.get_by_label("Votre message").fill(ANSWER)
    hers.get_by_role("button", name="Envoyer").click()
    expect(hers.get_by_text(ANSWER)).to_be_visible()
    check(hers, scripts)

    link = find_link(own_site)
    reader = visit_own(scripts=scripts)
    stopping = reader.goto(link)
    check(stopping, scripts)
    stopping.get_by_role("button", name="Ne plus recevoir ces messages").click()
    expect(stopping.get_by_role("heading", level=1)).to_have_text("C’est arrêté")
    check(stopping, scripts)

    page.reload()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    expect(page.get_by_text("ne reçoit pas de messages par le site")).to_be_visible()
    check(page, scripts)
    officer.goto(f"{PAGE}ecrire/")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Écrire à {NOM}")
    check(page, scripts)
