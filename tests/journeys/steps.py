"""Steps shared by the journeys of people: log in by a code, or by the password of a sample account."""

from urllib.parse import quote

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.letters import Mailbox


def enter_by_code(visitor: Visitor, mailbox: Mailbox, courriel: str, way: str = "/compte/") -> Page:
    """Log in, or open an account, by the code sent to an address; the page of `way`."""
    page = visitor.goto(f"/compte/connexion/?next={quote(way)}")
    page.get_by_label("Votre adresse électronique").fill(courriel)
    page.get_by_role("button", name="Recevoir un code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre code")
    page.get_by_label("Les six chiffres").fill(mailbox.read_code(courriel))
    page.get_by_role("button", name="Entrer").click()
    expect(page).to_have_url(f"{visitor.site.url}{way}")
    return page


def enter_by_password(visitor: Visitor, name: str, way: str) -> Page:
    """Log in with the password of a sample account; the page of `way`."""
    page = visitor.goto(f"/gestion/login/?next={way}")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(visitor.site.passwords[name])
    page.locator("[name=password]").press("Enter")
    expect(page).to_have_url(f"{visitor.site.url}{way}")
    return page
