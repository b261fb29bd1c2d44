"""A référent, known by the domain of her address, corrects a usage; once it is accepted, the matrix moves."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import enter_by_code, enter_by_password

REFERENT, USAGE = "camille@dijon-metropole.fr", "/metropoles/dijon/conseil-ess/"


def read_cell(visitor):
    """What the matrix says of the usage."""
    page = visitor.goto("/matrice/")
    return page.locator(f"table.m a[href='{USAGE}']")


def become_referent(visitor, mailbox):
    """Open an account with an address of the métropole, and ask for the role: it is given at once."""
    page = enter_by_code(visitor, mailbox, REFERENT)
    page.get_by_role("link", name="Demander un rôle").click()
    page.get_by_role("radio", name="Référent d’un territoire").check()
    chosen = page.get_by_label("Territoire", exact=True).locator("option:checked")
    expect(chosen).to_have_text("Dijon Métropole")
    page.get_by_role("button", name="Demander", exact=True).click()
    expect(page.locator("#roles")).to_contain_text("par le domaine de votre adresse")


def correct(visitor):
    """Say on the page of the usage that it exists."""
    page = visitor.goto(USAGE)
    page.get_by_role("link", name="C’est juste, c’est faux, à compléter").first.click()
    page.get_by_role("radio", name="C’est faux").check()
    page.get_by_label("Votre message").fill("Le conseil se réunit trois fois par an depuis 2021.")
    page.get_by_role("radio", name="Oui", exact=True).check()
    page.get_by_role("button", name="Envoyer le signalement").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Merci")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_referent_corrects_a_usage_and_sees_the_matrix_move(visit_own, mailbox, scripts):
    referent = visit_own(scripts=scripts)
    become_referent(referent, mailbox)
    correct(referent)
    expect(read_cell(referent)).to_have_accessible_name(re.compile("non repéré$"))  # nobody has read it yet

    desk = enter_by_password(visit_own(scripts=scripts), "animation", "/moderation/")
    expect(desk.get_by_text("trois fois par an")).to_be_visible()
    desk.get_by_role("button", name="Accepter", exact=True).click()
    expect(desk.get_by_text("trois fois par an")).to_have_count(0)

    expect(read_cell(referent)).to_have_accessible_name(re.compile(": déclaré$"))
    referent.goto(USAGE)
    expect(referent.page.get_by_text("Déclaration du référent de la métropole, réponse")).to_be_visible()
