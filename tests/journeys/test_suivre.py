"""Somebody without JavaScript follows a métropole, receives what changes by a mail catcher, and stops."""

from playwright.sync_api import expect

from tests.journeys.letters import find_path, read_text
from tests.journeys.test_accessibility import find_violations

LEA = "lea@exemple.fr"


def run_minute(site, what):
    """What the ticker does, now."""
    site.lay("tests.participation.suivis.lay", what)


def test_follow_confirm_receive_and_stop(mailbox, own_site, visit_own):
    visitor = visit_own(scripts=False)
    page = visitor.goto("/metropoles/nantes/")
    page.get_by_role("link", name="Suivre", exact=True).click()
    page.get_by_label("Votre adresse électronique").fill(LEA)
    page.get_by_label("Aussitôt").check()
    page.get_by_role("button", name="Suivre").click()
    expect(page.get_by_role("status")).to_contain_text("Regardez votre boîte")

    run_minute(own_site, "letters")
    visitor.goto(find_path(mailbox.wait(LEA, "confirmer"), "/suivre/confirmer/"))
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("status")).to_contain_text("vous suivez")

    run_minute(own_site, "publish")
    told = mailbox.wait(LEA, "Une démarche qui vient de changer")
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    run_minute(own_site, "letters")
    changed = [one for one in mailbox.list_to(LEA) if "vient de changer" in read_text(one)]
    assert len(changed) == 1  # nothing twice

    visitor.goto(find_path(told, "/suivre/arreter/"))
    page.get_by_role("button", name="Arrêter ces lettres").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("C’est arrêté")


def test_the_pages_of_follows_are_accessible(visit):
    for path in ("/suivre/", "/suivre/?sujet=levier&id=spaser", "/suivre/mes-suivis/"):
        page = visit().goto(path)
        assert find_violations(page) == []
