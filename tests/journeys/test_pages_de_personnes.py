"""Pages of people, wide, narrow, dark, on paper, with keys: open, of an account, of the team, by a link."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.letters import find_path
from tests.journeys.steps import enter_by_code, enter_by_password
from tests.journeys.test_accessibility import FIND_SMALL_TARGETS, SPILL, find_violations, focus_shows

CAMILLE, TITLE = "contribution@exemple.invalid", "Trois ans de clauses sociales"
ARTICLE = "/articles/trois-ans-de-clauses-sociales/"
COMMENTS = "/commentaires/?sujet=article&id=trois-ans-de-clauses-sociales"
OPEN = (
    *("/suivre/", "/suivre/?sujet=levier&id=spaser", "/suivre/mes-suivis/", "/articles/proposer/"),
    *("/articles/lectures/", ARTICLE, COMMENTS, "/contributions/", "/contributions/proposer/", "/regles/"),
    *("/confirmer/", "/compte/connexion/", "/compte/connexion/?refus=cle", "/compte/connexion/code/"),
    *("/compte/parti/", "/moderation/bilan/", "/reseau/cooperations/", "/reseau/reseaux/rtes/"),
)
OWN = (
    *("/compte/", "/compte/profil/", "/compte/cles/", "/compte/demander/", "/compte/partir/", COMMENTS),
    "/articles/proposer/",
)
TEAM = ("/moderation/", "/moderation/journal/", "/compte/roles/", "/reseau/reseaux/rtes/modifier/")
WAITING = 8
"""Things that wait on a full desk."""
WIDTHS = ((1280, "light"), (390, "light"), (390, "dark"))


def check(page, path):
    """No fault of accessibility, nothing that scrolls sideways, nothing too small to be touched."""
    assert page.locator("h1").count() == 1, path
    for width, scheme in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert find_violations(page, only_colours=scheme == "dark") == [], (path, width, scheme)
        assert page.evaluate(SPILL) <= 0, f"{path} scrolls sideways at {width}"
        assert page.evaluate(FIND_SMALL_TARGETS) == [], (path, width)
    page.emulate_media(media="print")
    assert page.evaluate(SPILL) <= 0, f"{path} is cut on paper"
    assert not page.locator(".masthead-search").is_visible(), path
    page.emulate_media(media="screen", color_scheme="light")


def walk_with_keys(page, path):
    """The first stops of the Tab key after the beginning of the page, each of which shows."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator("#contenu").focus()
    for _stop in range(5):
        page.keyboard.press("Tab")
        assert focus_shows(page), (path, page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))


def fill_the_desk(site):
    """One thing of each kind waits for the team; a refusal to contest, and a link that stops letters."""
    return json.loads(site.lay("tests.journeys.lay_bureau", CAMILLE).splitlines()[-1])


@pytest.fixture
def told(own_site):
    """A site where Camille signs an article."""
    own_site.lay("tests.journeys.lay", CAMILLE, TITLE)
    return own_site


def test_the_pages_open_to_all_are_accessible(visit_own, told):
    visitor = visit_own()
    for path in OPEN:
        check(visitor.goto(path), path)
    for path in ("/suivre/?sujet=levier&id=spaser", ARTICLE, "/compte/connexion/"):
        walk_with_keys(visitor.goto(path), path)


def test_the_pages_of_an_account_and_of_its_comment_are_accessible(visit_own, mailbox, told):
    visitor = visit_own()
    page = enter_by_code(visitor, mailbox, CAMILLE)
    page.goto(f"{visitor.site.url}/compte/profil/")
    page.get_by_label("Fonction", exact=True).fill("Acheteuse")
    for shown in page.locator("[name=visibles]").all():
        shown.check()
    page.get_by_role("button", name="Enregistrer").click()
    public = page.get_by_role("link", name="Voir ma page publique").get_attribute("href")
    visitor.goto(COMMENTS)
    page.get_by_label("Votre commentaire").fill("Je réponds ici.")
    page.get_by_role("button", name="Envoyer").click()
    pk = re.search(r"#c(\d+)$", page.url)[1]
    gestures = [f"/commentaires/{pk}/{word}/" for word in ("modifier", "signaler")]
    contest, _stop = fill_the_desk(told)
    for path in (*OWN, public, *gestures, contest):
        check(visitor.goto(path), path)
    for path in ("/compte/", "/compte/profil/"):
        walk_with_keys(visitor.goto(path), path)


def test_the_pages_of_the_team_are_accessible(visit_own, mailbox, told):
    visitor = visit_own()
    _contest, stop = fill_the_desk(told)
    check(visitor.goto(stop), "/suivre/arreter/…")
    enter_by_code(visitor, mailbox, "animation@exemple.invalid")
    for path in TEAM:
        check(visitor.goto(path), path)
    page = visitor.goto("/moderation/")
    expect(page.locator("article.ligne")).to_have_count(WAITING)
    walk_with_keys(page, "/moderation/")


def test_the_page_that_freezes_an_edition_is_accessible(visit_own, told):
    check(enter_by_password(visit_own(), "relecture", "/etude/gestion/figer/"), "/etude/gestion/figer/")


def test_the_pages_that_a_letter_opens_are_accessible(visit_own, mailbox, told):
    visitor = visit_own()
    page = visitor.goto("/suivre/?sujet=levier&id=spaser")
    page.get_by_label("Votre adresse électronique").fill("lea@exemple.fr")
    page.get_by_role("button", name="Suivre").click()
    check(page, "/suivre/?envoye=1")
    told.lay("tests.participation.suivis.lay", "letters")
    link = find_path(mailbox.wait("lea@exemple.fr", "confirmer"), "/suivre/confirmer/")
    check(visitor.goto(link), link)
    page.get_by_role("button", name="Confirmer").click()
    expect(page.get_by_role("status")).to_contain_text("vous suivez")
    check(page, "/suivre/mes-suivis/…")
    page.get_by_role("button", name="Tout arrêter et oublier mon adresse").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("C’est arrêté")
    check(page, "/suivre/arreter/tout/")
    check(visitor.goto(link, status=410), link)
